"""Where the column lies in a picture of a given size, and which vertebra a point belongs to."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPolygonF

from mdt_desk.domain.spine import Level
from mdt_desk.domain.spine_column import COLUMN, Vertebra, bounds, outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where the column lies in a picture of a given size, in pixels; ``scale`` is pixels a millimetre."""

    width: float
    height: float
    scale: float
    left: float
    top: float

    @classmethod
    def within(cls, width: float, height: float, letters: float = 0) -> "Plan":
        """Fit the column into the height, with room for names in front of it and captions behind.

        Names have letters of at least ``letters`` pixels.
        """
        first, top, _, bottom = bounds()
        margin = max(6.0, height * 0.02)
        scale = (height - 2 * margin) / (bottom - top)
        names = max(26 * scale + 14, 2.2 * letters + 8)
        return cls(
            width=width, height=height, scale=scale, left=names - first * scale, top=margin - top * scale
        )

    def point(self, place: tuple[float, float]) -> QPointF:
        """Return a point of the column in pixels."""
        return QPointF(self.left + place[0] * self.scale, self.top + place[1] * self.scale)

    def rect(self, vertebra: Vertebra) -> QRectF:
        """Return what a vertebra takes up, from the front of its body to the tip of its process."""
        tip = vertebra.at(vertebra.depth / 2 + vertebra.canal + vertebra.process[0], vertebra.process[1])
        polygon = QPolygonF([*(self.point(each) for each in outline(vertebra)), self.point(tip)])
        return polygon.boundingRect()

    def nearest(self, place: QPointF) -> Level:
        """Return the vertebra to which a point belongs: the body or process it is nearest to."""

        def away(vertebra: Vertebra) -> float:
            centre = self.point((vertebra.x, vertebra.y))
            behind = self.point(vertebra.at(vertebra.depth / 2 + vertebra.canal, vertebra.process[1] / 2))
            return min(QLineF(place, centre).length(), QLineF(place, behind).length())

        return min(COLUMN, key=away).level

    @property
    def captions_left(self) -> float:
        """Return where captions begin."""
        return self.left + bounds()[2] * self.scale + max(10.0, self.scale * 10)
