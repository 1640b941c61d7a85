"""Until when an assessment holds: nothing it says changes before, unless the case does."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.moments import Within, due

SLIDING: Final = timedelta(minutes=15)
"""A clock without a beginning runs from the assessment; it is read again after so long."""

_INJURY: Final = (Within(hours=24), Within(hours=14 * 24, days=14))
"""After a complete injury of the cord rules ask for hours and for days."""


def holds_until(case: Case, assessment: Assessment, zone: tzinfo) -> datetime:
    """Return the first moment after the assessment at which it may say something else.

    Days, months and ages turn at local midnight; planned events come at their own moment; a deadline passes; the
    meeting begins.
    """
    at = assessment.assessed_at
    midnight = datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone)
    turns = [midnight, assessment.meeting_at, *_moments(case)]
    injured = case.neurology.complete_cord_injury_at
    if injured is not UNKNOWN:
        turns += [due(injured, each, zone) for each in _INJURY]
    for clock in assessment.clocks:
        if clock.stopped_at is None:
            turns.append(clock.due)
            if clock.started_at == at:
                turns.append(at + SLIDING)
    return min(each for each in turns if each > at)


def _moments(value: object) -> Iterator[datetime]:
    """Return every moment that is written in a case; days turn at midnight in any case."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _moments(each)
    elif is_dataclass(value) and not isinstance(value, type | date):
        for each in fields(value):
            yield from _moments(getattr(value, each.name))
