"""Our own small drawings: a telephone for "call now", a clock for office hours, a moon for the night."""

import math
from collections.abc import Callable
from typing import Final

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

Draw = Callable[[Canvas, float, Color], None]
"""Draw into a square of a size whose lower left corner is the origin."""


class Icon(Flowable):
    """A drawing of a size in points."""

    def __init__(self, draw: Draw, size: float, colour: Color) -> None:
        """Draw in one colour."""
        super().__init__()
        self._draw: Final = draw
        self._size: Final = size
        self._colour: Final = colour
        self.width = self.height = size

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self._draw(self.canv, self._size, self._colour)
        self.canv.restoreState()


def telephone(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw a handset, slanted."""
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.translate(size / 2, size / 2)
    canvas.rotate(-45)
    unit = size / 10
    canvas.setLineCap(1)
    canvas.setLineWidth(1.5 * unit)
    path = canvas.beginPath()
    path.moveTo(-3.9 * unit, 0.6 * unit)
    path.curveTo(-2.9 * unit, 2.6 * unit, 2.9 * unit, 2.6 * unit, 3.9 * unit, 0.6 * unit)
    canvas.drawPath(path, stroke=1, fill=0)
    for side in (-1, 1):
        canvas.saveState()
        canvas.translate(side * 3.55 * unit, 0.2 * unit)
        canvas.rotate(side * -18)
        canvas.roundRect(-1.35 * unit, -1.9 * unit, 2.7 * unit, 2.4 * unit, 0.7 * unit, stroke=0, fill=1)
        canvas.restoreState()


def clock(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw a clock face that shows ten past ten."""
    centre, radius = size / 2, size * 0.42
    canvas.setStrokeColor(colour)
    canvas.setLineCap(1)
    canvas.setLineWidth(size * 0.09)
    canvas.circle(centre, centre, radius, stroke=1, fill=0)
    for degrees, length in ((60, 0.72), (150, 0.5)):
        angle = math.radians(degrees)
        canvas.line(
            centre,
            centre,
            centre + radius * length * math.cos(angle),
            centre + radius * length * math.sin(angle),
        )


def moon(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw a crescent."""
    unit = size / 10
    canvas.setFillColor(colour)
    path = canvas.beginPath()
    path.moveTo(6.4 * unit, 9.2 * unit)
    path.curveTo(1.6 * unit, 9.6 * unit, -0.6 * unit, 4.4 * unit, 2.6 * unit, 1.8 * unit)
    path.curveTo(5.2 * unit, -0.4 * unit, 8.8 * unit, 1.0 * unit, 9.4 * unit, 3.6 * unit)
    path.curveTo(6.6 * unit, 2.4 * unit, 4.0 * unit, 5.4 * unit, 6.4 * unit, 9.2 * unit)
    canvas.drawPath(path, stroke=0, fill=1)
