"""What follows from a decision: asked about when it is due, answered once, and kept with the case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import FollowUp, NotCarriedOut
from mdt_desk.domain.meeting import ActionId, ActionItem, CaseId, Decision, Meeting, MeetingId, MeetingState
from mdt_desk.domain.tumour import Primary
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.following import follow_through, tell_execution, tell_follow_up
from tests.usecases.desk import patient

Ids = Callable[[], UUID]
DECIDED = datetime(2026, 3, 4, 8, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


def decided(queue: Queue, new_id: Ids, number: str = "VB-1", **changes: object) -> Decision:
    case = list_case(queue, new_id, patient(number), DECIDED - timedelta(days=2))
    meeting = Meeting(id=MeetingId(new_id()), starts_at=DECIDED, agenda=(case.id,), state=MeetingState.HELD)
    decision = replace(
        Decision(case_id=case.id, meeting_id=meeting.id, decided_at=DECIDED, own_words="Irradiate."),
        **changes,  # type: ignore[arg-type]  # fields by name
    )
    queue.keep_meeting(meeting)
    queue.keep_decision(decision)
    return decision


def asked(queue: Queue) -> list[tuple[CaseId, int]]:
    return [(each.to_ask.case_id, each.to_ask.months) for each in follow_through(queue, TODAY).asked]


def told(decision: Decision, months: int, *, alive: bool | None = True) -> FollowUp:
    return FollowUp(
        case_id=decision.case_id, months=months, asked_on=TODAY, asked_by="A. Voorbeeld", alive=alive
    )


def test_that_the_months_that_came_are_asked_longest_due_first_and_not_again(
    queue: Queue, new_id: Ids
) -> None:
    one = decided(queue, new_id)
    assert asked(queue) == [(one.case_id, 3), (one.case_id, 6)]
    tell_follow_up(queue, told(one, 3), at=NOW)
    assert asked(queue) == [(one.case_id, 6)]


def test_that_a_death_is_kept_in_the_case_with_its_day_and_ends_the_asking(queue: Queue, new_id: Ids) -> None:
    one = decided(queue, new_id)
    tell_follow_up(queue, told(one, 3, alive=False), died_on=date(2026, 4, 1), at=NOW)
    case = queue.get(one.case_id).case
    assert case.patient.died_on == date(2026, 4, 1)
    assert [each.fact for each in case.recorded] == ["patient.died_on"]
    assert asked(queue) == []


@pytest.mark.parametrize(
    ("day", "why"),
    [(None, "day"), (TODAY + timedelta(days=1), "future"), (DECIDED.date() - timedelta(days=1), "before")],
)
def test_that_a_death_on_no_possible_day_is_refused_and_nothing_is_kept(
    queue: Queue, new_id: Ids, day: date | None, why: str
) -> None:
    one = decided(queue, new_id)
    with pytest.raises(UserError) as refused:
        tell_follow_up(queue, told(one, 3, alive=False), died_on=day, at=NOW)
    assert refused.value.key == f"follow.refused.{why}"
    assert queue.aftermath.follow_ups() == ()
    assert queue.get(one.case_id).case.patient.died_on is UNKNOWN


def test_that_a_decision_is_asked_about_until_somebody_told_whether_it_was_carried_out(
    queue: Queue, new_id: Ids
) -> None:
    one = decided(queue, new_id)
    assert [each.decision for each in follow_through(queue, TODAY).untold] == [one]
    tell_execution(queue, one, NotCarriedOut.DIED, carried_out=False, by="A. Voorbeeld", on=TODAY)
    assert follow_through(queue, TODAY).untold == ()
    assert [each.because for each in queue.aftermath.executions()] == [NotCarriedOut.DIED]


def test_that_nobody_is_asked_in_the_first_two_weeks_nor_about_a_deferral(queue: Queue, new_id: Ids) -> None:
    decided(queue, new_id)
    decided(queue, new_id, "VB-2", own_words=None, deferred_because="No MRI")
    assert follow_through(queue, DECIDED.date() + timedelta(days=13)).untold == ()
    assert len(follow_through(queue, DECIDED.date() + timedelta(days=14)).untold) == 1


def test_that_a_decision_that_was_not_carried_out_needs_a_reason(queue: Queue, new_id: Ids) -> None:
    one = decided(queue, new_id)
    with pytest.raises(UserError, match=r"follow\.refused\.why"):
        tell_execution(queue, one, None, carried_out=False, by="A. Voorbeeld", on=TODAY)


def test_that_late_actions_come_first_and_long_done_ones_are_gone(queue: Queue, new_id: Ids) -> None:
    def item(text: str, due: date | None, done_on: date | None = None) -> ActionItem:
        return ActionItem(id=ActionId(new_id()), text=text, owner="dr. B.", due=due, done_on=done_on)

    actions = (
        item("undated", None),
        item("to come", TODAY + timedelta(days=2)),
        item("late", TODAY - timedelta(days=1)),
        item("just done", TODAY, TODAY),
        item("long done", TODAY - timedelta(days=90), TODAY - timedelta(days=90)),
    )
    decided(queue, new_id, actions=actions)
    found = follow_through(queue, TODAY).actions
    assert [each.item.text for each in found] == ["late", "to come", "undated", "just done"]
    assert [each.late for each in found] == [True, False, False, False]


def test_that_a_condition_waits_and_what_arrived_stands_beside_it(queue: Queue, new_id: Ids) -> None:
    one = decided(queue, new_id, condition="If myeloma, systemic first.", wakes_on=("tumour.primary",))
    assert [each.arrived for each in follow_through(queue, TODAY).awaited] == [()]
    version = queue.get(one.case_id).version
    change_fact(queue, one.case_id, "tumour.primary", Primary.KIDNEY, expected_version=version, at=NOW)
    (awaited,) = follow_through(queue, TODAY).awaited
    assert [each.value for each in awaited.arrived] == [Primary.KIDNEY]


def test_that_a_case_without_a_decision_asks_for_nothing(queue: Queue, new_id: Ids) -> None:
    list_case(queue, new_id, patient("VB-9"), DECIDED)
    found = follow_through(queue, TODAY)
    assert (found.asked, found.untold, found.actions, found.awaited) == ((), (), (), ())
