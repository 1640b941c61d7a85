"""What would change an advice or a score, in words: the fact, its other values, and what would follow."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.case import spec_for
from mdt_desk.domain.explain import AdviceOutcome, Effect, Outcome
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.whatif import Alternative
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.ui.wording.scores import range_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import hours_text, label_of, number_text, unit_of

MOST: Final = 8
"""So many effects are said; of the others only how many there are."""
_NAMED: Final = 4
"""So many values of one fact are named, or one more rather than "1 other"."""

Run = tuple[int, int | None]
"""Whole numbers from the first to the second, both included; None: without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectShown:
    """One effect: how a fact ``stands``, and what would follow if it were different; ``sentence`` says both."""

    stands: str
    then: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsShown:
    """Everything that would change one answer; ``note`` says what else there is, or why there is nothing."""

    lines: tuple[EffectShown, ...] = ()
    note: str = ""


def effects_shown(
    texts: Words, effects: Sequence[Effect] | None, zone: tzinfo | None, score: str = ""
) -> EffectsShown:
    """Put effects into words, on an advice or on ``score``; None: they are still being worked out."""
    if effects is None:
        return EffectsShown(note=texts.get("effects.waiting"))
    if not effects:
        return EffectsShown(note=texts.get("effects.none"))
    more = len(effects) - MOST
    return EffectsShown(
        lines=tuple(effect_shown(texts, each, zone, score) for each in effects[:MOST]),
        note=texts.get("effects.more", count=more) if more > 0 else "",
    )


def effect_shown(texts: Words, effect: Effect, zone: tzinfo | None, score: str = "") -> EffectShown:
    """Put one effect into words."""
    parts = {
        "fact": label_of(texts, effect.fact),
        "now": now_text(texts, effect, zone),
        "other": alternatives_text(texts, effect, zone),
        "outcome": outcome_text(texts, effect.after, score),
    }
    return EffectShown(
        stands=texts.get("effects.stands", fact=parts["fact"], now=parts["now"]),
        then=texts.get("effects.then", other=parts["other"], outcome=parts["outcome"]),
        sentence=texts.get("effects.sentence", **parts),
    )


def now_text(texts: Words, effect: Effect, zone: tzinfo | None) -> str:
    """Say what a fact is now."""
    if effect.now is UNKNOWN:
        return texts.get("effects.not_entered")
    return value_text(texts, effect.fact, effect.now, zone)


def alternatives_text(texts: Words, effect: Effect, zone: tzinfo | None) -> str:
    """Say the other values: a stretch of a number, an example of a date, every value of anything else."""
    spec, others = spec_for(effect.fact), effect.alternatives
    values = [each.value for each in others]
    if UNKNOWN in values:
        return texts.get("effects.not_done")
    if isinstance(values[0], date):
        return texts.get("effects.example", value=value_text(texts, effect.fact, values[0], zone))
    if spec.kind is Kind.INT:
        return _either(texts, [_run_text(texts, each) for each in _runs(spec, others)])
    if spec.kind is Kind.FLOAT:
        return _either(texts, [_stretch_text(texts, effect.fact, each) for each in others])
    return _either(texts, [value_text(texts, effect.fact, each, zone) for each in values])


def outcome_text(texts: Words, outcome: Outcome, score: str = "") -> str:
    """Say what would follow: whether and by when an action applies, or which values of ``score`` remain."""
    if not isinstance(outcome, AdviceOutcome):
        if not outcome.possible:
            return texts.get("effects.outside")
        possible = [int(each) if each.isdecimal() else each for each in outcome.possible]
        name = texts.get(f"score.{score}.name")
        return texts.get("effects.score", score=name, value=range_text(possible))
    if outcome.status is None:
        return texts.get("effects.does_not_apply")
    decided = outcome.status is AdviceStatus.APPLIES
    said = texts.get("effects.applies" if decided else "effects.facts_decide")
    hours = next(iter(outcome.possible_hours), None)
    if hours is None:
        return said
    deadline = hours_text(texts, hours)
    if len(outcome.possible_hours) > 1:
        deadline = texts.get("deadline.at_most_urgent", deadline=deadline)
    return texts.get("effects.by", outcome=said, deadline=deadline)


def _either(texts: Words, words: Sequence[str]) -> str:
    """Join values with "or"; a semicolon stands between values that have a comma themselves."""
    if len(words) > _NAMED + 1:
        words = (*words[:_NAMED], texts.get("effects.others", count=len(words) - _NAMED))
    *first, last = words
    if not first:
        return last
    mark = "; " if any("," in each for each in words) else ", "
    return texts.get("effects.either", first=mark.join(first), last=last)


def _runs(spec: FactSpec, others: Iterable[Alternative]) -> tuple[Run, ...]:
    """Return the whole numbers meant as runs that do not touch."""
    step, found = spec.step or 1, list[Run]()
    for each in others:
        low, last = _run(spec, each)
        if found and found[-1][1] is not None and found[-1][1] + step == low:
            found[-1] = (found[-1][0], last)
        else:
            found.append((low, last))
    return tuple(found)


def _run(spec: FactSpec, other: Alternative) -> Run:
    if other.low is None and other.high is None:
        return int(other.value), int(other.value)
    low = int(spec.minimum or 0) if other.low is None else int(other.low)
    if other.high is not None:
        return low, int(other.high) - (spec.step or 1)
    return low, None if spec.maximum is None else int(spec.maximum)


def _run_text(texts: Words, run: Run) -> str:
    low, high = run
    if high is None:
        return texts.get("effects.or_more", low=low)
    return str(low) if low == high else f"{low}–{high}"


def _stretch_text(texts: Words, fact: str, stretch: Alternative) -> str:
    spell = _speller(texts, fact)
    low, high = stretch.low, stretch.high
    if low is not None and high is not None:
        return texts.get("effects.between", low=number_text(round(low, 2), texts.language), high=spell(high))
    if low is not None:
        return texts.get("effects.or_more", low=spell(low))
    return texts.get("effects.below", high=spell(high)) if high is not None else spell(stretch.value)


def _speller(texts: Words, fact: str) -> Callable[[float], str]:
    """Return how a number of this fact is spelled, with its unit."""
    unit = unit_of(texts, fact)
    return lambda value: " ".join(x for x in (number_text(round(value, 2), texts.language), unit) if x)
