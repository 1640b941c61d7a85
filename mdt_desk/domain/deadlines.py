"""Clocks, whether a case can wait for the meeting, and the order of the queue."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from functools import cache, partial
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Clock, ClockState, Reason, Urgency
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.rule import Question, Source
from mdt_desk.domain.judging import Judge, answer
from mdt_desk.domain.moments import counts, due, moments_of
from mdt_desk.domain.readiness import Readiness, ReadinessState
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.settle import Facts, Settler, word

DENIES_WAITING: Final = frozenset(
    {"start_treatment", "radiotherapy_urgent", "biopsy", "decompression", "admit"}
)
"""Actions that, due before the meeting, mean that the case cannot wait for it."""

STOPPED_BY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "mri_whole_spine": ("imaging.mri_whole_spine_at",),
        "ct_spine_with_contrast": ("imaging.ct_spine_at",),
        "biopsy": ("treatment.tissue_taken_at",),
        "start_treatment": w.TREATMENT_EVENTS,
        "radiotherapy_urgent": ("treatment.radiotherapy_started_at",),
        "stability_advice_24h": ("treatment.stability_judged_at",),
        "mdt_ad_hoc": ("treatment.ad_hoc_consultation_at",),
        "admit": ("treatment.admitted_at",),
    }
)
"""The events that stop the clock of an action; the first of them counts."""


@word
def _is_urgent(f: Facts, question: Question, source: Source, meeting: datetime) -> bool:
    """An action of a guideline denies waiting for the meeting."""
    doing = answer(f, question, source)
    if doing is None:
        return False
    if question.action == "mdt_ad_hoc" or doing.within is None:
        return question.action == "mdt_ad_hoc" or doing.urgent
    return due(f.treatment_clock, doing.within, w.local_zone(f)) < meeting


@word
def _cannot_wait(f: Facts, judged: tuple[tuple[Question, Source], ...], meeting: datetime) -> bool:
    if w.emergency(f):
        return True
    return any(_is_urgent(f, question, source, meeting) for question, source in judged)


def urgency(
    settler: Settler, sources: Iterable[Source], meeting: datetime, advised: Iterable[Advice]
) -> Urgency:
    """Return whether the case can wait for the meeting, with the reasons or with what decides.

    Guidelines that are shown for comparison only have no say.
    """
    speaking = [each for each in sources if not each.document.advisory_only]
    judged = tuple(
        (question, source)
        for source in speaking
        for question in source.guideline.questions
        if question.action == "mdt_ad_hoc" or question.action in DENIES_WAITING
    )
    settled = settler.settle(_cannot_wait, judged, meeting)
    emergency = settler.settle(w.emergency)
    because = [
        Reason(guideline=source.id, action=question.action)
        for question, source in judged
        if settler.possible(_is_urgent, question, source, meeting) == (True,)
    ]
    if emergency.possible == (True,):
        because.insert(0, Reason(guideline="", action="emergency_sign"))
    names = {each.id for each in speaking}
    running = [
        each.due
        for each in advised
        if each.due is not None and each.status is AdviceStatus.APPLIES and each.guideline in names
    ]
    return Urgency(
        wait_for_meeting=None if not settled.certain else not settled.possible[0],
        most_urgent_due=min(running, default=None),
        because=tuple(because),
        missing=settled.missing,
        emergency_possible=True in emergency.possible,
    )


def _running(advice: Advice, start: datetime, at: datetime) -> Clock | None:
    if advice.due is None:
        return None
    return Clock(
        guideline=advice.guideline,
        action=advice.action,
        started_at=start,
        due=advice.due,
        stopped_at=None,
        state=ClockState.OVERDUE if advice.due < at else ClockState.RUNNING,
        certain=advice.status is AdviceStatus.APPLIES,
    )


def _judge_without(case: Case, at: datetime, zone: tzinfo, events: tuple[str, ...]) -> Judge:
    """Return who judges the case as it would be had none of these events happened."""
    for path in events:
        case = with_fact(case, path, UNKNOWN)
    moments = moments_of(case, at, zone)
    return Judge(case, moments, Settler(case, moments))


def _stopped(case: Case, moments: Moments, sources: Iterable[Source]) -> Iterator[Clock]:
    """Return the clocks that an event stopped: what was due had it not happened, and whether it came in time."""
    zone = moments.at.tzinfo
    if zone is None:
        return
    judge_without = cache(partial(_judge_without, case, moments.at, zone))
    for source, question in ((one, each) for one in sources for each in one.guideline.questions):
        events = STOPPED_BY.get(question.action, ())
        found = [counts(case, path, moments.at, zone) for path in events]
        happened = [each for each in found if each is not None]
        if not happened:
            continue
        judge = judge_without(events)
        was_due = judge.certainly_due(source, question)
        if was_due is None:
            continue
        stopped = min(happened)
        yield Clock(
            guideline=source.id,
            action=question.action,
            started_at=judge.clock_start(question.action),
            due=was_due,
            stopped_at=stopped,
            state=ClockState.MET if stopped <= was_due else ClockState.LATE,
            certain=True,
        )


def clocks(
    case: Case, moments: Moments, judge: Judge, advised: Mapping[Source, tuple[Advice, ...]]
) -> tuple[Clock, ...]:
    """Return every clock of every guideline that speaks, most urgent first, stopped ones last."""
    speaking = [source for source in advised if not source.document.advisory_only]
    running = (
        _running(advice, judge.clock_start(advice.action), moments.at)
        for source in speaking
        for advice in advised[source]
    )
    found = [*(each for each in running if each is not None), *_stopped(case, moments, speaking)]
    return tuple(sorted(found, key=lambda each: (each.stopped_at is not None, not each.certain, each.due)))


_READINESS_ORDER: Final = tuple(ReadinessState)


def queue_key(assessment: Assessment, readiness: Readiness, leading: str) -> tuple[int, float, int]:
    """Return the place of a case in the queue: the smaller, the earlier.

    Cases that must not wait come first, then those where an emergency sign is not excluded; within each, by the most
    urgent certain clock of the leading guideline, then by readiness.
    """
    waits = assessment.urgency.wait_for_meeting
    if waits is False:
        lane = 0
    elif waits is None and assessment.urgency.emergency_possible:
        lane = 1
    else:
        lane = 2
    running = [
        each.due.timestamp()
        for each in assessment.clocks
        if each.guideline == leading and each.stopped_at is None and each.certain
    ]
    return lane, min(running, default=float("inf")), _READINESS_ORDER.index(readiness.state)
