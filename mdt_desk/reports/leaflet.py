"""The patient leaflet, in normal and in large print: when to call, whom to call, and then the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.reports.flowables import Cell, Command, balanced, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.furniture import Setup
from mdt_desk.reports.icons import Draw, Icon, clock, moon, telephone
from mdt_desk.reports.leaflet_text import LeafletText, Section, Tier
from mdt_desk.reports.people import numb, sore_back, sore_neck, unsteady, weak, wheelchair
from mdt_desk.reports.style import (
    ALARM,
    INK,
    LARGES,
    PAPER,
    READERS,
    TINT,
    Scale,
    Styles,
    house_styles,
)
from mdt_desk.reports.text import TextGate
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import LeafletOrder
from mdt_desk.usecases.preferences import Contact

NORMAL_PAGES: Final = Setup(margin=17 * mm, top=12 * mm, bottom=19 * mm, foot=7.5, header=False)
SNUG_PAGES: Final = Setup(margin=9 * mm, top=8 * mm, bottom=24 * mm, foot=16, header=False)
LARGE_PAGES: Final = Setup(margin=17 * mm, top=13 * mm, bottom=29 * mm, foot=16, header=False)


_GAP: Final = 14.0
_T = TypeVar("_T")


class LeafletRefused(UserError):  # noqa: N818  # named like the domain's refusals
    """No leaflet without two telephone numbers that somebody tried; ``contacts`` are ``day`` or ``night``."""

    def __init__(self, key: str, contacts: tuple[str, ...], **params: str) -> None:
        """Say which contact, and why."""
        super().__init__(key, **params)
        self.contacts: Final = contacts


def unusable_contacts(order: LeafletOrder, today: date) -> tuple[str, ...]:
    """Return which of the two contacts may not be printed today."""
    named = (("day", order.contact_day), ("night", order.contact_night))
    return tuple(which for which, contact in named if not _filled(contact) or not contact.usable(today))


def refuse_unusable(order: LeafletOrder, today: date) -> None:
    """Refuse the order unless both contacts have a name and a number verified in the last 180 days.

    Raises:
        LeafletRefused: the sentence is about the first contact, ``contacts`` names all.

    """
    unusable = unusable_contacts(order, today)
    if not unusable:
        return
    contact = order.contact_day if unusable[0] == "day" else order.contact_night
    if not _filled(contact):
        raise LeafletRefused(f"refused.leaflet.{unusable[0]}_missing", unusable)
    verified = contact.verified_on.isoformat()
    raise LeafletRefused(f"refused.leaflet.{unusable[0]}_not_verified", unusable, verified_on=verified)


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())


def _filled(contact: Contact) -> bool:
    return bool(contact.name.strip() and contact.telephone.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """Lays out one leaflet in one language; ``drawings`` show what a patient may notice.

    ``beside``: also in large print the two numbers stand side by side, which takes less of the page.
    ``snug``: in large print the margins are narrower, where the numbers would not stand in front otherwise.
    """

    gate: TextGate
    text: LeafletText
    order: LeafletOrder
    drawings: bool = True
    beside: bool = False
    snug: bool = False

    @property
    def setup(self) -> Setup:
        """Return the pages it needs."""
        if not self.order.large_print:
            return NORMAL_PAGES
        return SNUG_PAGES if self.snug else LARGE_PAGES

    @property
    def wanted_pages(self) -> int:
        """Return on how many pages it should stand: one sheet, printed on one side or on both."""
        return 2 if self.order.large_print else 1

    @property
    def scales(self) -> tuple[Scale, ...]:
        """Return the sizes of type to try, the best first."""
        return LARGES if self.order.large_print else READERS

    def story(self, scale: Scale) -> list[Flowable]:
        """Return the leaflet from top to bottom; the two tiers come first."""
        style = _Style(gate=self.gate, scale=scale, width=self.setup.width, drawings=self.drawings)
        gap = style.scale.body * 0.62
        return [
            *self._opening(style),
            Spacer(0, gap),
            self._at_once(style),
            Spacer(0, gap),
            self._same_day(style),
            Spacer(0, gap),
            self._contacts(style),
            Spacer(0, gap * 0.6),
            *self._sections(style),
        ]

    def calls_on(self, page: str) -> bool:
        """Return whether both numbers can be read on a page; a reader program may take spaces between the digits."""
        contacts = (self.order.contact_day, self.order.contact_night)
        return all(_digits(each.telephone) in _digits(page) for each in contacts)

    def for_whom(self) -> str:
        """Return the line that names the patient, or nothing."""
        if self.order.patient_name is None:
            return ""
        if self.order.birth_date is None:
            return self.text.for_name.format(name=self.order.patient_name)
        born = self.text.day(self.order.birth_date)
        return self.text.for_patient.format(name=self.order.patient_name, born=born)

    def _opening(self, style: "_Style") -> list[Flowable]:
        return [
            *self.gate.paragraphs(self.order.hospital, style.styles.small),
            *self.gate.paragraphs(self._title(style), style.styles.title, Face.BOLD),
            *self.gate.naming(self.for_whom(), self.order.patient_name or "", style.styles.body),
        ]

    def _title(self, style: "_Style") -> str:
        """Return the title; where it takes two lines the question it asks has one of its own."""
        title = self.text.title
        width = self.gate.measured(self.gate.clean(title), Face.BOLD, style.scale.title)
        return title.replace(": ", ":\n", 1) if width > style.width else title

    def _at_once(self, style: "_Style") -> Flowable:
        extra = self.text.uk.signs if self.order.uk_additions else ()
        note = self.text.uk.note if self.order.uk_additions else ""
        rows = style.signs((*self.text.at_once.signs, *extra))
        return style.panel(
            self.text.at_once,
            [*rows, *self.gate.paragraphs(note, style.styles.small)],
            _Look(icon=telephone, people=_SUDDEN, band=ALARM, ink=PAPER, edge=ALARM, weight=2.2),
        )

    def _same_day(self, style: "_Style") -> Flowable:
        rows = style.signs(self.text.same_day.signs)
        look = _Look(icon=clock, people=_PAIN, band=TINT, ink=INK, edge=INK, weight=1.1)
        return style.panel(self.text.same_day, rows, look)

    def _contacts(self, style: "_Style") -> Flowable:
        heading = self.gate.paragraph(self.text.contacts.heading, style.styles.heading, Face.BOLD)
        day = style.contact(self.text.contacts.day, self.order.contact_day, clock)
        night = style.contact(self.text.contacts.night, self.order.contact_night, moon)
        width = self.setup.width
        # One cell a contact: a screen reader then reads each to its end before it begins the other.
        rows: list[list[Cell]] = [style.across((day, night))]
        widths = style.across((width * 0.47, width * 0.53))
        # Side by side the numbers stand at one height, also where one label takes two lines.
        aligned: Command = ("VALIGN", (0, 0), (-1, -1), "BOTTOM")
        far = "LEFTPADDING" if self.gate.right_to_left else "RIGHTPADDING"
        if self.order.large_print and not self.beside:
            rows = [[day], [Spacer(0, style.scale.body * 0.7)], [night]]
            widths = [width]
        return KeepTogether(
            [heading, Spacer(0, 3), grid(rows, widths, [(far, (0, 0), (-1, -1), 12), aligned])]
        )

    def _sections(self, style: "_Style") -> list[Flowable]:
        parts = [style.section(each) for each in self.text.sections]
        if self.order.large_print:
            return [KeepTogether(part) for part in parts]
        flowables = [flowable for part in parts for flowable in part]
        mirrored = self.gate.right_to_left
        return [balanced(flowables, self.setup.width, gap=_GAP, mirrored=mirrored)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the two tiers are told apart, also without colour."""

    icon: Draw
    people: tuple[Draw, ...]
    band: Color
    ink: Color
    edge: Color
    weight: float


