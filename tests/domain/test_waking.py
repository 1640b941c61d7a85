"""A condition wakes when its fact arrives, and not before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from mdt_desk.domain.case import Case, CaseOf, Recorded
from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.domain.waking import arrived

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
DECISION = Decision(
    case_id=CaseId(UUID(int=1)),
    meeting_id=MeetingId(UUID(int=2)),
    decided_at=AT,
    wakes_on=("tumour.primary",),
)


def entry(fact: str, minutes: int) -> Recorded:
    return Recorded(fact=fact, value="breast", at=AT + timedelta(minutes=minutes))


def facts(*entries: Recorded) -> list[datetime]:
    return [each.at for each in arrived(DECISION, CaseOf(recorded=entries))]


def test_that_an_awaited_fact_recorded_later_has_arrived() -> None:
    assert facts(entry("tumour.primary", 5)) == [AT + timedelta(minutes=5)]


def test_that_what_was_known_already_wakes_nothing() -> None:
    assert facts(entry("tumour.primary", -5), entry("tumour.primary", 0)) == []


def test_that_another_fact_wakes_nothing() -> None:
    assert facts(entry("labs.albumin_g_per_l", 5)) == []
    later: Case = CaseOf(recorded=(entry("tumour.primary", 5),))
    assert arrived(replace(DECISION, wakes_on=()), later) == ()


def test_that_only_the_newest_entry_of_a_fact_counts() -> None:
    assert facts(entry("tumour.primary", 5), entry("tumour.primary", 9)) == [AT + timedelta(minutes=9)]
