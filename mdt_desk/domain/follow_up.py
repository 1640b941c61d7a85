"""What became of a decision: carried out or not and why, and how the patient is after 3, 6 and 12 months."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, Decision, MeetingId

MONTHS: Final = (3, 6, 12)
"""After how many months somebody asks how the patient is: the published points, and one before them."""


class NotCarriedOut(StrEnum):
    """Why a decision was not carried out."""

    PATIENT_DECLINED = "patient_declined"
    CONDITION_WORSENED = "condition_worsened"
    DIED = "died"
    OTHER_TREATMENT = "other_treatment"
    NO_CAPACITY = "no_capacity"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """Whether the decision about a case at a meeting was carried out; a reason where it was not."""

    case_id: CaseId
    meeting_id: MeetingId
    carried_out: bool
    because: NotCarriedOut | None = None
    in_words: str | None = None
    recorded_on: date
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """How a patient was some months after the first decision; None: asked, and not known."""

    case_id: CaseId
    months: int
    asked_on: date
    asked_by: str
    alive: bool | None = None
    walking: bool | None = None
    treatment_done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """A patient to ask about: since ``due``, ``months`` after the first decision."""

    case_id: CaseId
    months: int
    due: date


def first_decisions(decisions: Iterable[Decision]) -> dict[CaseId, Decision]:
    """Return for each case the first decision that was no deferral: the moment from which months are counted."""
    found: dict[CaseId, Decision] = {}
    for each in sorted(decisions, key=lambda one: one.decided_at):
        if each.deferred_because is None:
            found.setdefault(each.case_id, each)
    return found


def to_ask(
    decisions: Iterable[Decision], cases: Mapping[CaseId, Case], told: Iterable[FollowUp], today: date
) -> tuple[ToAsk, ...]:
    """Return whom to ask about, longest due first.

    Nobody is asked about who died before the month came, nor twice about the same month.
    """
    answered = {(each.case_id, each.months) for each in told}
    found: list[ToAsk] = []
    for case_id, decision in first_decisions(decisions).items():
        case = cases.get(case_id)
        if case is None:
            continue
        died = case.patient.died_on
        for months in MONTHS:
            due = months_after(decision.decided_at.date(), months)
            if due <= today and (case_id, months) not in answered and (died is UNKNOWN or died > due):
                found.append(ToAsk(case_id=case_id, months=months, due=due))
    return tuple(sorted(found, key=lambda each: (each.due, each.months)))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_seen_alive(decision: Decision, told: Iterable[FollowUp], today: date) -> date:
    """Return the last day on which a patient is known to have been alive: of the decision, or of a follow-up."""
    days = [
        decision.decided_at.date(),
        *(each.asked_on for each in told if each.alive and each.asked_on <= today),
    ]
    return max(days)
