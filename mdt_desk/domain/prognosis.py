"""What each model says about how long this patient may live: published figures beside each other, never blended.

A row holds what was published for the classes that are still possible, and nothing else: points stay points, a
median is the month at which half were alive, and a forecast is what the author wrote. Nothing lies between them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from mdt_desk.domain.case import ExternalEstimate
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.scores.bollen import BOLLEN
from mdt_desk.domain.scores.external import EXTERNAL
from mdt_desk.domain.scores.nesms import NESMS
from mdt_desk.domain.scores.outcomes import Cohort, Outcome, outcomes_of
from mdt_desk.domain.scores.rades_2008 import RADES_2008
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.scores.tokuhashi import TOKUHASHI
from mdt_desk.domain.scores.van_der_linden import VAN_DER_LINDEN
from mdt_desk.domain.survival import wilson

MODELS: Final = (NESMS.id, BOLLEN.id, VAN_DER_LINDEN.id, TOKUHASHI.id, RADES_2008.id)
"""The scores for which survival in months was published, in the order in which they are shown."""

MONTHS: Final = (3, 6, 12)
"""Where the spread of the models is told."""

_WEAKEST_LAST: Final = (Status.SOURCE, Status.SECONDARY, Status.UNVERIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share alive after so many months; ``interval`` is its 95 % interval (Wilson) where the count is known."""

    months: int
    survival: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was published for one class of a model.

    Attributes:
        band: the class; empty for an estimate that was computed elsewhere.
        n: patients in this class, where that was published.
        median: months after which half were alive; ``interval`` is its 95 % interval.
        expected: months of survival as the author foretold: at least, and less than (None: open).

    """

    band: str = ""
    n: int | None = None
    shares: tuple[Share, ...] = ()
    median: float | None = None
    interval: tuple[float, float] | None = None
    expected: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one model says about one patient, from one cohort.

    Attributes:
        model: identifier of a score, or of a model that is computed elsewhere.
        groups: the classes still possible; none outside the model.
        cohort: whose survival this was; None for an estimate, and outside the model.
        status: the weaker of what founds the score and what founds its figures; None for an estimate.
        missing: the unknown facts that can still change the class, what decides first in front.
        outside: text key of why the model does not cover the patient.
        computed_on: when an estimate was computed elsewhere; None for a score.

    """

    model: str
    groups: tuple[Group, ...] = ()
    cohort: Cohort | None = None
    status: Status | None = None
    reference: str = ""
    missing: tuple[str, ...] = ()
    outside: str | None = None
    computed_on: date | None = None

    @property
    def unverified(self) -> bool:
        """Tell whether the row is left out unless somebody asks for it."""
        return self.status is Status.UNVERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the models lie apart after so many months.

    Attributes:
        low, high: the lowest and highest share published for exactly this month; None: no model has one.
        shares: the rows that have such a share.
        later, earlier: the other rows whose median or forecast certainly lies after, or before, this month.

    """

    months: int
    low: float | None
    high: float | None
    shares: tuple[Row, ...]
    later: tuple[Row, ...]
    earlier: tuple[Row, ...]


def prognosis(
    scores: Mapping[str, ScoreResult], external: tuple[ExternalEstimate, ...] | Unknown
) -> tuple[Row, ...]:
    """Return a row for each model and cohort, then one for each estimate computed elsewhere, oldest first."""
    computed = [row for name in MODELS if name in scores for row in _rows_of(scores[name])]
    return (*computed, *_entered(() if external is UNKNOWN else external))


def wanted(rows: Iterable[Row], *, unverified: bool) -> tuple[Row, ...]:
    """Return the rows to show: those whose figures are not verified only when they are asked for."""
    return tuple(each for each in rows if unverified or not each.unverified)


def span(row: Row, months: int) -> tuple[float, float] | None:
    """Return the lowest and highest share that a row publishes for exactly this month, None where it has none."""
    found = [each.survival for group in row.groups for each in group.shares if each.months == months]
    return (min(found), max(found)) if found else None


def spread(rows: Iterable[Row], months: int) -> Spread:
    """Return how far these rows lie apart after so many months."""
    spans = {row: span(row, months) for row in rows}
    known = [each for each in spans.values() if each is not None]
    silent = [row for row, found in spans.items() if found is None and row.groups]
    return Spread(
        months=months,
        low=min((low for low, _ in known), default=None),
        high=max((high for _, high in known), default=None),
        shares=tuple(row for row, found in spans.items() if found is not None),
        later=tuple(row for row in silent if all(_lives_past(group, months) for group in row.groups)),
        earlier=tuple(row for row in silent if all(_dies_before(group, months) for group in row.groups)),
    )


def _lives_past(group: Group, months: int) -> bool:
    if group.expected is not None:
        return group.expected[0] >= months
    return group.median is not None and group.median > months


def _dies_before(group: Group, months: int) -> bool:
    if group.expected is not None:
        return group.expected[1] is not None and group.expected[1] <= months
    return group.median is not None and group.median < months


def _rows_of(result: ScoreResult) -> list[Row]:
    """Return a row for each cohort in which a score was published."""
    if result.outside_model is not None:
        return [
            Row(
                model=result.score,
                status=result.status,
                reference=result.reference,
                outside=result.outside_model,
            )
        ]
    by_cohort: dict[Cohort, list[Outcome]] = {}
    for each in outcomes_of(result):
        by_cohort.setdefault(each.cohort, []).append(each)
    return [
        Row(
            model=result.score,
            groups=tuple(_group(each) for each in outcomes),
            cohort=cohort,
            status=max((result.status, *(each.status for each in outcomes)), key=_WEAKEST_LAST.index),
            reference=result.reference,
            missing=result.missing,
        )
        for cohort, outcomes in by_cohort.items()
    ]


def _group(outcome: Outcome) -> Group:
    return Group(
        band=outcome.band,
        n=outcome.n,
        shares=tuple(
            Share(
                months=each.months,
                survival=each.survival,
                interval=wilson(round(each.survival * outcome.n), outcome.n) if outcome.n else None,
            )
            for each in outcome.survival
        ),
        median=outcome.median_months,
        interval=outcome.interval,
        expected=outcome.expected_months,
    )


def _entered(estimates: tuple[ExternalEstimate, ...]) -> list[Row]:
    """Return a row for what one model gave on one day."""
    by_day: dict[tuple[date, str], list[ExternalEstimate]] = {}
    for each in sorted(estimates, key=lambda each: (each.computed_on, each.model, each.months)):
        by_day.setdefault((each.computed_on, each.model), []).append(each)
    return [
        Row(
            model=model,
            groups=(
                Group(shares=tuple(Share(months=each.months, survival=each.survival) for each in found)),
            ),
            reference=EXTERNAL[found[0].model].reference if found[0].model in EXTERNAL else "",
            computed_on=day,
        )
        for (day, model), found in by_day.items()
    ]
