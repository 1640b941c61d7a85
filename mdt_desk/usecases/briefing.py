"""Make what the queue shows of a case: its facts when the case is kept, its urgency when it is judged."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from mdt_desk.domain.advice import Clock
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Bilsky, Case, Lesion
from mdt_desk.domain.deadlines import queue_key
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.holding import holds_until
from mdt_desk.domain.neurology import Side
from mdt_desk.domain.restarting import restarted_at
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.spine import LEVELS, Level
from mdt_desk.usecases.briefs import FAR, Due, Facts, Judged, Ranked, Score
from mdt_desk.usecases.folding import fold, squeezed
from mdt_desk.usecases.view import Listed

SHOWN: Final = ("nesms", "sins", "bilsky")
"""The scores that have a column."""

_BILSKY: Final = tuple(Bilsky)


def facts_of(case: Case) -> Facts:
    """Return what the row of a case says of its facts."""
    patient, found = case.patient, case.neurology
    worst = worst_level(case, {})
    return Facts(
        family=_known(patient.family_name),
        given=_known(patient.given_name),
        born=None if patient.birth_date is UNKNOWN else patient.birth_date,
        number=_known(patient.hospital_number),
        died=patient.died_on is not UNKNOWN,
        primary=None if case.tumour.primary is UNKNOWN else case.tumour.primary.value,
        lesions=len(_lesions(case)),
        level=worst.value if worst else None,
        sign=gravest_sign(case),
        frankel=None if found.frankel is UNKNOWN else found.frankel.value,
        walking=None if case.condition.ambulation is UNKNOWN else case.condition.ambulation.value,
        question=None if case.referral.question is UNKNOWN else " ".join(case.referral.question.split()),
        referrer=_known(case.referral.referrer),
    )


def found_by(case: Case) -> str:
    """Return the folded text in which what is typed is found: names, numbers, people, question and levels."""
    patient, referral = case.patient, case.referral
    born = () if patient.birth_date is UNKNOWN else (f"{patient.birth_date:%d-%m-%Y}",)
    people = (referral.referrer, referral.responsible_physician, referral.gp, referral.question)
    names = (patient.family_name, patient.given_name)
    words = [str(each) for each in (*names, patient.hospital_number, *people) if each is not UNKNOWN]
    levels = [each.level.value for each in _lesions(case)]
    name = squeezed(" ".join(str(each) for each in names if each is not UNKNOWN))
    return " ".join((fold(" ".join((*words, *born, *levels))), name)).strip()


def judged_of(listed: Listed, zone: tzinfo) -> Judged:
    """Return what the rules said about a case, as its row shows it."""
    assessment, case = listed.assessment, listed.stored.case
    urgency, clock = assessment.urgency, next_clock(assessment)
    worst = worst_level(case, assessment.scores)
    return Judged(
        at=assessment.assessed_at,
        holds=holds_until(case, assessment, zone),
        waits=urgency.wait_for_meeting,
        emergency_possible=urgency.emergency_possible,
        because=tuple((each.guideline, each.action) for each in urgency.because),
        deciding=urgency.missing,
        due=None if clock is None else Due(guideline=clock.guideline, action=clock.action, at=clock.due),
        scores=tuple(_score(assessment.scores[name]) for name in SHOWN if name in assessment.scores),
        readiness=listed.readiness.state.value,
        missing=listed.readiness.missing,
        level=worst.value if worst else None,
        restarted=restarted_at(case, assessment.assessed_at, zone),
    )


def ranked(listed: Listed, leading: str, mark: str) -> Ranked:
    """Return how a judged case is sorted among others."""
    scores = listed.assessment.scores
    _, due, ready = queue_key(listed.assessment, listed.readiness, leading)
    worst = worst_level(listed.stored.case, scores)
    grades = scores.get("bilsky")
    return Ranked(
        due=min(due, FAR),
        ready=ready,
        mark=mark,
        level=None if worst is None else LEVELS.index(worst),
        nesms=_points(scores.get("nesms")),
        sins=_points(scores.get("sins")),
        bilsky=f"{grades.possible[0]} {grades.possible[-1]}" if grades and grades.possible else None,
    )


def next_clock(assessment: Assessment) -> Clock | None:
    """Return the first deadline still running: of the leading guideline, or else of any."""
    leading = next(iter(assessment.guidelines), "")
    running = [each for each in assessment.clocks if each.stopped_at is None]
    led = [each for each in running if each.guideline == leading]
    return min(led or running, key=lambda each: (not each.certain, each.due), default=None)


def worst_level(case: Case, scores: Mapping[str, ScoreResult]) -> Level | None:
    """Return the level of the highest SINS still possible; without one, of the highest Bilsky grade."""
    sins = scores.get("sins")
    if sins is not None and sins.level is not None:
        return sins.level
    lesions = _lesions(case)
    scored = {
        each.level: max((point for point in each.possible if isinstance(point, int)), default=-1)
        for each in (sins.lesions if sins else ())
    }
    return max(
        (each.level for each in lesions),
        key=lambda level: (scored.get(level, -1), _grade(lesions, level), -LEVELS.index(level)),
        default=None,
    )


def gravest_sign(case: Case) -> str:
    """Return the gravest thing the examination shows."""
    found = case.neurology
    if found.cord_or_cauda_signs is True:
        return "cord"
    if found.motor_deficit is True or found.severe_deficit is True:
        return "motor"
    if found.radicular_deficit in {Side.UNILATERAL, Side.BILATERAL}:
        return "radicular"
    if case.symptoms.radicular_pain in {Side.UNILATERAL, Side.BILATERAL}:
        return "pain"
    examined = (found.cord_or_cauda_signs, found.motor_deficit, found.radicular_deficit)
    return "none" if any(each is not UNKNOWN for each in examined) else "unknown"


def _score(result: ScoreResult) -> Score:
    return Score(
        score=result.score,
        possible=result.possible,
        certain=result.value is not None,
        unverified=result.status is Status.UNVERIFIED,
        band=result.band,
        outside=result.outside_model,
        level=None if result.level is None else result.level.value,
        missing=result.missing,
    )


def _points(result: ScoreResult | None) -> float | None:
    if result is None or not result.possible:
        return None
    lowest, highest = result.possible[0], result.possible[-1]
    return lowest + highest / 100 if isinstance(lowest, int) and isinstance(highest, int) else None


def _known(value: object) -> str | None:
    return None if value is UNKNOWN else str(value)


def _lesions(case: Case) -> tuple[Lesion[Unknown], ...]:
    return () if case.lesions is UNKNOWN else case.lesions


def _grade(lesions: tuple[Lesion[Unknown], ...], level: Level) -> int:
    found = next(each.bilsky for each in lesions if each.level is level)
    return -1 if found is UNKNOWN else _BILSKY.index(found)