_SUDDEN: Final = (weak, unsteady, numb, wheelchair)
_PAIN: Final = (sore_back, sore_neck)


class _Style:
    """The pieces of a leaflet at one size of type."""

    def __init__(self, *, gate: TextGate, scale: Scale, width: float, drawings: bool) -> None:
        """Make pieces of one scale for text of a width."""
        self.gate: Final = gate
        self.scale: Final = scale
        self.width: Final = width
        self.drawings: Final = drawings
        self.styles: Final[Styles] = house_styles(gate.fonts, scale)

    def across(self, cells: Sequence[_T]) -> list[_T]:
        """Return what stands side by side, from left to right."""
        return list(reversed(cells)) if self.gate.right_to_left else list(cells)

    def signs(self, signs: Iterable[str]) -> list[Flowable]:
        """Return a list with bullets."""
        size = self.scale.body
        style = self.styles.body.clone(
            "sign",
            leftIndent=size * 1.1,
            bulletIndent=size * 0.15,
            bulletFontName=self.gate.fonts.name(Face.BOLD),
            bulletFontSize=size,
            spaceAfter=size * 0.16,
        )
        return [self.gate.item(sign, style) for sign in signs]

    def panel(self, tier: Tier, rows: Sequence[Flowable], look: _Look) -> Flowable:
        """Return a tier: a band with icon, words and drawings, and the signs below it, in a frame."""
        size = self.scale.title
        title = self.styles.title.clone("band", leading=size * 1.2, textColor=look.ink)
        when = self.styles.body.clone("when", textColor=look.ink)
        head = [
            self.gate.paragraph(tier.heading, title, Face.BOLD),
            self.gate.paragraph(tier.when, when),
        ]
        lead = self.gate.paragraph(tier.lead, self.styles.body, Face.BOLD)
        people, room = self._people(look)
        first = size * 1.7 + 18
        near = "RIGHTPADDING" if self.gate.right_to_left else "LEFTPADDING"
        commands: list[Command] = [
            ("BACKGROUND", (0, 0), (-1, 0), look.band),
            ("BOX", (0, 0), (-1, -1), look.weight, look.edge),
            ("SPAN", (0, 1), (-1, 1)),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            (near, (1, 0), (1, 0), 2),
            ("TOPPADDING", (0, 0), (-1, 0), 3),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 6),
            ("TOPPADDING", (0, 1), (-1, 1), 5),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 5),
        ]
        mark = Icon(look.icon, size * 1.7, look.ink)
        body = [lead, Spacer(0, self.scale.body * 0.25), *rows]
        cells: list[Cell] = self.across((mark, head, people))
        widths = self.across((first, self.width - first - room, room))
        return KeepTogether(grid([cells, [body, None, None]], widths, commands))

    def _people(self, look: _Look) -> tuple[Cell, float]:
        """Return the drawings of a tier side by side, and the width they take."""
        if not self.drawings:
            return None, 1.0
        size = self.scale.title * 1.6
        step = size + 5
        cells: list[Cell] = [Icon(each, size, look.ink) for each in self.across(look.people)]
        return grid([cells], [step] * len(cells)), step * len(cells) + 14

    def contact(self, when: str, contact: Contact, icon: Draw) -> list[Flowable]:
        """Return when, who and the number, the number largest."""
        size = self.scale.lead
        number = self.styles.title.clone("number", leading=self.scale.title * 1.25)
        cells: list[Cell] = self.across((Icon(icon, size, INK), self.gate.paragraphs(when, self.styles.body)))
        aside: Command = ("ALIGN", (0, 0), (-1, -1), "RIGHT" if self.gate.right_to_left else "LEFT")
        head = grid([cells], self.across((size * 1.5, None)), [aside])
        return [
            head,
            *self.gate.paragraphs(contact.name, self.styles.body, Face.BOLD),
            *self.gate.paragraphs(contact.telephone, number, Face.BOLD),
        ]

    def section(self, section: Section) -> list[Flowable]:
        """Return a heading with its text or list."""
        space = Spacer(0, self.scale.body * 0.5)
        heading = self.gate.paragraph(section.heading, self.styles.heading, Face.BOLD)
        for each in (space, heading):
            each.keepWithNext = 1
        return [
            space,
            heading,
            *self.gate.paragraphs(section.text, self.styles.body),
            *self.signs(section.signs),
        ]
