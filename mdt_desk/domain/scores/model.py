"""The shape of a score, and how one is settled for a patient whose facts are incomplete."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.result import Item, ScoreResult, Value
from mdt_desk.domain.settle import Facts, Settled, Settler, word

Points = Callable[..., int]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ScoreItem:
    """One item of a score: its name, the function that gives its points, and the fact it rests on."""

    name: str
    points: Points
    fact: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Exclusion:
    """Patients whom a model does not cover, and the text key ``outside.<reason>`` that says why."""

    reason: str
    holds: Callable[[Facts], bool]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Score:
    """A published score of the patient.

    Attributes:
        value: the rule; asked only inside the model.
        band: the band of a value; None for a score without bands.
        outside: whom the model does not cover.
        raw: the sum before a ceiling, for scores that have one.

    """

    id: str
    value: Callable[[Facts], Value]
    band: Callable[[Any], str] | None
    status: Status
    reference: str
    items: tuple[ScoreItem, ...] = ()
    outside: tuple[Exclusion, ...] = ()
    raw: Points | None = None


class _Coverage(Enum):
    """What stands for a value where the model says nothing; one answer, whatever the reason."""

    OUTSIDE = "outside"


@word
def settled_value(f: Facts, score: Score) -> Value | _Coverage:
    if any(each.holds(f) for each in score.outside):
        return _Coverage.OUTSIDE
    return score.value(f)


@word
def total(f: Facts, items: tuple[Points, ...]) -> int:
    """Return the sum of items; built up one by one so that its diagram stays small."""
    own = items[0](f)
    return own + total(f, items[1:]) if items[1:] else own


def settle_item(settler: Settler, item: ScoreItem, *args: Any) -> Item:  # noqa: ANN401  # arguments of the item
    """Return an item with its points, or the points still possible."""
    possible = tuple(sorted(settler.possible(item.points, *args)))
    return Item(
        item=item.name,
        points=possible[0] if len(possible) == 1 else None,
        possible=possible,
        fact=item.fact,
    )


def one_band(score_band: Callable[[Any], str] | None, possible: tuple[Value, ...]) -> str | None:
    """Return the band that all values share, else None."""
    bands = {score_band(each) for each in possible} if score_band is not None else set()
    return bands.pop() if len(bands) == 1 else None


def _reason(settler: Settler, score: Score) -> str:
    """Return why the model does not cover the patient: what is certain comes before what may be."""
    possible = {each.reason: settler.possible(each.holds) for each in score.outside}
    certain = [reason for reason, answers in possible.items() if answers == (True,)]
    return (certain or [reason for reason, answers in possible.items() if True in answers])[0]


def settle_score(settler: Settler, score: Score) -> ScoreResult:
    """Return what a score says about the patient."""
    settled = settler.settle(settled_value, score)
    inside: tuple[Value, ...] = tuple(
        sorted(each for each in settled.possible if each is not _Coverage.OUTSIDE)
    )
    raw: Settled | None = settler.settle(score.raw) if score.raw is not None else None
    outside = settled.possible == (_Coverage.OUTSIDE,)
    return ScoreResult(
        score=score.id,
        value=inside[0] if settled.certain and inside else None,
        possible=inside,
        band=None if _Coverage.OUTSIDE in settled.possible else one_band(score.band, inside),
        missing=settled.missing,
        status=score.status,
        reference=score.reference,
        items=() if outside else tuple(settle_item(settler, each) for each in score.items),
        raw=raw.possible[0] if raw is not None and raw.certain else None,
        outside_model=_reason(settler, score) if outside else None,
    )


NO_LESION: Final = "outside.no_lesion"
"""Reason outside every score of a vertebra: the list of lesions is empty."""
