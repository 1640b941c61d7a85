"""One model on the time axis: marks by shape at the months that were published, as high as the share alive."""

from collections.abc import Iterator
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.wording.prognosis import MarkShown, Shape

_STEP: Final = 6
"""Months between two lines of the grid."""
_DOT: Final = 4.5
_EDGE: Final = 6
"""Pixels above and below everybody and nobody alive, so that no mark is cut."""
_HALF: Final = 0.5
_FEW: Final = 2
_GAP: Final = 2.0
"""Pixels between a mark and its words."""


class TimeScale:
    """Where months lie: shared by the axis and every lane, so that they stand below each other."""

    def __init__(self, font: QFont, percent: str, months: str, width: float, axis: int) -> None:
        """Leave room for the words at both ends."""
        metrics = QFontMetricsF(font)
        self.left = metrics.horizontalAdvance(percent) + 8
        self.right = width - metrics.horizontalAdvance(months) / 2 - 10
        self._axis = axis

    def at(self, months: float) -> float:
        """Return where a month lies, in pixels; what lies beyond the axis stands at its end."""
        return self.left + (self.right - self.left) * min(months, self._axis) / self._axis

    def beyond(self, months: float) -> bool:
        return months > self._axis

    def months(self) -> range:
        return range(0, self._axis + 1, _STEP)


def caption_font(look: Look, widget: QWidget) -> QFont:
    """Return the font of the words beside marks."""
    font = QFont(widget.font())
    font.setPointSizeF(look.tokens.type.caption)
    return font


