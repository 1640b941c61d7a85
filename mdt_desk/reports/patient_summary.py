"""The summary for the patient: what was decided and nothing else, in plain words, without scores or survival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import Decision
from mdt_desk.reports.flowables import Cell, Start, boxed, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.leaflet_text import LeafletText
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH
from mdt_desk.usecases.ports import LetterOrder
from mdt_desk.usecases.preferences import Contact

_SPOKEN: Final = {
    "scan_mri": "mri_whole_spine",
    "scan_ct": "ct_spine_with_contrast ct_chest_abdomen ct_multiplanar",
    "scan_later": "follow_up_imaging",
    "scan_if": "repeat_on_symptoms",
    "scan_none": "no_mri_screening no_plain_xray",
    "biopsy": "biopsy",
    "origin": "reconsider_origin",
    "blood": "laboratory m_protein psa afp_hcg immunophenotyping glucose_monitoring",
    "steroid": "dexamethasone",
    "steroid_maybe": "dexamethasone_consider",
    "steroid_not": "dexamethasone_withhold dexamethasone_not_routine haematology_advice_first",
    "steroid_stop": "dexamethasone_taper dexamethasone_stop",
    "stomach": "gastroprotection",
    "surgeon": "spine_surgeon_consult neurosurgery_consult stability_advice_24h",
    "rest": "immobilise",
    "rest_maybe": "immobilise_consider",
    "move": "mobilise_by_pain",
    "brace": "brace_trial external_support",
    "again": "mdt_weekly mdt_ad_hoc",
    "admit": "admit",
    "neurologist": "neurologist",
    "rehabilitation": "rehabilitation",
    "pain": "pain_service",
    "comfort": "palliative_care",
    "blood_doctor": "haematology",
    "support": "psychosocial",
    "medicine": "systemic_first",
    "talk": "systemic_limited rt_haematology_harvest",
    "surgery": "surgery_preferred",
    "space": "decompression",
    "firm": "stabilisation",
    "space_then_beams": "separation_surgery",
    "removal": "en_bloc",
    "surgery_possible": "surgery_eligible",
    "surgery_or_beams": "surgery_equal_option",
    "surgery_not": "surgery_not_advised",
    "beams": "radiotherapy_first_choice rt_conventional",
    "beams_soon": "radiotherapy_urgent",
    "beams_one": "rt_8gy_single",
    "beams_ten": "rt_30gy_in_10",
    "beams_precise": "sbrt",
    "beams_after": "rt_postoperative",
    "beams_maybe": "radiotherapy_consider rt_30gy_in_10_consider rt_multiple_fractions_consider sbrt_consider"
    " rt_repeat_consider radionuclide_consider",
    "beams_not": "rt_not_indicated",
    "cement": "cement_augmentation",
    "cement_not": "cement_avoid",
    "bones": "bone_agent",
    "bones_not": "bone_agent_avoid",
    "centre": "inpatient_eligible",
    "centre_not": "inpatient_not_eligible",
    "alarm": "leaflet safety_net",
    "contact": "responsible_physician",
    "start": "start_treatment",
}

SPOKEN: Final[Mapping[str, str]] = MappingProxyType(
    {code: key for key, codes in _SPOKEN.items() for code in codes.split()}
)
"""By code of advice the sentence a patient reads; several codes share one."""

_GAP: Final = 8.0
_LINES: Final = 4
_LINE_HEIGHT: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSummary:
    """Lays out one summary; ``alarm`` are the words of the leaflet for when to call.

    What people wrote in their own words is not printed: nobody wrote it for a patient.
    """

    press: Press
    order: LetterOrder
    decision: Decision
    alarm: LeafletText

    def story(self) -> list[Flowable]:
        """Return whom it is for, the advice, who talks with the patient, when to call, and room for questions."""
        press, case = self.press, self.order.sheet.stored.case
        identity = press.identity_of(case)
        start = Start(
            key="summary",
            outline=press.say("summary.name"),
            continued=press.say("summary.continued"),
            patient=identity,
            at_once=True,
        )
        day = press.wording.long_day(self.order.meeting.starts_at)
        return [
            start,
            *press.gate.paragraphs(press.say("summary.title"), press.styles.title, Face.BOLD),
            Spacer(0, _GAP),
            *press.body(self._for_whom(identity.name)),
            *press.body(press.say("summary.met", day=day)),
            *self._draft(),
            Spacer(0, _GAP),
            *self._plan(),
            *self._who(),
            *self._call(),
            *self._questions(),
        ]

    @property
    def _on(self) -> date:
        return self.order.made_at.astimezone(self.press.wording.zone).date()

    def _for_whom(self, name: str) -> str:
        born = self.order.sheet.stored.case.patient.birth_date
        if born is UNKNOWN:
            return self.alarm.for_name.format(name=name)
        return self.alarm.for_patient.format(name=name, born=self.alarm.day(born))

    def _draft(self) -> list[Flowable]:
        if self.order.meeting.signed_at is not None:
            return []
        return [*self.press.body(self.press.say("summary.unsigned"), Face.BOLD)]

    def _plan(self) -> list[Flowable]:
        press = self.press
        lines: list[Cell] = [press.heading("summary.plan")]
        lines += [press.item(each) for each in plan_lines(press, self.decision)]
        lines.append(press.body(press.say("summary.not_final")))
        return [boxed(lines, TEXT_WIDTH, edge=INK, weight=1.2, padding=9), Spacer(0, _GAP)]

    def _who(self) -> list[Flowable]:
        press, informs = self.press, self.decision.informs_patient
        recorded = self.order.sheet.stored.case.referral.responsible_physician
        physician = self.decision.responsible_physician or (None if recorded is UNKNOWN else recorded)
        said = [
            press.say("summary.informs", name=informs) if informs else press.say("summary.informs_unknown"),
            *([press.say("summary.responsible", name=physician)] if physician else []),
        ]
        lines = [line for each in said for line in press.body(each)]
        return [press.heading("summary.who"), *lines, Spacer(0, _GAP)]

    def _call(self) -> list[Flowable]:
        press, alarm = self.press, self.alarm
        lines: list[Flowable] = [press.heading("summary.call")]
        for tier in (alarm.at_once, alarm.same_day):
            lines += press.body(f"{tier.heading}. {tier.when}", Face.BOLD)
            lines += press.body(tier.lead)
            lines += [*(press.item(sign) for sign in tier.signs), Spacer(0, _GAP / 2)]
        preferences = self.order.preferences
        named = (
            (alarm.contacts.day, preferences.contact_day),
            (alarm.contacts.night, preferences.contact_night),
        )
        for label, contact in named:
            lines += press.field(label, self._number(contact))
        return [KeepTogether([*lines, Spacer(0, _GAP)])]

    def _number(self, contact: Contact | None) -> str:
        if contact is None or not contact.usable(self._on):
            return self.press.say("letter.no_contact")
        return f"{contact.name}, {contact.telephone}"

    def _questions(self) -> list[Flowable]:
        press = self.press
        ruled = grid(
            [[Spacer(0, _LINE_HEIGHT)] for _ in range(_LINES)],
            [TEXT_WIDTH],
            [("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)],
        )
        lead = press.body(press.say("summary.questions_lead"))
        return [KeepTogether([press.heading("summary.questions"), *lead, ruled])]


def plan_lines(press: Press, decision: Decision) -> tuple[str, ...]:
    """Return what was decided, a sentence each and none twice, in the order of the team."""
    if decision.deferred_because is not None:
        return (press.say("summary.deferred"),)
    keys = dict.fromkeys(SPOKEN.get(option, "talk") for option in decision.options)
    said = once([press.say(f"summary.option.{key}") for key in keys])
    if decision.conditional_for_quorum:
        said.append(press.say("summary.conditional"))
    if decision.own_words or not said:
        said.append(press.say("summary.own_words"))
    return tuple(said)


def once(lines: Sequence[str]) -> list[str]:
    """Return lines of which none begins as an earlier one: what follows their first sentence is said there."""
    found: dict[str, list[str]] = {}
    for line in lines:
        first, stop, rest = line.partition(". ")
        found.setdefault(first + "." if stop else first, []).extend(filter(None, [rest]))
    return [" ".join((first, *dict.fromkeys(rest))) for first, rest in found.items()]
