"""Dates, times and what is left of them, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mdt_desk.i18n import load_texts
from mdt_desk.ui.moments import countdown, day, long_moment, short_day, short_moment, span

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
DUTCH, ENGLISH = load_texts("nl"), load_texts("en")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h 00 min"),
        (timedelta(hours=3, minutes=10), "3 h 10 min"),
        (timedelta(hours=71, minutes=59), "71 h 59 min"),
        (timedelta(hours=72), "3 days"),
        (timedelta(days=-5), "5 days"),
    ],
)
def test_that_a_length_of_time_is_said_in_the_units_that_matter(length: timedelta, said: str) -> None:
    assert span(length, ENGLISH) == said


def test_that_a_deadline_ahead_and_one_passed_are_told_apart() -> None:
    assert countdown(AT + timedelta(hours=3, minutes=10), AT, ENGLISH) == "due in 3 h 10 min"
    assert countdown(AT - timedelta(minutes=40), AT, ENGLISH) == "overdue 40 min"
    assert countdown(AT - timedelta(minutes=40), AT, DUTCH) == "40 min te laat"


def test_that_moments_are_said_in_the_language() -> None:
    assert long_moment(AT, ENGLISH) == "Wednesday 25 November 2026, 08:00"
    assert long_moment(AT, DUTCH) == "woensdag 25 november 2026, 08:00"
    assert short_moment(AT, DUTCH) == "wo 25 nov 08:00"
    assert short_day(AT.date(), ENGLISH) == "Wed 25 Nov"
    assert day(date(2026, 3, 2), DUTCH) == "2 mrt 2026"
