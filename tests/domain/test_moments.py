"""Hours are counted in UTC, days by the calendar of Amsterdam; and where clocks start, stop and start anew."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import FACTS
from mdt_desk.domain.facts import Kind
from mdt_desk.domain.moments import (
    Within,
    came_before,
    counts,
    due,
    happened_at,
    imaging_clock,
    is_done,
    moments_of,
    on_its_latest_day,
    treatment_clock,
    worsened_at,
)
from tests.strategies import AMSTERDAM, AT, case_with

AUTUMN: Final = date(2026, 10, 25)
"""The night in which 02:00 to 03:00 comes twice."""
SPRING: Final = date(2027, 3, 28)
"""The night in which 02:00 to 03:00 does not come."""


def local(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM, fold=fold)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-18T10:00", 12, "2026-11-18T22:00+01:00"),
        ("2026-10-24T20:00", 12, "2026-10-25T07:00+01:00"),
        ("2026-10-24T20:00", 24, "2026-10-25T19:00+01:00"),
        ("2026-10-24T14:30", 72, "2026-10-27T13:30+01:00"),
        ("2027-03-27T20:00", 12, "2027-03-28T09:00+02:00"),
        ("2027-03-27T20:00", 24, "2027-03-28T21:00+02:00"),
        ("2027-03-28T01:30", 1, "2027-03-28T03:30+02:00"),
        ("2026-11-18T10:00", 0, "2026-11-18T10:00+01:00"),
    ],
)
def test_that_hours_are_real_hours_across_both_nights(start: str, hours: int, end: str) -> None:
    assert due(local(start), Within(hours=hours), AMSTERDAM).isoformat(timespec="minutes") == end


@pytest.mark.parametrize(("fold", "end"), [(0, "2026-10-25T13:30+01:00"), (1, "2026-10-25T14:30+01:00")])
def test_that_an_hour_that_comes_twice_is_told_apart(fold: int, end: str) -> None:
    start = local("2026-10-25T02:30", fold=fold)
    assert due(start, Within(hours=12), AMSTERDAM).isoformat(timespec="minutes") == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-18T10:00", 7, "2026-11-25T10:00+01:00"),
        ("2026-10-24T10:00", 1, "2026-10-25T10:00+01:00"),
        ("2026-10-20T10:00", 14, "2026-11-03T10:00+01:00"),
        ("2027-03-27T10:00", 1, "2027-03-28T10:00+02:00"),
        ("2027-03-21T23:59", 7, "2027-03-28T23:59+02:00"),
        ("2027-03-21T02:30", 7, "2027-03-28T03:30+02:00"),
        ("2026-10-18T02:30", 7, "2026-10-25T02:30+02:00"),
        ("2026-12-31T12:00", 14, "2027-01-14T12:00+01:00"),
    ],
)
def test_that_days_keep_the_time_on_the_clock_across_both_nights(start: str, days: int, end: str) -> None:
    within = Within(hours=24 * days, days=days)
    assert due(local(start), within, AMSTERDAM).isoformat(timespec="minutes") == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-18T10:00+00:00", "2026-11-25T10:00+00:00"),
        ("2026-10-24T10:00+00:00", "2026-10-31T11:00+00:00"),
        ("2027-03-26T10:00+00:00", "2027-04-02T10:00+01:00"),
    ],
)
def test_that_a_zone_without_an_offset_in_winter_is_a_zone(start: str, end: str) -> None:
    within = Within(hours=168, days=7)
    found = due(datetime.fromisoformat(start), within, ZoneInfo("Europe/London"))
    assert found.isoformat(timespec="minutes") == end


@pytest.mark.parametrize(("hour", "offset"), [(0, 2), (1, 1)])
def test_that_the_hour_that_comes_twice_is_told_apart_by_its_offset_alone(hour: int, offset: int) -> None:
    found = due(utc(f"2026-10-25T0{hour}:30"), Within(hours=0), AMSTERDAM)
    assert found == utc(f"2026-10-25T0{hour}:30")
    assert found.hour == 2
    assert (found.utcoffset(), found.fold) == (timedelta(hours=offset), 0)


instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the strategy adds the zone
around_a_night = st.builds(
    lambda night, minutes: (
        datetime(night.year, night.month, night.day, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from([AUTUMN, SPRING]),
    st.integers(-3000, 3000),
)
starts = instants | around_a_night


@given(start=starts, hours=st.integers(0, 400))
def test_that_an_hour_deadline_is_so_many_hours_away(start: datetime, hours: int) -> None:
    end = due(start, Within(hours=hours), AMSTERDAM)
    assert end - start == timedelta(hours=hours)
    assert end.utcoffset() == end.astimezone(AMSTERDAM).utcoffset()


@given(start=starts, days=st.integers(0, 30))
def test_that_a_day_deadline_is_so_many_days_of_the_calendar_away(start: datetime, days: int) -> None:
    begun, end = start.astimezone(AMSTERDAM), due(start, Within(hours=24 * days, days=days), AMSTERDAM)
    assert end.date() - begun.date() == timedelta(days=days)
    skipped = end.date() == SPRING and begun.hour == 2
    moved = timedelta(hours=1) if skipped else timedelta(0)
    assert end.replace(tzinfo=None) - begun.replace(tzinfo=None) == timedelta(days=days) + moved
    assert days or end == start
    assert end.utcoffset() == end.astimezone(AMSTERDAM).utcoffset()


@given(start=around_a_night, now=around_a_night, hours=st.integers(0, 72))
def test_that_a_deadline_is_compared_by_the_moment_and_not_by_the_clock_on_the_wall(
    start: datetime, now: datetime, hours: int
) -> None:
    end, here = due(start, Within(hours=hours), AMSTERDAM), now.astimezone(AMSTERDAM)
    left = start + timedelta(hours=hours) - now
    assert (end < here) == (left < timedelta(0))
    assert end - here == left


@given(start=starts, hours=st.integers(0, 400), offset=st.integers(-11, 13))
def test_that_the_offset_in_which_a_start_is_written_does_not_matter(
    start: datetime, hours: int, offset: int
) -> None:
    elsewhere = start.astimezone(timezone(timedelta(hours=offset)))
    for within in (Within(hours=hours), Within(hours=24 * 7, days=7)):
        assert due(elsewhere, within, AMSTERDAM) == due(start, within, AMSTERDAM)


@pytest.mark.parametrize(
    ("event", "done"),
    [
        (AT, True),
        (AT + timedelta(seconds=1), False),
        (AT - timedelta(days=400), True),
        (utc("2026-11-18T09:00"), True),
        (utc("2026-11-18T09:01"), False),
        (date(2026, 11, 18), True),
        (date(2026, 11, 19), False),
        (None, False),
        ("J. Voorbeeld", False),
    ],
)
def test_that_a_moment_after_the_assessment_is_planned_and_today_is_done(event: object, done: bool) -> None:
    assert is_done(event, AT, AMSTERDAM) == done


def test_that_today_is_the_day_in_amsterdam_whatever_the_offset_of_the_assessment() -> None:
    late = utc("2026-11-17T23:30")
    assert is_done(date(2026, 11, 18), late, AMSTERDAM)
    assert not is_done(date(2026, 11, 18), utc("2026-11-17T22:30"), AMSTERDAM)


def test_that_a_day_without_a_time_counts_to_its_end() -> None:
    assert happened_at(date(2026, 11, 18), AMSTERDAM) == local("2026-11-18T23:59:59")
    assert happened_at(AT, AMSTERDAM) == AT
    assert happened_at(None, AMSTERDAM) is None


@pytest.mark.parametrize(
    ("event", "worsened", "stale"),
    [
        (AT - timedelta(hours=3), AT - timedelta(hours=2), True),
        (AT - timedelta(hours=2), AT - timedelta(hours=2), False),
        (AT - timedelta(hours=1), AT - timedelta(hours=2), False),
        (AT - timedelta(hours=3), AT, True),
        (AT - timedelta(hours=3), AT + timedelta(seconds=1), False),
        (AT - timedelta(hours=3), AT + timedelta(hours=1), False),
        (AT - timedelta(hours=3), None, False),
        (date(2026, 11, 16), AT - timedelta(hours=2), True),
        (date(2026, 11, 18), AT - timedelta(hours=2), False),
        (None, AT - timedelta(hours=2), False),
    ],
)
def test_that_what_came_before_a_worsening_is_stale(event: object, worsened: object, stale: bool) -> None:
    assert came_before(event, worsened, AT, AMSTERDAM) == stale


EVENTS: Final = [spec.path for spec in FACTS.values() if spec.event and spec.kind is Kind.DATETIME]


@pytest.mark.parametrize("path", EVENTS)
def test_that_an_event_counts_when_it_is_done_and_nothing_worsened_since(path: str) -> None:
    name = path.replace(".", "__")
    made, worsened = AT - timedelta(hours=5), AT - timedelta(hours=2)
    assert counts(case_with(**{name: made}), path, AT, AMSTERDAM) == made
    assert counts(case_with(**{name: AT + timedelta(hours=1)}), path, AT, AMSTERDAM) is None
    assert counts(case_with(**{name: made, "symptoms__worsened_at": worsened}), path, AT, AMSTERDAM) is None
    again: dict[str, Any] = {name: AT - timedelta(hours=1), "symptoms__worsened_at": worsened}
    assert counts(case_with(**again), path, AT, AMSTERDAM) == again[name]
    assert counts(case_with(), path, AT, AMSTERDAM) is None


def test_that_an_event_known_by_its_day_counts_from_the_beginning_of_that_day_where_the_desk_stands() -> None:
    case = case_with(treatment__surgery_done_on=date(2026, 11, 18))
    ended = local("2026-11-18T23:59:59")
    assert counts(case, "treatment.surgery_done_on", utc("2026-11-17T23:30"), AMSTERDAM) == ended
    assert counts(case, "treatment.surgery_done_on", utc("2026-11-17T22:30"), AMSTERDAM) is None


WORSENED: Final = AT - timedelta(hours=20)
RECEIVED: Final = AT - timedelta(hours=6)
MADE: Final = AT - timedelta(hours=3)


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ({}, AT),
        ({"referral__received_at": RECEIVED}, RECEIVED),
        ({"symptoms__worsened_at": WORSENED}, WORSENED),
        ({"symptoms__worsened_at": WORSENED, "referral__received_at": RECEIVED}, WORSENED),
        ({"symptoms__worsened_at": AT + timedelta(hours=1), "referral__received_at": RECEIVED}, RECEIVED),
        ({"referral__received_at": AT + timedelta(hours=1)}, AT),
        ({"imaging__mri_whole_spine_at": MADE}, AT),
    ],
)
def test_that_the_clock_of_imaging_starts_with_the_symptoms(facts: dict[str, Any], start: datetime) -> None:
    assert imaging_clock(case_with(**facts), AT) == start


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ({}, AT),
        ({"symptoms__worsened_at": WORSENED}, WORSENED),
        ({"symptoms__worsened_at": WORSENED, "imaging__mri_whole_spine_at": MADE}, MADE),
        (
            {"symptoms__worsened_at": WORSENED, "imaging__mri_whole_spine_at": WORSENED - timedelta(days=2)},
            WORSENED,
        ),
        (
            {"referral__received_at": RECEIVED, "imaging__mri_whole_spine_at": AT + timedelta(hours=2)},
            RECEIVED,
        ),
        ({"imaging__ct_spine_at": MADE, "referral__received_at": RECEIVED}, RECEIVED),
    ],
)
def test_that_all_other_clocks_start_with_the_mri(facts: dict[str, Any], start: datetime) -> None:
    assert treatment_clock(case_with(**facts), AT, AMSTERDAM) == start


def test_that_a_worsening_yet_to_come_is_none() -> None:
    assert worsened_at(case_with(symptoms__worsened_at=AT + timedelta(seconds=1)), AT) is None
    assert worsened_at(case_with(symptoms__worsened_at=AT), AT) == AT


def test_that_all_moments_are_given_in_local_time() -> None:
    at = utc("2026-10-24T23:30")
    case = case_with(
        symptoms__worsened_at=utc("2026-10-24T22:30"), imaging__mri_whole_spine_at=utc("2026-10-24T23:00")
    )
    found = moments_of(case, at, AMSTERDAM)
    assert found.at.isoformat() == "2026-10-25T01:30:00+02:00"
    assert found.treatment_clock.isoformat() == "2026-10-25T01:00:00+02:00"
    assert found.recurrence.isoformat() == "2026-10-25T00:30:00+02:00"


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-11-18T09:59", date(2026, 11, 18)), ("2026-11-18T10:00", date(2026, 11, 19))],
)
def test_that_a_day_that_has_begun_anywhere_has_begun(moment: str, day: date) -> None:
    found = on_its_latest_day(utc(moment))
    assert found == utc(moment)
    assert found.date() == day


def test_that_without_a_worsening_symptoms_came_back_at_the_assessment() -> None:
    assert moments_of(case_with(referral__received_at=RECEIVED), AT, AMSTERDAM).recurrence == AT
