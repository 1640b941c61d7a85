"""The hospital's calendar: which day a moment falls on, and when the meeting next is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.usecases.preferences import Preferences, Weekday

_WEEKS: Final = 60
"""Who calls off every meeting for over a year has none to plan: the usual day then counts again."""


def local_day(preferences: Preferences, at: datetime) -> date:
    """Return the day of a moment on the hospital's wall calendar."""
    return at.astimezone(ZoneInfo(preferences.time_zone)).date()


def next_meeting_at(preferences: Preferences, after: datetime) -> datetime:
    """Return the first moment of a meeting strictly after this one, by the hospital's wall clock.

    Meetings that were called off are passed over, and those that were moved are on their new day.
    """
    ahead = [start for start in (*_moved(preferences), *_usual(preferences, after)) if start > after]
    return min(ahead)


def _usual(preferences: Preferences, after: datetime) -> Iterator[datetime]:
    """Return the next two meetings that are on their usual day: the first may be earlier today."""
    changed = {each.day for each in preferences.meeting_changes}
    days = tuple(_days(preferences, after))
    kept = [day for day in days if day not in changed]
    for day in (kept if len(kept) > 1 else days)[:2]:
        yield datetime.combine(day, preferences.meeting_time, ZoneInfo(preferences.time_zone))


def _days(preferences: Preferences, after: datetime) -> Iterator[date]:
    today = local_day(preferences, after)
    ahead = (list(Weekday).index(preferences.meeting_weekday) - today.weekday()) % 7
    for week in range(_WEEKS):
        yield today + timedelta(days=ahead + 7 * week)


def _moved(preferences: Preferences) -> Iterator[datetime]:
    zone = ZoneInfo(preferences.time_zone)
    for each in preferences.meeting_changes:
        if each.moved_to is not None:
            yield datetime.combine(each.moved_to, each.at or preferences.meeting_time, zone)
