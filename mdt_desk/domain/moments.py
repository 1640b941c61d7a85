"""Hours, calendar days, and the moments from which clocks run."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.samples import Moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A deadline: ``hours`` counted in UTC, or ``days`` of the local calendar with ``hours`` as their nominal count."""

    hours: int
    days: int | None = None


def due(start: datetime, within: Within, zone: tzinfo) -> datetime:
    """Return the moment a deadline runs out, as local time in ``zone`` with its offset written out.

    A day deadline keeps the wall-clock time of its start. An hour that the clock skips that day moves on by the jump.
    """
    if within.days is None:
        return _local(start.astimezone(UTC) + timedelta(hours=within.hours), zone)
    local = start.astimezone(zone)
    wall = datetime.combine(local.date() + timedelta(days=within.days), local.time(), zone).replace(
        fold=local.fold
    )
    return _local(wall.astimezone(UTC), zone)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """Return local time that compares by the moment: two times of one zone compare by what the clock shows."""
    there = moment.astimezone(zone)
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0)), fold=0)


def happened_at(value: object, zone: tzinfo) -> datetime | None:
    """Return the moment of an event; one known by its day only counts as done at the end of that day."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(23, 59, 59), zone)
    return None


def is_done(value: object, at: datetime, zone: tzinfo) -> bool:
    """Tell whether an event lies behind us: a moment after the assessment is planned, today's date is done."""
    if isinstance(value, datetime):
        return value <= at
    return isinstance(value, date) and value <= at.astimezone(zone).date()


def worsened_at(case: Case, at: datetime) -> datetime | None:
    """Return the onset or last worsening, if recorded and not after the assessment."""
    moment = case.symptoms.worsened_at
    return None if moment is UNKNOWN or moment > at else moment


def came_before(event: object, worsened: object, at: datetime, zone: tzinfo) -> bool:
    """Tell whether an event is stale: it came before a worsening that lies behind us.

    A stale event stops no clock, starts none, and does not count as done.
    """
    moment = happened_at(event, zone)
    return moment is not None and isinstance(worsened, datetime) and moment < worsened <= at


def counts(case: Case, path: str, at: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment of an event that is done and not stale, else None."""
    value = value_at(case, path)
    if not is_done(value, at, zone) or came_before(value, case.symptoms.worsened_at, at, zone):
        return None
    return happened_at(value, zone)


def imaging_clock(case: Case, at: datetime) -> datetime:
    """Return where the clocks of imaging and laboratory start: worsening, else referral, else the assessment."""
    worsened = worsened_at(case, at)
    if worsened is not None:
        return worsened
    received = case.referral.received_at
    return at if received is UNKNOWN or received > at else received


def treatment_clock(case: Case, at: datetime, zone: tzinfo) -> datetime:
    """Return where all other clocks start: the MRI of the whole spine, else the imaging clock."""
    return counts(case, "imaging.mri_whole_spine_at", at, zone) or imaging_clock(case, at)


def moments_of(case: Case, at: datetime, zone: tzinfo) -> Moments:
    """Return the moments against which the dates of a case are judged, in local time."""
    return Moments(
        at=at.astimezone(zone),
        treatment_clock=treatment_clock(case, at, zone).astimezone(zone),
        recurrence=(worsened_at(case, at) or at).astimezone(zone),
    )


def on_its_latest_day(moment: datetime) -> datetime:
    """Return a moment where its day is latest on earth: a day that has begun at any desk is no day to come."""
    return moment.astimezone(timezone(timedelta(hours=14)))
