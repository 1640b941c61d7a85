"""Survival of our own patients: the product-limit estimate with its interval, and the numbers still at risk.

Kaplan and Meier 1958, J Am Stat Assoc 53:457-81; the interval is Greenwood's variance on the log-minus-log scale
(Kalbfleisch and Prentice 1980), which stays between 0 and 1.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Z_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How long one patient was followed (in any unit, above 0), and whether that ended in death."""

    time: float
    died: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The estimate from ``time`` on: ``at_risk`` just before, ``deaths`` and ``censored`` at it."""

    time: float
    at_risk: int
    deaths: int
    censored: int
    survival: float
    low: float
    high: float


def estimate(followed: Iterable[Followed], z: float = Z_95) -> tuple[Step, ...]:
    """Return one step for each time at which somebody died or was last seen, earliest first.

    Who is censored at a time at which others die counts as at risk there. Where the estimate is 1 or 0 the
    interval is as wide as the estimate is certain to be: 1 to 1 and 0 to 0.

    Raises:
        ValueError: a time is negative or not a finite number.

    """
    people = tuple(followed)
    if any(not math.isfinite(each.time) or each.time < 0 for each in people):
        message = "a patient is followed for a time from 0 on"
        raise ValueError(message)
    deaths = Counter(each.time for each in people if each.died)
    ends = Counter(each.time for each in people)
    steps: list[Step] = []
    at_risk, survival, variance = len(people), 1.0, 0.0
    for time in sorted(ends):
        died = deaths[time]
        survival *= 1 - died / at_risk
        variance += died / (at_risk * (at_risk - died)) if died < at_risk else math.inf
        low, high = _interval(survival, variance, z)
        steps.append(
            Step(
                time=time,
                at_risk=at_risk,
                deaths=died,
                censored=ends[time] - died,
                survival=survival,
                low=low,
                high=high,
            )
        )
        at_risk -= ends[time]
    return tuple(steps)


def survival_at(steps: Sequence[Step], time: float) -> Step | None:
    """Return the step in force at a time; None: before the first, where everybody lives.

    Beyond the last observation nothing is known: ask `followed_beyond` first.
    """
    found = [each for each in steps if each.time <= time]
    return found[-1] if found else None


def at_risk(followed: Iterable[Followed], time: float) -> int:
    """Return how many were alive and followed just before a time."""
    return sum(each.time >= time for each in followed)


def followed_beyond(steps: Sequence[Step], time: float) -> bool:
    """Tell whether the estimate says anything at a time: somebody was followed so long, or nobody is left."""
    return bool(steps) and (steps[-1].time >= time or steps[-1].survival == 0)


def median(steps: Iterable[Step]) -> float | None:
    """Return the first time at which half or fewer live; None: not reached."""
    return next((each.time for each in steps if each.survival <= 0.5), None)


def _interval(survival: float, variance: float, z: float) -> tuple[float, float]:
    if survival in {0.0, 1.0}:
        return survival, survival
    middle = math.log(-math.log(survival))
    half = z * math.sqrt(variance) / -math.log(survival)
    return math.exp(-math.exp(middle + half)), math.exp(-math.exp(middle - half))
