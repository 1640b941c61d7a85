"""A ReportLab canvas that keeps figures once and draws what all pages share when their number is known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from mdt_desk.reports.fonts import Face
from mdt_desk.reports.style import INK, PAGE_HEIGHT
from mdt_desk.reports.tags import TaggedCanvas
from mdt_desk.reports.text import Span, TextGate


class HouseCanvas(TaggedCanvas):
    """A canvas for one document; ``draw_shared`` gets it and the number of pages before it is saved."""

    draw_shared: Callable[["HouseCanvas", int], None]

    @cached_property
    def figures(self) -> dict[str, bytes]:
        """Return the content of each figure shown so far, by its name."""
        return {}

    @cached_property
    def _sizes(self) -> dict[str, tuple[float, float]]:
        return {}

    def show_figure(self, name: str, content: bytes, size: tuple[float, float]) -> None:
        """Show a figure here; its place is an empty form until the document is assembled."""
        self.figures[name] = content
        self._sizes[name] = size
        self.doForm(name)

    def save(self) -> None:
        """Draw what is shared and write the document out."""
        self.draw_shared(self, self.getPageNumber() - 1)
        for name, (width, height) in self._sizes.items():
            self.beginForm(name, 0, 0, width, height)
            self.endForm()
        super().save()


def house_canvas(canvas: Canvas) -> HouseCanvas:
    """Return the canvas as ours.

    Raises:
        TypeError: it is another one, on which figures cannot be shown.

    """
    if isinstance(canvas, HouseCanvas):
        return canvas
    raise TypeError("a figure needs a canvas of the house style")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStyle:
    """How one line of text is drawn."""

    size: float
    face: Face = Face.REGULAR
    colour: Color = INK
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Draws text straight onto a canvas, through the same gate as everything else.

    What it draws is decoration to a screen reader.
    """

    canvas: HouseCanvas
    gate: TextGate

    def line(self, text: str, left: float, top: float, width: float, style: LineStyle) -> None:
        """Draw a text on one line, shortened where it does not fit."""
        fitted = self.gate.fitted(text, style.face, style.size, width - 0.5)
        self.paragraph(fitted, left, top, width, style)

    def paragraph(
        self, text: str | Iterable[Span], left: float, top: float, width: float, style: LineStyle
    ) -> float:
        """Draw a text below ``top`` and return where it ends."""
        paragraph = self.gate.paragraph(text, _paragraph_style(style, self.gate), style.face)
        _, height = paragraph.wrap(width, PAGE_HEIGHT)
        with self.canvas.decorating():
            paragraph.drawOn(self.canvas, left, top - height)
        return top - height


def height_of(text: str | Iterable[Span], width: float, style: LineStyle, gate: TextGate) -> float:
    """Return the height in points of a text at a width."""
    _, height = gate.paragraph(text, _paragraph_style(style, gate), style.face).wrap(width, PAGE_HEIGHT)
    return height


def _paragraph_style(style: LineStyle, gate: TextGate) -> ParagraphStyle:
    return ParagraphStyle(
        "pen",
        fontName=gate.fonts.name(style.face),
        fontSize=style.size,
        leading=style.size * 1.28,
        textColor=style.colour,
        alignment=TA_RIGHT if style.right else TA_LEFT,
    )
