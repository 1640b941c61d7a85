"""The pace of a meeting: when each case is planned, and whether the meeting is ahead or behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_WHOLE: Final = timedelta(hours=1)
_LEAST: Final = timedelta(minutes=3)
_MOST: Final = timedelta(minutes=9)
_LOST: Final = timedelta(hours=3)
"""Further away from the plan than this, the plan says nothing: the meeting was held at another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Where the meeting stands; ``behind`` is negative when it is ahead, None when the plan says nothing."""

    on_case: timedelta
    slot: timedelta
    behind: timedelta | None


def slot(cases: int) -> timedelta:
    """Return the time a case has in a meeting of an hour: at least three minutes, at most nine."""
    return max(_LEAST, min(_MOST, _WHOLE / max(1, cases)))


def planned(starts_at: datetime, cases: int) -> tuple[datetime, ...]:
    """Return when each case is planned to begin."""
    return tuple(starts_at + place * slot(cases) for place in range(cases))


def pace(begun_at: datetime, cases: int, place: int, moved_at: datetime, now: datetime) -> Pace:
    """Return the pace while the case at ``place`` (from 0) is on the table since ``moved_at``.

    A meeting is behind by how long its present case lasts beyond its planned end, and ahead by how much earlier than
    planned it began.
    """
    each = slot(cases)
    start, end = begun_at + place * each, begun_at + (place + 1) * each
    behind = now - end if now > end else min(timedelta(0), moved_at - start)
    return Pace(
        on_case=max(timedelta(0), now - moved_at), slot=each, behind=behind if abs(behind) < _LOST else None
    )
