"""The pace of a meeting of an hour: three to nine minutes a case, ahead or behind its plan."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.ui.screens.meeting.pace import pace, planned, slot

EIGHT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(("cases", "minutes"), [(0, 9), (1, 9), (6, 9), (10, 6), (12, 5), (20, 3), (60, 3)])
def test_that_a_case_has_three_to_nine_minutes(cases: int, minutes: int) -> None:
    assert slot(cases) == timedelta(minutes=minutes)


def test_that_every_case_has_its_time() -> None:
    assert [f"{each:%H:%M}" for each in planned(EIGHT, 12)][:3] == ["07:00", "07:05", "07:10"]


@pytest.mark.parametrize(
    ("place", "moved", "now", "behind"),
    [
        (0, 0, 2, 0),  # within the first slot
        (0, 0, 8, 3),  # three minutes over
        (2, 6, 7, -4),  # began four minutes early
        (2, 6, 20, 5),  # began early, lasts too long
        (2, 12, 13, 0),  # began late, still within its slot
    ],
)
def test_that_a_meeting_is_ahead_or_behind_by_its_present_case(
    place: int, moved: int, now: int, behind: int
) -> None:
    at = [EIGHT + timedelta(minutes=each) for each in (moved, now)]
    assert pace(EIGHT, 12, place, at[0], at[1]).behind == timedelta(minutes=behind)


def test_that_a_meeting_held_at_another_time_is_neither_ahead_nor_behind() -> None:
    tomorrow = EIGHT + timedelta(days=1)
    assert pace(EIGHT, 12, 0, tomorrow, tomorrow).behind is None


@given(seconds=st.integers(0, 3600))
def test_that_the_time_on_a_case_only_grows(seconds: int) -> None:
    now = EIGHT + timedelta(seconds=seconds)
    assert pace(EIGHT, 12, 0, EIGHT, now).on_case == timedelta(seconds=seconds)
