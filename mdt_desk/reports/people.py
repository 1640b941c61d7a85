"""Our own drawings of what a patient may notice: few lines, told apart in black and white."""

import math
from typing import Final

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

_GRID: Final = 10
_LINE: Final = 0.85


def weak(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw somebody whose knees give way, with arrows that point down."""
    _begin(canvas, size, colour)
    _trunk(canvas)
    _path(canvas, (4.9, 4.4), (3.5, 2.9), (4.4, 0.9))
    _path(canvas, (5.1, 4.4), (6.5, 2.9), (5.6, 0.9))
    for across in (1.3, 8.7):
        _path(canvas, (across, 4.6), (across, 1.4))
        _path(canvas, (across - 0.9, 2.4), (across, 1.3), (across + 0.9, 2.4))


def unsteady(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw somebody who leans over, with the sway around the head."""
    _begin(canvas, size, colour)
    canvas.saveState()
    canvas.translate(4.6, 0.8)
    canvas.rotate(-17)
    canvas.translate(-4.6, -0.8)
    _head(canvas, 4.6, 8.3)
    _path(canvas, (4.6, 7.0), (4.6, 4.2))
    _path(canvas, (1.9, 5.9), (4.6, 6.6), (7.3, 5.9))
    _path(canvas, (3.2, 0.8), (4.6, 4.2), (6.0, 0.9))
    canvas.restoreState()
    for low, high in ((128, 162), (18, -16)):
        _arc(canvas, (5.0, 5.0), 4.5, low, high)


def numb(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw somebody whose body is dotted from the chest down."""
    _begin(canvas, size, colour)
    _head(canvas, 5, 8.7)
    _path(canvas, (3.5, 0.7), (3.5, 7.1), (6.5, 7.1), (6.5, 0.7), (5.4, 0.7), (5.4, 3.4))
    _path(canvas, (5.4, 3.4), (4.6, 3.4), (4.6, 0.7), (3.5, 0.7))
    _path(canvas, (3.5, 6.9), (2.0, 3.9))
    _path(canvas, (6.5, 6.9), (8.0, 3.9))
    for row in range(7):
        for across in (4.25, 5.0, 5.75) if row > 3 else (4.05, 5.95):
            canvas.circle(across, 1.3 + 0.65 * row, 0.2, stroke=0, fill=1)


def wheelchair(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw somebody who cannot walk."""
    _begin(canvas, size, colour)
    _head(canvas, 4.0, 8.8)
    _path(canvas, (4.0, 7.4), (4.2, 4.4), (6.9, 4.4), (7.6, 1.5), (8.8, 1.5))
    _path(canvas, (4.1, 6.3), (6.6, 6.0))
    _arc(canvas, (4.5, 3.0), 2.5, 120, 375)


def sore_back(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw somebody who bends over, with a flash at the back."""
    _begin(canvas, size, colour)
    _head(canvas, 7.6, 7.9)
    _path(canvas, (6.5, 7.0), (5.2, 6.2), (4.7, 4.5))
    _path(canvas, (4.7, 4.5), (5.6, 2.7), (5.0, 0.8))
    _path(canvas, (4.6, 4.5), (4.2, 2.7), (3.5, 0.8))
    _path(canvas, (6.2, 6.6), (6.9, 4.9), (7.9, 4.6))
    _flash(canvas, 2.2, 6.3)


def sore_neck(canvas: Canvas, size: float, colour: Color) -> None:
    """Draw head and shoulders, with a flash at the neck."""
    _begin(canvas, size, colour)
    canvas.circle(4.4, 7.0, 2.0, stroke=1, fill=0)
    _path(canvas, (3.7, 5.0), (3.7, 3.9), (1.7, 3.1), (1.1, 0.9))
    _path(canvas, (5.1, 5.0), (5.1, 3.9), (7.1, 3.1), (7.7, 0.9))
    _flash(canvas, 7.7, 5.6)


def _begin(canvas: Canvas, size: float, colour: Color) -> None:
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.scale(size / _GRID, size / _GRID)
    canvas.setLineWidth(_LINE)


def _trunk(canvas: Canvas) -> None:
    _head(canvas, 5, 8.7)
    _path(canvas, (5, 7.3), (5, 4.4))
    _path(canvas, (3.2, 4.7), (3.7, 6.8), (6.3, 6.8), (6.8, 4.7))


def _head(canvas: Canvas, across: float, up: float) -> None:
    canvas.circle(across, up, 1.05, stroke=0, fill=1)


def _path(canvas: Canvas, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)


def _arc(canvas: Canvas, centre: tuple[float, float], radius: float, start: int, end: int) -> None:
    step = 6 if end > start else -6
    turns = (math.radians(each) for each in range(start, end + step, step))
    _path(canvas, *((centre[0] + radius * math.cos(at), centre[1] + radius * math.sin(at)) for at in turns))


def _flash(canvas: Canvas, across: float, up: float) -> None:
    shape = ((0.9, 2.0), (-0.9, -0.3), (0.1, -0.3), (-0.7, -2.2), (1.2, 0.5), (0.2, 0.5))
    path = canvas.beginPath()
    path.moveTo(across + shape[0][0], up + shape[0][1])
    for right, high in shape[1:]:
        path.lineTo(across + right, up + high)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
