"""What an unknown fact may turn out to be: every value, or one value for each stretch that no rule tells apart."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from mdt_desk.domain.facts import FactSpec, Kind

SUBTRACTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tumour.skeletal_metastases": "tumour.spinal_metastases",
        "tumour.spinal_metastases": "tumour.skeletal_metastases",
    }
)
"""Counts that rules subtract from each other."""

_STEPS: Final = 3
"""No rule tells a difference of three from a larger one."""


def add_months(day: date, months: int) -> date:
    """Return the same day of the month some calendar months on, or the last day where there is none."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The moments against which dates are judged.

    Attributes:
        at: the assessment.
        treatment_clock: where the clock of treatment starts.
        recurrence: when symptoms came back: the last worsening, else the assessment.

    """

    at: datetime
    treatment_clock: datetime
    recurrence: datetime


def _counts(spec: FactSpec, beside: int | None) -> tuple[Any, ...]:
    lowest = int(spec.minimum or 0)
    if spec.maximum is not None:
        return tuple(range(lowest, int(spec.maximum) + 1, spec.step or 1))
    found = set(range(lowest, int(max(spec.cuts, default=0)) + 2))
    if beside is not None:
        found.update(range(max(lowest, beside - _STEPS), beside + _STEPS + 1))
    return tuple(sorted(found))


def _numbers(spec: FactSpec) -> tuple[Any, ...]:
    cuts = sorted(spec.cuts)
    lowest = float(spec.minimum or 0)
    highest = spec.maximum if spec.maximum is not None else (cuts[-1] if cuts else lowest) + 1
    marks = [lowest, *cuts, float(highest)]
    between = [(low + high) / 2 for low, high in pairwise(marks)]
    return tuple(sorted({*marks, *between}))


def _days(path: str, moments: Moments) -> tuple[Any, ...]:
    today = moments.at.date()
    one = timedelta(days=1)
    if path == "tumour.diagnosed_on":
        clock = moments.treatment_clock.date()
        edges = (add_months(clock, -15), add_months(today, -24), add_months(today, -60))
        return tuple(sorted({today, *edges, *(each - one for each in edges)}))
    if path == "treatment.previous_radiotherapy_on":
        edge = add_months(moments.recurrence.date(), -3)
        return (edge, edge + one)
    if path == "neurology.complete_cord_injury_at":
        return (
            moments.at - timedelta(hours=1),
            moments.at - timedelta(days=2),
            moments.at - timedelta(days=40),
        )
    message = f"no rule may ask for {path}: a date without edges"
    raise LookupError(message)


def samples(spec: FactSpec, moments: Moments, beside: int | None = None) -> tuple[Any, ...]:
    """Return values that stand for everything an unknown fact may be.

    Args:
        spec: the fact.
        moments: the moments against which dates are judged.
        beside: the recorded count that rules subtract from this one or this one from.

    Raises:
        LookupError: the fact is one that no rule may ask for, such as a text.

    """
    if spec.kind is Kind.BOOL:
        return (True, False)
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        return tuple(spec.choices)
    if spec.kind is Kind.INT:
        return _counts(spec, beside)
    if spec.kind is Kind.FLOAT:
        return _numbers(spec)
    if spec.kind in {Kind.DATE, Kind.DATETIME}:
        return _days(spec.path, moments)
    message = f"no rule may ask for {spec.path}: it has no values to try"
    raise LookupError(message)
