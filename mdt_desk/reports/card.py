"""The wallet card, four on a page: 85 x 54 mm when folded, with marks where to cut and to fold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from mdt_desk.reports.fonts import Face
from mdt_desk.reports.furniture import Setup
from mdt_desk.reports.icons import Draw, Icon, clock, moon, telephone
from mdt_desk.reports.leaflet_text import LeafletText
from mdt_desk.reports.style import ALARM, INK, PAGE_WIDTH, PAPER, SOFT, TINT, house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import LeafletOrder
from mdt_desk.usecases.preferences import Contact

WIDTH: Final = 85 * mm
HEIGHT: Final = 54 * mm
CARDS: Final = 4
CARD_PAGES: Final = Setup(
    margin=(PAGE_WIDTH - 2 * WIDTH) / 2, top=12 * mm, bottom=19 * mm, foot=7.5, header=False
)

_FORM: Final = "card"
_EDGE: Final = 3.2 * mm
_BAND: Final = 7 * mm
_HEADS: Final = (11.5, 11, 10.5, 10, 9.5, 9)
_HEAD_ROOM: Final = WIDTH - 2 * _EDGE - _BAND
"""Sizes of a heading, tried from the largest, and the room it has on one line."""

_SIZES: Final = (9.6, 9.2, 8.8, 8.4, 8.0, 7.6, 7.2, 6.8, 6.4)
"""Sizes of the type in points, tried from the largest; a card in a smaller one cannot be read."""


class CardTooFull(UserError):  # noqa: N818  # named like the other refusals
    """A name or number is too long for a wallet card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Lays out the page with the cards; ``checked`` says whether a translation was."""

    gate: TextGate
    text: LeafletText
    order: LeafletOrder
    status: str
    checked: tuple[str, ...] = ()

    def story(self) -> list[Flowable]:
        """Return the instruction and the cards.

        Raises:
            CardTooFull: a name or number is too long for a card.

        """
        body = house_styles(self.gate.fonts).body
        instruction = self.gate.paragraphs(self.text.card.instruction, body)
        return [*instruction, Spacer(0, 9 * mm), _Sheet(self._faces())]

    def _faces(self) -> "tuple[_Face, _Face]":
        return _largest(self._front, self.gate), _largest(self._back, self.gate)

    def _front(self, pieces: "_Pieces") -> "_Face":
        words, uk = self.text.card, self.order.uk_additions
        return _Face(
            parts=(
                pieces.band(self.text.at_once.heading, telephone, ALARM, PAPER),
                *pieces.lines((words.lead,)),
                *pieces.signs((*words.at_once, *(words.uk if uk else ()))),
                pieces.band(self.text.same_day.heading, clock, TINT, INK),
                *pieces.lines((self.text.same_day.when, words.same_day)),
            )
        )

    def _back(self, pieces: "_Pieces") -> "_Face":
        contacts = self.text.contacts
        note = self.text.card.uk_note if self.order.uk_additions else ""
        version = f"{self.text.version_line.format(version=self.text.version)}  ·  {self.status}"
        return _Face(
            parts=(
                pieces.band(self.text.card.title, telephone, INK, PAPER),
                *pieces.contact(contacts.day, self.order.contact_day, clock),
                *pieces.contact(contacts.night, self.order.contact_night, moon),
            ),
            foot=pieces.small((note, self.order.hospital, *self.checked, version)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Something of a height, drawn below a point."""

    flowable: Flowable
    height: float
    left: float = _EDGE
    gap: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """One side of the card, from top to bottom."""

    parts: tuple[_Part, ...]
    foot: tuple[_Part, ...] = ()

    @property
    def height(self) -> float:
        return sum(part.height + part.gap for part in (*self.parts, *self.foot)) + _EDGE / 2

    def draw(self, canvas: Canvas, left: float) -> None:
        top = HEIGHT
        for part in self.parts:
            top -= part.gap + part.height
            part.flowable.drawOn(canvas, left + part.left, top)
        low = _EDGE / 2
        for part in reversed(self.foot):
            part.flowable.drawOn(canvas, left + part.left, low)
            low += part.height + part.gap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """The pieces of a card at one size of type."""

    gate: TextGate
    size: float

    def lines(self, texts: Iterable[str]) -> list[_Part]:
        return [self._paragraph(text, self.size, gap=self.size * 0.18) for text in texts]

    def signs(self, texts: Iterable[str]) -> list[_Part]:
        return [self._paragraph(text, self.size, gap=self.size * 0.18, listed=True) for text in texts]

    def small(self, texts: Iterable[str]) -> tuple[_Part, ...]:
        return tuple(self._paragraph(text, 5.8, colour=SOFT, gap=0.5) for text in texts if text)

    def band(self, text: str, icon: Draw, fill: Color, ink: Color) -> _Part:
        size = next((each for each in _HEADS if self._wide(text, each) <= _HEAD_ROOM), _HEADS[-1])
        paragraph = self._paragraph(text, size, Face.BOLD, colour=ink, left=_EDGE + _BAND).flowable
        band = _Band(paragraph, Icon(icon, _BAND * 0.72, ink), fill, mirrored=self.gate.right_to_left)
        return _Part(flowable=band, height=_BAND, left=0, gap=0 if fill is not TINT else self.size * 0.5)

    def contact(self, when: str, contact: Contact, icon: Draw) -> list[_Part]:
        mark = WIDTH - _EDGE - self.size if self.gate.right_to_left else _EDGE
        return [
            _Part(flowable=Icon(icon, self.size, INK), height=0, left=mark, gap=self.size * 1.7),
            self._paragraph(when, self.size, left=_EDGE + self.size * 1.5, gap=-self.size * 1.06),
            self._paragraph(contact.name, self.size, Face.BOLD, gap=0.5),
            self._paragraph(contact.telephone, self.size * 1.75, Face.BOLD, gap=0.5),
        ]

    def _paragraph(
        self,
        text: str,
        size: float,
        face: Face = Face.REGULAR,
        *,
        colour: Color = INK,
        left: float = _EDGE,
        gap: float = 0,
        listed: bool = False,
    ) -> _Part:
        style = ParagraphStyle(
            "card",
            fontName=self.gate.fonts.name(face),
            fontSize=size,
            leading=size * 1.2,
            textColor=colour,
            leftIndent=size * 1.1 if listed else 0,
            bulletFontName=self.gate.fonts.name(Face.BOLD),
            bulletFontSize=size,
        )
        paragraph = self.gate.item(text, style) if listed else self.gate.paragraph(text, style, face)
        _, height = paragraph.wrap(WIDTH - left - _EDGE, HEIGHT * 4)
        return _Part(
            flowable=paragraph, height=height, left=_EDGE if self.gate.right_to_left else left, gap=gap
        )

    def _wide(self, text: str, size: float) -> float:
        return self.gate.fonts.width(self.gate.clean(text), Face.BOLD, size)


