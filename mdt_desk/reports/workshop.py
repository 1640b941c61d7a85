"""Where documents are made: each kind is laid out, numbered, framed, checked and released."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable

from mdt_desk.reports.agenda import Agenda
from mdt_desk.reports.cache import Cache
from mdt_desk.reports.card import CARD_PAGES, Card
from mdt_desk.reports.curves import CurveRenderer
from mdt_desk.reports.fonts import load_fonts
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.leaflet import Leaflet, refuse_unusable
from mdt_desk.reports.leaflet_text import LeafletText, leaflet_text
from mdt_desk.reports.letter import Letter
from mdt_desk.reports.minutes import Minutes
from mdt_desk.reports.numbering import number_of
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.press import Press
from mdt_desk.reports.release import release
from mdt_desk.reports.style import LETTER, PRINT, Scale, house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.ports import CaseSheet, LeafletOrder, LetterOrder, MeetingFile
from mdt_desk.usecases.preferences import Preferences

if TYPE_CHECKING:
    from mdt_desk.reports.documents import PdfDocuments

_LETTERS: Final = {"minutes": "M", "agenda": "A", "letter": "B", "leaflet": "L"}
"""What the numbers of documents begin with."""


def open_curves(fonts: Path, cache: Path) -> CurveRenderer:
    """Return the renderer of figures with its fonts read."""
    return CurveRenderer(fonts=load_fonts(fonts), cache=Cache(folder=cache))


def open_workshop(shop: "PdfDocuments") -> "Workshop":
    """Return the workshop with its fonts read."""
    return Workshop(
        shop=shop, gate=TextGate(fonts=load_fonts(shop.fonts)), curves=open_curves(shop.fonts, shop.cache)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Makes documents with the tools it was opened with."""

    shop: "PdfDocuments"
    gate: TextGate
    curves: CurveRenderer

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes; what is not signed is marked a draft."""
        press = self._press(order.language, order.preferences)
        mark = "" if order.meeting.signed_at is not None else press.say("minutes.draft")
        furniture = self._clinical(press, order, order.sheets, kind="minutes", mark=mark)
        return self._release(furniture, Minutes(press=press, order=order).story(), file)

    def agenda(self, order: MeetingFile, file: Path) -> Path:
        """Make the agenda."""
        press = self._press(order.language, order.preferences)
        furniture = self._clinical(press, order, order.sheets, kind="agenda")
        return self._release(furniture, Agenda(press=press, order=order).story(), file)

    def letter(self, order: LetterOrder, file: Path) -> Path:
        """Make the letter to the general practitioner."""
        press = self._press(order.language, order.preferences, LETTER)
        mark = "" if order.meeting.signed_at is not None else press.say("minutes.draft")
        furniture = self._clinical(press, order, (order.sheet,), kind="letter", mark=mark)
        alarm = leaflet_text(self.shop.leaflets, order.language)
        return self._release(furniture, Letter(press=press, order=order, alarm=alarm).story(), file)

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        """Make the leaflet or the card; the leaflet in the largest type that needs no page more."""
        refuse_unusable(order, order.made_at.astimezone(self.shop.zone).date())
        text = leaflet_text(self.shop.leaflets, order.language)
        wording = Wording(words=self.shop.texts(order.language), zone=self.shop.zone)
        furniture = self._patient(text, wording, order)
        if order.card:
            card = Card(gate=self.gate, text=text, order=order, status=furniture.status)
            return release(HouseDocument(furniture, self.gate, CARD_PAGES).make(card.story()), file)
        born = "" if order.birth_date is None else wording.day(order.birth_date)
        leaflet = Leaflet(gate=self.gate, text=text, order=order, born=born)
        made = [
            HouseDocument(furniture, self.gate, leaflet.setup).make(leaflet.story(scale))
            for scale in leaflet.scales
        ]
        return release(min(made, key=lambda each: len(each.expected)), file)

    def _press(self, language: str, preferences: Preferences, scale: Scale = PRINT) -> Press:
        return Press(
            gate=self.gate,
            wording=Wording(words=self.shop.texts(language), zone=ZoneInfo(preferences.time_zone)),
            styles=house_styles(self.gate.fonts, scale),
            curves=self.curves,
            sources=self.shop.sources,
        )

    def _clinical(
        self,
        press: Press,
        order: MeetingFile | LetterOrder,
        sheets: Sequence[CaseSheet],
        *,
        kind: str,
        mark: str = "",
    ) -> Furniture:
        wording, preferences = press.wording, order.preferences
        on = order.meeting.starts_at.astimezone(wording.zone).date()
        guidelines = dict.fromkeys(name for sheet in sheets for name in sheet.assessment.guidelines)
        sources = "; ".join(press.source_line(name, on) for name in guidelines)
        rules = dict.fromkeys(press.rules_line(sheet.assessment.rules) for sheet in sheets)
        made = press.say("made", moment=wording.moment(order.made_at))
        return Furniture(
            title=f"{press.say(f'{kind}.name')} · {wording.day(on)}",
            owner=" · ".join(filter(None, (preferences.hospital, preferences.department))),
            status=wording.get("status.demonstration"),
            notes=(press.say("intended_use"), *((press.say("sources", sources=sources),) if sources else ())),
            number=number_of(_LETTERS[kind], on, order),
            rules=" · ".join((*rules, made)),
            page=press.say("page", page="{page}"),
            language=order.language,
            author=wording.get("app.name"),
            made_at=order.made_at,
            mark=mark,
        )

    def _patient(self, text: LeafletText, wording: Wording, order: LeafletOrder) -> Furniture:
        on = order.made_at.astimezone(self.shop.zone).date()
        return Furniture(
            title=text.subject,
            owner=order.hospital,
            status=wording.get("status.demonstration"),
            notes=(text.version_line.format(version=text.version),),
            number=number_of(_LETTERS["leaflet"], on, order),
            rules="",
            page=text.page,
            language=order.language,
            author=wording.get("app.name"),
            made_at=order.made_at,
        )

    def _release(self, furniture: Furniture, story: list[Flowable], file: Path) -> Path:
        return release(HouseDocument(furniture, self.gate).make(story), file)
