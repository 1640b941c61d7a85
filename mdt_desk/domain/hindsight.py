"""One case looked back upon: what was known at the table, the score as it was then, and which clocks were kept.

Nothing here explains itself, so that thousands of cases can be counted: what takes time in an assessment are its
reasons.
"""

from datetime import datetime, tzinfo
from typing import Final

from mdt_desk.domain.advice import Clock
from mdt_desk.domain.case import Case, value_at
from mdt_desk.domain.deadlines import STOPPED_BY, clocks
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines.rule import Source
from mdt_desk.domain.judging import Judge, answer
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.readiness import INDISPENSABLE, OPTIONS, ReadinessState
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.scores.model import settle_score
from mdt_desk.domain.scores.nesms import NESMS
from mdt_desk.domain.settle import Settler
from mdt_desk.domain.vocabulary import ACTIONS

_OF_A_LESION: Final = "lesions."


def as_it_was(case: Case, at: datetime) -> Case:
    """Return the case with every dated fact as it stood at a moment.

    A fact that was first dated later was not known then; a fact without a history is taken as it is, and so are the
    vertebrae, of which no history is kept.
    """
    latest: dict[str, object] = {}
    for entry in sorted(case.recorded, key=lambda each: each.at):
        if not entry.fact.startswith(_OF_A_LESION):
            latest.setdefault(entry.fact, UNKNOWN)
            if entry.at <= at:
                latest[entry.fact] = entry.value
    for path, value in latest.items():
        case = with_fact(case, path, value)
    return case


def nesms_at(case: Case, at: datetime, zone: tzinfo) -> int | None:
    """Return the NESMS of a case at a moment; None: it was not certain."""
    value = settle_score(Settler(case, moments_of(case, at, zone)), NESMS).value
    return None if value is None else int(value)


def readiness_at(case: Case, at: datetime, source: Source, zone: tzinfo) -> ReadinessState:
    """Return what `readiness.readiness` says of a case at a moment, under one guideline."""
    moments = moments_of(case, at, zone)
    settler = Settler(case, moments)
    spoke, options, certain = False, [], True
    for question in source.guideline.questions:
        settled = settler.settle(answer, question, source)
        if settled.possible == (None,):
            continue
        spoke = True
        if ACTIONS[question.action].topic in OPTIONS:
            options.append(None not in settled.possible)
            certain = certain and settled.certain
    absent = any(value_at(case, path) is UNKNOWN for path in INDISPENSABLE)
    silent = bool(options) and not any(options)
    if absent or silent or not spoke:
        return ReadinessState.NOT_READY
    return ReadinessState.READY if certain else ReadinessState.CONDITIONAL


def clocks_until(case: Case, until: datetime, source: Source, zone: tzinfo) -> tuple[Clock, ...]:
    """Return the clocks of one guideline that an event can stop, as they stood at a moment."""
    moments = moments_of(case, until, zone)
    judge = Judge(case, moments, Settler(case, moments))
    advised = (judge.advice(source, each) for each in source.guideline.questions if each.action in STOPPED_BY)
    return clocks(case, moments, judge, {source: tuple(each for each in advised if each is not None)})
