"""Say dates, times and the time that is left, in the words of a language."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mdt_desk.usecases.ports import Words


_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_FROM_HOURS: Final = 72


def day(of: date, texts: "Words") -> str:
    """Return a date with its year: 25 Nov 2026."""
    return texts.get("moment.day", day=of.day, month=_month(of, texts, short=True), year=of.year)


def long_moment(at: datetime, texts: "Words") -> str:
    """Return a moment as a heading says it: Wednesday 25 November 2026, 08:00; ``at`` is local time."""
    return texts.get(
        "moment.long",
        weekday=texts.get(f"moment.weekday.{_WEEKDAYS[at.weekday()]}"),
        day=at.day,
        month=_month(at, texts, short=False),
        year=at.year,
        time=f"{at:%H:%M}",
    )


def short_moment(at: datetime, texts: "Words") -> str:
    """Return a moment as a table says it: Wed 25 Nov 08:00; ``at`` is local time."""
    return texts.get(
        "moment.short",
        weekday=texts.get(f"moment.weekday_short.{_WEEKDAYS[at.weekday()]}"),
        day=at.day,
        month=_month(at, texts, short=True),
        time=f"{at:%H:%M}",
    )


def short_day(of: date, texts: "Words") -> str:
    """Return a day near today: Wed 25 Nov."""
    return texts.get(
        "moment.short_day",
        weekday=texts.get(f"moment.weekday_short.{_WEEKDAYS[of.weekday()]}"),
        day=of.day,
        month=_month(of, texts, short=True),
    )


def span(length: timedelta, texts: "Words") -> str:
    """Return a length of time in the two units that matter: 40 min, 3 h 10 min, 5 days."""
    minutes = int(abs(length).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if hours >= _DAYS_FROM_HOURS:
        return texts.get("moment.days", count=hours // 24)
    if hours:
        return texts.get("moment.hours", hours=hours, minutes=f"{rest:02}")
    return texts.get("moment.minutes", minutes=minutes)


def countdown(due: datetime, now: datetime, texts: "Words") -> str:
    """Return how long there still is, or how long ago it should have been done."""
    key = "moment.overdue" if due < now else "moment.due_in"
    return texts.get(key, span=span(due - now, texts))


def _month(of: date, texts: "Words", *, short: bool) -> str:
    return texts.get(f"moment.month{'_short' if short else ''}.m{of.month}")


def restarted(since: datetime, now: datetime, texts: "Words") -> str:
    """Say since when clocks run anew because the patient got worse; ``now`` is local time."""
    local = since.astimezone(now.tzinfo)
    today = local.date() == now.date()
    return texts.get("clock.restarted", moment=f"{local:%H:%M}" if today else short_moment(local, texts))
