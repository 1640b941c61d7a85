"""The shape of a score, and how one is settled for a patient whose facts are incomplete."""

from collections.abc import Callable
from dataclasses import dataclass
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
class Score:
    """A published score of the patient.

    Attributes:
        value: the rule; asked only inside the model.
        band: the band of a value; None for a score without bands.
        outside: text key ``outside.<reason>`` of why the model does not cover this patient, empty when it does.
        raw: the sum before a ceiling, for scores that have one.

    """

    id: str
    value: Callable[[Facts], Value]
    band: Callable[[Any], str] | None
    status: Status
    reference: str
    items: tuple[ScoreItem, ...] = ()
    outside: Callable[[Facts], str] | None = None
    raw: Points | None = None


@dataclass(frozen=True, slots=True)
class _Outside:
    reason: str


@word
def _inside(f: Facts, score: Score) -> Any:  # noqa: ANN401  # the value of any score
    reason = score.outside(f) if score.outside is not None else ""
    return _Outside(reason) if reason else score.value(f)


def settle_item(settler: Settler, item: ScoreItem, *args: Any) -> Item:  # noqa: ANN401  # arguments of the item
    """Return an item with its points, or the points still possible."""
    possible = tuple(sorted(settler.settle(item.points, *args).possible))
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


def settle_score(settler: Settler, score: Score) -> ScoreResult:
    """Return what a score says about the patient."""
    settled = settler.settle(_inside, score)
    inside: tuple[Value, ...] = tuple(
        sorted(each for each in settled.possible if not isinstance(each, _Outside))
    )
    reasons = [each.reason for each in settled.possible if isinstance(each, _Outside)]
    raw: Settled | None = settler.settle(score.raw) if score.raw is not None else None
    return ScoreResult(
        score=score.id,
        value=inside[0] if settled.certain and inside else None,
        possible=inside,
        band=None if reasons else one_band(score.band, inside),
        missing=settled.missing,
        status=score.status,
        reference=score.reference,
        items=tuple(settle_item(settler, each) for each in score.items),
        raw=raw.possible[0] if raw is not None and raw.certain else None,
        outside_model=None if inside else reasons[0],
    )


NO_LESION: Final = "no_lesion"
"""Reason outside every score of a vertebra: the list of lesions is empty."""
