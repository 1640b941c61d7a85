"""The letter to the general practitioner: what was asked, what was decided, who does what, when to call."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import Decision
from mdt_desk.reports.case_decision import DecisionWords, decision_box
from mdt_desk.reports.flowables import Start
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.leaflet_text import LeafletText
from mdt_desk.reports.press import Press
from mdt_desk.usecases.ports import LetterOrder
from mdt_desk.usecases.preferences import Contact

_ADDRESS: Final = 20 * mm
_GAP: Final = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Lays out one letter; ``alarm`` are the patient's words for when to call."""

    press: Press
    order: LetterOrder
    alarm: LeafletText

    def story(self) -> list[Flowable]:
        """Return the letter from the address to the signature."""
        press, case = self.press, self.order.sheet.stored.case
        start = Start(
            key="letter",
            outline=press.say("letter.name"),
            continued=press.say("letter.continued"),
            patient=press.identity_of(case),
            at_once=True,
        )
        leading = press.leading(self.order.preferences, self.order.sheet.assessment)
        words = DecisionWords(
            press=press,
            case=case,
            decision=self.order.sheet.decision,
            leading=leading,
            informed=press.say("letter.informs"),
        )
        return [
            start,
            *self._address(case),
            Spacer(0, _ADDRESS),
            *self._subject(case),
            Spacer(0, _GAP),
            *self._opening(case),
            Spacer(0, _GAP),
            *decision_box(words),
            KeepTogether([*self._alarm(case), *self._closing(self.order.sheet.decision)]),
        ]

    @property
    def _on(self) -> date:
        return self.order.made_at.astimezone(self.press.wording.zone).date()

    def _address(self, case: Case) -> list[Flowable]:
        lines = [each for each in (case.referral.gp, case.referral.gp_address) if each is not UNKNOWN]
        return [
            line for each in lines or [self.press.say("letter.no_address")] for line in self.press.body(each)
        ]

    def _subject(self, case: Case) -> list[Flowable]:
        press = self.press
        identity = press.identity_of(case)
        return [
            *press.field(press.say("letter.date"), press.wording.day(self._on)),
            *press.gate.paragraphs(
                f"{press.say('letter.about')}: {identity.name}, {identity.born}, {identity.number}",
                press.styles.body.clone("name"),
                Face.BOLD,
            ),
            *self._disease(case),
        ]

    def _disease(self, case: Case) -> list[Flowable]:
        """Return the primary tumour and the vertebrae, as far as known: what the letter is about at a glance."""
        press = self.press
        primary, lesions = case.tumour.primary, case.lesions
        lines: list[Flowable] = []
        if primary is not UNKNOWN:
            lines += press.field(press.wording.label("tumour.primary"), press.wording.choice(primary))
        if lesions is not UNKNOWN and lesions:
            levels = ", ".join(lesion.level.value for lesion in lesions)
            lines += press.field(press.say("case.lesions"), levels)
        return lines

    def _opening(self, case: Case) -> list[Flowable]:
        press = self.press
        asked = case.referral.question
        day = press.wording.long_day(self.order.meeting.starts_at)
        return [
            *press.body(press.say("letter.greeting")),
            Spacer(0, _GAP),
            *press.body(press.say("letter.discussed", day=day)),
            *press.field(
                press.say("case.question"), press.say("case.no_question") if asked is UNKNOWN else asked
            ),
        ]

    def _alarm(self, case: Case) -> list[Flowable]:
        press = self.press
        given = case.information.leaflet_given_on is not UNKNOWN
        lead = press.say("letter.alarm_given" if given else "letter.alarm_lead")
        lines: list[Flowable] = [press.heading("letter.alarm"), *press.body(lead)]
        for tier in (self.alarm.at_once, self.alarm.same_day):
            lines += press.field(tier.heading, f"{tier.when} {tier.lead}")
            lines += map(press.item, tier.signs)
        return [*lines, *self._contacts(), Spacer(0, _GAP)]

    def _contacts(self) -> list[Flowable]:
        press, preferences = self.press, self.order.preferences
        named: tuple[tuple[str, Contact | None], ...] = (
            (self.alarm.contacts.day, preferences.contact_day),
            (self.alarm.contacts.night, preferences.contact_night),
        )
        return [
            line
            for label, contact in named
            for line in press.field(
                label,
                f"{contact.name}, {contact.telephone}"
                if contact is not None and contact.usable(self._on)
                else press.say("letter.no_contact"),
            )
        ]

    def _closing(self, decision: Decision | None) -> list[Flowable]:
        press, meeting = self.press, self.order.meeting
        signed = (
            press.say("letter.unsigned")
            if meeting.signed_by is None
            else press.say("letter.signed", name=meeting.signed_by)
        )
        waiting = press.body(press.say("letter.open")) if decision is None else []
        return [
            *waiting,
            *press.body(press.say("letter.closing")),
            Spacer(0, 4 * _GAP),
            *press.body(signed, Face.BOLD),
        ]
