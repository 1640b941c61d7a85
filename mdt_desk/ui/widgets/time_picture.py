"""Moments of a case drawn along one line of time a lane: close to now hours count, further away days and weeks."""

from collections.abc import Sequence
from math import copysign, log1p
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.timeline import TimeKind, TimeLane, TimeMark

_KNEE_HOURS: Final = 6.0
"""Under this distance from now the scale is even; beyond it, ever further apart moments stand closer."""
_TICKS: Final = (
    (0, "now"),
    (-24, "day_ago"),
    (24, "day_ahead"),
    (-168, "week_ago"),
    (168, "week_ahead"),
    (-730, "month_ago"),
    (730, "month_ahead"),
    (-8766, "year_ago"),
)
"""Hours from now with the words below them, the most important first."""
_SIDE: Final = 16.0


class TimePicture(QWidget):
    """Draws marks by number; the list beside it says what each number is."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._marks: tuple[TimeMark, ...] = ()
        self._names = {each: look.text(f"case.timeline.lane.{each}") for each in TimeLane}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[TimeMark]) -> None:
        """Draw other moments, earliest first."""
        self._marks = tuple(marks)
        self.setVisible(bool(marks))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(self._row() * (len(self._lanes()) + 1) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def places(self) -> dict[int, QPointF]:
        """Return where the mark of each number stands; marks of one lane are moved apart."""
        found: dict[int, QPointF] = {}
        least = self._dot() * 2 + 2
        for row, lane in enumerate(self._lanes()):
            middle = self._row() * (row + 0.5)
            last = self._left() - least
            for number, mark in enumerate(self._marks, start=1):
                if mark.lane is lane:
                    last = max(self._across(mark.hours), last + least)
                    found[number] = QPointF(last, middle)
        return _pushed_back(found, self.width() - _SIDE, least)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_lanes(painter)
        self._draw_ticks(painter)
        for number, place in self.places().items():
            self._draw_mark(painter, self._marks[number - 1], number, place)
        painter.end()

    def _lanes(self) -> tuple[TimeLane, ...]:
        return tuple(each for each in TimeLane if any(mark.lane is each for mark in self._marks))

    def _row(self) -> float:
        return QFontMetricsF(self.font()).height() * 1.7

    def _dot(self) -> float:
        return QFontMetricsF(self.font()).height() * 0.56

    def _left(self) -> float:
        letters = QFontMetricsF(self.font())
        return max(letters.horizontalAdvance(name) for name in self._names.values()) + 2 * _SIDE

    def _across(self, hours: float) -> float:
        bent = [_bent(each.hours) for each in self._marks] + [_bent(-1), _bent(1)]
        first, last = min(bent), max(bent)
        return self._left() + (_bent(hours) - first) / (last - first) * (self.width() - self._left() - _SIDE)

    def _draw_lanes(self, painter: QPainter) -> None:
        tokens = self._look.tokens
        now = self._across(0)
        for row, lane in enumerate(self._lanes()):
            middle = self._row() * (row + 0.5)
            painter.setPen(QColor(tokens.muted))
            box = QRectF(0, self._row() * row, self._left() - _SIDE, self._row())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), self._names[lane])
            painter.setPen(QPen(QColor(tokens.line_strong), 2))
            painter.drawLine(QPointF(self._left(), middle), QPointF(now, middle))
            painter.setPen(QPen(QColor(tokens.line_strong), 2, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(now, middle), QPointF(self.width() - _SIDE / 2, middle))

    def _draw_ticks(self, painter: QPainter) -> None:
        tokens, foot = self._look.tokens, self._row() * len(self._lanes())
        letters = QFontMetricsF(self.font())
        first, last = self._across(min(0, *self._hours())), self._across(max(0, *self._hours()))
        taken: list[tuple[float, float]] = []
        for hours, key in _TICKS:
            words, place = self._look.text(f"case.timeline.tick.{key}"), self._across(hours)
            wide = letters.horizontalAdvance(words)
            left = min(max(self._left() - _SIDE, place - wide / 2), self.width() - wide)
            free = all(left > end + _SIDE / 2 or left + wide < start - _SIDE / 2 for start, end in taken)
            if not first - 1 <= place <= last + 1 or not free:
                continue
            taken.append((left, left + wide))
            strong = hours == 0
            painter.setPen(QPen(QColor(tokens.accent if strong else tokens.line), 2 if strong else 1))
            painter.drawLine(QPointF(place, 2), QPointF(place, foot + 2))
            painter.setPen(QColor(tokens.accent if strong else tokens.muted))
            painter.drawText(QPointF(left, foot + letters.ascent() + 4), words)

    def _hours(self) -> list[float]:
        return [each.hours for each in self._marks]

    def _draw_mark(self, painter: QPainter, mark: TimeMark, number: int, place: QPointF) -> None:
        tokens, dot = self._look.tokens, self._dot()
        urgent = tokens.tones[Tone.URGENT]
        filled = mark.kind in {TimeKind.PAST, TimeKind.NOW}
        ground = tokens.accent if filled else tokens.surface
        letter = tokens.on_accent if filled else tokens.text
        edge = tokens.accent
        if mark.kind is TimeKind.OVERDUE:
            ground, letter, edge = urgent.ground, urgent.text, urgent.border
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(QColor(ground))
        if mark.kind in {TimeKind.DUE, TimeKind.OVERDUE}:
            far = dot * 1.25
            corners = ((0, -far), (far, 0), (0, far), (-far, 0))
            painter.drawPolygon(QPolygonF([place + QPointF(x, y) for x, y in corners]))
        else:
            painter.drawEllipse(place, dot, dot)
        painter.setPen(QColor(letter))
        box = QRectF(place.x() - dot * 2, place.y() - dot * 2, dot * 4, dot * 4)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))


def _bent(hours: float) -> float:
    return copysign(log1p(abs(hours) / _KNEE_HOURS), hours)


def _pushed_back(places: dict[int, QPointF], right: float, least: float) -> dict[int, QPointF]:
    """Move marks that were pushed over the right edge back inside, each lane for itself."""
    limits: dict[float, float] = {}
    found: dict[int, QPointF] = {}
    for number in sorted(places, reverse=True):
        place = places[number]
        limit = limits.get(place.y(), right)
        found[number] = QPointF(min(place.x(), limit), place.y())
        limits[place.y()] = found[number].x() - least
    return dict(sorted(found.items()))
