"""What the records tell of our own meetings: counts and shares, and survival beside the published points.

Pure arithmetic over what was recorded; nothing is estimated that was not observed, and a share always comes with
the number it is a share of.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from mdt_desk.domain.advice import Clock, ClockState
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import FollowUp, last_seen_alive, months_after
from mdt_desk.domain.kaplan_meier import Followed, Step, estimate, followed_beyond, survival_at
from mdt_desk.domain.meeting import Decision, DeviationReason, Meeting, MeetingState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.domain.survival import PUBLISHED

Month = tuple[int, int]
"""A year and a month of it, 1 to 12."""

_LONGEST_CASE: Final = timedelta(minutes=45)
"""A longer gap between two decisions was a pause, or a decision written down later."""

CALIBRATED_AT: Final = (6, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfMeetings:
    """What was done in one month."""

    month: Month
    meetings: int
    decided: int
    deferred: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Minutes a case took: the middle one, and the middle half of them; None where none was measured."""

    cases: int
    median: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Decisions that follow the leading guideline, and why the others do not (None: no reason was recorded)."""

    following: Share
    reasons: Mapping[DeviationReason | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """Actions by what became of them; ``undated`` have no date to be late for and are not done."""

    in_time: int
    late: int
    open: int
    overdue: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Our own survival at a number of months beside the published: None where nobody was followed so long."""

    months: int
    published: float
    own: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSurvival:
    """Survival of our own patients of one NESMS class; hidden (no steps) below the number that was set."""

    nesms: int
    patients: int
    deaths: int
    steps: tuple[Step, ...]
    calibration: tuple[Calibration, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One patient from the first decision on, with the NESMS as it was then; None: it was not certain."""

    nesms: int | None
    followed: Followed


def by_month(
    meetings: Iterable[Meeting], decisions: Sequence[Decision], zone: tzinfo
) -> tuple[MonthOfMeetings, ...]:
    """Return the months in which somebody met, earliest first; a month without a meeting between them counts zero."""
    held = [each for each in meetings if each.state is not MeetingState.PLANNED]
    months = {each.id: _month(each.starts_at, zone) for each in held}
    if not months:
        return ()
    met = Counter(months.values())
    deferred = Counter(
        months[each.meeting_id] for each in decisions if each.meeting_id in months and each.deferred_because
    )
    made = Counter(
        months[each.meeting_id]
        for each in decisions
        if each.meeting_id in months and not each.deferred_because
    )
    return tuple(
        MonthOfMeetings(month=each, meetings=met[each], decided=made[each], deferred=deferred[each])
        for each in _between(min(met), max(met))
    )


def pace(meetings: Iterable[Meeting], decisions: Iterable[Decision]) -> Pace:
    """Return how long cases took: from one decision to the next, the first from the start of the meeting."""
    moments: dict[object, list[datetime]] = {each.id: [each.starts_at] for each in meetings}
    for decision in decisions:
        if decision.meeting_id in moments:
            moments[decision.meeting_id].append(decision.decided_at)
    minutes = sorted(
        (after - before).total_seconds() / 60
        for each in moments.values()
        for before, after in zip(sorted(each), sorted(each)[1:], strict=False)
        if timedelta(0) < after - before <= _LONGEST_CASE
    )
    if not minutes:
        return Pace(cases=0, median=None, lower=None, upper=None)
    if len(minutes) == 1:
        return Pace(cases=1, median=minutes[0], lower=minutes[0], upper=minutes[0])
    lower, median, upper = statistics.quantiles(minutes, n=4, method="inclusive")
    return Pace(cases=len(minutes), median=median, lower=lower, upper=upper)


def ready_at_listing(states: Iterable[ReadinessState]) -> Share:
    """Return how many cases were ready when their meeting began."""
    counted = Counter(states)
    return Share(part=counted[ReadinessState.READY], whole=counted.total())


def deadlines_kept(clocks: Iterable[Clock]) -> Mapping[str, Share]:
    """Return for each action how many certain clocks were met; one that still runs in time is not counted."""
    met: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for clock in clocks:
        if clock.certain and clock.state is not ClockState.RUNNING:
            ended[clock.action] += 1
            met[clock.action] += clock.state is ClockState.MET
    return {action: Share(part=met[action], whole=whole) for action, whole in sorted(ended.items())}


def concordance(decisions: Iterable[Decision]) -> Concordance:
    """Return how many decisions follow the leading guideline; a deferral decides nothing and is not counted."""
    made = [each for each in decisions if each.deferred_because is None]
    departing = [each for each in made if each.deviates_from_leading]
    return Concordance(
        following=Share(part=len(made) - len(departing), whole=len(made)),
        reasons=dict(Counter(each.deviation for each in departing)),
    )


def actions(decisions: Iterable[Decision], today: date) -> Actions:
    """Return what became of every action; one that is due today is not overdue."""
    counted = Counter(_fate(item.due, item.done_on, today) for each in decisions for item in each.actions)
    return Actions(
        in_time=counted["in_time"],
        late=counted["late"],
        open=counted["open"],
        overdue=counted["overdue"],
        undated=counted["undated"],
    )


def course(
    decision: Decision, case: Case, told: Iterable[FollowUp], nesms: int | None, today: date
) -> Course:
    """Return how long a patient was followed from a decision, in months, and whether it ended in death.

    Somebody of whom nothing is known after the decision was followed for a time of 0.
    """
    start, died_on = decision.decided_at.date(), case.patient.died_on
    if died_on is not UNKNOWN and start <= died_on <= today:
        return Course(nesms=nesms, followed=Followed(time=_months(start, died_on), died=True))
    end = last_seen_alive(decision, told, today)
    return Course(nesms=nesms, followed=Followed(time=_months(start, end), died=False))


def own_survival(courses: Iterable[Course], fewest: int) -> tuple[OwnSurvival, ...]:
    """Return the survival of our own patients by NESMS 0 to 3, hidden where there are fewer than ``fewest``.

    Who had no certain NESMS belongs to no class and is left out.
    """
    by_class: dict[int, list[Followed]] = {each: [] for each in PUBLISHED}
    for each in courses:
        if each.nesms is not None:
            by_class[each.nesms].append(each.followed)
    return tuple(_own(nesms, followed, fewest) for nesms, followed in by_class.items())


def _own(nesms: int, followed: Sequence[Followed], fewest: int) -> OwnSurvival:
    shown = len(followed) >= max(fewest, 1)
    steps = estimate(followed) if shown else ()
    return OwnSurvival(
        nesms=nesms,
        patients=len(followed),
        deaths=sum(each.died for each in followed),
        steps=steps,
        calibration=tuple(_calibrated(nesms, steps, months) for months in CALIBRATED_AT),
    )


def _calibrated(nesms: int, steps: Sequence[Step], months: int) -> Calibration:
    published = next(each.survival for each in PUBLISHED[nesms] if each.months == months)
    if not followed_beyond(steps, months):
        return Calibration(months=months, published=published, own=None, low=None, high=None)
    step = survival_at(steps, months)
    if step is None:
        return Calibration(months=months, published=published, own=1.0, low=1.0, high=1.0)
    return Calibration(months=months, published=published, own=step.survival, low=step.low, high=step.high)


def _fate(due: date | None, done_on: date | None, today: date) -> str:
    if done_on is not None:
        return "late" if due is not None and done_on > due else "in_time"
    if due is None:
        return "undated"
    return "overdue" if due < today else "open"


def _months(start: date, end: date) -> float:
    """Return the time between two days in months of the calendar: the same day a year later is 12, never 11.99."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    whole -= months_after(start, whole) > end
    last, following = months_after(start, whole), months_after(start, whole + 1)
    return whole + (end - last).days / (following - last).days


def _month(moment: datetime, zone: tzinfo) -> Month:
    local = moment.astimezone(zone)
    return local.year, local.month


def _between(first: Month, last: Month) -> list[Month]:
    start, end = first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1
    return [(each // 12, each % 12 + 1) for each in range(start, end + 1)]