class PrognosisAxis(QWidget):
    """Months from 0 to the end of the axis, and what they are."""

    def __init__(self, look: Look) -> None:
        """Span nothing yet."""
        super().__init__()
        self._look = look
        self._axis = 0
        self.setFont(caption_font(look, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_axis(self, months: int) -> None:
        if months != self._axis:
            self._axis = months
            self.setAccessibleName(self._look.text("prognosis.axis_spoken", months=months))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ceil(QFontMetricsF(self.font()).height() * 2 + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._axis:
            return
        painter = QPainter(self)
        tokens, metrics = self._look.tokens, QFontMetricsF(self.font())
        scale = scale_of(self._look, self, self._axis)
        for month in scale.months():
            at = scale.at(month)
            painter.setPen(QPen(QColor(tokens.chart.axis), 1))
            painter.drawLine(QPointF(at, 0), QPointF(at, 4))
            painter.setPen(QColor(tokens.text))
            box = QRectF(at - 30, 5, 60, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), str(month))
        painter.setPen(QColor(tokens.muted))
        box = QRectF(scale.left, 5 + metrics.height(), scale.right - scale.left, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), self._look.text("prognosis.axis"))
        painter.end()


def scale_of(look: Look, widget: QWidget, axis: int) -> TimeScale:
    """Return where months lie in a widget of this width."""
    percent = look.text("prognosis.percent", value=100)
    return TimeScale(widget.font(), percent, str(axis), widget.width(), axis)


class PrognosisLane(QWidget):
    """The marks of one model. Its words stand where they cover no mark; colour never says anything alone."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._marks: tuple[MarkShown, ...] = ()
        self._axis = 1
        self._colour = QColor()
        self._taken: list[QRectF] = []
        self.setFont(caption_font(look, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: tuple[MarkShown, ...], axis: int, colour: int, spoken: str) -> None:
        """Draw other marks; ``colour`` counts in the colours of the chart, ``spoken`` says what is drawn."""
        series = self._look.tokens.chart.series
        chosen = QColor(series[colour % len(series)])
        if (marks, axis, chosen) != (self._marks, self._axis, self._colour):
            self._marks, self._axis, self._colour = marks, axis, chosen
            self.updateGeometry()
            self.update()
        self.setAccessibleName(spoken)

    def sizeHint(self) -> QSize:
        lines = self._lines() + (1 if self._banded() else 0)
        return QSize(200, ceil(QFontMetricsF(self.font()).height() * lines + 2 * _EDGE))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, room = scale_of(self._look, self, self._axis), self._room()
        forecasts = [each for each in self._marks if each.shape is Shape.FORECAST]
        shares = any(each.shares for each in self._marks)
        self._grid(painter, scale, room, (1.0, _HALF, 0.0) if shares else () if forecasts else (_HALF,))
        for number, mark in enumerate(forecasts):
            self._forecast(painter, scale, mark, room, number / len(forecasts), len(forecasts))
        if not forecasts:
            self._figures(painter, scale, room)
        painter.end()

    def _lines(self) -> float:
        """Return the height in lines of text: room for shares, for words around medians, or for bars."""
        shapes = [each.shape for each in self._marks]
        if Shape.SHARE in shapes or Shape.ESTIMATE in shapes:
            return 2.9
        if Shape.MEDIAN in shapes:
            return 1.2 if len(shapes) == 1 else 2.6
        return 1.15 * len(shapes)

    def _banded(self) -> bool:
        """Tell whether a line above everybody alive is kept for words: between columns of dots there is no room."""
        last = max((each.months for each in self._marks), default=0)
        return any(len(each.shares) > _FEW and each.months < last for each in self._marks)

    def _room(self) -> QRectF:
        top = _EDGE + (QFontMetricsF(self.font()).height() if self._banded() else 0)
        return QRectF(0, top, self.width(), self.height() - _EDGE - top)

    def _grid(self, painter: QPainter, scale: TimeScale, room: QRectF, levels: tuple[float, ...]) -> None:
        """Draw the months, and these shares alive with their words."""
        chart, metrics = self._look.tokens.chart, QFontMetricsF(self.font())
        for month in scale.months():
            at = scale.at(month)
            painter.setPen(QPen(QColor(chart.grid), 1))
            painter.drawLine(QPointF(at, room.top()), QPointF(at, room.bottom()))
        for share in levels:
            height = _height(room, share)
            dashed = Qt.PenStyle.DashLine if share == _HALF else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(chart.grid), 1, dashed))
            painter.drawLine(QPointF(scale.left, height), QPointF(scale.right, height))
            if share == _HALF and len(levels) > 1:
                continue
            painter.setPen(QColor(self._look.tokens.muted))
            top = max(0.0, min(self.height() - metrics.height(), height - metrics.height() / 2))
            box = QRectF(0, top, scale.left - 6, metrics.height())
            words = self._look.text("prognosis.percent", value=round(100 * share))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def _figures(self, painter: QPainter, scale: TimeScale, room: QRectF) -> None:
        self._taken = [_covered(each, scale, room) for each in self._marks]
        for mark in self._marks:
            if mark.shape is Shape.MEDIAN:
                self._median(painter, scale, mark, room)
            else:
                self._shares(painter, scale, mark, room)
        for mark in self._marks:
            self._words(painter, scale, mark, room)

    def _pen(self, width: float) -> QPen:
        return QPen(QColor(self._look.tokens.text), width)

    def _shares(self, painter: QPainter, scale: TimeScale, mark: MarkShown, room: QRectF) -> None:
        at = scale.at(mark.months)
        heights = [_height(room, each) for each in mark.shares]
        painter.setPen(QPen(self._colour, 3))
        painter.drawLine(QPointF(at, min(heights)), QPointF(at, max(heights)))
        painter.setPen(self._pen(1))
        for interval in mark.intervals:
            if interval is not None:
                low, high = (_height(room, each) for each in interval)
                painter.drawLine(QPointF(at, low), QPointF(at, high))
                for end in (low, high):
                    painter.drawLine(QPointF(at - 3, end), QPointF(at + 3, end))
        painter.setBrush(self._colour)
        for height in heights:
            _draw_point(painter, mark.shape, QPointF(at, height), _DOT)
        if scale.beyond(mark.months):
            _draw_arrow(painter, QPointF(scale.right + 8, heights[0]))

    def _median(self, painter: QPainter, scale: TimeScale, mark: MarkShown, room: QRectF) -> None:
        at, height = scale.at(mark.months), _height(room, _HALF)
        painter.setPen(self._pen(1.4))
        painter.setBrush(self._colour)
        if mark.interval is not None:
            low, high = (scale.at(each) for each in mark.interval)
            painter.drawLine(QPointF(low, height), QPointF(high, height))
            for month, end in zip(mark.interval, (low, high), strict=True):
                if scale.beyond(month):
                    _draw_arrow(painter, QPointF(scale.right + 8, height))
                else:
                    painter.drawLine(QPointF(end, height - 4), QPointF(end, height + 4))
        painter.setPen(self._pen(1))
        _draw_point(painter, mark.shape, QPointF(at, height), _DOT)

    def _forecast(
        self, painter: QPainter, scale: TimeScale, mark: MarkShown, room: QRectF, share: float, count: int
    ) -> None:
        """Draw a bar over the months that the author foretold; an open end is an arrow."""
        metrics = QFontMetricsF(self.font())
        tall = room.height() / count
        middle = room.top() + room.height() * share + tall / 2
        left = scale.at(mark.months)
        right = scale.right if mark.until is None else scale.at(mark.until)
        painter.setPen(self._pen(1))
        painter.setBrush(self._colour)
        painter.drawRect(QRectF(left, middle - 2.5, right - left, 5))
        if mark.until is None:
            _draw_arrow(painter, QPointF(scale.right + 9, middle))
        wide = metrics.horizontalAdvance(mark.text) + 6
        after = right + 6 if mark.until is not None else max(scale.left + 4, left - wide - 4)
        box = QRectF(after, middle - metrics.height() / 2, wide, metrics.height())
        if mark.until is None and left - wide - 4 < scale.left:
            box.moveLeft(left + 6)
        painter.fillRect(box, QColor(self._look.tokens.surface))
        painter.setPen(QColor(self._look.tokens.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark.text)

    def _words(self, painter: QPainter, scale: TimeScale, mark: MarkShown, room: QRectF) -> None:
        """Write beside a mark, at the first place where nothing stands yet."""
        metrics = QFontMetricsF(self.font())
        inside = QRectF(scale.left + 1, 0, self.width() - scale.left - 1, self.height())
        covered, tall = _covered(mark, scale, room), metrics.height() * 0.95
        sizes = {
            words: QSizeF(metrics.horizontalAdvance(words) + 4, tall) for words in (mark.text, mark.short)
        }
        crowded = mark.shape is Shape.MEDIAN and len(self._marks) > 1
        tiers = (_around, _beside, _aside) if crowded else (_beside, _around, _aside)
        tried = [
            (words, _held(box, inside))
            for tier in tiers
            for words, size in sizes.items()
            for box in tier(covered, size, inside)
        ]
        free = [each for each in tried if not any(each[1].intersects(taken) for taken in self._taken)]
        words, box = (free or tried)[0]
        self._taken.append(box)
        painter.fillRect(box, QColor(self._look.tokens.surface))
        painter.setPen(QColor(self._look.tokens.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def _height(room: QRectF, share: float) -> float:
    """Return where a share lies: everybody alive at the top."""
    return room.bottom() - room.height() * share


def _beside(mark: QRectF, size: QSizeF, _inside: QRectF) -> Iterator[QRectF]:
    """Return where words of a size may stand right and left of a mark."""
    top = mark.center().y() - size.height() / 2
    yield QRectF(QPointF(mark.right() + _GAP, top), size)
    yield QRectF(QPointF(mark.left() - _GAP - size.width(), top), size)


def _around(mark: QRectF, size: QSizeF, _inside: QRectF) -> Iterator[QRectF]:
    """Return where words may stand above and below a mark."""
    left = mark.center().x() - size.width() / 2
    yield QRectF(QPointF(left, mark.top() - size.height() - 1), size)
    yield QRectF(QPointF(left, mark.bottom() + 1), size)


def _aside(mark: QRectF, size: QSizeF, inside: QRectF) -> Iterator[QRectF]:
    """Return where words may stand right and left of a mark, higher or lower than it."""
    tops = (mark.top() - size.height(), mark.bottom(), inside.top(), inside.bottom() - size.height())
    for top in tops:
        for left in (mark.right() + _GAP, mark.left() - _GAP - size.width()):
            yield QRectF(QPointF(left, top), size)


def _held(box: QRectF, inside: QRectF) -> QRectF:
    """Return a box moved into another."""
    left = max(inside.left(), min(inside.right() - box.width(), box.left()))
    top = max(inside.top(), min(inside.bottom() - box.height(), box.top()))
    return QRectF(QPointF(left, top), box.size())


def _covered(mark: MarkShown, scale: TimeScale, room: QRectF) -> QRectF:
    """Return what a mark covers, with its interval."""
    at, reach = scale.at(mark.months), _DOT + 2
    if mark.shape is Shape.MEDIAN:
        low, high = (scale.at(each) for each in mark.interval or (mark.months, mark.months))
        past = 9 if mark.interval and scale.beyond(mark.interval[1]) else 1
        left, right = min(at - reach, low - 1), max(at + reach, high + past)
        return QRectF(left, _height(room, _HALF) - reach, right - left, 2 * reach)
    known = [end for each in mark.intervals if each is not None for end in each]
    heights = [_height(room, each) for each in (*mark.shares, *known)]
    past = 9 if scale.beyond(mark.months) else 0
    return QRectF(at - reach, min(heights) - reach, 2 * reach + past, max(heights) - min(heights) + 2 * reach)


def _draw_point(painter: QPainter, shape: Shape, at: QPointF, size: float) -> None:
    if shape is Shape.SHARE:
        painter.drawEllipse(at, size, size)
    elif shape is Shape.ESTIMATE:
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
    else:
        tall = size * 1.4
        corners = (QPointF(0, -tall), QPointF(tall, 0), QPointF(0, tall), QPointF(-tall, 0))
        painter.drawPolygon(QPolygonF([at + each for each in corners]))


def _draw_arrow(painter: QPainter, tip: QPointF) -> None:
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-8, -5), tip + QPointF(-8, 5)]))


class LegendMark(QWidget):
    """One shape as the lanes draw it, beside the words that say what it means."""

    def __init__(self, look: Look, shape: Shape) -> None:
        """Draw a shape."""
        super().__init__()
        self._look = look
        self._shape = shape
        self.setFixedSize(18, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.tokens.text), 1))
        painter.setBrush(QColor(self._look.tokens.muted))
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self._shape is Shape.FORECAST:
            painter.drawRect(QRectF(1, middle.y() - 2.5, self.width() - 2, 5))
        else:
            _draw_point(painter, self._shape, middle, _DOT)
        painter.end()
