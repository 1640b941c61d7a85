"""What is kept comes back equal, also after the file was closed."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt_desk.domain.meeting import CaseId, Decision, LeafletGiven, LeafletId, Meeting, MeetingId
from mdt_desk.domain.reading import read_case
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.ports import StoredCase
from tests.store.homes import Home
from tests.store.samples import AT, decisions, leaflets, meetings, stored

CASE = CaseId(UUID(int=1))
MEETING = MeetingId(UUID(int=2))
few = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@few
@given(st.lists(stored(), max_size=3, unique_by=lambda each: each.id))
def test_that_any_case_comes_back_as_it_was(home: Home, kept: list[StoredCase]) -> None:
    home.fresh()
    with home.open() as queue:
        for each in kept:
            queue.add(each)
    with home.open() as queue:
        assert queue.refused() == ()
        assert sorted(queue.rows(), key=lambda each: each.id) == sorted(kept, key=lambda each: each.id)
        assert [queue.get(each.id) for each in kept] == kept


@settings(few, max_examples=12)
@given(stored(st.just(CASE)), stored(st.just(CASE)))
def test_that_what_was_just_kept_is_what_the_gate_would_read(
    home: Home, before: StoredCase, after: StoredCase
) -> None:
    """A queue need not read through the gate what it has just had pass it: to the letter the same."""
    home.fresh()
    with home.open() as queue:
        queue.add(before)
        queue.replace(after, before.version)
        remembered = queue.get(CASE)
    with home.open() as queue:
        assert repr(queue.get(CASE)) == repr(remembered)


@few
@given(
    stored(st.just(CASE)), st.sampled_from([(), (CASE,)]).flatmap(lambda agenda: meetings(st.just(agenda)))
)
def test_that_any_meeting_comes_back_as_it_was(home: Home, case: StoredCase, meeting: Meeting) -> None:
    home.fresh()
    with home.open() as queue:
        queue.add(case)
        queue.keep_meeting(replace(meeting, agenda=(), attendees=meeting.attendees[1:]))
        queue.keep_meeting(meeting)
        queue.replace(replace(case, meeting=meeting.id), case.version)
    with home.open() as queue:
        assert queue.meetings() == (meeting,)
        assert queue.meeting(meeting.id) == meeting
        assert queue.get(CASE).meeting == meeting.id


@few
@given(
    stored(st.just(CASE)), decisions(CASE, MEETING), decisions(CASE, MEETING), leaflets(CASE), leaflets(None)
)
def test_that_the_last_decision_and_every_leaflet_come_back(
    home: Home,
    case: StoredCase,
    first: Decision,
    last: Decision,
    given_to: LeafletGiven,
    at_the_door: LeafletGiven,
) -> None:
    at_the_door = replace(at_the_door, id=LeafletId(UUID(int=given_to.id.int ^ 1)))
    home.fresh()
    with home.open() as queue:
        queue.add(case)
        queue.keep_meeting(Meeting(id=MEETING, starts_at=AT))
        queue.keep_decision(first)
        queue.keep_decision(last)
        queue.log_leaflet(given_to)
        queue.log_leaflet(at_the_door)
    with home.open() as queue:
        assert queue.decisions() == (last,)
        assert queue.decisions(case=CASE, meeting=MEETING) == (last,)
        assert queue.decisions(case=CaseId(UUID(int=3))) == ()
        assert queue.leaflets(CASE) == (given_to,)
        assert set(queue.leaflets()) == {given_to, at_the_door}


def test_that_a_diagnosis_of_today_is_kept_just_after_midnight(home: Home) -> None:
    just_after = datetime(2026, 11, 18, 0, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
    case = read_case({"schema": "mdt-desk/case/1", "tumour": {"diagnosed_on": "2026-11-18"}}, just_after)
    with home.open() as queue:
        stored = list_case(queue, uuid4, case, just_after.astimezone(UTC))
    with home.open() as queue:
        assert queue.get(stored.id).case == case
