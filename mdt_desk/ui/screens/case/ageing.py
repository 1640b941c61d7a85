"""How old a recorded fact is, and when to ask again."""

from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.usecases.preferences import AgeLimits

_TAKEN_ON: Final = MappingProxyType({"labs.albumin_g_per_l": "labs.albumin_taken_on"})
"""A fact whose date stands beside it; that date wins over the day on which it was entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Days since a value was taken or recorded, from whom, and whether it is too old."""

    days: int
    source: str
    old: bool


def age_of(case: Case, path: str, now: datetime, limits: AgeLimits) -> Age | None:
    """Return the age of the value that a case records, or None where no date goes with it."""
    value = value_at(case, path)
    if value is UNKNOWN:
        return None
    found = [each for each in case.recorded if each.fact == path and each.value == value]
    source = found[-1].source if found and found[-1].source is not UNKNOWN else ""
    taken = value_at(case, _TAKEN_ON[path]) if path in _TAKEN_ON else UNKNOWN
    if isinstance(taken, date):
        day = taken
    elif found:
        day = found[-1].at.astimezone(now.tzinfo).date()
    else:
        return None
    days = (now.date() - day).days
    fresh = limits.of(path.partition(".")[0])
    return Age(days=days, source=source, old=fresh is not None and days > fresh)
