"""Whether somebody is on duty at a moment, by the hours that a hospital typed beside a telephone number."""

import re
from datetime import datetime, timedelta
from typing import Final

from mdt_desk.usecases.ports import Words

_DAY: Final = 24 * 60
_WORKDAYS: Final = frozenset(range(5))
_WEEKEND: Final = frozenset((5, 6))
_WEEK: Final = _WORKDAYS | _WEEKEND
_CLOCK: Final = r"(\d{1,2})(?:[:.](\d{2}))?(?: ?(?:uur|u|h))?"
_SPAN: Final = re.compile(rf"{_CLOCK} ?(?:-|–|tot|to) ?{_CLOCK}")

Span = tuple[frozenset[int], int, int]
"""Days of the week on which it begins, Monday 0; its first minute of the day, and the minute at which it ends."""


def on_duty(hours: str, at: datetime, texts: Words) -> bool | None:
    """Tell whether hours as they were typed contain a moment of the hospital's own time; None: nobody can say.

    Understood are the words of the tables ("day and night", "weekdays"), spans of the clock ("8-17", "17:00-8:00
    h"), both together, and several of them with commas between. Public holidays are not known: they are weekdays.
    """
    spans = [_span(part.strip(), texts) for part in hours.casefold().split(",")]
    if any(each is None for each in spans):
        return None
    return any(_contains(each, at) for each in spans if each is not None)


def _span(text: str, texts: Words) -> Span | None:
    for key, days in (("always", _WEEK), ("weekdays", _WORKDAYS), ("weekend", _WEEKEND), ("daily", _WEEK)):
        for word in texts.get(f"duty.{key}").split(";"):
            if text == word:
                return days, 0, _DAY
            if text.startswith(f"{word} "):
                return _clock(text.removeprefix(word).strip(), days)
    return _clock(text, _WEEK)


def _clock(text: str, days: frozenset[int]) -> Span | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    first, last = (
        60 * int(hour) + int(minute or 0) for hour, minute in (found.group(1, 2), found.group(3, 4))
    )
    if first >= _DAY or last > _DAY or first == last:
        return None
    return days, first, last if last > first else last + _DAY


def _contains(span: Span, at: datetime) -> bool:
    """Tell whether a span that began today, or yesterday and went on past midnight, contains a moment."""
    days, first, last = span
    minute = 60 * at.hour + at.minute
    yesterday = (at - timedelta(days=1)).weekday()
    return (at.weekday() in days and first <= minute < last) or (yesterday in days and minute + _DAY < last)
