"""Where the patient's leaflet and card are made, and where the makers of documents get their tools."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.reports.fonts import load_fonts
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.leaflet import Leaflet, refuse_unusable
from mdt_desk.reports.leaflet_text import LeafletText, leaflet_text
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.release import Made, read_pages, release
from mdt_desk.reports.rtl import right_to_left_gate
from mdt_desk.reports.text import TextGate
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.numbering import number_of
from mdt_desk.usecases.ports import LeafletOrder
from mdt_desk.usecases.release import in_force, release_text

if TYPE_CHECKING:
    from mdt_desk.reports.clinical import ClinicalPapers
    from mdt_desk.reports.curves import CurveRenderer
    from mdt_desk.reports.documents import PdfDocuments

_LETTER: Final = "L"
"""What the numbers of leaflets begin with."""


def open_curves(fonts: Path, cache: Path) -> "CurveRenderer":
    """Return the renderer of figures with its fonts read."""
    from mdt_desk.reports.cache import Cache
    from mdt_desk.reports.curves import CurveRenderer

    return CurveRenderer(fonts=load_fonts(fonts), cache=Cache(folder=cache))


def open_papers(shop: "PdfDocuments") -> "ClinicalPapers":
    """Return the maker of the meeting's documents with its fonts read."""
    from mdt_desk.reports.clinical import ClinicalPapers

    return ClinicalPapers(
        shop=shop, gate=TextGate(fonts=load_fonts(shop.fonts)), curves=open_curves(shop.fonts, shop.cache)
    )


def open_workshop(shop: "PdfDocuments") -> "Workshop":
    """Return the workshop with its fonts read."""
    return Workshop(shop=shop, gate=TextGate(fonts=load_fonts(shop.fonts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Makes leaflets and cards with the tools it was opened with."""

    shop: "PdfDocuments"
    gate: TextGate

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        """Make the leaflet or the card; the leaflet with whom to call in front, and in the largest type that fits."""
        today = order.made_at.astimezone(self.shop.zone).date()
        refuse_unusable(order, today)
        text = leaflet_text(self.shop.leaflets, order.language)
        gate = right_to_left_gate(self.gate.fonts) if text.right_to_left else self.gate
        checked = self._checked(text, order, today)
        furniture = self._patient(text, order, checked)
        if order.card:
            from mdt_desk.reports.card import CARD_PAGES, Card

            card = Card(gate=gate, text=text, order=order, status=furniture.status, checked=checked)
            return release(HouseDocument(furniture, gate, CARD_PAGES).make(card.story()), file)
        large = (False, True) if order.large_print else (False,)
        leaflets = [
            Leaflet(gate=gate, text=text, order=order, drawings=drawings, beside=beside, snug=snug)
            for snug, drawings, beside in product(large, (True, False), large)
        ]
        return release(_best(leaflets, furniture), file)

    def _checked(self, text: LeafletText, order: LeafletOrder, today: date) -> tuple[str, ...]:
        """Return who checked a translation, or in both languages that nobody did; nothing of an original."""
        if not text.translated:
            return ()
        for each in order.reviews:
            if each.covers(text.language, text.version, today):
                return (text.reviewed.format(name=each.reviewer, day=text.day(each.reviewed_on)),)
        return text.unreviewed, leaflet_text(self.shop.leaflets, order.clinic_language).unreviewed

    def _patient(self, text: LeafletText, order: LeafletOrder, checked: tuple[str, ...]) -> Furniture:
        on = order.made_at.astimezone(self.shop.zone).date()
        wording = Wording(words=self.shop.texts(order.clinic_language), zone=self.shop.zone)
        if not text.translated:
            wording = Wording(words=self.shop.texts(order.language), zone=self.shop.zone)
        # The translations say of themselves that they are a demonstration; who released them, the clinic's words say.
        holds = in_force(order.release, on) is not None
        status, number = release_text(order.release, wording.words, on), number_of(_LETTER, on, order)
        for_clinic = (*(() if holds else (status,)), *checked[1:], *((number,) if text.right_to_left else ()))
        return Furniture(
            title=text.subject,
            owner=order.hospital,
            status=status if holds else text.status or status,
            notes=(
                " · ".join((text.version_line.format(version=text.version), *checked[:1])),
                *((" · ".join(for_clinic),) if text.status and for_clinic else ()),
            ),
            number=number,
            rules="",
            page=text.page,
            language=order.language,
            author=wording.get("app.name"),
            made_at=order.made_at,
        )


def _best(leaflets: Sequence[Leaflet], furniture: Furniture) -> Made:
    """Return the first that has whom to call in front and no page too many, or what comes nearest to it."""
    tries: list[tuple[bool, int, Made]] = []
    for leaflet, scale in product(leaflets, leaflets[0].scales):
        made = HouseDocument(furniture, leaflet.gate, leaflet.setup).make(leaflet.story(scale))
        pages = read_pages(made.content)
        hidden = not leaflet.calls_on(pages[0])
        tries.append((hidden, len(pages), made))
        if not hidden and len(pages) <= leaflet.wanted_pages:
            break
    return min(tries, key=lambda each: each[:2])[2]
