"""What waits is judged for the meeting it is on, and stands in the order of urgency."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseState, MeetingState
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.cases import list_case, set_aside
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda
from mdt_desk.usecases.view import Entry, all_judged, entry_for
from tests.usecases.desk import PREFERENCES, TUESDAY, WEDNESDAY, advising, patient

Ids = Callable[[], UUID]


def urgent_first(case: Case, at: datetime, meeting_at: datetime) -> Assessment:
    """Find the patient with the number VB-2 urgent."""
    found = advising("sbrt")(case, at, meeting_at)
    waits = case.patient.hospital_number != "VB-2"
    return replace(found, urgency=replace(found.urgency, wait_for_meeting=waits))


def test_that_who_cannot_wait_stands_first_and_who_was_put_away_nowhere(queue: Queue, new_id: Ids) -> None:
    first, urgent, gone = (list_case(queue, new_id, patient(f"VB-{each}"), TUESDAY) for each in (1, 2, 3))
    set_aside(queue, gone.id, CaseState.WITHDRAWN, expected_version=gone.version, at=TUESDAY)
    listed = all_judged(queue, urgent_first, PREFERENCES, TUESDAY)
    assert [each.stored.id for each in listed] == [urgent.id, first.id]


def test_that_a_case_is_judged_for_its_meeting_or_else_for_the_next(queue: Queue, new_id: Ids) -> None:
    for number in ("VB-1", "VB-2"):
        list_case(queue, new_id, patient(number), TUESDAY)
    soon = TUESDAY + timedelta(hours=3)
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY, starts_at=soon)
    put_on_agenda(queue, meeting.id, queue.rows()[1].id, TUESDAY)
    found = {each.place: each for each in all_judged(queue, advising(), PREFERENCES, TUESDAY)}
    assert found[1].assessment.meeting_at == found[1].meeting_at == soon
    assert found[None].assessment.meeting_at == next_meeting_at(PREFERENCES, TUESDAY)


def test_that_a_meeting_that_was_closed_is_nobodys_any_more(queue: Queue, new_id: Ids) -> None:
    case_id = list_case(queue, new_id, patient("VB-1"), TUESDAY).id
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    put_on_agenda(queue, meeting.id, case_id, TUESDAY)
    stored, listed = queue.get(case_id), queue.meeting(meeting.id)
    assert entry_for(queue, case_id) == Entry(stored=stored, meeting_at=WEDNESDAY, place=1)
    signed = replace(listed, state=MeetingState.CLOSED, signed_by="A. Voorbeeld", signed_at=WEDNESDAY)
    queue.keep_meeting(signed)
    assert entry_for(queue, case_id) == Entry(stored=stored)
