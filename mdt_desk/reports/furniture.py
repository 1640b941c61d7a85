"""What stands on every page: title and owner, the patient a page continues, status, sources, numbers."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from reportlab.lib.units import mm

from mdt_desk.reports.canvas import LineStyle, Pen, height_of
from mdt_desk.reports.flowables import Start
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.style import (
    BOTTOM,
    INK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PAPER,
    RULE,
    SOFT,
    TEXT_WIDTH,
    TINT,
    TOP,
)
from mdt_desk.reports.text import Span, TextGate

FOOTER_FORM: Final = "footer"
PAGES_FORM: Final = "pages"

_HEAD: Final = LineStyle(size=8)
_HEAD_BOLD: Final = LineStyle(size=8, face=Face.BOLD)
_HEAD_RIGHT: Final = LineStyle(size=8, right=True)
_MARK: Final = LineStyle(size=8, face=Face.BOLD, colour=PAPER)

_HEAD_TOP: Final = PAGE_HEIGHT - 11 * mm
_HEAD_RULE: Final = _HEAD_TOP - 14
_LOWEST: Final = 6 * mm
_DIGITS: Final = 1.9
"""Room for the number of pages, in sizes of the type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands on every page of one document.

    Attributes:
        title: the kind of document and its date; it enters the metadata and holds nobody's identity.
        owner: hospital and department.
        status: what the document may be used for, first in the footer.
        notes: the further text of the footer, a paragraph each.
        number: identity of the document.
        rules: the rule set that spoke; empty where none did.
        page: the words before the number of pages, with ``{page}`` for the number of this page.
        mark: a word that must not be overlooked, as "draft"; empty for none.

    """

    title: str
    owner: str
    status: str
    notes: tuple[str, ...]
    number: str
    rules: str
    page: str
    language: str
    author: str
    made_at: datetime
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Margins of the pages and size of the footer, in points; without ``header`` nothing stands above."""

    margin: float = MARGIN
    top: float = TOP
    bottom: float = BOTTOM
    foot: float = 6.4
    header: bool = True

    @property
    def width(self) -> float:
        """Return the width of the text."""
        return PAGE_WIDTH - 2 * self.margin

    @property
    def last_line(self) -> float:
        """Return where the last line of the page begins, upper edge."""
        return _LOWEST + self.foot * 1.5


def fitted(setup: Setup, furniture: Furniture, gate: TextGate) -> Setup:
    """Return the setup with as much room at the foot of the page as this footer takes."""
    soft = LineStyle(size=setup.foot)
    heights = [height_of(spans, setup.width, soft, gate) for spans in _notes(furniture)]
    needed = sum(heights) + setup.last_line + setup.foot + 4 * mm
    return replace(setup, bottom=max(setup.bottom, needed))


def draw_header(pen: Pen, furniture: Furniture) -> None:
    """Draw title, mark and owner above a rule."""
    part = TEXT_WIDTH * 0.42
    pen.line(furniture.title, MARGIN, _HEAD_TOP, part, _HEAD_BOLD)
    pen.line(furniture.owner, PAGE_WIDTH - MARGIN - part, _HEAD_TOP, part, _HEAD_RIGHT)
    pen.canvas.setStrokeColor(INK)
    pen.canvas.setLineWidth(0.8)
    pen.canvas.line(MARGIN, _HEAD_RULE, PAGE_WIDTH - MARGIN, _HEAD_RULE)
    if furniture.mark:
        width = pen.gate.fonts.width(pen.gate.clean(furniture.mark), Face.BOLD, _MARK.size) + 12
        left = (PAGE_WIDTH - width) / 2
        pen.canvas.setFillColor(INK)
        pen.canvas.rect(left, _HEAD_TOP - 11.2, width, 12.6, stroke=0, fill=1)
        pen.line(furniture.mark, left + 6, _HEAD_TOP, width - 11, _MARK)


def draw_continued(pen: Pen, part: Start) -> None:
    """Repeat whose page this is."""
    if part.patient is None:
        return
    pen.canvas.setFillColor(TINT)
    pen.canvas.rect(MARGIN, _HEAD_RULE - 16.5, TEXT_WIDTH, 14, stroke=0, fill=1)
    text = f"{part.patient.line}  ·  {part.continued}"
    pen.line(text, MARGIN + 5, _HEAD_RULE - 4, TEXT_WIDTH - 10, _HEAD_BOLD)


def draw_page_number(pen: Pen, furniture: Furniture, setup: Setup, page: int) -> None:
    """Draw the number of this page and leave the number of pages to the shared form."""
    words = furniture.page.format(page=page)
    width = pen.gate.measured(pen.gate.clean(words), Face.REGULAR, setup.foot) + setup.foot * 0.35
    count = PAGE_WIDTH - setup.margin - _DIGITS * setup.foot
    left = count - width
    if pen.gate.right_to_left:
        count, left = setup.margin, setup.margin + _DIGITS * setup.foot
    pen.line(words, left, setup.last_line, width, LineStyle(size=setup.foot))
    pen.canvas.saveState()
    pen.canvas.translate(count, 0)
    pen.canvas.doForm(PAGES_FORM)
    pen.canvas.restoreState()


def define_shared(pen: Pen, furniture: Furniture, setup: Setup, pages: int) -> None:
    """Define the forms that all pages show: the footer, and the number of pages."""
    dark, soft = LineStyle(size=setup.foot), LineStyle(size=setup.foot, colour=SOFT)
    digits = (0.9 if pen.gate.right_to_left else 2) * _DIGITS * setup.foot
    pen.canvas.beginForm(PAGES_FORM, 0, 0, digits, setup.bottom)
    pen.line(str(pages), 0, setup.last_line, digits, dark)
    pen.canvas.endForm()
    pen.canvas.beginForm(FOOTER_FORM, 0, 0, PAGE_WIDTH, setup.bottom)
    top = setup.bottom - 4 * mm
    pen.canvas.setStrokeColor(RULE)
    pen.canvas.setLineWidth(0.5)
    pen.canvas.line(setup.margin, top, PAGE_WIDTH - setup.margin, top)
    top -= setup.foot / 3
    for spans in _notes(furniture):
        top = pen.paragraph(spans, setup.margin, top, setup.width, soft)
    last = "  ·  ".join(filter(None, (furniture.number, furniture.rules)))
    if (
        not pen.gate.right_to_left
    ):  # there it stands in the notes: readers turn about a line that has Arabic in it
        pen.line(last, setup.margin, setup.last_line, setup.width - 14 * setup.foot, dark)
    pen.canvas.endForm()


def _notes(furniture: Furniture) -> list[tuple[Span, ...]]:
    status = Span(text=f"{furniture.status}. ", face=Face.BOLD, colour="#14181C")
    first, *rest = furniture.notes or ("",)
    return [(status, Span(text=first)), *((Span(text=each),) for each in rest)]
