"""A decision under a condition wakes when its fact arrives, once, and says why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.domain.meeting import CaseId, CaseState, Decision, MeetingId
from mdt_desk.domain.tumour import Primary
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact, list_case, set_aside
from mdt_desk.usecases.meetings import (
    close_meeting,
    decide,
    plan_meeting,
    put_on_agenda,
    take_off_agenda,
)
from mdt_desk.usecases.waking import wake_conditions, woken_cases, woken_now
from tests.queues import by_hand, open_queue
from tests.usecases.desk import LEADING, PREFERENCES, TUESDAY, WEDNESDAY, advising, patient

Ids = Callable[[], UUID]
LATER = WEDNESDAY + timedelta(days=1)


def decided_if_myeloma(queue: Queue, new_id: Ids) -> Decision:
    """A case decided on condition of its primary; the meeting goes on."""
    case_id = list_case(queue, new_id, patient("VB-1"), TUESDAY).id
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    put_on_agenda(queue, meeting.id, case_id, TUESDAY)
    decision = awaiting_primary(case_id, meeting.id)
    decide(queue, advising(), decision, leading=LEADING)
    return decision


def awaiting_primary(case_id: CaseId, meeting: MeetingId) -> Decision:
    return Decision(
        case_id=case_id,
        meeting_id=meeting,
        decided_at=WEDNESDAY,
        own_words="Irradiate.",
        condition="If it is myeloma, systemic first.",
        wakes_on=("tumour.primary",),
    )


@pytest.fixture
def waiting(queue: Queue, new_id: Ids) -> CaseId:
    """A case that was decided on condition of its primary, at a meeting that was closed."""
    decision = decided_if_myeloma(queue, new_id)
    close_meeting(queue, new_id, PREFERENCES, decision.meeting_id, "A. Voorbeeld", WEDNESDAY)
    return decision.case_id


def tell(queue: Queue, case_id: CaseId) -> None:
    version = queue.get(case_id).version
    change_fact(
        queue, case_id, "tumour.primary", Primary.MULTIPLE_MYELOMA, expected_version=version, at=LATER
    )


def wake(queue: Queue, new_id: Ids) -> list[CaseId]:
    return [each.decision.case_id for each in wake_conditions(queue, new_id, PREFERENCES, LATER)]


def test_that_nothing_wakes_before_the_fact_arrives(queue: Queue, new_id: Ids, waiting: CaseId) -> None:
    assert wake(queue, new_id) == []
    assert queue.get(waiting).meeting is None


def test_that_the_fact_lists_the_case_for_the_next_meeting_and_says_why(
    queue: Queue, new_id: Ids, waiting: CaseId
) -> None:
    tell(queue, waiting)
    (woken,) = wake_conditions(queue, new_id, PREFERENCES, LATER)
    assert [(each.fact, each.value) for each in woken.facts] == [("tumour.primary", Primary.MULTIPLE_MYELOMA)]
    stored = queue.get(waiting)
    assert stored.state is CaseState.OPEN
    assert stored.meeting is not None
    following = queue.meeting(stored.meeting)
    assert following.starts_at > WEDNESDAY
    assert following.agenda == (waiting,)
    assert woken_now(queue, [stored])[waiting].decision.condition == "If it is myeloma, systemic first."


def test_that_the_fact_during_the_meeting_lets_the_case_be_taken_up_again_there(
    queue: Queue, new_id: Ids
) -> None:
    decision = decided_if_myeloma(queue, new_id)
    assert queue.get(decision.case_id).state is CaseState.DECIDED
    tell(queue, decision.case_id)
    assert wake(queue, new_id) == [decision.case_id]
    stored = queue.get(decision.case_id)
    assert (stored.state, stored.meeting) == (CaseState.OPEN, decision.meeting_id)
    assert len(queue.meetings()) == 1


def test_that_a_case_that_is_on_an_agenda_again_stays_where_it_is(
    queue: Queue, new_id: Ids, waiting: CaseId
) -> None:
    following = plan_meeting(queue, new_id, PREFERENCES, LATER)
    put_on_agenda(queue, following.id, waiting, LATER)
    tell(queue, waiting)
    listed = queue.get(waiting)
    assert wake(queue, new_id) == [waiting]
    assert queue.get(waiting) == listed
    assert queue.meeting(following.id).agenda == (waiting,)


def test_that_a_case_wakes_only_once(queue: Queue, new_id: Ids, waiting: CaseId) -> None:
    tell(queue, waiting)
    assert wake(queue, new_id) == [waiting]
    take_off_agenda(queue, waiting, LATER)
    assert wake(queue, new_id) == []
    assert queue.get(waiting).meeting is None


def test_that_a_case_that_was_closed_is_left_in_peace(queue: Queue, new_id: Ids, waiting: CaseId) -> None:
    tell(queue, waiting)
    version = queue.get(waiting).version
    set_aside(queue, waiting, CaseState.CLOSED, expected_version=version, at=LATER)
    assert wake(queue, new_id) == []


def test_that_a_later_decision_ends_the_waiting(queue: Queue, new_id: Ids, waiting: CaseId) -> None:
    later = plan_meeting(queue, new_id, PREFERENCES, LATER)
    put_on_agenda(queue, later.id, waiting, LATER)
    decision = Decision(
        case_id=waiting, meeting_id=later.id, decided_at=LATER - timedelta(hours=1), own_words="Follow."
    )
    decide(queue, advising(), decision, leading=LEADING)
    tell(queue, waiting)
    assert wake(queue, new_id) == []
    assert woken_now(queue, [queue.get(waiting)]) == {}


def test_that_deciding_again_ends_the_wake(queue: Queue, new_id: Ids, waiting: CaseId) -> None:
    tell(queue, waiting)
    wake(queue, new_id)
    stored = queue.get(waiting)
    assert stored.meeting is not None
    anew = Decision(case_id=waiting, meeting_id=stored.meeting, decided_at=LATER, own_words="Systemic first.")
    decide(queue, advising(), replace(anew, decided_at=LATER + timedelta(hours=1)), leading=LEADING)
    assert woken_now(queue, [queue.get(waiting)]) == {}


def test_that_the_cases_that_are_back_say_why_until_they_are_put_away(
    queue: Queue, new_id: Ids, waiting: CaseId
) -> None:
    assert woken_cases(queue) == {}
    tell(queue, waiting)
    wake(queue, new_id)
    (woken,) = woken_cases(queue).values()
    assert (woken.decision.case_id, [each.fact for each in woken.facts]) == (waiting, ["tumour.primary"])
    version = queue.get(waiting).version
    set_aside(queue, waiting, CaseState.WITHDRAWN, expected_version=version, at=LATER)
    assert woken_cases(queue) == {}


def test_that_a_case_that_cannot_be_read_keeps_no_other_asleep(tmp_path: Path, new_id: Ids) -> None:
    file = tmp_path / "queue.db"
    with open_queue(file) as opened:
        one, other = (list_case(opened, new_id, patient(number), TUESDAY).id for number in ("VB-1", "VB-2"))
        meeting = plan_meeting(opened, new_id, PREFERENCES, TUESDAY)
        for case_id in (one, other):
            put_on_agenda(opened, meeting.id, case_id, TUESDAY)
            decide(opened, advising(), awaiting_primary(case_id, meeting.id), leading=LEADING)
            tell(opened, case_id)
    connection = by_hand(file)
    connection.execute("UPDATE case_file SET digest = ? WHERE id = ?", ("0" * 64, one.hex))
    connection.close()
    with open_queue(file) as opened:
        assert wake(opened, new_id) == [other]
        assert list(woken_cases(opened)) == [other]
