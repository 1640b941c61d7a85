"""Whom to ask about, and since when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.follow_up import FollowUp, last_seen_alive, months_after, to_ask
from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.domain.reading import with_fact

ONE = CaseId(UUID(int=1))
DECIDED = Decision(
    case_id=ONE,
    meeting_id=MeetingId(UUID(int=2)),
    decided_at=datetime(2026, 1, 14, 8, 0, tzinfo=UTC),
    options=("sbrt",),
)
NOBODY: dict[CaseId, Case] = {ONE: CaseOf()}
ALIVE = FollowUp(case_id=ONE, months=3, asked_on=date(2026, 4, 20), asked_by="A. Voorbeeld", alive=True)


def months(today: date, *told: FollowUp, case: Case | None = None, decided: Decision = DECIDED) -> list[int]:
    cases = NOBODY if case is None else {ONE: case}
    return [each.months for each in to_ask([decided], cases, told, today)]


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        (date(2026, 4, 13), []),
        (date(2026, 4, 14), [3]),
        (date(2026, 7, 14), [3, 6]),
        (date(2027, 1, 13), [3, 6]),
        (date(2027, 1, 14), [3, 6, 12]),
    ],
)
def test_that_somebody_asks_after_3_6_and_12_months(today: date, asked: list[int]) -> None:
    assert months(today) == asked


def test_that_an_answer_ends_its_question_and_no_other() -> None:
    assert months(date(2026, 8, 1), ALIVE) == [6]


def test_that_nobody_asks_about_a_month_that_a_patient_did_not_live_to_see() -> None:
    died = with_fact(CaseOf(), "patient.died_on", date(2026, 5, 1))
    assert months(date(2027, 2, 1), case=died) == [3]


def test_that_months_count_from_the_first_decision_that_was_no_deferral() -> None:
    put_off = replace(
        DECIDED, options=(), deferred_because="MRI", decided_at=DECIDED.decided_at - timedelta(days=30)
    )
    found = to_ask([DECIDED, put_off], NOBODY, (), date(2026, 4, 14))
    assert [each.due for each in found] == [date(2026, 4, 14)]
    assert months(date(2028, 1, 1), decided=put_off) == []


@pytest.mark.parametrize(
    ("day", "later"), [(date(2026, 1, 31), date(2026, 4, 30)), (date(2027, 11, 30), date(2028, 2, 29))]
)
def test_that_a_day_that_a_month_does_not_have_is_its_last(day: date, later: date) -> None:
    assert months_after(day, 3) == later


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), some=st.sampled_from([3, 6, 12]))
def test_that_months_later_is_never_earlier_nor_a_month_off(day: date, some: int) -> None:
    later = months_after(day, some)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == some
    assert later.day <= day.day


def test_that_a_patient_was_last_seen_alive_at_the_latest_answer_that_said_so() -> None:
    unknown = replace(ALIVE, months=6, asked_on=date(2026, 7, 20), alive=None)
    assert last_seen_alive(DECIDED, [ALIVE, unknown], date(2026, 8, 1)) == date(2026, 4, 20)
    assert last_seen_alive(DECIDED, [], date(2026, 8, 1)) == date(2026, 1, 14)


def test_that_nobody_is_asked_about_a_case_that_cannot_be_read() -> None:
    assert to_ask([DECIDED], {}, (), date(2027, 1, 14)) == ()
