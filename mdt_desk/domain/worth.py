"""Which missing fact is worth finding out first: how much recording each would settle, tried value by value.

Every value that a missing fact may have is a case of its own that the same rules assess. An empty case takes a few
seconds in all, so that the work is cut into steps: each step assesses one case.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.reading import contradictions, with_fact
from mdt_desk.domain.whatif import alternatives

_CANDIDATES: Final = 8
"""Only the facts that most open answers name are tried: each costs an assessment for every value it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswer:
    """An answer that missing facts decide: a score, or what a guideline says of an action."""

    name: str
    guideline: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """How much one missing fact would settle.

    Attributes:
        average: open answers closed, averaged over the values that the fact may have; some open others.
        most: open answers closed by the value that closes most.
        settles: the answers that at least one value closes; ``surely`` are those that every value closes.

    """

    fact: str
    average: float
    most: int
    settles: frozenset[OpenAnswer] = frozenset()
    surely: frozenset[OpenAnswer] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One missing fact with one value that it may have, in a case that is otherwise the same."""

    fact: str
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The search for what is worth knowing, between two steps.

    Attributes:
        now: what is said of the case as it is.
        left: what is still to be tried; None before the first step.
        left_open: what stayed open in each try, by its fact.

    """

    case: Case
    now: Assessment
    left: tuple[Try, ...] | None = None
    left_open: tuple[tuple[str, frozenset[OpenAnswer]], ...] = ()

    @property
    def ended(self) -> bool:
        """Tell whether everything was tried."""
        return self.left == ()


def open_answers(assessment: Assessment) -> frozenset[OpenAnswer]:
    """Return what is still open: advice and scores that missing facts decide."""
    advice = (
        OpenAnswer(name=each.action, guideline=each.guideline, topic=each.topic)
        for advised in assessment.guidelines.values()
        for each in advised
        if each.missing
    )
    scores = (
        OpenAnswer(name=each.score)
        for each in assessment.scores.values()
        if each.outside_model is None and each.missing
    )
    return frozenset((*advice, *scores))


def asked_for(assessment: Assessment) -> Counter[str]:
    """Return the missing facts that open answers name, and how many name each: no other fact can be worth anything."""
    missing = [advice.missing for advised in assessment.guidelines.values() for advice in advised]
    missing += [score.missing for score in assessment.scores.values()]
    return Counter(fact for facts in missing for fact in facts if fact != "lesions")


def step(weighing: Weighing, assess: Callable[[Case], Assessment], zone: tzinfo) -> Weighing:
    """Return the search one step further: first what is to be tried, then one case at a time.

    Args:
        weighing: the search so far; one that has ended is returned as it is.
        assess: assesses a case at the moment at which ``now`` was assessed.
        zone: where days are counted.

    """
    if weighing.left is None:
        return replace(weighing, left=_tries(weighing.case, weighing.now, zone))
    if not weighing.left:
        return weighing
    first, *others = weighing.left
    found = (first.fact, open_answers(assess(first.case)))
    return replace(weighing, left=tuple(others), left_open=(*weighing.left_open, found))


def weighed(weighing: Weighing) -> tuple[Worth, ...]:
    """Return the facts that were tried, those that settle most on average first."""
    before = open_answers(weighing.now)
    by_fact: dict[str, list[frozenset[OpenAnswer]]] = {}
    for fact, still_open in weighing.left_open:
        by_fact.setdefault(fact, []).append(still_open)
    found = [_worth(fact, before, after) for fact, after in by_fact.items()]
    return tuple(sorted(found, key=lambda each: (-each.average, -each.most)))


def _tries(case: Case, now: Assessment, zone: tzinfo) -> tuple[Try, ...]:
    at, moments = now.assessed_at, moments_of(case, now.assessed_at, zone)
    found = (
        Try(fact=fact, case=with_fact(case, fact, each.value))
        for fact, _ in asked_for(now).most_common(_CANDIDATES)
        for each in alternatives(case, fact, moments)
    )
    return tuple(each for each in found if not contradictions(each.case, at))


def _worth(fact: str, before: frozenset[OpenAnswer], after: Iterable[frozenset[OpenAnswer]]) -> Worth:
    settled = [before - each for each in after]
    closed = [len(before) - len(each) for each in after]
    return Worth(
        fact=fact,
        average=sum(closed) / len(closed),
        most=max(closed),
        settles=frozenset().union(*settled),
        surely=settled[0].intersection(*settled),
    )
