"""Draw a cell of the queue: a mark with its sign, or a line, and a second line under it in small print."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.models.queue_model import CELL
from mdt_desk.ui.screens.queue.row import Cell
from mdt_desk.ui.theme import FAMILIES, Tone

ROW_HEIGHT: Final = 48
_PAD: Final = 8
_SIGN: Final = 14
_PILL: Final = 20

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws from the cell alone; everything it needs of the theme is prepared once."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Prepare fonts, colours and signs for a look."""
        super().__init__(parent)
        self._tokens = look.tokens
        self._plain = _font(look.tokens.type.body)
        self._small = _font(look.tokens.type.caption)
        self._mark = _font(look.tokens.type.caption, bold=True)
        self._ratio = parent.devicePixelRatioF()
        self._signs: dict[tuple[str, Tone], QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, first line and second line."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self._tokens.accent_soft))
        painter.setPen(QPen(QColor(self._tokens.line)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(_PAD, 5, -_PAD // 2, -5)
        upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() * 21 // 38)
        lower = QRect(inside.left(), upper.bottom() + 1, inside.width(), inside.height() - upper.height())
        if cell.detail:
            self._first(painter, cell, upper)
            self._line(painter, cell.detail, lower, self._small, self._tokens.muted)
        elif cell.tone is None:
            self._two_lines(painter, cell.text, inside)
        else:
            self._first(painter, cell, inside)
        painter.restore()

    def _first(self, painter: QPainter, cell: Cell, rect: QRect) -> None:
        if cell.tone is None:
            self._line(painter, cell.text, rect, self._plain, self._tokens.text)
            return
        colours = self._tokens.tones[cell.tone]
        metrics = QFontMetrics(self._mark)
        width = min(rect.width(), metrics.horizontalAdvance(cell.text) + _SIGN + 17)
        pill = QRectF(rect.left(), rect.center().y() - _PILL / 2 + 0.5, width, _PILL)
        pen = QPen(QColor(colours.border))
        pen.setStyle(Qt.PenStyle.DashLine if cell.tone is Tone.OPEN else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(pill, self._tokens.radius.small, self._tokens.radius.small)
        painter.drawPixmap(
            int(pill.left()) + 5, int(pill.center().y()) - _SIGN // 2, self._sign(cell.sign, cell.tone)
        )
        inner = pill.toRect().adjusted(_SIGN + 10, 0, -4, 0)
        self._line(painter, cell.text, inner, self._mark, colours.text)

    def _two_lines(self, painter: QPainter, text: str, rect: QRect) -> None:
        """Break a longer text once, and cut off what does not fit then."""
        first, rest = broken(text, QFontMetrics(self._plain), rect.width())
        if not rest:
            self._line(painter, first, rect, self._plain, self._tokens.text)
            return
        half = rect.height() // 2
        self._line(painter, first, rect.adjusted(0, 0, 0, -half), self._plain, self._tokens.text)
        self._line(painter, rest, rect.adjusted(0, half, 0, 0), self._plain, self._tokens.text)

    def _sign(self, name: str, tone: Tone) -> QPixmap:
        key = (name or TONE_ICONS[tone], tone)
        if key not in self._signs:
            self._signs[key] = picture(key[0], self._tokens.tones[tone].text, _SIGN, self._ratio)
        return self._signs[key]

    @staticmethod
    def _line(painter: QPainter, text: str, rect: QRect, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return what fits on a first line of ``width`` pixels, broken between words, and the rest."""
    words = text.split()
    taken = 0
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
        taken += 1
    taken = max(taken, 1)
    return " ".join(words[:taken]), " ".join(words[taken:])


def _font(points: float, *, bold: bool = False) -> QFont:
    made = QFont(list(FAMILIES))
    made.setPointSizeF(points)
    made.setBold(bold)
    return made
