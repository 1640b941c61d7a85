"""A proposed order of the agenda: from urgency, complexity and who must leave early, with what was traded.

It is a proposal: nothing here changes a meeting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.meeting import SPINE_SURGEONS, Attendee, CaseId, Discipline


class Lane(IntEnum):
    """How little a case can wait; smaller comes first."""

    CANNOT_WAIT = 0
    PERHAPS = 1
    WAITS = 2


class Why(StrEnum):
    """Why a case stands where it is proposed; its sentence is ``order.why.<value>``."""

    CANNOT_WAIT = "cannot_wait"
    PERHAPS = "perhaps"
    LEAVES = "leaves"
    COMPLEX = "complex"
    GIVES_WAY = "gives_way"
    AS_LISTED = "as_listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One case of the agenda.

    Attributes:
        complexity: how many answers of the guidelines are open, and how often they disagree.
        needs: groups of disciplines of each of which somebody must be at the table.

    """

    case_id: CaseId
    lane: Lane
    complexity: int
    needs: tuple[frozenset[Discipline], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """From when on nobody of a group of disciplines is at the table any more."""

    group: frozenset[Discipline]
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One case where it is proposed; places count from 1, ``leaving`` where somebody's leaving put it there."""

    case_id: CaseId
    was: int
    now: int
    why: Why
    complexity: int
    leaving: Leaving | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """``later`` would have come before ``earlier``, but waits so that somebody who leaves is there for ``earlier``."""

    later: CaseId
    earlier: CaseId
    leaving: Leaving


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The whole order, what was traded for it, and who cannot be discussed in time whatever the order."""

    placed: tuple[Placed, ...]
    trades: tuple[Trade, ...]
    missed: tuple[tuple[CaseId, Leaving], ...]

    @property
    def agenda(self) -> tuple[CaseId, ...]:
        return tuple(each.case_id for each in self.placed)

    @property
    def changes(self) -> bool:
        """Tell whether it differs from the order there is."""
        return any(each.was != each.now for each in self.placed)


COMPLEX_FROM: Final = 4
"""From so many open answers and disagreements on, a case belongs in the first half of a meeting."""

NEEDED_FOR: Final = (
    ("surgery", SPINE_SURGEONS),
    ("radiotherapy", frozenset({Discipline.RADIATION_ONCOLOGY})),
)
"""Whom the options of a topic need at the table."""

_DECIDES: Final = frozenset({"surgery", "radiotherapy", "systemic", "steroids", "timing", "percutaneous"})


def candidate(case_id: CaseId, assessment: Assessment, leading: str) -> Candidate:
    """Return what the order needs to know about a case."""
    urgency, advice = assessment.urgency, assessment.guidelines.get(leading, ())
    lane = Lane.WAITS
    if urgency.wait_for_meeting is False:
        lane = Lane.CANNOT_WAIT
    elif urgency.wait_for_meeting is None and urgency.emergency_possible:
        lane = Lane.PERHAPS
    open_answers = sum(each.status is AdviceStatus.UNDETERMINED and each.topic in _DECIDES for each in advice)
    topics = {each.topic for each in advice if not each.action.endswith(("_not_advised", "_not_indicated"))}
    return Candidate(
        case_id=case_id,
        lane=lane,
        complexity=open_answers + len(assessment.disagreements),
        needs=tuple(group for topic, group in NEEDED_FOR if topic in topics),
    )


def leavings(attendees: Iterable[Attendee], groups: Iterable[frozenset[Discipline]]) -> tuple[Leaving, ...]:
    """Return of which groups the last at the table leaves, and when; a group that is absent anyway is not named."""
    seated = tuple(attendees)
    found = []
    for group in dict.fromkeys(groups):
        there = [each for each in seated if each.discipline in group]
        times = [each.left_at for each in there if each.left_at is not None]
        if there and len(times) == len(there):
            last = max(times)
            name = next(each.name for each in there if each.left_at == last)
            found.append(Leaving(group=group, name=name, at=last))
    return tuple(found)


def propose(
    agenda: Sequence[Candidate], attendees: Iterable[Attendee], starts_at: datetime, slot: timedelta
) -> Proposal:
    """Return the order that is proposed for an agenda.

    Cases that cannot wait come first, then those that perhaps cannot, then complex ones while attention is fresh,
    then the rest as listed. A case for which somebody is needed who leaves early comes before that person leaves, as
    far as there is time; ``slot`` is how long one case takes.
    """
    wished = sorted(agenda, key=lambda each: (each.lane, each.complexity < COMPLEX_FROM))
    gone = leavings(attendees, (group for each in agenda for group in each.needs))
    latest = {each.case_id: _latest(each, gone, starts_at, slot) for each in agenda}
    ends = {case_id: len(agenda) if found is None else found[0] for case_id, found in latest.items()}
    order, missed = _scheduled(wished, ends)
    was = {each.case_id: place for place, each in enumerate(agenda, 1)}
    asked = {each.case_id: place for place, each in enumerate(wished)}
    placed, trades = [], []
    for now, each in enumerate(order, 1):
        found, late = latest[each.case_id], each.case_id in missed
        behind = [one for one in order[now:] if asked[one.case_id] < asked[each.case_id]]
        leaving = found[1] if found is not None and behind and not late else None
        if leaving is not None:
            trades += [Trade(later=one.case_id, earlier=each.case_id, leaving=leaving) for one in behind]
        gave_way = any(asked[one.case_id] > asked[each.case_id] for one in order[: now - 1])
        placed.append(
            Placed(
                case_id=each.case_id,
                was=was[each.case_id],
                now=now,
                why=_why(each, leaving, gave_way=gave_way),
                complexity=each.complexity,
                leaving=leaving,
            )
        )
    too_late = tuple(
        (each.case_id, found[1])
        for each in order
        if each.case_id in missed and (found := latest[each.case_id]) is not None
    )
    return Proposal(placed=tuple(placed), trades=tuple(trades), missed=too_late)


def _why(each: Candidate, leaving: Leaving | None, *, gave_way: bool) -> Why:
    if leaving is not None:
        return Why.LEAVES
    if each.lane is not Lane.WAITS:
        return Why.CANNOT_WAIT if each.lane is Lane.CANNOT_WAIT else Why.PERHAPS
    if gave_way:
        return Why.GIVES_WAY
    return Why.COMPLEX if each.complexity >= COMPLEX_FROM else Why.AS_LISTED


def _latest(
    each: Candidate, gone: Sequence[Leaving], starts_at: datetime, slot: timedelta
) -> tuple[int, Leaving] | None:
    """Return how many cases can be finished before the first whom this one needs leaves; None: nobody does."""
    found = [
        (max(0, int((leaving.at - starts_at) / slot)), leaving)
        for leaving in gone
        if leaving.group in each.needs
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def _scheduled(
    wished: Sequence[Candidate], ends: dict[CaseId, int]
) -> tuple[list[Candidate], frozenset[CaseId]]:
    """Return the order in which every case ends by its place where that can be, and who cannot be in time.

    Each place goes to the first wished case that leaves the others room; else to the one whose time runs out first.
    """
    missed = _cannot_be_in_time(wished, ends)
    free = {**ends, **dict.fromkeys(missed, len(wished))}
    waiting = list(wished)
    order: list[Candidate] = []
    while waiting:
        place = len(order) + 1
        pick = next((each for each in waiting if _room(waiting, each, place, free)), waiting[0])
        waiting.remove(pick)
        order.append(pick)
    return order, missed


def _cannot_be_in_time(wished: Sequence[Candidate], ends: dict[CaseId, int]) -> frozenset[CaseId]:
    """Return the fewest cases that no order can bring in time, the least wished of them."""
    kept: list[Candidate] = []
    missed = set()
    for each in wished:
        if _feasible(sorted(ends[one.case_id] for one in (*kept, each)), 1):
            kept.append(each)
        else:
            missed.add(each.case_id)
    return frozenset(missed)


def _room(waiting: Sequence[Candidate], pick: Candidate, place: int, ends: dict[CaseId, int]) -> bool:
    others = sorted(ends[each.case_id] for each in waiting if each is not pick)
    return place <= ends[pick.case_id] and _feasible(others, place + 1)


def _feasible(ends: Sequence[int], first: int) -> bool:
    """Tell whether cases that must end by these places, in ascending order, fit from the ``first`` place on."""
    return all(first + at <= end for at, end in enumerate(ends))
