"""What would change an advice or a score, in the form in which people read it: fact, other values, outcome."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.assess import LESION_SCORES, SCORES, Rules
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines.rule import Answer
from mdt_desk.domain.judging import answer
from mdt_desk.domain.scores.model import settled_value
from mdt_desk.domain.whatif import Alternative, Change, what_would_change


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceOutcome:
    """How an action stands: ``status`` None when it does not apply; the deadlines still possible, in hours."""

    status: AdviceStatus | None
    possible_hours: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOutcome:
    """The values of a score still possible, as text, in order; empty outside its model."""

    possible: tuple[str, ...]


Outcome = AdviceOutcome | ScoreOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """If a fact were one of ``alternatives``, the outcome would be ``after``; missing facts have UNKNOWN as ``now``."""

    fact: str
    now: Any
    alternatives: tuple[Alternative, ...]
    after: Outcome


def advice_outcome(possible: Iterable[Answer]) -> AdviceOutcome:
    """Return how an action stands when a rule may give these answers."""
    answers = tuple(possible)
    doing = [each for each in answers if each is not None]
    if not doing:
        return AdviceOutcome(status=None)
    hours = {each.within.hours if each.within is not None else None for each in doing}
    return AdviceOutcome(
        status=AdviceStatus.UNDETERMINED if None in answers else AdviceStatus.APPLIES,
        possible_hours=tuple(sorted(hours, key=lambda each: float("inf") if each is None else each)),
    )


def score_outcome(possible: Iterable[Any]) -> ScoreOutcome:
    """Return the values inside the model, in order."""
    inside = sorted(each for each in possible if isinstance(each, int | str))
    return ScoreOutcome(possible=tuple(str(getattr(each, "value", each)) for each in inside))


def _effects(changes: Iterable[Change], outcome: Callable[[Iterable[Any]], Outcome]) -> tuple[Effect, ...]:
    """Group the values of a fact that lead to the same outcome; missing facts come first."""
    grouped: dict[tuple[str, Outcome], list[Change]] = {}
    for each in changes:
        after = outcome(each.after)
        if after != outcome(each.before):
            grouped.setdefault((each.fact, after), []).append(each)
    found = [
        Effect(
            fact=fact, now=group[0].now, alternatives=tuple(each.alternative for each in group), after=after
        )
        for (fact, after), group in grouped.items()
    ]
    return tuple(sorted(found, key=lambda each: each.now is not UNKNOWN))


def effects_on_advice(
    case: Case, at: datetime, rules: Rules, guideline: str, action: str
) -> tuple[Effect, ...]:
    """Return what would change an action of a guideline.

    Raises:
        LookupError: no such guideline among the rules, or no such action in it.

    """
    for source in rules.sources:
        for question in source.guideline.questions:
            if (source.id, question.action) == (guideline, action):
                changes = what_would_change(case, at, rules.zone, answer, question, source)
                return _effects(changes, advice_outcome)
    message = f"{guideline} has no action {action}"
    raise LookupError(message)


def effects_on_score(case: Case, at: datetime, rules: Rules, score: str) -> tuple[Effect, ...]:
    """Return what would change a score of the patient.

    Raises:
        LookupError: no such score.

    """
    for each in SCORES:
        if each.id == score:
            return _effects(what_would_change(case, at, rules.zone, settled_value, each), score_outcome)
    for lesion in LESION_SCORES:
        if lesion.id == score:
            return _effects(what_would_change(case, at, rules.zone, lesion.worst), score_outcome)
    message = f"there is no score {score}"
    raise LookupError(message)
