"""The spine on paper: the column of the screen as a vector drawing, affected vertebrae dark and named."""

from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.scores.result import LesionScore
from mdt_desk.domain.spine import LEVELS, Level
from mdt_desk.domain.spine_column import COLUMN, Vertebra, bounds, outline
from mdt_desk.reports.canvas import HouseCanvas, LineStyle, Pen, house_canvas
from mdt_desk.reports.case_scores import spelled
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import INK, RULE, SOFT, TINT
from mdt_desk.reports.tags import Element, Tag
from mdt_desk.reports.text import TextGate

SPINE_WIDTH: Final = 41 * mm
SPINE_HEIGHT: Final = 58 * mm
_LABELS: Final = 29 * mm
_APART: Final = 8.6
_SIZE: Final = 6.6
_LANDMARKS: Final = frozenset({"C1", "C7", "T6", "T12", "L5", "S1"})

Label = tuple[Level, str]
"""An affected vertebra, and what stands beside it."""


class Spine(Flowable):
    """The column seen from the left side, its front to the left, with the labels before it."""

    def __init__(self, gate: TextGate, labels: Sequence[Label], alt: str, height: float) -> None:
        """Draw it so many points high."""
        super().__init__()
        self._gate: Final = gate
        self._labels: Final = labels
        self._alt: Final = alt
        self.width, self.height = SPINE_WIDTH, height
        left, self._top, right, bottom = bounds()
        self._scale: Final = min(
            (height - 2) / (bottom - self._top), (SPINE_WIDTH - _LABELS) / (right - left)
        )
        self._left: Final = SPINE_WIDTH - (right - left) * self._scale - left * self._scale

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return self.width, self.height

    def draw(self) -> None:
        canvas = house_canvas(self.canv)
        with canvas.marked(Element(tag=Tag.FIGURE, alt=self._alt)):
            canvas.saveState()
            canvas.setLineJoin(1)
            affected = {level for level, _ in self._labels}
            for each in COLUMN:
                self._process(canvas, each)
            for each in COLUMN:
                self._body(canvas, each, dark=each.level in affected)
            self._name(canvas)
            canvas.restoreState()

    def _point(self, point: tuple[float, float]) -> tuple[float, float]:
        return self._left + point[0] * self._scale, self.height - 1 - (point[1] - self._top) * self._scale

    def _process(self, canvas: Canvas, vertebra: Vertebra) -> None:
        length, drop = vertebra.process
        if not length:
            return
        near = vertebra.depth / 2 + vertebra.canal
        canvas.setStrokeColor(RULE)
        canvas.setLineCap(1)
        canvas.setLineWidth(vertebra.height * 0.34 * self._scale)
        start, end = self._point(vertebra.at(near, 0)), self._point(vertebra.at(near + length, drop))
        canvas.line(*start, *end)

    def _body(self, canvas: Canvas, vertebra: Vertebra, *, dark: bool) -> None:
        canvas.setStrokeColor(INK if dark else SOFT)
        canvas.setFillColor(INK if dark else TINT)
        canvas.setLineWidth(0.5)
        path = canvas.beginPath()
        first, *others = (self._point(each) for each in outline(vertebra))
        path.moveTo(*first)
        for each in others:
            path.lineTo(*each)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)

    def _name(self, canvas: HouseCanvas) -> None:
        """Name the affected vertebrae as near to them as the others let them be; then a few for orientation."""
        pen = Pen(canvas=canvas, gate=self._gate)
        taken: list[float] = []
        apart = min(_APART, (self.height - _APART) / max(1, len(self._labels)))
        middles = {each.level: self._point((each.x - each.depth / 2, each.y)) for each in COLUMN}
        for (level, text), top in zip(self._labels, self._tops(middles, apart), strict=True):
            x, y = middles[level]
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.4)
            canvas.line(_LABELS - 5, top, x - 1.5, y)
            pen.line(text, 0, top + _SIZE * 0.66, _LABELS - 6, LineStyle(size=_SIZE, face=Face.BOLD))
            taken.append(top)
        for name in sorted(_LANDMARKS):
            x, y = middles[Level(name)]
            if all(abs(y - other) > _APART for other in taken) and name not in {
                each for each, _ in self._labels
            }:
                pen.line(name, x - 13, y + 3.6, 12, LineStyle(size=5.4, colour=SOFT))

    def _tops(self, middles: dict[Level, tuple[float, float]], apart: float) -> list[float]:
        """Return where the labels stand, from above: never nearer than ``apart``, all within the picture."""
        tops: list[float] = []
        for level, _ in self._labels:
            wished = min(middles[level][1], self.height - _SIZE)
            tops.append(min(wished, tops[-1] - apart) if tops else wished)
        lowest = _SIZE * 0.6
        for number in reversed(range(len(tops))):
            floor = lowest if number == len(tops) - 1 else tops[number + 1] + apart
            tops[number] = max(tops[number], floor)
        return tops


def spine_picture(
    press: Press, case: Case, assessment: Assessment, height: float = SPINE_HEIGHT
) -> list[Flowable]:
    """Return the picture with level, SINS and Bilsky grade of each lesion; nothing without lesions."""
    lesions = () if case.lesions is UNKNOWN else case.lesions
    if not lesions:
        return []
    scored = {name: _by_level(assessment, name) for name in ("sins", "bilsky")}
    labels: list[Label] = []
    for level in sorted((each.level for each in lesions), key=LEVELS.index):
        parts = [
            press.say(f"spine.{name}", value=spelled(found[level].value, found[level].possible))
            for name, found in scored.items()
            if level in found
        ]
        labels.append((level, " ".join([level.value, *parts])))
    alt = press.say("spine.alt", levels="; ".join(text for _, text in labels))
    return [Spine(press.gate, labels, press.gate.clean(alt), height)]


def _by_level(assessment: Assessment, name: str) -> dict[Level, LesionScore]:
    score = assessment.scores.get(name)
    return {} if score is None else {each.level: each for each in score.lesions}
