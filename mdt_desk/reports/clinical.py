"""The documents of the meeting: each kind is laid out, numbered, framed, checked and released."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable

from mdt_desk.domain.meeting import Meeting
from mdt_desk.reports.agenda import Agenda
from mdt_desk.reports.audit import Audit
from mdt_desk.reports.blank_forms import BlankForms
from mdt_desk.reports.case_sheet import SheetOfCase
from mdt_desk.reports.curves import CurveRenderer
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.leaflet_text import leaflet_text
from mdt_desk.reports.letter import Letter
from mdt_desk.reports.minutes import Minutes
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.patient_summary import PatientSummary
from mdt_desk.reports.press import Press
from mdt_desk.reports.record import MinutesRecord
from mdt_desk.reports.release import release, release_bytes
from mdt_desk.reports.style import DENSE, FORM, LETTER, PRINT, READERS, Scale, house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.numbering import number_of
from mdt_desk.usecases.ports import (
    AuditOrder,
    CaseSheet,
    CaseSheetOrder,
    FormsOrder,
    LetterOrder,
    MeetingFile,
)
from mdt_desk.usecases.release import status_text

if TYPE_CHECKING:
    from mdt_desk.reports.documents import PdfDocuments

Order = MeetingFile | LetterOrder | CaseSheetOrder | FormsOrder | AuditOrder

_LETTERS: Final = {
    "minutes": "M",
    "agenda": "A",
    "letter": "B",
    "casesheet": "C",
    "summary": "S",
    "forms": "F",
    "audit": "I",
}
"""What the numbers of documents begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalPapers:
    """Makes documents with the tools it was opened with."""

    shop: "PdfDocuments"
    gate: TextGate
    curves: CurveRenderer

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes; what is not signed is marked a draft, what was added later an addendum."""
        press = self._press(order, DENSE)
        furniture = self._furniture(press, order, order.sheets, "minutes", order.meeting.starts_at)
        marked = replace(furniture, mark=_mark(press, order.meeting, addenda=True))
        return self._release(marked, Minutes(press=press, order=order).story(), file)

    def minutes_docx(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes for a word processor, with the same content."""
        from mdt_desk.reports.docx import docx_bytes

        press = self._press(order, DENSE)
        furniture = self._furniture(press, order, order.sheets, "minutes", order.meeting.starts_at)
        marked = replace(furniture, mark=_mark(press, order.meeting, addenda=True))
        record = MinutesRecord(press=press, order=order).blocks()
        alt = press.say("curve.alt", classes="{classes}")
        content = docx_bytes(record, marked, self.curves, press.wording.words, alt)
        return release_bytes(content, file)

    def minutes_text(self, order: MeetingFile) -> str:
        """Return the minutes as plain text; a line for each fact, and a status line at either end."""
        press = self._press(order, DENSE)
        furniture = self._furniture(press, order, order.sheets, "minutes", order.meeting.starts_at)
        return MinutesRecord(press=press, order=order).text(
            furniture, _mark(press, order.meeting, addenda=True)
        )

    def agenda(self, order: MeetingFile, file: Path) -> Path:
        """Make the agenda: a line and half a page for each case."""
        press = self._press(order, DENSE)
        furniture = self._furniture(press, order, order.sheets, "agenda", order.meeting.starts_at)
        return self._release(furniture, Agenda(press=press, order=order).story(), file)

    def letter(self, order: LetterOrder, file: Path) -> Path:
        """Make the letter to the general practitioner."""
        press = self._press(order, LETTER)
        furniture = self._furniture(press, order, (order.sheet,), "letter", order.meeting.starts_at)
        marked = replace(furniture, mark=_mark(press, order.meeting))
        alarm = leaflet_text(self.shop.leaflets, order.language)
        return self._release(marked, Letter(press=press, order=order, alarm=alarm).story(), file)

    def summary(self, order: LetterOrder, file: Path) -> Path:
        """Make the summary for the patient, in plain language and only of what was decided.

        Raises:
            UserError: nothing was decided.

        """
        decision = order.sheet.decision
        if decision is None:
            raise UserError("document.summary.none")
        press = self._press(order, READERS[0])
        furniture = self._furniture(press, order, (order.sheet,), "summary", order.meeting.starts_at)
        marked = replace(furniture, mark=_mark(press, order.meeting))
        alarm = leaflet_text(self.shop.leaflets, order.language)
        summary = PatientSummary(press=press, order=order, decision=decision, alarm=alarm)
        return self._release(marked, summary.story(), file)

    def case_sheet(self, order: CaseSheetOrder, file: Path) -> Path:
        """Make the sheet of one case."""
        press = self._press(order, DENSE)
        on = order.meeting_at or order.made_at
        furniture = self._furniture(press, order, (order.sheet,), "casesheet", on)
        return self._release(furniture, SheetOfCase(press=press, order=order).story(), file)

    def blank_forms(self, order: FormsOrder, file: Path) -> Path:
        """Make the forms for the day the computer fails."""
        press = self._press(order, FORM)
        furniture = self._furniture(press, order, (), "forms", order.made_at)
        return self._release(furniture, BlankForms(press=press).story(), file)

    def audit(self, order: AuditOrder, file: Path) -> Path:
        """Make the overview of who saw or changed the record of one patient."""
        press = self._press(order, PRINT)
        furniture = self._furniture(press, order, (), "audit", order.made_at)
        return self._release(furniture, Audit(press=press, order=order).story(), file)

    def _press(self, order: Order, scale: Scale) -> Press:
        zone = ZoneInfo(order.preferences.time_zone)
        return Press(
            gate=self.gate,
            wording=Wording(words=self.shop.texts(order.language), zone=zone),
            styles=house_styles(self.gate.fonts, scale),
            curves=self.curves,
            sources=self.shop.sources,
        )

    def _furniture(
        self, press: Press, order: Order, sheets: Sequence[CaseSheet], kind: str, moment: datetime
    ) -> Furniture:
        """Return what stands on every page; ``moment`` is that of the meeting, where there is one."""
        wording, preferences = press.wording, order.preferences
        on: date = moment.astimezone(wording.zone).date()
        guidelines = dict.fromkeys(name for sheet in sheets for name in sheet.assessment.guidelines)
        sources = "; ".join(press.source_line(name, on) for name in guidelines)
        rules = dict.fromkeys(press.rules_line(sheet.assessment.rules) for sheet in sheets)
        made = press.say("made", moment=wording.moment(order.made_at))
        return Furniture(
            title=f"{press.say(f'{kind}.name')} · {wording.day(on)}",
            owner=" · ".join(filter(None, (preferences.hospital, preferences.department))),
            status=status_text(preferences, wording.words, order.made_at.astimezone(wording.zone).date()),
            notes=(press.say("intended_use"), *((press.say("sources", sources=sources),) if sources else ())),
            number=number_of(_LETTERS[kind], on, order),
            rules=" · ".join((*rules, made)),
            page=press.say("page", page="{page}"),
            language=order.language,
            author=wording.get("app.name"),
            made_at=order.made_at,
        )

    def _release(self, furniture: Furniture, story: list[Flowable], file: Path) -> Path:
        return release(HouseDocument(furniture, self.gate).make(story), file)


def _mark(press: Press, meeting: Meeting, *, addenda: bool = False) -> str:
    """Return the word that must not be overlooked: draft, or how many addenda."""
    if meeting.signed_at is None:
        return press.say("minutes.draft")
    return (
        press.say("minutes.addendum_mark", count=len(meeting.addenda)) if addenda and meeting.addenda else ""
    )
