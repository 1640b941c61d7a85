"""Backups of the queue: when one is made, which are kept, and what putting one back would lose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from mdt_desk.domain.meeting import CaseId

EVERY_MINUTES: Final = 30
"""How often a backup is made of a queue that was changed."""

_ALWAYS: Final = 3


class Reason(StrEnum):
    """Why a backup is made; ASKED makes one even when nothing was changed since the last."""

    START = "start"
    TIMED = "timed"
    MEETING_CLOSED = "meeting_closed"
    BEFORE_IMPORT = "before_import"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup; ``made_at`` is aware. ``lasting``: made before the file was changed as a whole, never thinned.

    ``replaced``: the queue as it was when another backup was put in its place; it lasts too.
    """

    file: Path
    made_at: datetime
    size: int
    lasting: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLost:
    """A case whose present state is not in the backup; ``new``: the backup does not know it at all."""

    id: CaseId
    changed_at: datetime
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What putting a backup back would undo; ``returning`` counts cases that the queue no longer has."""

    cases: tuple[CaseLost, ...] = ()
    decisions: int = 0
    meetings: int = 0
    leaflets: int = 0
    returning: int = 0

    @property
    def nothing(self) -> bool:
        return self == Losses()


class Backups(Protocol):
    """The backups of the open queue."""

    def kept(self) -> tuple[Backup, ...]:
        """Return every backup, newest first."""
        ...

    def make(self, reason: Reason, at: datetime) -> Backup | None:
        """Make a verified backup and thin the older ones; None: nothing was changed since the last.

        Raises:
            SiteError: the disk does not take it, or the queue itself is damaged; no older backup was dropped.

        """
        ...

    def losses(self, backup: Backup) -> Losses:
        """Return what putting this backup back would undo.

        Raises:
            SiteError: the backup cannot be read.

        """
        ...


def to_drop(made: Iterable[datetime], now: datetime, zone: ZoneInfo) -> frozenset[datetime]:
    """Return which backups to drop.

    Kept are one an hour for a day, one a day for two weeks, one a week for three months, one a month for a year,
    and the newest three whatever their age.
    """
    newest_first = sorted(made, reverse=True)
    keep = set(newest_first[:_ALWAYS])
    seen: set[tuple[object, ...]] = set()
    for each in newest_first:
        span = _span(each.astimezone(zone), now - each)
        if span is not None and span not in seen:
            seen.add(span)
            keep.add(each)
    return frozenset(newest_first) - keep


def _span(local: datetime, age: timedelta) -> tuple[object, ...] | None:
    """Return the span of time of which one backup is kept; None: it is too old."""
    year, week, _ = local.isocalendar()
    if age < timedelta(days=1):
        return ("hour", local.date(), local.hour, local.fold)
    if age < timedelta(days=15):
        return ("day", local.date())
    if age < timedelta(days=92):
        return ("week", year, week)
    if age < timedelta(days=366):
        return ("month", local.year, local.month)
    return None
