"""Published survival by NESMS, and the line that joins the published points; no drawing.

Schoenfeld 2021, Spine J 21(1):28-36, as table 4 of the Erasmus MC protocol (January 2022) gives it; the second
cohort is Yan 2022, Chin J Orthop 42(20):1329-39. No curve data are published: between points the line is a
constant hazard, to be drawn visibly different and labelled "joined between published points".
"""

import math
from dataclasses import dataclass
from typing import Final

LAST_MONTH: Final = 12.0
"""Nothing is drawn beyond the last published point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalPoint:
    """A published probability of being alive at a number of months."""

    months: int
    survival: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCohort:
    """Deaths by 12 months in the second cohort: ``died`` of ``n``; median survival in months."""

    died: int
    n: int
    median_months: int


PUBLISHED: Final[dict[int, tuple[SurvivalPoint, ...]]] = {
    0: (SurvivalPoint(months=6, survival=0.15), SurvivalPoint(months=12, survival=0.0)),
    1: (SurvivalPoint(months=6, survival=0.37), SurvivalPoint(months=12, survival=0.22)),
    2: (SurvivalPoint(months=6, survival=0.73), SurvivalPoint(months=12, survival=0.52)),
    3: (SurvivalPoint(months=6, survival=0.90), SurvivalPoint(months=12, survival=0.85)),
}
"""By NESMS 0-3, Schoenfeld 2021 (n = 180)."""

SECOND_COHORT: Final[dict[int, SecondCohort]] = {
    0: SecondCohort(died=13, n=13, median_months=3),
    1: SecondCohort(died=42, n=48, median_months=4),
    2: SecondCohort(died=63, n=88, median_months=8),
    3: SecondCohort(died=20, n=30, median_months=10),
}
"""By NESMS 0-3, Yan 2022 (n = 179)."""


def joined(nesms: int, months: float) -> float:
    """Return the probability of survival on the line that joins the published points.

    Between two points the hazard is constant; towards a point where nobody survives the line is straight.

    Raises:
        ValueError: ``months`` outside 0 to 12, where nothing is published.

    """
    if not 0 <= months <= LAST_MONTH:
        message = f"no survival is published at {months} months: 0 to {LAST_MONTH:g} is allowed"
        raise ValueError(message)
    start = SurvivalPoint(months=0, survival=1.0)
    for end in PUBLISHED[nesms]:
        if months <= end.months:
            share = (months - start.months) / (end.months - start.months)
            if end.survival == 0:
                return start.survival * (1 - share)
            return start.survival * math.exp(share * math.log(end.survival / start.survival))
        start = end
    return start.survival


def wilson(successes: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion (95 % unless ``z`` says otherwise)."""
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)
