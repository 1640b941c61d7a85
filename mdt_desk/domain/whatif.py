"""What would change an answer: one fact at a time, recorded or missing, and what would follow.

Every alternative is a case of its own that the same rules settle; nothing is estimated.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from mdt_desk.domain.case import Case, spec_for, value_at
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.reading import contradictions, with_fact
from mdt_desk.domain.samples import Moments, samples
from mdt_desk.domain.settle import Settler


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another value of one fact: a single ``value``, or for numbers a stretch.

    Attributes:
        value: a value that stands for the stretch; UNKNOWN stands for an event that did not happen.
        low: lowest value of the stretch, None where it has no lower end or is not a number.
        high: the stretch ends below this value, None where it has no upper end or is not a number.

    """

    value: Any
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """If this fact had this other value, the answers still possible would be ``after`` instead of ``before``."""

    fact: str
    now: Any
    alternative: Alternative
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def _stretches(spec: FactSpec, values: tuple[Any, ...]) -> tuple[Alternative, ...]:
    """Return one alternative for every stretch of a number between two cuts, or for every value of anything else."""
    if spec.kind not in {Kind.INT, Kind.FLOAT} or not spec.cuts:
        return tuple(Alternative(value=each) for each in values)
    edges = [None, *sorted(spec.cuts), None]
    found = []
    for low, high in pairwise(edges):
        inside = [each for each in values if (low is None or each >= low) and (high is None or each < high)]
        if inside:
            found.append(Alternative(value=inside[0], low=low, high=high))
    return tuple(found)


def alternatives(case: Case, fact: str, moments: Moments) -> tuple[Alternative, ...]:
    """Return what else a fact could be; texts and lists have no alternatives."""
    spec, now = spec_for(fact), value_at(case, fact)
    if spec.event:
        return () if now is UNKNOWN else (Alternative(value=UNKNOWN),)
    try:
        values = samples(spec, moments)
    except LookupError:
        return ()
    return tuple(each for each in _stretches(spec, values) if now is UNKNOWN or not _holds(each, now))


def _holds(alternative: Alternative, now: Any) -> bool:
    """Tell whether the present value is this alternative already."""
    if alternative.low is None and alternative.high is None:
        return bool(alternative.value == now)
    return (alternative.low is None or now >= alternative.low) and (
        alternative.high is None or now < alternative.high
    )


def _merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Join neighbouring stretches of a number that lead to the same answers."""
    found: list[Change] = []
    for each in changes:
        last = found[-1] if found else None
        joins = (
            last is not None
            and last.fact == each.fact
            and set(last.after) == set(each.after)
            and last.alternative.high is not None
            and last.alternative.high == each.alternative.low
        )
        if last is not None and joins:
            stretch = Alternative(
                value=last.alternative.value, low=last.alternative.low, high=each.alternative.high
            )
            found[-1] = Change(
                fact=last.fact, now=last.now, alternative=stretch, before=last.before, after=last.after
            )
        else:
            found.append(each)
    return tuple(found)


def what_would_change(
    case: Case, at: datetime, zone: tzinfo, rule: Callable[..., Any], *args: Hashable
) -> tuple[Change, ...]:
    """Return every single fact whose other value changes the answers of a rule, and to what.

    Args:
        case: the case as it is.
        at: the moment of assessment.
        zone: where days are counted.
        rule: the rule, with its arguments.
        args: the arguments of the rule.

    """
    moments = moments_of(case, at, zone)
    settler = Settler(case, moments)
    before = settler.possible(rule, *args)
    changes = []
    for fact in settler.touched(rule, *args):
        if fact == "lesions":
            continue
        for alternative in alternatives(case, fact, moments):
            other = with_fact(case, fact, alternative.value)
            if contradictions(other, at):
                continue
            after = Settler(other, moments_of(other, at, zone)).possible(rule, *args)
            if set(after) != set(before):
                now = value_at(case, fact)
                changes.append(
                    Change(fact=fact, now=now, alternative=alternative, before=before, after=after)
                )
    return _merged(changes)
