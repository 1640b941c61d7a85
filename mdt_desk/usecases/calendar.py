"""The hospital's calendar: which day a moment falls on, and when the meeting next is."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mdt_desk.usecases.preferences import Preferences, Weekday


def local_day(preferences: Preferences, at: datetime) -> date:
    """Return the day of a moment on the hospital's wall calendar."""
    return at.astimezone(ZoneInfo(preferences.time_zone)).date()


def next_meeting_at(preferences: Preferences, after: datetime) -> datetime:
    """Return the first moment of a meeting strictly after this one, by the hospital's wall clock."""
    zone = ZoneInfo(preferences.time_zone)
    today = after.astimezone(zone).date()
    ahead = (list(Weekday).index(preferences.meeting_weekday) - today.weekday()) % 7
    start = datetime.combine(today + timedelta(days=ahead), preferences.meeting_time, zone)
    return start if start > after else start + timedelta(days=7)
