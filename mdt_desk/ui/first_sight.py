"""The first rows of the queue, painted before the window is there: what was last in sight, where it still stands.

Little is imported here. A row that changed since, or of which nothing is known any more, says that it is being judged;
countdowns are those of now. The window takes its place as soon as it is made, and nothing can be done here before.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMainWindow,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mdt_desk.ui.moments import countdown

NAME: Final = "first-sight"
_LONGEST_MS: Final = 1_000
_URGENT: Final = 2
"""The lanes below this one stay urgent when what was judged holds no longer."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
Shown = tuple[str, str, str]
"""First line, second line, and the name of a tone or nothing."""


class _Words:
    """The few texts that were kept with what was in sight."""

    def __init__(self, table: Mapping[str, str], language: str) -> None:
        self._table = table
        self.language = language

    def get(self, key: str, /, **params: object) -> str:
        text = self._table.get(key)
        if text is None:
            text = self._table[f"{key}.{'one' if params.get('count') == 1 else 'other'}"]
        return text.format_map(params)


def rows_now(
    sight: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], now: datetime
) -> list[list[Shown]]:
    """Return the cells of each line as it is now; ``now`` is aware."""
    words = _Words(sight["words"], sight["language"])
    kept = {str(number): row for number, row in sight["rows"].items()}
    return [_row(kept.get(str(each["number"])), each, words, now) for each in lines]


def _row(row: Mapping[str, Any] | None, line: Mapping[str, Any], words: _Words, now: datetime) -> list[Shown]:
    judging = words.get("queue.unjudged.text")
    if row is None or not line["stands"] or not row["seal"] or row["seal"] != line["seal"]:
        return [(judging, "", "calm")]
    cells = [(text, detail, tone) for text, detail, tone in row["cells"]]
    holds = datetime.fromisoformat(line["holds_until"]).replace(tzinfo=UTC)
    due = row["due"]
    if due is not None:
        at = datetime.fromisoformat(due)
        tone = "urgent" if at < now and cells[0][2] == "calm" else cells[0][2]
        cells[0] = (countdown(at, now, words), cells[0][1], tone)
    if holds <= now:
        if line["lane"] >= _URGENT:
            return [(judging, "", "calm"), *cells[1:5]]
        cells = [(cells[0][0], row["again"], cells[0][2]), *cells[1:5]]
    return cells


class _Model(QAbstractTableModel):
    def __init__(self, rows: list[list[Shown]], headings: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._headings = headings

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if index.column() >= len(row):
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row[index.column()]
        return row[index.column()][0] if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, sight: Mapping[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        look = sight["look"]
        self._text, self._muted, self._line = (QColor(look[each]) for each in ("text", "muted", "line"))
        self._tones = {
            tone: tuple(QColor(each) for each in colours) for tone, colours in look["tones"].items()
        }
        self._plain, self._small = _font(look, look["body"]), _font(look, look["caption"])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        cell = index.data(Qt.ItemDataRole.UserRole)
        if cell is None:
            return
        text, detail, tone = cell
        inside = rect.adjusted(8, 5, -4, -5)
        half = inside.height() * 21 // 38 if detail else inside.height()
        upper = QRect(inside.left(), inside.top(), inside.width(), half)
        painter.setFont(self._plain)
        if tone:
            colour, ground = self._tones[tone]
            painter.fillRect(upper.adjusted(0, 1, -4, -1), ground)
            painter.setPen(colour)
            upper = upper.adjusted(6, 0, 0, 0)
        else:
            painter.setPen(self._text)
        _write(painter, upper, text)
        if detail:
            painter.setFont(self._small)
            painter.setPen(self._muted)
            lower = QRect(inside.left(), upper.bottom() + 1, inside.width(), inside.height() - half)
            _write(painter, lower, detail)


class _Table(QTableView):
    """Leaves the loop that waits for it once it was painted."""

    def __init__(self, parent: QWidget, waiting: QEventLoop) -> None:
        super().__init__(parent)
        self._waiting = waiting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self._waiting.quit)


def show_first_sight(app: QApplication, sight: Mapping[str, Any], rows: list[list[Shown]]) -> QMainWindow:
    """Show rows where the window will stand, and return when they are painted."""
    look, frame = sight["look"], sight["frame"]
    window = QMainWindow()
    window.setObjectName(NAME)
    window.setWindowTitle(sight["title"])
    window.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    colours = QPalette()
    for role, colour in (("Window", "window"), ("Base", "surface"), ("Text", "text"), ("ButtonText", "text")):
        colours.setColor(getattr(QPalette.ColorRole, role), QColor(look[colour]))
    window.setPalette(colours)
    window.restoreGeometry(QByteArray.fromBase64(frame["geometry"].encode()))
    waiting = QEventLoop(app)
    table = _Table(window, waiting)
    table.setModel(_Model(rows, sight["headings"], table))
    table.setItemDelegate(_Delegate(sight, table))
    table.setGeometry(*frame["table"])
    table.setShowGrid(False)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    down, across = table.verticalHeader(), table.horizontalHeader()
    down.setVisible(False)
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setDefaultSectionSize(frame["row"])
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setFont(_font(look, look["caption"]))
    for at, width in enumerate(frame["columns"]):
        table.setColumnWidth(at, width)
    window.show()
    QTimer.singleShot(_LONGEST_MS, waiting.quit)
    waiting.exec()
    return window


def put_away_first_sight() -> None:
    """Let the window that was made meanwhile take its place."""
    for each in QApplication.topLevelWidgets():
        if each.objectName() == NAME:
            each.hide()
            each.deleteLater()


def _write(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _font(look: Mapping[str, Any], points: float) -> QFont:
    made = QFont(look["families"])
    made.setPointSizeF(points)
    return made
