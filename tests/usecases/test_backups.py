"""Which backups are kept: many of today, fewer of before, and never none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.usecases.backups import to_drop

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


def kept(made: list[datetime]) -> list[datetime]:
    return sorted(set(made) - to_drop(made, NOW, ZONE), reverse=True)


def test_that_of_a_day_one_backup_an_hour_is_kept() -> None:
    made = [NOW - timedelta(minutes=10 * each) for each in range(24 * 6)]
    assert len(kept(made)) == 24 + 2  # the newest three whatever the hour
    assert NOW in kept(made)


def test_that_a_year_of_half_hours_comes_to_a_handful() -> None:
    made = [NOW - timedelta(minutes=30 * each) for each in range(2 * 24 * 400)]
    found = kept(made)
    ages = [(NOW - each).days for each in found]
    assert sum(age < 1 for age in ages) in {25, 26}
    assert sum(1 <= age < 15 for age in ages) in {14, 15}
    assert sum(15 <= age < 92 for age in ages) in {11, 12}
    assert sum(age >= 92 for age in ages) in {9, 10}
    assert max(ages) <= 366


FIRST, LAST = datetime(2020, 1, 1), datetime(2026, 11, 20)  # noqa: DTZ001  # the bounds of a strategy are naive, its values aware


@given(st.lists(st.datetimes(FIRST, LAST, timezones=st.just(UTC)), unique=True))
def test_that_the_newest_three_are_always_kept_and_dropping_again_drops_nothing(made: list[datetime]) -> None:
    found = kept(made)
    assert found[:3] == sorted(made, reverse=True)[:3]
    assert to_drop(found, NOW, ZONE) == frozenset()
