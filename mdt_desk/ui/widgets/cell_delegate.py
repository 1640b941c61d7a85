"""Draw a cell of the queue: a mark with its sign, or a text, and what explains it under it in small print."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.models.queue_model import CELL
from mdt_desk.ui.screens.queue.row import Cell
from mdt_desk.ui.theme import FAMILIES, Tone
from mdt_desk.ui.widgets.wrapped import wrapped

ROW_HEIGHT: Final = 56
"""Room for three lines of small print, or two under a mark."""
TALL_ROW: Final = 68
"""Room for two lines of a name and two of small print, where the columns are narrow."""
_PAD: Final = 8
_EDGE: Final = 6
_TIGHT: Final = 2
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
        """Draw the ground, and the cell on it."""
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
        self._draw(painter, cell, _inside(rect))
        painter.restore()

    def shows_whole(self, cell: Cell, rect: QRect) -> bool:
        """Tell whether a cell of this size says all of a text that is neither a mark nor explained."""
        return not self._said(cell, _inside(rect)).cut

    def _draw(self, painter: QPainter, cell: Cell, rect: QRect) -> None:
        """Draw what is said above what explains it, both together in the middle of the cell."""
        said = self._said(cell, rect)
        taken = said.height if cell.tone is None else _PILL
        small, muted = self._small, self._tokens.muted
        explained = _block(cell.detail, small, muted, rect.width(), rect.height() - _EDGE - taken)
        top = rect.top() + (rect.height() - taken - explained.height) // 2
        if cell.tone is None:
            said.draw(painter, QRect(rect.left(), top, rect.width(), taken))
        else:
            self._pill(painter, cell, cell.tone, QRect(rect.left(), top, rect.width(), taken))
        explained.draw(painter, QRect(rect.left(), top + taken, rect.width(), explained.height))

    def _said(self, cell: Cell, rect: QRect) -> "_Block":
        """Return the text of a cell, in small print where that alone lets it be read whole."""
        width, room, colour = rect.width(), rect.height() - _EDGE, self._tokens.text
        if cell.detail:
            room -= 2 * _tall(self._small)
        plain = _block(cell.text, self._plain, colour, width, room)
        return _block(cell.text, self._small, colour, width, room) if plain.cut else plain

    def _pill(self, painter: QPainter, cell: Cell, tone: Tone, rect: QRect) -> None:
        colours = self._tokens.tones[tone]
        metrics = QFontMetrics(self._mark)
        width = min(rect.width(), metrics.horizontalAdvance(cell.text) + _SIGN + 15)
        pill = QRectF(rect.left(), rect.top() + 0.5, width, _PILL)
        pen = QPen(QColor(colours.border))
        pen.setStyle(Qt.PenStyle.DashLine if tone is Tone.OPEN else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(pill, self._tokens.radius.small, self._tokens.radius.small)
        painter.drawPixmap(
            int(pill.left()) + 5, int(pill.center().y()) - _SIGN // 2, self._sign(cell.sign, tone)
        )
        inner = pill.toRect().adjusted(_SIGN + 10, 0, -4, 0)
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        _line(painter, shown, inner, self._mark, colours.text)

    def _sign(self, name: str, tone: Tone) -> QPixmap:
        key = (name or TONE_ICONS[tone], tone)
        if key not in self._signs:
            self._signs[key] = picture(key[0], self._tokens.tones[tone].text, _SIGN, self._ratio)
        return self._signs[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines of one font; ``cut``: the last of them says less than was given."""

    lines: tuple[str, ...]
    font: QFont
    colour: str
    cut: bool = False

    @property
    def height(self) -> int:
        return _tall(self.font) * len(self.lines)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        tall = _tall(self.font)
        for number, line in enumerate(self.lines):
            room = QRect(rect.left(), rect.top() + number * tall, rect.width(), tall)
            _line(painter, line, room, self.font, self.colour)


def _block(text: str, font: QFont, colour: str, width: int, room: int) -> _Block:
    lines = wrapped(text, font, width, max(1, room // _tall(font)))
    cut = bool(lines) and not " ".join(text.split()).endswith(lines[-1])
    return _Block(lines=lines, font=font, colour=colour, cut=cut)


def _inside(rect: QRect) -> QRect:
    return rect.adjusted(_PAD, 0, -_PAD // 2, 0)


def _tall(font: QFont) -> int:
    """Return how many pixels a line takes in a cell, where lines stand close."""
    return QFontMetrics(font).height() - _TIGHT


def _line(painter: QPainter, text: str, rect: QRect, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


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
