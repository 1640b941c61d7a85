"""The captions beside the spine, moved apart where they would overlap, and the pattern of each band."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from mdt_desk.domain.spine_column import COLUMN, Vertebra
from mdt_desk.ui.theme import Tokens, Tone
from mdt_desk.ui.widgets.spine_plan import Plan
from mdt_desk.ui.wording.spine import SpineMark

BAND_TONES: Final = {
    "stable": Tone.CALM,
    "potentially_unstable": Tone.SOON,
    "unstable": Tone.URGENT,
    None: Tone.OPEN,
}
_PATTERNS: Final = {
    "stable": Qt.BrushStyle.Dense5Pattern,
    "potentially_unstable": Qt.BrushStyle.BDiagPattern,
    "unstable": Qt.BrushStyle.SolidPattern,
    None: Qt.BrushStyle.NoBrush,
}
_STACKED: Final = 3
_JOINT: Final = " · "
_GAP: Final = 6.0
_EDGE: Final = 4.0
_NARROWEST: Final = 75
"""Per cent of their usual width; narrower letters cannot be told apart from far."""


@dataclass(frozen=True, kw_only=True)
class Captions:
    """Two or three lines beside each affected vertebra, and a line that leads to it."""

    painter: QPainter
    plan: Plan
    tokens: Tokens
    font: QFont
    marks: Sequence[SpineMark]

    def draw(self) -> None:
        """Draw every caption with the line that leads to it."""
        boxes = caption_boxes(self.plan, self.marks, self.font)
        stacked = caption_lines(self.plan, self.marks, self.font) == _STACKED
        for mark, box in zip(self.marks, boxes, strict=True):
            vertebra = next(each for each in COLUMN if each.level == mark.level)
            self._leader(vertebra, box)
            self._caption(mark, box, stacked=stacked)

    def _leader(self, vertebra: Vertebra, box: QRectF) -> None:
        tip = vertebra.at(vertebra.depth / 2 + vertebra.canal + vertebra.process[0] + 2, vertebra.process[1])
        start = self.plan.point(tip)
        end = QPointF(box.left(), box.center().y())
        middle = QPointF(self.plan.captions_left - max(5.0, self.plan.scale * 5), end.y())
        self.painter.setPen(QPen(QColor(self.tokens.line_strong), 1))
        self.painter.drawPolyline(QPolygonF([start, middle, end]))

    def _caption(self, mark: SpineMark, box: QRectF, *, stacked: bool) -> None:
        tone = self.tokens.tones[BAND_TONES[mark.band]]
        bar = QRectF(box.left(), box.top(), _bar(self.plan, self.font), box.height())
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(tone.ground))
        self.painter.drawRoundedRect(box, 3, 3)
        self.painter.setBrush(pattern(mark.band, self.tokens, self.plan.scale))
        self.painter.setPen(QPen(QColor(tone.border), 1))
        self.painter.drawRect(bar)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, 3, 3)
        self.painter.setPen(QColor(tone.text))
        words = box.adjusted(bar.width() + _GAP, 1, -_EDGE, -1)
        title, detail = caption_fonts(self.plan, self.font)
        self.painter.setFont(narrowed(title, mark.title, words.width()))
        self.painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, mark.title)
        self.painter.setFont(detail)
        lines = mark.details if stacked else (_JOINT.join(mark.details),)
        metrics = QFontMetricsF(detail)
        words.setTop(words.bottom() - metrics.height() * len(lines))
        for line in lines:
            room = metrics.elidedText(line, Qt.TextElideMode.ElideRight, words.width())
            self.painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, room)
            words.setTop(words.top() + metrics.height())


def pattern(band: str | None, tokens: Tokens, scale: float) -> QBrush:
    """Return how a band is filled: dots, stripes, solid, or nothing while it is open."""
    colour = QColor(tokens.tones[BAND_TONES[band]].border if band != "stable" else tokens.muted)
    brush = QBrush(colour, _PATTERNS[band])
    if brush.style() is not Qt.BrushStyle.SolidPattern:
        brush.setTransform(QTransform.fromScale(max(1.0, scale * 1.1), max(1.0, scale * 1.1)))
    return brush


def narrowed(font: QFont, text: str, width: float) -> QFont:
    """Return the font, its letters as narrow as a line needs to be whole; they stay as tall as they are."""
    made = QFont(font)
    wide = QFontMetricsF(font).horizontalAdvance(text)
    if wide > width:
        made.setStretch(max(_NARROWEST, int(100 * width / wide)))
    return made


def _bar(plan: Plan, font: QFont) -> float:
    """Return the width of the swatch in front of a caption."""
    return max(7.0, caption_fonts(plan, font)[0].pixelSize() * 0.7)


def caption_fonts(plan: Plan, font: QFont) -> tuple[QFont, QFont]:
    """Return the fonts of the two lines of a caption, in proportion to the picture.

    A font with a size in pixels is the smallest that either line takes.
    """
    title, detail = QFont(font), QFont(font)
    title.setPixelSize(round(max(11.0, plan.height * 0.024, font.pixelSize())))
    title.setBold(True)
    detail.setPixelSize(round(max(10.0, plan.height * 0.021, font.pixelSize())))
    return title, detail


def caption_lines(plan: Plan, marks: Sequence[SpineMark], font: QFont) -> int:
    """Return how many lines a caption has: three where two would be cut off, if all of them have room."""
    title, detail = caption_fonts(plan, font)
    metrics = QFontMetricsF(detail)
    widest = max((metrics.horizontalAdvance(_JOINT.join(mark.details)) for mark in marks), default=0)
    fits = widest <= plan.width - plan.captions_left - _bar(plan, font) - _GAP - 2 * _EDGE
    tall = QFontMetricsF(title).height() + 2 * metrics.height() + 6
    return _STACKED - 1 if fits or tall * len(marks) > plan.height else _STACKED


def caption_boxes(plan: Plan, marks: Sequence[SpineMark], font: QFont) -> list[QRectF]:
    """Return a box for each caption: beside its vertebra, moved apart where they would overlap."""
    title, detail = caption_fonts(plan, font)
    details = caption_lines(plan, marks, font) - 1
    tall = QFontMetricsF(title).height() + QFontMetricsF(detail).height() * details + 2
    step = tall + 4
    centres = {each.level: plan.point((each.x, each.y)).y() for each in COLUMN}
    tops = [max(2.0, centres[mark.level] - tall / 2) for mark in marks]
    for place in range(1, len(tops)):
        tops[place] = max(tops[place], tops[place - 1] + step)
    limit = plan.height - tall - 2
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], limit)
        limit = tops[place] - step
    left = plan.captions_left
    return [QRectF(left, max(2.0, top), max(10.0, plan.width - left - 3), tall) for top in tops]
