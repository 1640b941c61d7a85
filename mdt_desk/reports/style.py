"""The house style: the grid of the page, the sizes of the type, and colours that survive black and white."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from mdt_desk.reports.fonts import Face, Fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN: Final = 18 * mm
TOP: Final = 22.5 * mm
BOTTOM: Final = 27 * mm
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN

INK: Final = HexColor("#14181C")
SOFT: Final = HexColor("#4A5560")
RULE: Final = HexColor("#AAB2BA")
TINT: Final = HexColor("#EEF1F4")
PAPER: Final = HexColor("#FFFFFF")
ALARM: Final = HexColor("#7A1414")
ACCENT: Final = HexColor("#0B4F6C")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Sizes in points, smallest to largest, of one kind of document."""

    small: float
    body: float
    lead: float
    heading: float
    title: float
    leading: float = 1.36


PRINT: Final = Scale(small=7.2, body=8.8, lead=10.5, heading=11.5, title=18)
DENSE: Final = Scale(small=7, body=8.4, lead=10, heading=10.4, title=17, leading=1.28)
"""For minutes: a whole case on one or two pages."""

FORM: Final = Scale(small=7.4, body=8.6, lead=10, heading=10.6, title=17, leading=1.3)
"""For forms that are filled in by hand."""

LETTER: Final = Scale(small=8.2, body=10, lead=11.5, heading=12.5, title=18)
READERS: Final = (
    Scale(small=9.5, body=12, lead=13.5, heading=13, title=20, leading=1.32),
    Scale(small=9.5, body=11.5, lead=13, heading=12.5, title=19, leading=1.28),
    Scale(small=9, body=11, lead=12.5, heading=12, title=18, leading=1.26),
    Scale(small=8.5, body=10.5, lead=12, heading=11.5, title=17, leading=1.22),
)
"""For a patient to read, the best first; the others where more has to be said on one page."""

LARGES: Final = (
    Scale(small=16, body=17, lead=19, heading=19.5, title=26, leading=1.28),
    Scale(small=16, body=16, lead=17.5, heading=18, title=24, leading=1.24),
    Scale(small=16, body=16, lead=17, heading=17, title=21, leading=1.2),
)
"""For who needs large print, the best first: nothing below 16 points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The paragraph styles of one scale."""

    scale: Scale
    small: ParagraphStyle
    body: ParagraphStyle
    lead: ParagraphStyle
    heading: ParagraphStyle
    title: ParagraphStyle


def house_styles(fonts: Fonts, scale: Scale = PRINT) -> Styles:
    """Return the paragraph styles of a scale in the embedded faces."""

    def style(name: str, size: float, face: Face = Face.REGULAR, colour: Color = INK) -> ParagraphStyle:
        return ParagraphStyle(
            name,
            fontName=fonts.name(face),
            fontSize=size,
            leading=round(size * scale.leading, 2),
            textColor=colour,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
        )

    return Styles(
        scale=scale,
        small=style("small", scale.small, colour=SOFT),
        body=style("body", scale.body),
        lead=style("lead", scale.lead),
        heading=style("heading", scale.heading, Face.BOLD, ACCENT),
        title=style("title", scale.title, Face.BOLD),
    )
