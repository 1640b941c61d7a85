"""When the meeting next is: by the usual day, around holidays and moved meetings, by the wall clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.preferences import MeetingChange, Preferences, Weekday

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
USUAL = date(2026, 11, 25)


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def planned(*changes: MeetingChange) -> datetime:
    return next_meeting_at(Preferences(meeting_changes=changes), MONDAY)


def test_that_a_meeting_that_is_called_off_is_passed_over() -> None:
    assert planned() == at(USUAL)
    assert planned(MeetingChange(day=USUAL)) == at(date(2026, 12, 2))


def test_that_a_moved_meeting_is_on_its_new_day_at_its_own_time() -> None:
    change = MeetingChange(day=USUAL, moved_to=date(2026, 11, 26), at=time(13, 30))
    assert planned(change) == at(date(2026, 11, 26), 13, 30)


def test_that_a_meeting_moved_forward_comes_before_the_usual_one() -> None:
    change = MeetingChange(day=date(2026, 12, 2), moved_to=date(2026, 11, 24))
    assert planned(change) == at(date(2026, 11, 24))


def test_that_a_moved_meeting_that_has_been_no_longer_counts() -> None:
    assert planned(MeetingChange(day=USUAL, moved_to=date(2026, 11, 20))) == at(date(2026, 12, 2))


def test_that_who_calls_off_everything_still_sees_the_usual_day() -> None:
    off = tuple(MeetingChange(day=USUAL + timedelta(days=7 * week)) for week in range(100))
    assert planned(*off) == at(USUAL)


@given(
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.times(),
    st.sampled_from(Weekday),
    st.lists(st.builds(MeetingChange, day=st.dates(date(2026, 1, 1), date(2028, 1, 1))), max_size=8),
)
def test_that_the_next_meeting_is_ahead_and_never_on_a_day_that_was_called_off(
    day: date, hour: time, weekday: Weekday, changes: list[MeetingChange]
) -> None:
    preferences = Preferences(meeting_weekday=weekday, meeting_changes=tuple(changes))
    after = datetime.combine(day, hour, ZONE)
    found = next_meeting_at(preferences, after)
    assert found > after
    assert found.date() not in {each.day for each in changes}
