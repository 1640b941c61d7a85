"""Who is on duty now, by the hours that a hospital typed."""

from datetime import UTC, datetime

import pytest

from mdt_desk.i18n import Texts
from mdt_desk.usecases.duty import on_duty

MONDAY, FRIDAY, SATURDAY = 16, 20, 21


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        ("dag en nacht", at(SATURDAY, 3), True),
        ("Day and night", at(SATURDAY, 3), True),
        ("werkdagen 8-17 uur", at(FRIDAY, 8), True),
        ("werkdagen 8-17 uur", at(FRIDAY, 7, 59), False),
        ("werkdagen 8-17 uur", at(FRIDAY, 17), False),
        ("weekdays 8-17 h", at(SATURDAY, 12), False),
        ("17:30–8:00", at(MONDAY, 17, 29), False),
        ("17:30–8:00", at(MONDAY, 17, 30), True),
        ("17:30–8:00", at(MONDAY, 7, 59), True),
        ("werkdagen 17-8, weekend", at(SATURDAY, 20), True),
        ("werkdagen 17-8", at(SATURDAY, 7), True),
        ("werkdagen 17-8", at(SATURDAY, 8), False),
        ("werkdagen 17-8", at(MONDAY, 7), False),
        ("dagelijks 0-24 uur", at(MONDAY, 23, 59), True),
    ],
)
def test_that_hours_say_who_is_on_duty(hours: str, moment: datetime, expected: bool, texts: Texts) -> None:
    assert on_duty(hours, moment, texts) is expected


@pytest.mark.parametrize(
    "hours", ["", "overleg met de zaal", "8-17, zie rooster", "8-8", "25-30", "8-26", "maandag 8-17"]
)
def test_that_hours_which_nobody_can_read_leave_it_open(hours: str, texts: Texts) -> None:
    assert on_duty(hours, at(MONDAY, 12), texts) is None
