"""What the meetings of some years tell, gathered from the queue: quick counts first, what has to be judged after.

A case is judged once for each of its versions; what was judged is remembered for as long as the program runs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Protocol

from mdt_desk.domain import insights
from mdt_desk.domain.advice import Clock
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import Execution, FollowUp, NotCarriedOut, first_decisions
from mdt_desk.domain.insights import Share
from mdt_desk.domain.meeting import CaseId, Decision, LeafletGiven, Meeting, MeetingId, MeetingState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.domain.registry import Registry, entry_of, registry
from mdt_desk.usecases.ports import CaseQueue, StoredCase

AT_ONCE: Final = 20
"""How many cases are judged before the screen hears of it."""

JUDGED_AFTER: Final = timedelta(days=28)
"""Clocks are read when all of them have run out, or at death, or now: whichever comes first."""

Key = tuple[CaseId, int, MeetingId, str]
"""A version of a case at a meeting, under a leading guideline."""


class Hindsight(Protocol):
    """Looks back upon one case with the leading guideline; see `domain.hindsight`."""

    @property
    def leading(self) -> str: ...

    def nesms(self, case: Case, at: datetime) -> int | None: ...

    def readiness(self, case: Case, at: datetime) -> ReadinessState: ...

    def clocks(self, case: Case, until: datetime) -> tuple[Clock, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A first and a last year, both included."""

    first: int
    last: int

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that is counted; ``on`` is today."""

    meetings: tuple[Meeting, ...]
    decisions: tuple[Decision, ...]
    cases: Mapping[CaseId, StoredCase]
    told: tuple[FollowUp, ...]
    executions: tuple[Execution, ...]
    leaflets: tuple[LeafletGiven, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One case as it was when its meeting began, and the clocks it ended with."""

    readiness: ReadinessState
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that is shown; ``ready`` and ``deadlines`` speak of the ``judged`` cases so far.

    Attributes:
        leaflets: of the patients about whom something was decided, how many got one.
        carried_out: of the decisions of which that was told.
        unscored: patients without a certain NESMS at the decision.
        fewest: below so many patients nothing is shown of survival.

    """

    years: Years
    on: date
    leading: str
    months: tuple[insights.MonthOfMeetings, ...]
    pace: insights.Pace
    concordance: insights.Concordance
    actions: insights.Actions
    leaflets: Share
    carried_out: Share
    not_carried_out: Mapping[NotCarriedOut | None, int]
    survival: tuple[insights.OwnSurvival, ...]
    unscored: int
    fewest: int
    ready: Share
    deadlines: Mapping[str, Share]
    judged: Share


def gather(queue: CaseQueue, on: date) -> Records:
    """Read everything that is counted, once."""
    return Records(
        meetings=queue.meetings(),
        decisions=queue.decisions(),
        cases={each.id: each for each in queue.rows()},
        told=queue.aftermath.follow_ups(),
        executions=queue.aftermath.executions(),
        leaflets=queue.leaflets(),
        on=on,
    )


def years_of(records: Records, zone: tzinfo) -> Years | None:
    """Return the first and the last year in which somebody met; None: nobody did yet."""
    found = [
        each.starts_at.astimezone(zone).year
        for each in records.meetings
        if each.state is not MeetingState.PLANNED
    ]
    return Years(first=min(found), last=max(found)) if found else None


@dataclass(slots=True, kw_only=True)
class Outlook:
    """Counts the records of some years; keeps what was judged, so that other years or a second look cost little."""

    hindsight: Hindsight
    zone: tzinfo
    fewest: int
    _judged: dict[Key, Judged] = field(default_factory=dict)
    _nesms: dict[Key, int | None] = field(default_factory=dict)

    def waiting(self, records: Records, years: Years) -> tuple[Decision, ...]:
        """Return the decisions of these years whose case is still to be judged."""
        listed = self._listed(records, years)
        return tuple(each for each in listed if self._key(records, each) not in self._judged)

    def judge(self, records: Records, some: Iterable[Decision]) -> None:
        """Judge the cases of some decisions, and remember it."""
        starts = {each.id: each.starts_at for each in records.meetings}
        for each in some:
            case, start = records.cases[each.case_id].case, starts[each.meeting_id]
            self._judged[self._key(records, each)] = Judged(
                readiness=self.hindsight.readiness(case, start),
                clocks=self.hindsight.clocks(case, self._until(case, each.decided_at, records.on)),
            )

    def findings(self, records: Records, years: Years) -> Findings:
        """Return what the years tell, as far as their cases were judged."""
        meetings = tuple(each for each in records.meetings if self._within(each, years))
        names = {each.id for each in meetings}
        decisions = [each for each in records.decisions if each.meeting_id in names]
        first = self._first(records, years)
        courses = self._courses(records, first)
        told = [each for each in records.executions if each.meeting_id in names]
        given = {each.case_id for each in records.leaflets}
        counted = Findings(
            years=years,
            on=records.on,
            leading=self.hindsight.leading,
            months=insights.by_month(meetings, decisions, self.zone),
            pace=insights.pace(meetings, decisions),
            concordance=insights.concordance(decisions),
            actions=insights.actions(decisions, records.on),
            leaflets=Share(part=sum(each in given for each in first), whole=len(first)),
            carried_out=Share(part=sum(each.carried_out for each in told), whole=len(told)),
            not_carried_out=dict(Counter(each.because for each in told if not each.carried_out)),
            survival=insights.own_survival(courses.values(), self.fewest),
            unscored=sum(each.nesms is None for each in courses.values()),
            fewest=self.fewest,
            ready=Share(part=0, whole=0),
            deadlines={},
            judged=Share(part=0, whole=0),
        )
        return self.recount(counted, records)

    def recount(self, found: Findings, records: Records) -> Findings:
        """Return the findings with what was judged since; the rest of them does not change by it."""
        listed = self._listed(records, found.years)
        known = [(each.case_id, self._judged.get(self._key(records, each))) for each in listed]
        judged = [each for _, each in known if each is not None]
        ended = {case_id: each for case_id, each in known if each is not None}
        return replace(
            found,
            ready=insights.ready_at_listing(each.readiness for each in judged),
            deadlines=insights.deadlines_kept(clock for each in ended.values() for clock in each.clocks),
            judged=Share(part=len(judged), whole=len(listed)),
        )

    def registry(self, records: Records, years: Years) -> Registry:
        """Return the patients of these years as they may leave the hospital."""
        first = self._first(records, years)
        courses = self._courses(records, first)
        rows = (entry_of(first[each], records.cases[each].case, courses[each]) for each in courses)
        return registry(rows, self.fewest)

    def _courses(self, records: Records, first: Mapping[CaseId, Decision]) -> dict[CaseId, insights.Course]:
        told: dict[CaseId, list[FollowUp]] = {}
        for each in records.told:
            told.setdefault(each.case_id, []).append(each)
        return {
            case_id: insights.course(
                decision,
                records.cases[case_id].case,
                told.get(case_id, ()),
                self._scored(records, decision),
                records.on,
            )
            for case_id, decision in first.items()
        }

    def _scored(self, records: Records, decision: Decision) -> int | None:
        key = self._key(records, decision)
        if key not in self._nesms:
            case = records.cases[decision.case_id].case
            self._nesms[key] = self.hindsight.nesms(case, decision.decided_at)
        return self._nesms[key]

    def _first(self, records: Records, years: Years) -> dict[CaseId, Decision]:
        """Return the first decision about each patient whose first decision fell in these years."""
        found = first_decisions(records.decisions)
        return {
            case_id: each
            for case_id, each in found.items()
            if each.decided_at.astimezone(self.zone).year in years and case_id in records.cases
        }

    def _listed(self, records: Records, years: Years) -> Sequence[Decision]:
        names = {each.id for each in records.meetings if self._within(each, years)}
        return [
            each for each in records.decisions if each.meeting_id in names and each.case_id in records.cases
        ]

    def _within(self, meeting: Meeting, years: Years) -> bool:
        held = meeting.state is not MeetingState.PLANNED
        return held and meeting.starts_at.astimezone(self.zone).year in years

    def _key(self, records: Records, decision: Decision) -> Key:
        version = records.cases[decision.case_id].version
        return decision.case_id, version, decision.meeting_id, self.hindsight.leading

    def _until(self, case: Case, decided_at: datetime, on: date) -> datetime:
        died = case.patient.died_on
        last = on if died is UNKNOWN else min(on, died)
        return min(decided_at + JUDGED_AFTER, datetime.combine(last, time(23, 59), self.zone).astimezone(UTC))