def _largest(make: Callable[[_Pieces], _Face], gate: TextGate) -> _Face:
    for size in _SIZES:
        face = make(_Pieces(gate=gate, size=size))
        if face.height <= HEIGHT:
            return face
    raise CardTooFull("document.card_too_full")


class _Band(Flowable):
    """A coloured band with an icon and a heading."""

    def __init__(self, heading: Flowable, icon: Icon, fill: Color, *, mirrored: bool) -> None:
        """Show a heading that is wrapped already; on a mirrored card the icon stands on the right."""
        super().__init__()
        self._mirrored: Final = mirrored
        self._heading: Final = heading
        self._icon: Final = icon
        self._fill: Final = fill

    def draw(self) -> None:
        self.canv.setFillColor(self._fill)
        self.canv.rect(0, 0, WIDTH, _BAND, stroke=0, fill=1)
        self._icon.wrap(WIDTH, _BAND)
        icon, heading = _EDGE, _EDGE + _BAND
        if self._mirrored:
            icon, heading = WIDTH - _EDGE - _BAND * 0.72, _EDGE
        self._icon.drawOn(self.canv, icon, _BAND * 0.14)
        self._heading.drawOn(self.canv, heading, (_BAND - self._heading.height) / 2 + 0.4)


class _Sheet(Flowable):
    """All cards of the page below each other, each front and back side by side, with marks around them."""

    def __init__(self, faces: tuple[_Face, _Face]) -> None:
        """Show the same card several times."""
        super().__init__()
        self._faces: Final = faces
        self.width, self.height = 2 * WIDTH, CARDS * HEIGHT

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return self.width, self.height

    def draw(self) -> None:
        self.canv.beginForm(_FORM, 0, 0, 2 * WIDTH, HEIGHT)
        for number, face in enumerate(self._faces):
            face.draw(self.canv, number * WIDTH)
        self.canv.endForm()
        for number in range(CARDS):
            self.canv.saveState()
            self.canv.translate(0, number * HEIGHT)
            self.canv.doForm(_FORM)
            self.canv.restoreState()
        self._marks()

    def _marks(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.4)
        for number in range(CARDS + 1):
            height = number * HEIGHT
            self.canv.line(-7 * mm, height, -1.5 * mm, height)
            self.canv.line(2 * WIDTH + 1.5 * mm, height, 2 * WIDTH + 7 * mm, height)
        for left in (0, 2 * WIDTH):
            self.canv.line(left, CARDS * HEIGHT + 1.5 * mm, left, CARDS * HEIGHT + 7 * mm)
            self.canv.line(left, -1.5 * mm, left, -5 * mm)
        self.canv.setStrokeColor(SOFT)
        self.canv.setDash(1.2, 2.2)
        self.canv.line(WIDTH, -5 * mm, WIDTH, CARDS * HEIGHT + 7 * mm)
