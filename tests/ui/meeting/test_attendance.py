"""Who is at the table: when somebody comes or leaves during the meeting is noted, before it is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from mdt_desk.domain.meeting import Attendee, Discipline, Meeting, MeetingId, MeetingState, present
from mdt_desk.ui.screens.meeting.attendance import left, seated, unseated, usual

EIGHT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
LATER = EIGHT + timedelta(minutes=20)
PLANNED = Meeting(id=MeetingId(UUID(int=1)), starts_at=EIGHT)
HELD = replace(PLANNED, state=MeetingState.HELD)
A = Attendee(name="A. Voorbeeld", discipline=Discipline.NEUROSURGERY)
B = Attendee(name="B. Proef", discipline=Discipline.RADIOLOGY)


def test_that_who_is_seated_before_the_meeting_is_there_from_the_beginning() -> None:
    (found,) = seated(PLANNED, A.name, A.discipline, LATER)
    assert found == A


def test_that_who_comes_later_was_not_there_before() -> None:
    meeting = replace(HELD, attendees=seated(HELD, A.name, A.discipline, LATER))
    assert present(meeting, EIGHT) == ()
    assert [each.name for each in present(meeting, LATER)] == [A.name]


def test_that_who_leaves_was_there_until_then() -> None:
    meeting = replace(HELD, attendees=(A, B))
    meeting = replace(meeting, attendees=left(meeting, A.name, LATER))
    assert [each.name for each in present(meeting, EIGHT)] == [A.name, B.name]
    assert [each.name for each in present(meeting, LATER)] == [B.name]


def test_that_who_is_back_is_there_again() -> None:
    meeting = replace(HELD, attendees=(A,))
    meeting = replace(meeting, attendees=left(meeting, A.name, EIGHT))
    assert seated(meeting, A.name, A.discipline, LATER) == (A,)


def test_that_a_seat_is_free_again_when_somebody_leaves_before_the_meeting() -> None:
    assert left(replace(PLANNED, attendees=(A, B)), A.name, EIGHT) == (B,)


def test_that_who_was_never_there_is_not_mentioned() -> None:
    assert unseated(replace(HELD, attendees=(A, B)), B.name) == (A,)


def test_that_the_same_name_again_changes_the_discipline() -> None:
    meeting = replace(HELD, attendees=(A,))
    (found,) = seated(meeting, A.name, Discipline.ORTHOPAEDIC_SPINE_SURGERY, LATER)
    assert found.discipline is Discipline.ORTHOPAEDIC_SPINE_SURGERY
    assert found.arrived_at is None


@pytest.mark.parametrize("there", [(), (A,), (A, B)])
def test_that_who_usually_comes_is_offered_until_he_or_she_is_there(there: tuple[Attendee, ...]) -> None:
    earlier = [
        replace(PLANNED, id=MeetingId(UUID(int=10)), attendees=(A, B)),
        replace(PLANNED, id=MeetingId(UUID(int=11)), attendees=(A,)),
    ]
    found = usual(earlier, replace(HELD, attendees=there))
    assert [each.name for each in found] == [each.name for each in (A, B) if each not in there]


def test_that_who_stays_away_for_long_is_no_longer_offered() -> None:
    old = replace(PLANNED, id=MeetingId(UUID(int=9)), attendees=(B,))
    recent = [replace(PLANNED, id=MeetingId(UUID(int=20 + each)), attendees=(A,)) for each in range(8)]
    assert [each.name for each in usual([old, *recent], HELD)] == [A.name]
