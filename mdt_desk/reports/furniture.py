"""What stands on every page: title and owner, the patient a page continues, status, sources, numbers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reportlab.lib.units import mm

from mdt_desk.reports.canvas import LineStyle, Pen
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
)
from mdt_desk.reports.text import Span

FOOTER_FORM: Final = "footer"
PAGES_FORM: Final = "pages"

_HEAD: Final = LineStyle(size=8)
_HEAD_BOLD: Final = LineStyle(size=8, face=Face.BOLD)
_HEAD_RIGHT: Final = LineStyle(size=8, right=True)
_MARK: Final = LineStyle(size=8, face=Face.BOLD, colour=PAPER)
_FOOT: Final = LineStyle(size=6.4, colour=SOFT)
_FOOT_DARK: Final = LineStyle(size=6.4)

_HEAD_TOP: Final = PAGE_HEIGHT - 11 * mm
_HEAD_RULE: Final = _HEAD_TOP - 14
_FOOT_RULE: Final = BOTTOM - 4 * mm
_LAST_LINE: Final = 10 * mm
_DIGITS: Final = 12.0


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


def draw_page_number(pen: Pen, furniture: Furniture, page: int) -> None:
    """Draw the number of this page and leave the number of pages to the shared form."""
    words = furniture.page.format(page=page)
    width = pen.gate.fonts.width(pen.gate.clean(words), Face.REGULAR, _FOOT.size) + 3
    right = PAGE_WIDTH - MARGIN - _DIGITS
    pen.line(words, right - width, _LAST_LINE, width, _FOOT_DARK)
    pen.canvas.saveState()
    pen.canvas.translate(right, 0)
    pen.canvas.doForm(PAGES_FORM)
    pen.canvas.restoreState()


def define_shared(pen: Pen, furniture: Furniture, pages: int) -> None:
    """Define the forms that all pages show: the footer, and the number of pages."""
    pen.canvas.beginForm(PAGES_FORM, 0, 0, _DIGITS * 2, BOTTOM)
    pen.line(str(pages), 0, _LAST_LINE, _DIGITS * 2, _FOOT_DARK)
    pen.canvas.endForm()
    pen.canvas.beginForm(FOOTER_FORM, 0, 0, PAGE_WIDTH, BOTTOM)
    pen.canvas.setStrokeColor(RULE)
    pen.canvas.setLineWidth(0.5)
    pen.canvas.line(MARGIN, _FOOT_RULE, PAGE_WIDTH - MARGIN, _FOOT_RULE)
    status = Span(text=f"{furniture.status}. ", face=Face.BOLD, colour="#14181C")
    first, *rest = furniture.notes or ("",)
    top = _FOOT_RULE - 2
    for spans in ((status, Span(text=first)), *((Span(text=each),) for each in rest)):
        top = pen.paragraph(pen.gate.markup(spans), MARGIN, top, TEXT_WIDTH, _FOOT)
    last = "  ·  ".join(filter(None, (furniture.number, furniture.rules)))
    pen.line(last, MARGIN, _LAST_LINE, TEXT_WIDTH - 40 * mm, _FOOT_DARK)
    pen.canvas.endForm()
