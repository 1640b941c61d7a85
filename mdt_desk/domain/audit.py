"""The audit trail: who did what to which patient's record, chained so that no line is changed or lost unseen.

A line names a patient by the identity of the case and by nothing else.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import OWNER, Role

DIGEST_LENGTH: Final = 64
NOTHING_BEFORE: Final = "0" * DIGEST_LENGTH
"""What the first line of all takes for the digest before it."""


class Deed(StrEnum):
    """What was done."""

    OPENED = "opened"
    SEARCHED = "searched"
    PROJECTED = "projected"
    PRINTED = "printed"
    COPIED = "copied"
    EXPORTED = "exported"
    ADDED = "added"
    CHANGED = "changed"
    DECIDED = "decided"
    MEETING_KEPT = "meeting_kept"
    LEAFLET_GIVEN = "leaflet_given"
    FOLLOWED_UP = "followed_up"
    SETTINGS_CHANGED = "settings_changed"
    PEOPLE_CHANGED = "people_changed"
    SEATED = "seated"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    RESTORED = "restored"
    PRUNED = "pruned"


class Result(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who sits at the desk; where nobody said so, the account of this computer under which the queue was opened."""

    name: str
    role: Role = OWNER


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was done; ``at`` is aware, ``place`` is the desk, ``object`` what of the patient's record."""

    at: datetime
    who: str
    role: Role
    place: str
    what: Deed
    case: CaseId | None = None
    object: str = ""
    result: Result = Result.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An event as it is kept: its number, counted from 1, and the digest over it and everything before it."""

    number: int
    event: Event
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last line of a chain at some moment, or the last one that was pruned away."""

    number: int = 0
    digest: str = NOTHING_BEFORE

    def __str__(self) -> str:
        """Return it as a line names it."""
        return f"{self.number}:{self.digest}"


START: Final = Head()
"""The head of a chain without lines."""


class Flaw(StrEnum):
    """What is wrong with a chain."""

    GAP = "gap"
    CHANGED = "changed"
    ANCHOR = "anchor"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first flaw of a chain and the number of the line it shows at."""

    flaw: Flaw
    number: int


def digest_of(number: int, event: Event, before: str) -> str:
    """Return the digest of a line: SHA-256 over every field and over the digest of the line before."""
    said = [
        number,
        event.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds"),
        event.who,
        event.role.value,
        event.place,
        event.what.value,
        "" if event.case is None else event.case.hex,
        event.object,
        event.result.value,
        before,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def chained(event: Event, after: Head) -> Line:
    """Return the line that keeps an event after this head."""
    number = after.number + 1
    return Line(number=number, event=event, digest=digest_of(number, event, after.digest))


def head_of(lines: Sequence[Line], anchor: Head = START) -> Head:
    """Return the head of a chain."""
    return Head(number=lines[-1].number, digest=lines[-1].digest) if lines else anchor


def flaw_in(lines: Sequence[Line], anchor: Head = START, heads: Iterable[Head] = ()) -> Broken | None:
    """Return the first flaw of a chain; None: it is whole.

    Args:
        lines: every line that is kept, by number.
        anchor: the last line that was pruned away; a line that says so must be there.
        heads: what was written down elsewhere of the chain at some moment. A chain that was cut short afterwards
            does not reach them, unless a line says that an earlier backup was put back.

    """
    before = anchor
    for line in lines:
        if line.number != before.number + 1:
            return Broken(flaw=Flaw.GAP, number=before.number + 1)
        if line.digest != digest_of(line.number, line.event, before.digest):
            return Broken(flaw=Flaw.CHANGED, number=line.number)
        before = Head(number=line.number, digest=line.digest)
    if anchor != START and str(anchor) not in _named(lines, Deed.PRUNED):
        return Broken(flaw=Flaw.ANCHOR, number=anchor.number)
    return _cut(lines, anchor, heads)


def _cut(lines: Sequence[Line], anchor: Head, heads: Iterable[Head]) -> Broken | None:
    kept = {each.number: each.digest for each in lines} | {anchor.number: anchor.digest}
    laid_aside = [int(each.partition(":")[0]) for each in _named(lines, Deed.RESTORED)]
    for head in heads:
        if head.number < anchor.number or kept.get(head.number) == head.digest:
            continue
        if not any(head.number <= each for each in laid_aside):
            return Broken(flaw=Flaw.TRUNCATED, number=head.number)
    return None


def _named(lines: Sequence[Line], what: Deed) -> set[str]:
    return {each.event.object for each in lines if each.event.what is what}
