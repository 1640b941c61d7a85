"""What became of the patients in whom a score was published: cohort figures, never a prediction."""

from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.bollen import BOLLEN
from mdt_desk.domain.scores.model import Score
from mdt_desk.domain.scores.nesms import NESMS
from mdt_desk.domain.scores.rades_2008 import RADES_2008
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.scores.tokuhashi import TOKUHASHI
from mdt_desk.domain.scores.van_der_linden import VAN_DER_LINDEN
from mdt_desk.domain.survival import PUBLISHED, SECOND_COHORT, SurvivalPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Patients whose survival was published.

    Attributes:
        id: text key ``cohort.<id>`` says who they were.
        n: how many; of how many each band is made up stands with the outcome, where it is published.
        years: first and last year of treatment or enrolment; None where we do not have them.
        concordance: the c statistic of the score, where a source gives it (0.5 is chance, 1 is perfect).
        described: how well number and years, or number and c, are founded where that differs from the outcomes.

    """

    id: str
    reference: str
    n: int
    years: tuple[int, int] | None = None
    concordance: float | None = None
    described: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """Adjusted odds of having died by a number of months, against those of the class that is the reference.

    Attributes:
        ratio: None where all had died, so that no ratio can be given.
        interval: its 95 % interval; None without a ratio.

    """

    months: int
    ratio: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one cohort shows for one band of a score.

    Attributes:
        n: patients in this band; None where it is not published.
        median_months: median survival; ``interval`` is its 95 % interval.
        survival: published shares of patients alive.
        expected_months: survival as the author foretells it: at least, and less than (None: open).
        odds: of having died, against the class that is the reference, which has none itself.

    """

    score: str
    band: str
    cohort: Cohort
    status: Status
    n: int | None = None
    median_months: float | None = None
    interval: tuple[float, float] | None = None
    survival: tuple[SurvivalPoint, ...] = ()
    expected_months: tuple[int, int | None] | None = None
    odds: tuple[Odds, ...] = ()


SCHOENFELD: Final = Cohort(
    id="schoenfeld",
    reference="Schoenfeld 2021, Spine J 21(1):28-36",
    n=180,
    years=(2017, 2018),
    described=Status.SECONDARY,
)
YAN: Final = Cohort(id="yan", reference="Yan 2022, Chin J Orthop 42(20):1329-39", n=179, years=(2008, 2018))
TOKUHASHI_COHORT: Final = Cohort(
    id="tokuhashi",
    reference="Tokuhashi 2005, Spine 30(19):2186-91",
    n=246,
    concordance=0.640,
    described=Status.SOURCE,
)
VAN_DER_LINDEN_COHORT: Final = Cohort(
    id="van_der_linden",
    reference="Van der Linden 2005, Cancer 103(2):320-8",
    n=342,
    concordance=0.664,
    described=Status.SOURCE,
)
BOLLEN_COHORT: Final = Cohort(
    id="bollen",
    reference="Bollen 2014, Neuro Oncol 16(7):991-8",
    n=1043,
    years=(2001, 2010),
    concordance=0.710,
    described=Status.SOURCE,
)
RADES_COHORT: Final = Cohort(id="rades_2008", reference="Rades 2008, Cancer 112(1):157-61", n=1852)


NESMS_ODDS: Final = {
    0: (Odds(months=6, ratio=53.0, interval=(11.5, 243.5)), Odds(months=12)),
    1: (Odds(months=6, ratio=16.5, interval=(4.6, 58.4)), Odds(months=12, ratio=31.3, interval=(8.8, 111.0))),
    2: (Odds(months=6, ratio=3.6, interval=(1.1, 11.8)), Odds(months=12, ratio=7.0, interval=(2.5, 20.1))),
    3: (),
}
"""Erasmus MC protocol, table 4; class 3 is the reference."""


def _nesms() -> tuple[Outcome, ...]:
    first = (
        Outcome(
            score=NESMS.id,
            band=str(value),
            cohort=SCHOENFELD,
            status=Status.SOURCE,
            survival=PUBLISHED[value],
            odds=NESMS_ODDS[value],
        )
        for value in PUBLISHED
    )
    second = (
        Outcome(
            score=NESMS.id,
            band=str(value),
            cohort=YAN,
            status=Status.SECONDARY,
            n=group.n,
            median_months=group.median_months,
            survival=(SurvivalPoint(months=12, survival=1 - group.died / group.n),),
        )
        for value, group in SECOND_COHORT.items()
    )
    return *first, *second


def _tokuhashi() -> tuple[Outcome, ...]:
    expected = {"under_6_months": (0, 6), "6_months_or_more": (6, None), "1_year_or_more": (12, None)}
    return tuple(
        Outcome(
            score=TOKUHASHI.id,
            band=band,
            cohort=TOKUHASHI_COHORT,
            status=Status.SECONDARY,
            expected_months=months,
        )
        for band, months in expected.items()
    )


def _van_der_linden() -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            score=VAN_DER_LINDEN.id,
            band=band,
            cohort=VAN_DER_LINDEN_COHORT,
            status=Status.SECONDARY,
            median_months=months,
        )
        for band, months in {"A": 3, "B": 9, "C": 19}.items()
    )


def _bollen() -> tuple[Outcome, ...]:
    medians = {"A": (31.2, 25.2, 37.3), "B": (15.4, 11.9, 18.2), "C": (4.8, 4.1, 5.4), "D": (1.6, 1.4, 1.9)}
    return tuple(
        Outcome(
            score=BOLLEN.id,
            band=band,
            cohort=BOLLEN_COHORT,
            status=Status.SECONDARY,
            median_months=median,
            interval=(low, high),
        )
        for band, (median, low, high) in medians.items()
    )


def _rades_2008() -> tuple[Outcome, ...]:
    alive = {"20-25": 0.04, "26-30": 0.11, "31-35": 0.48, "36-40": 0.87, "41-46": 0.99}
    return tuple(
        Outcome(
            score=RADES_2008.id,
            band=band,
            cohort=RADES_COHORT,
            status=Status.UNVERIFIED,
            survival=(SurvivalPoint(months=6, survival=share),),
        )
        for band, share in alive.items()
    )


OUTCOMES: Final[tuple[Outcome, ...]] = (
    *_nesms(),
    *_tokuhashi(),
    *_van_der_linden(),
    *_bollen(),
    *_rades_2008(),
)
"""Every published outcome that the program has, by score, then by cohort, then by band."""

_WITH_OUTCOMES: Final[tuple[Score, ...]] = (NESMS, TOKUHASHI, VAN_DER_LINDEN, BOLLEN, RADES_2008)


def outcomes_of(result: ScoreResult) -> tuple[Outcome, ...]:
    """Return the published outcomes of every band that is still possible for a patient."""
    for score in _WITH_OUTCOMES:
        if score.id == result.score and score.band is not None:
            bands = {score.band(each) for each in result.possible}
            return tuple(each for each in OUTCOMES if each.score == score.id and each.band in bands)
    return ()
