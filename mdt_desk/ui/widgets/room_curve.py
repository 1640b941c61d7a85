"""Survival by NESMS for the room: published points large, joined visibly, in letters that the last row can read.

The figure of screen and paper has letters of a size for reading up close; here they follow the widget's font.
"""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.survival import LAST_MONTH
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.room.state import CurveLine

_SHARES = (0.0, 0.5, 1.0)
_MONTHS = (0, 3, 6, 9, 12)
_FEW = 2
_FEW_LINES = 5
"""Shares at six months are written where few classes are possible and the figure is taller than a few lines."""


class RoomCurve(QWidget):
    """Draws the classes still possible strongly and the others faintly; every letter has the widget's font."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._lines: tuple[CurveLine, ...] = ()

    def show_lines(self, lines: tuple[CurveLine, ...]) -> None:
        """Show other classes as possible."""
        if lines == self._lines:
            return
        self._lines = lines
        self.setAccessibleName(
            "; ".join(
                self._look.text(
                    "case.curve.point", nesms=line.nesms, share=round(100 * share), months=round(months)
                )
                for line in lines
                if line.possible
                for months, share in line.points
            )
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self._room()
        self._axes(painter, room)
        for line in sorted(self._lines, key=lambda each: each.possible):
            self._line(painter, room, line)
        self._labels(painter, room)
        self._legend(painter, room)
        painter.end()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def _room(self) -> QRectF:
        """Return where the curves are, between the words around them."""
        metrics = self._metrics()
        tall = metrics.height()
        left = metrics.horizontalAdvance(self._percent(1)) + tall * 0.3
        right = (
            metrics.horizontalAdvance(f"{self._look.text('curve.nesms')} 3: {self._percent(0.85)}")
            + tall * 0.55
        )
        return QRectF(left, tall * 1.25, self.width() - left - right, self.height() - tall * 2.6)

    def _place(self, room: QRectF, months: float, share: float) -> QPointF:
        return QPointF(
            room.left() + room.width() * months / LAST_MONTH, room.bottom() - room.height() * share
        )

    def _axes(self, painter: QPainter, room: QRectF) -> None:
        tokens, tall = self._look.tokens, self._metrics().height()
        for share in _SHARES:
            at = self._place(room, 0, share)
            painter.setPen(QPen(QColor(tokens.chart.grid), 1))
            painter.drawLine(at, self._place(room, LAST_MONTH, share))
            painter.setPen(QColor(tokens.text))
            box = QRectF(0, at.y() - tall / 2, room.left() - tall * 0.2, tall)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._percent(share)
            )
        for month in _MONTHS:
            at = self._place(room, month, 0)
            painter.setPen(QPen(QColor(tokens.chart.axis), 1))
            painter.drawLine(at, at + QPointF(0, tall * 0.2))
            painter.setPen(QColor(tokens.text))
            box = QRectF(at.x() - tall * 1.5, at.y() + tall * 0.2, tall * 3, tall)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), str(month))
        months = QRectF(
            room.right() + tall * 0.75, room.bottom() + tall * 0.2, self.width() - room.right(), tall
        )
        painter.drawText(months, int(Qt.AlignmentFlag.AlignLeft), self._look.text("curve.months"))

    def _line(self, painter: QPainter, room: QRectF, line: CurveLine) -> None:
        colour = self._colour(line)
        tall = self._metrics().height()
        pen = QPen(colour, max(3.0, tall * 0.16) if line.possible else max(1.0, tall * 0.05))
        pen.setDashPattern([3, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([self._place(room, *each) for each in line.joined]))
        painter.setPen(QPen(QColor(self._look.tokens.surface), 1.5 if line.possible else 0.5))
        painter.setBrush(colour)
        size = tall * (0.26 if line.possible else 0.13)
        for point in line.points:
            painter.drawPolygon(_marker(line.nesms, self._place(room, *point), size))

    def _labels(self, painter: QPainter, room: QRectF) -> None:
        """Say the published shares of the classes still possible, moved apart where they would touch."""
        tall, text = self._metrics().height(), self._look.text
        shown = sorted((each for each in self._lines if each.possible), key=lambda each: -each.points[-1][1])
        floor = 0.0
        for line in shown:
            months, share = line.points[-1]
            top = max(floor, self._place(room, months, share).y() - tall / 2)
            floor = top + tall
            painter.setPen(QColor(self._look.tokens.text))
            box = QRectF(room.right() + tall * 0.45, top, self.width() - room.right() - tall * 0.45, tall)
            words = f"{text('curve.nesms')} {line.nesms}: {self._percent(share)}"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
            roomy = len(shown) <= _FEW and room.height() > tall * _FEW_LINES
            for month, earlier in line.points[:-1] if roomy else ():
                at = self._place(room, month, earlier)
                wide = self._metrics().horizontalAdvance(self._percent(earlier))
                box = QRectF(at.x() + tall * 0.3, at.y() - tall * 1.05, wide + 4, tall * 0.9)
                painter.fillRect(box, QColor(self._look.tokens.surface))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._percent(earlier))

    def _legend(self, painter: QPainter, room: QRectF) -> None:
        text, metrics = self._look.text, self._metrics()
        tall, left = metrics.height(), room.left()
        painter.setPen(QColor(self._look.tokens.text))
        painter.setBrush(QColor(self._look.tokens.text))
        painter.drawPolygon(_marker(2, QPointF(left + tall * 0.25, tall * 0.5), tall * 0.2))
        left += tall * 0.65
        painter.drawText(QPointF(left, metrics.ascent()), text("curve.published"))
        left += metrics.horizontalAdvance(text("curve.published")) + tall * 0.6
        pen = QPen(QColor(self._look.tokens.text), 2)
        pen.setDashPattern([3, 1.6])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, tall * 0.5), QPointF(left + tall, tall * 0.5))
        left += tall * 1.2
        room_left = self.width() - left
        fits = metrics.elidedText(text("room.curve_joined"), Qt.TextElideMode.ElideRight, room_left)
        painter.drawText(QPointF(left, metrics.ascent()), fits)

    def _colour(self, line: CurveLine) -> QColor:
        chart = self._look.tokens.chart
        return QColor(chart.series[_SERIES[line.nesms]] if line.possible else chart.axis)

    def _percent(self, share: float) -> str:
        return self._look.text("curve.percent", value=round(100 * share))


_SERIES = {0: 1, 1: 4, 2: 0, 3: 2}
"""Which colour of the chart belongs to a class, as in the figure of screen and paper."""


def _marker(nesms: int, at: QPointF, size: float) -> QPolygonF:
    """Return the shape of a class, so that the figure can be read without colour: ▼ ■ ● ▲."""
    if nesms == 1:
        corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
    elif nesms == 2:
        corners = [(cos(turn * pi / 8), sin(turn * pi / 8)) for turn in range(16)]
    else:
        up = -1.0 if nesms == 3 else 1.0
        corners = [(-1.1, -up), (1.1, -up), (0.0, up)]
    return QPolygonF([QPointF(at.x() + x * size, at.y() + y * size) for x, y in corners])
