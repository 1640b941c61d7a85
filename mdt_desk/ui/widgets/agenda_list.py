"""The agenda as a list: place, time and name of each case, and how far the team is with it."""

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QDropEvent, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting.state import AgendaLine, Mark
from mdt_desk.ui.theme import FAMILIES, Tokens, Tone
from mdt_desk.ui.widgets.row_drag import drag_while, landing, make_draggable
from mdt_desk.ui.widgets.wrapped import wrapped

_LINE_ROLE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 46
_LEFT: Final = 10
_RIGHT: Final = 8
_MOST_LINES: Final = 3
_NUMBER: Final = 26
_SIGN: Final = 16
MARK_ICONS: Final = {
    Mark.OPEN: "",
    Mark.WRITING: "edit",
    Mark.DECIDED: "check",
    Mark.CONDITIONAL: "open",
    Mark.DEFERRED: "calendar",
}
_Index = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractListModel):
    """The lines behind the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[AgendaLine, ...] = ()

    def show(self, lines: tuple[AgendaLine, ...]) -> None:
        if [each.id for each in lines] != [each.id for each in self.lines]:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
        elif lines:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if self.lines[index.row()].unread:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class _LineDelegate(QStyledItemDelegate):
    """Draws one line of the agenda."""

    def __init__(self, look: Look, shown_in: QListView) -> None:
        super().__init__(shown_in)
        self._list = shown_in
        self._tokens: Tokens = look.tokens
        self._name, self._small = QFont(list(FAMILIES)), QFont(list(FAMILIES))
        self._name.setPointSizeF(look.tokens.type.body)
        self._name.setBold(True)
        self._small.setPointSizeF(look.tokens.type.caption)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return two lines, and one more for what does not fit on the second."""
        line: AgendaLine = index.data(_LINE_ROLE)
        room = self._list.viewport().width() - _LEFT - _RIGHT - _NUMBER - _SIGN - 4 - self._time()
        lines = len(wrapped(line.detail, self._small, room, _MOST_LINES))
        return QSize(160, _ROW + max(0, lines - 1) * QFontMetrics(self._small).height())

    def _time(self) -> int:
        return QFontMetrics(self._small).horizontalAdvance("00:00") + 6

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: AgendaLine = index.data(_LINE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens, chosen = self._tokens, bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            held = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(tokens.accent), 2) if held else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), tokens.radius.small, tokens.radius.small)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRect(rect.left() + 2, rect.top() + 6, 4, rect.height() - 12), 2, 2)
        room = rect.adjusted(_LEFT, 4, -_RIGHT, -4)
        half = (_ROW - 8) // 2
        number = QRect(room.left(), room.top(), _NUMBER, half)
        self._text(painter, self._name, tokens.text, number, f"{line.number}")
        words = room.adjusted(_NUMBER, 0, -_SIGN - 4, 0)
        self._text(
            painter,
            self._name,
            tokens.muted if line.unread else tokens.text,
            QRect(words.topLeft(), QSize(words.width(), half)),
            line.name,
        )
        time, tall = self._time(), QFontMetrics(self._small).height()
        lower = QRect(words.left(), words.top() + half, time, half)
        self._text(painter, self._small, tokens.muted, lower, line.time)
        detail = wrapped(line.detail, self._small, words.width() - time, _MOST_LINES)
        for at, text in enumerate(detail):
            under = QRect(words.left() + time, lower.top() + at * tall, words.width() - time, half)
            self._text(painter, self._small, tokens.muted, under, text)
        self._signs(painter, line, room)
        painter.restore()

    def _text(self, painter: QPainter, font: QFont, colour: str, rect: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(
            " ".join(text[:200].split()), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _signs(self, painter: QPainter, line: AgendaLine, room: QRect) -> None:
        left = room.right() - _SIGN + 1
        if line.urgent:
            colour = self._tokens.tones[Tone.URGENT].border
            painter.drawPixmap(left, room.top() + 1, picture("urgent", colour, _SIGN, 2.0))
        if MARK_ICONS[line.mark]:
            sign = picture(MARK_ICONS[line.mark], self._tokens.text, _SIGN, 2.0)
            painter.drawPixmap(left, room.bottom() - _SIGN, sign)


class AgendaList(QListView):
    """Signals ``chosen`` with the case that the user went to.

    ``dropped``: a case that was dragged, the one next to which it was dropped, and whether behind that one.
    """

    chosen = Signal(object)
    dropped = Signal(object, object, bool)

    def __init__(self, look: Look) -> None:
        """Show no cases yet."""
        super().__init__()
        self._lines = _Lines(self)
        self._quiet = False
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(look, self))
        self.setAccessibleName(look.text("meeting.agenda.name"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("surface", "plain")
        make_draggable(self)
        self.selectionModel().currentChanged.connect(self._went)

    def follow_moves(self, action: QAction) -> None:
        """Let no case be taken up while the agenda may not be changed."""
        drag_while(self, action)

    def show_lines(self, lines: tuple[AgendaLine, ...], current: CaseId | None) -> None:
        """Show the agenda, and which case is on the table."""
        self._quiet = True
        self._lines.show(lines)
        row = next((at for at, each in enumerate(lines) if each.id == current), -1)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._lines.index(row))
            self._show_around(row)
        self._quiet = False

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the case on the table was dropped; the lines follow once it was moved."""
        index, behind = landing(self, event.position().toPoint())
        held = self.currentIndex()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if held.isValid() and index.isValid() and held.row() != index.row():
            lines = self._lines.lines
            self.dropped.emit(lines[held.row()].id, lines[index.row()].id, behind)

    def _went(self, now: QModelIndex) -> None:
        if not self._quiet and now.isValid():
            self._show_around(now.row())
            self.chosen.emit(self._lines.lines[now.row()].id)

    def _show_around(self, row: int) -> None:
        """Bring a case into sight, and the one that comes after it."""
        for each in (min(row + 1, len(self._lines.lines) - 1), row):
            self.scrollTo(self._lines.index(each))
