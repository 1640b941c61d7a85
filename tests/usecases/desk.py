"""A desk for the verbs: a fixed clock, countable identities, an assessment that says what a test wants."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from uuid import UUID

from mdt_desk.domain.advice import Advice, AdviceStatus, Urgency
from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.vocabulary import ACTIONS, strength_of
from mdt_desk.usecases.ports import Assess
from mdt_desk.usecases.preferences import Contact, Preferences

TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
"""08:00 in Amsterdam."""

LEADING = "erasmus-2022"

TELEPHONE = Contact(
    name="Polikliniek Voorbeeld",
    telephone="+44 20 7946 0101",
    verified_on=date(2026, 10, 1),
    verified_by="A. Voorbeeld",
)

PREFERENCES = replace(
    Preferences(), hospital="Ziekenhuis Voorbeeld", contact_day=TELEPHONE, contact_night=TELEPHONE
)


def counting() -> Callable[[], UUID]:
    """Return a maker of identities 1, 2, 3 and so on."""
    made = iter(range(1, 10_000))
    return lambda: UUID(int=next(made))


def advice(action: str) -> Advice:
    return Advice(
        guideline=LEADING,
        action=action,
        topic=ACTIONS[action].topic,
        strength=strength_of(action, consider=False),
        status=AdviceStatus.APPLIES,
        within_hours=None,
        possible_hours=(None,),
        urgent=False,
        due=None,
        variant=None,
        notes=(),
        because=(),
        missing=(),
        reference="",
    )


def advising(*actions: str) -> Assess:
    """Return an assessment under which the leading guideline certainly advises these actions."""

    def assess(_case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        return Assessment(
            assessed_at=at,
            meeting_at=meeting_at,
            rules=RuleSet(version="test", hash="0"),
            scores=MappingProxyType({}),
            guidelines=MappingProxyType({LEADING: tuple(advice(each) for each in actions)}),
            not_covered=MappingProxyType({}),
            disagreements=(),
            clocks=(),
            urgency=Urgency(
                wait_for_meeting=True, most_urgent_due=None, because=(), missing=(), emergency_possible=False
            ),
        )

    return assess


def patient(number: str, name: str = "Testpatiënt", **facts: object) -> Case:
    case: Case = CaseOf()
    for path, value in {"hospital_number": number, "family_name": name, **facts}.items():
        case = with_fact(case, f"patient.{path}", value)
    return case
