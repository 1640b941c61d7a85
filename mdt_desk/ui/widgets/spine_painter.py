"""How the spine picture is drawn: bone, discs, cord, affected vertebrae by pattern, and their captions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from mdt_desk.domain.spine import Level
from mdt_desk.domain.spine_column import COLUMN, Vertebra, outline
from mdt_desk.ui.theme import Tokens
from mdt_desk.ui.widgets.spine_captions import BAND_TONES, Captions, pattern
from mdt_desk.ui.widgets.spine_plan import Plan
from mdt_desk.ui.wording.spine import SpineMark

LANDMARKS = frozenset({"C1", "C7", "T1", "T6", "T12", "L1", "L5", "S1"})
"""The levels that are named even where there is no room for all."""
_CORD_ENDS = "L1"


def body(plan: Plan, vertebra: Vertebra, grow: float = 0.0) -> QPainterPath:
    """Return the outline of a body with its waist, grown by a number of pixels."""
    if vertebra.level == "C1":
        return _grown(_arch(plan, vertebra), grow)
    corners = [plan.point(each) for each in outline(vertebra)]
    waist = 0.42 if not vertebra.level.startswith("S") else 0.5
    half = vertebra.depth / 2
    front, back = plan.point(vertebra.at(-half * 2 * waist, 0)), plan.point(vertebra.at(half * 2 * waist, 0))
    path = QPainterPath(corners[0])
    path.lineTo(corners[1])
    path.quadTo(back, corners[2])
    path.lineTo(corners[3])
    path.quadTo(front, corners[0])
    path.closeSubpath()
    if vertebra.level == "C2":
        path = path.united(_dens(plan, vertebra))
    return _grown(path, grow)


def _arch(plan: Plan, atlas: Vertebra) -> QPainterPath:
    """Return the front arch of C1, which has no body: the dens of C2 stands behind it."""
    front, tall = -atlas.depth / 2, atlas.height * 0.4
    path = QPainterPath(plan.point(atlas.at(front + 2, -tall)))
    path.quadTo(plan.point(atlas.at(front - 2, 0)), plan.point(atlas.at(front + 2, tall)))
    path.lineTo(plan.point(atlas.at(front + 8, tall)))
    path.quadTo(plan.point(atlas.at(front + 6, 0)), plan.point(atlas.at(front + 8, -tall)))
    path.closeSubpath()
    return path


def _dens(plan: Plan, axis: Vertebra) -> QPainterPath:
    """Return the tooth of C2, up to where the body of C1 would be."""
    base, top = -axis.height / 2 + 3, -axis.height / 2 - 19
    path = QPainterPath(plan.point(axis.at(-1, base)))
    path.lineTo(plan.point(axis.at(1, top + 4)))
    path.quadTo(plan.point(axis.at(5, top - 4)), plan.point(axis.at(8, top + 5)))
    path.lineTo(plan.point(axis.at(8, base)))
    path.closeSubpath()
    return path


def _grown(path: QPainterPath, grow: float) -> QPainterPath:
    if not grow:
        return path
    rect = path.boundingRect()
    centre = rect.center()
    wider = QTransform()
    wider.translate(centre.x(), centre.y())
    wider.scale(1 + 2 * grow / rect.width(), 1 + 2 * grow / rect.height())
    wider.translate(-centre.x(), -centre.y())
    return wider.map(path)


@dataclass(kw_only=True)
class SpinePainter:
    """One drawing of the column; ``current`` is the vertebra in hand, ``hovered`` the one under the mouse."""

    painter: QPainter
    plan: Plan
    tokens: Tokens
    font: QFont
    marks: Sequence[SpineMark]
    current: Level | None = None
    hovered: Level | None = None
    focused: bool = False
    _by_level: dict[Level, SpineMark] = field(init=False)

    def __post_init__(self) -> None:
        self._by_level = {each.level: each for each in self.marks}
        self._pen = QPen(QColor(self.tokens.line_strong), max(1.0, self.plan.scale * 1.3))
        self._pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)

    def draw(self) -> None:
        """Draw everything, from back to front."""
        for each in COLUMN:
            self._process(each)
        self._cord()
        self._discs()
        for each in COLUMN:
            self._body(each)
        for each in COLUMN:
            self._canal(each)
        self._ring()
        self._names()
        Captions(
            painter=self.painter, plan=self.plan, tokens=self.tokens, font=self.font, marks=self.marks
        ).draw()

    def _process(self, vertebra: Vertebra) -> None:
        length, drop = vertebra.process
        if not length:
            return
        near = vertebra.depth / 2 + vertebra.canal
        tall, tip = vertebra.height * 0.36, vertebra.height * (0.34 if vertebra.level[0] in "LS" else 0.2)
        path = QPainterPath(self.plan.point(vertebra.at(near - 3, -tall * 0.9)))
        path.cubicTo(
            self.plan.point(vertebra.at(near + length * 0.45, -tall * 0.6)),
            self.plan.point(vertebra.at(near + length * 0.8, drop - tip * 1.3)),
            self.plan.point(vertebra.at(near + length, drop - tip * 0.5)),
        )
        path.quadTo(
            self.plan.point(vertebra.at(near + length * 1.06, drop + tip * 0.4)),
            self.plan.point(vertebra.at(near + length * 0.94, drop + tip)),
        )
        path.cubicTo(
            self.plan.point(vertebra.at(near + length * 0.6, drop * 0.8 + tip)),
            self.plan.point(vertebra.at(near + length * 0.3, tall)),
            self.plan.point(vertebra.at(near - 3, tall * 0.9)),
        )
        path.closeSubpath()
        self.painter.setPen(self._pen)
        self.painter.setBrush(QColor(self.tokens.raised))
        self.painter.drawPath(path)

    def _strip(self, vertebrae: Sequence[Vertebra], inner: float, outer: float) -> QPainterPath:
        """Return a strip behind the bodies, between two shares of the canal's depth."""

        def edge(share: float) -> list[QPointF]:
            return [
                self.plan.point(each.at(each.depth / 2 + each.canal * share, along * each.height / 2))
                for each in vertebrae
                for along in (-1, 1)
            ]

        path = QPainterPath()
        path.addPolygon(QPolygonF([*edge(inner), *reversed(edge(outer))]))
        path.closeSubpath()
        return path

    def _cord(self) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.tokens.surface))
        self.painter.drawPath(self._strip(COLUMN[1:], 0, 1))
        cord = QColor(self.tokens.accent)
        cord.setAlphaF(0.55)
        end = next(place for place, each in enumerate(COLUMN) if each.level == _CORD_ENDS)
        self.painter.setBrush(cord)
        self.painter.drawPath(self._strip(COLUMN[1 : end + 1], 0.28, 0.74))
        self.painter.setPen(QPen(cord, max(1.0, self.plan.scale * 1.4)))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        for share in (0.36, 0.52, 0.68):
            points = [
                self.plan.point(each.at(each.depth / 2 + each.canal * share, 0)) for each in COLUMN[end:-3]
            ]
            self.painter.drawPolyline(QPolygonF(points))

    def _discs(self) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.tokens.accent_soft))
        for upper, lower in pairwise(COLUMN[2:-4]):
            over, under = outline(upper), outline(lower)
            disc = QPolygonF([self.plan.point(each) for each in (over[3], over[2], under[1], under[0])])
            self.painter.drawPolygon(disc)

    def _body(self, vertebra: Vertebra) -> None:
        path = body(self.plan, vertebra)
        mark = self._by_level.get(vertebra.level)
        lit = vertebra.level is self.hovered
        self.painter.setPen(self._pen)
        self.painter.setBrush(QColor(self.tokens.accent_soft if lit else self.tokens.raised))
        self.painter.drawPath(path)
        if mark is None:
            return
        tone = self.tokens.tones[BAND_TONES[mark.band]]
        self.painter.setBrush(QColor(tone.ground))
        self.painter.drawPath(path)
        self.painter.setBrush(pattern(mark.band, self.tokens, self.plan.scale))
        strong = QPen(QColor(self.tokens.text), max(1.4, self.plan.scale * 2))
        strong.setStyle(Qt.PenStyle.DashLine if mark.band is None else Qt.PenStyle.SolidLine)
        self.painter.setPen(strong)
        self.painter.drawPath(path)

    def _canal(self, vertebra: Vertebra) -> None:
        mark = self._by_level.get(vertebra.level)
        if mark is None or not mark.canal:
            return
        deep, tall, back = vertebra.canal * mark.canal, vertebra.height * 0.5, vertebra.depth / 2
        path = QPainterPath(self.plan.point(vertebra.at(back, -tall)))
        path.cubicTo(
            self.plan.point(vertebra.at(back + deep * 1.25, -tall * 0.8)),
            self.plan.point(vertebra.at(back + deep * 1.25, tall * 0.8)),
            self.plan.point(vertebra.at(back, tall)),
        )
        path.closeSubpath()
        self.painter.setPen(QPen(QColor(self.tokens.surface), max(1.0, self.plan.scale)))
        self.painter.setBrush(QColor(self.tokens.text))
        self.painter.drawPath(path)

    def _ring(self) -> None:
        found = next((each for each in COLUMN if each.level == self.current), None)
        if found is None:
            return
        pen = QPen(QColor(self.tokens.accent), max(2.0, self.plan.scale * 3.2) if self.focused else 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPath(body(self.plan, found, grow=max(2.5, self.plan.scale * 3)))

    def _names(self) -> None:
        size = max(9.5, self.plan.scale * 15, self.font.pixelSize())
        everyone = size <= self.plan.scale * 19
        free = 0.0
        for each in COLUMN:
            marked = each.level in self._by_level or each.level == self.current
            if not (marked or everyone or each.level in LANDMARKS):
                continue
            above = self.plan.point((each.x, each.y)).y() - size / 2
            if self.font.pixelSize() > 0 and (above < free or each.level not in LANDMARKS):
                continue  # in large letters names would touch; captions name what is affected
            free = above + size * 1.2
            font = QFont(self.font)
            font.setPixelSize(round(size if not marked else max(size, 10)))
            font.setBold(marked)
            self.painter.setFont(font)
            self.painter.setPen(QColor(self.tokens.text if marked else self.tokens.muted))
            front = self.plan.point(each.at(-each.depth / 2, 0))
            gap = max(7.0, self.plan.scale * 8)
            wide = max(60.0, 3 * size)
            box = QRectF(front.x() - gap - wide, front.y() - 12 - size, wide, 24 + 2 * size)
            self.painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, each.level
            )
