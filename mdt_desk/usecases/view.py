"""The queue as it is shown: every waiting case, judged, in the order of urgency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.deadlines import queue_key
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, CaseState, MeetingState
from mdt_desk.domain.mixups import Named, Pair, pairs
from mdt_desk.domain.readiness import Readiness, readiness
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import Assess, CaseQueue, StoredCase
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.waking import Woken, woken_now

FRESH: Final = timedelta(minutes=15)
"""A judgement is used again for so long, unless case, meeting or settings change or a deadline passes."""

PUT_AWAY: Final = (CaseState.WITHDRAWN, CaseState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """One waiting case before the rules have spoken; see `Listed`."""

    stored: StoredCase
    meeting_at: datetime | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One waiting case; ``meeting_at`` and ``place`` (from 1) where it is on an agenda."""

    stored: StoredCase
    assessment: Assessment
    readiness: Readiness
    meeting_at: datetime | None = None
    place: int | None = None


Entry = Listed | Unjudged
"""One row of the queue, judged or not; a case that was put away is never judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """Every waiting case, and a sentence for each that is kept but cannot be read: show both.

    Attributes:
        unjudged: those that the rules have still to judge, what is discussed first before the others.
        woken: why a case is back, for those whose condition has come.
        mixups: patients who are easily taken for each other.

    """

    listed: tuple[Listed, ...]
    refused: tuple[KnownError, ...]
    unjudged: tuple[Unjudged, ...] = ()
    woken: Mapping[CaseId, Woken] = field(default_factory=lambda: MappingProxyType({}))
    mixups: tuple[Pair, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every case, what was judged in the order of urgency before the rest."""
        return (*self.listed, *self.unjudged)


def queue_view(queue: CaseQueue, assess: Assess, preferences: Preferences, at: datetime) -> QueueView:
    """Return the queue; each case is assessed for the meeting it is on, or else for the next one."""
    judge = Judge(assess)
    view = read_queue(queue, judge, preferences, at)
    found = judge.judge(view.unjudged, preferences, at)
    return with_judged(view, found, preferences)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What was found, and of what: another version, meeting or setting asks anew."""

    of: tuple[object, ...]
    at: datetime
    listed: Listed

    def holds(self, of: tuple[object, ...], at: datetime) -> bool:
        if of != self.of or not self.at <= at < self.at + FRESH:
            return False
        running = (each.due for each in self.listed.assessment.clocks if each.stopped_at is None)
        return not any(self.at < each <= at for each in running)


class Judge:
    """Judges cases, and remembers what it found while it still holds: a queue is read far more often than it changes.

    One thread may judge while another reads.
    """

    def __init__(self, assess: Assess) -> None:
        """Remember nothing yet."""
        self._assess = assess
        self._known: dict[CaseId, _Judged] = {}

    def recall(self, waiting: Unjudged, preferences: Preferences, at: datetime) -> Listed | None:
        """Return what was found earlier, or None where the rules have to be asked."""
        known = self._known.get(waiting.stored.id)
        if known is None or not known.holds(_of(waiting, preferences, at), at):
            return None
        found = known.listed
        if found.stored is waiting.stored and found.place == waiting.place:
            return found
        return replace(found, stored=waiting.stored, place=waiting.place)

    def judge(
        self, waiting: Iterable[Unjudged], preferences: Preferences, at: datetime
    ) -> tuple[Listed, ...]:
        """Return these cases with what the rules say about them."""
        return tuple(self._one(each, preferences, at) for each in waiting)

    def forget_all_but(self, cases: Iterable[CaseId]) -> None:
        """Let go of what nobody will ask for again."""
        wanted = set(cases)
        for each in [known for known in tuple(self._known) if known not in wanted]:
            self._known.pop(each, None)

    def _one(self, waiting: Unjudged, preferences: Preferences, at: datetime) -> Listed:
        recalled = self.recall(waiting, preferences, at)
        if recalled is not None:
            return recalled
        listed = judged_now(self._assess, waiting, preferences, at)
        self._known[waiting.stored.id] = _Judged(of=_of(waiting, preferences, at), at=at, listed=listed)
        return listed


def judged_now(assess: Assess, waiting: Unjudged, preferences: Preferences, at: datetime) -> Listed:
    """Return a case with what the rules say about it, for the meeting it is on or else for the next."""
    case = waiting.stored.case
    assessment = assess(case, at, waiting.meeting_at or next_meeting_at(preferences, at))
    return Listed(
        stored=waiting.stored,
        assessment=assessment,
        readiness=readiness(case, assessment, preferences.leading_guideline),
        meeting_at=waiting.meeting_at,
        place=waiting.place,
    )


def read_queue(queue: CaseQueue, judge: Judge, preferences: Preferences, at: datetime) -> QueueView:
    """Return the queue with what is known of it now; `Judge.judge` and `with_judged` do the rest."""
    meetings = {each.id: each for each in queue.meetings() if each.state is not MeetingState.CLOSED}
    listed: list[Listed] = []
    unjudged: list[Unjudged] = []
    rows = queue.rows(states=WAITING)
    for stored in rows:
        meeting = None if stored.meeting is None else meetings.get(stored.meeting)
        agenda = meeting.agenda if meeting else ()
        waiting = Unjudged(
            stored=stored,
            meeting_at=meeting.starts_at if meeting else None,
            place=agenda.index(stored.id) + 1 if stored.id in agenda else None,
        )
        known = judge.recall(waiting, preferences, at)
        if known is None:
            unjudged.append(waiting)
        else:
            listed.append(known)
    judge.forget_all_but(each.id for each in rows)
    unjudged.sort(key=lambda each: each.stored.changed_at, reverse=True)
    unjudged.sort(key=lambda each: each.meeting_at is None)
    return QueueView(
        listed=_in_order(listed, preferences),
        refused=queue.refused(),
        unjudged=tuple(unjudged),
        woken=MappingProxyType(woken_now(queue, rows)),
        mixups=pairs({each.id: named(each) for each in rows}),
    )


def with_judged(view: QueueView, judged: Iterable[Listed], preferences: Preferences) -> QueueView:
    """Return the queue after more of it was judged."""
    found = {each.stored.id: each for each in judged}
    return QueueView(
        listed=_in_order((*view.listed, *found.values()), preferences),
        refused=view.refused,
        unjudged=tuple(each for each in view.unjudged if each.stored.id not in found),
        woken=view.woken,
        mixups=view.mixups,
    )


def put_away(queue: CaseQueue) -> tuple[StoredCase, ...]:
    """Return the cases that were withdrawn or closed, the last one first."""
    return tuple(sorted(queue.rows(states=PUT_AWAY), key=lambda each: each.changed_at, reverse=True))


def named(stored: StoredCase) -> Named:
    """Return what tells a patient apart from another."""
    patient = stored.case.patient
    family, given, born = patient.family_name, patient.given_name, patient.birth_date
    return Named(
        family="" if family is UNKNOWN else fold(family),
        given="" if given is UNKNOWN else fold(given),
        born=None if born is UNKNOWN else born,
    )


def _in_order(listed: Iterable[Listed], preferences: Preferences) -> tuple[Listed, ...]:
    leading = preferences.leading_guideline
    return tuple(sorted(listed, key=lambda each: queue_key(each.assessment, each.readiness, leading)))


def _of(waiting: Unjudged, preferences: Preferences, at: datetime) -> tuple[object, ...]:
    return (
        waiting.stored.version,
        waiting.meeting_at or next_meeting_at(preferences, at),
        preferences.leading_guideline,
        preferences.other_guidelines,
    )
