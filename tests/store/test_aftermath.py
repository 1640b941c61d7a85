"""What became of decisions is kept as it was told, and replaced when it is told anew."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.follow_up import MONTHS, Execution, FollowUp, NotCarriedOut
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, Meeting, MeetingId
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import BugError
from mdt_desk.usecases.ports import StoredCase
from tests.store.samples import AT

ONE, MEETING = CaseId(UUID(int=1)), MeetingId(UUID(int=9))
DONE = Execution(
    case_id=ONE, meeting_id=MEETING, carried_out=True, recorded_on=AT.date(), recorded_by="A. Voorbeeld"
)

maybe = st.none() | st.booleans()
told = st.builds(
    FollowUp,
    case_id=st.just(ONE),
    months=st.sampled_from(MONTHS),
    asked_on=st.dates(date(2026, 1, 1), date(2029, 1, 1)),
    asked_by=st.just("A. Voorbeeld"),
    alive=maybe,
    walking=maybe,
    treatment_done=maybe,
)


@pytest.fixture
def decided(queue: Queue) -> Queue:
    queue.keep_meeting(Meeting(id=MEETING, starts_at=AT))
    queue.add(StoredCase(id=ONE, case=CaseOf(), version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT))
    queue.keep_decision(Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, options=("sbrt",)))
    return queue


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(told, max_size=5))
def test_that_the_last_answer_about_each_month_is_kept(decided: Queue, answers: list[FollowUp]) -> None:
    for each in answers:
        decided.aftermath.keep_follow_up(each)
    last = {each.months: each for each in answers}
    kept = {each.months: each for each in decided.aftermath.follow_ups(ONE)}
    assert {months: kept[months] for months in last} == last


def test_that_a_decision_not_carried_out_keeps_its_reason(decided: Queue) -> None:
    decided.aftermath.keep_execution(DONE)
    refused = replace(
        DONE, carried_out=False, because=NotCarriedOut.PATIENT_DECLINED, in_words="wil naar huis"
    )
    decided.aftermath.keep_execution(refused)
    assert decided.aftermath.executions() == (refused,)


@pytest.mark.parametrize("because", [None, NotCarriedOut.DIED])
def test_that_a_reason_stands_where_and_only_where_something_was_not_carried_out(
    decided: Queue, because: NotCarriedOut | None
) -> None:
    with pytest.raises(BugError):
        decided.aftermath.keep_execution(replace(DONE, carried_out=because is not None, because=because))
    assert decided.aftermath.executions() == ()


def test_that_nothing_is_kept_about_a_case_that_is_not_there(queue: Queue) -> None:
    with pytest.raises(BugError):
        queue.aftermath.keep_follow_up(
            FollowUp(case_id=ONE, months=6, asked_on=AT.date(), asked_by="A. Voorbeeld", alive=True)
        )
