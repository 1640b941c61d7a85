"""Scores of vertebrae, settled for a patient: each lesion on its own, the worst for the case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from mdt_desk.domain.case import Bilsky, Case
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines.words import worst_bilsky
from mdt_desk.domain.scores import sins as sins_items
from mdt_desk.domain.scores.model import NO_LESION, ScoreItem, one_band, settle_item
from mdt_desk.domain.scores.result import LesionScore, ScoreResult
from mdt_desk.domain.scores.sins import sins, worst_sins
from mdt_desk.domain.settle import Facts, Settler, word
from mdt_desk.domain.spine import Level

_LOW: Final = frozenset({Bilsky.GRADE_0, Bilsky.GRADE_1A, Bilsky.GRADE_1B})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LesionScoreModel:
    """A score of one vertebra and how the worst of several is found."""

    id: str
    of: Callable[..., Any]
    worst: Callable[[Facts], Any]
    band: Callable[[Any], str]
    status: Status
    reference: str
    items: tuple[ScoreItem, ...] = ()


@word
def bilsky(f: Facts, level: Level) -> Bilsky:
    """Return the recorded grade of one vertebra."""
    return f.lesion(level).bilsky


def bilsky_band(grade: Bilsky) -> str:
    """Return the band: 0-1b low, 1c equivocal, 2-3 high."""
    if grade in _LOW:
        return "low"
    return "equivocal" if grade is Bilsky.GRADE_1C else "high"


SINS: Final = LesionScoreModel(
    id="sins",
    of=sins,
    worst=worst_sins,
    band=sins_items.band,
    status=Status.SECONDARY,
    reference="Fisher 2010, Spine 35(22):E1221-9; Fourney 2011, J Clin Oncol 29(22):3072-7",
    items=tuple(
        ScoreItem(
            name=each.__name__, points=each, fact="level" if each.__name__ == "location" else each.__name__
        )
        for each in sins_items.ITEMS
    ),
)

BILSKY: Final = LesionScoreModel(
    id="bilsky",
    of=bilsky,
    worst=worst_bilsky,
    band=bilsky_band,
    status=Status.SECONDARY,
    reference="Bilsky 2010, J Neurosurg Spine 13(3):324-8",
)


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(each.value if isinstance(each, Bilsky) else each for each in values))


def _of_lesion(settler: Settler, model: LesionScoreModel, level: Level) -> LesionScore:
    settled = settler.settle(model.of, level)
    possible = _plain(settled.possible)
    items = (
        settle_item(
            settler, ScoreItem(name=each.name, points=each.points, fact=f"lesions.{level}.{each.fact}"), level
        )
        for each in model.items
    )
    return LesionScore(
        level=level,
        value=possible[0] if settled.certain else None,
        possible=possible,
        band=one_band(model.band, settled.possible),
        missing=settled.missing,
        items=tuple(items),
    )


def settle_lesions(settler: Settler, model: LesionScoreModel, case: Case) -> ScoreResult:
    """Return the score of every lesion, and of the case: the worst and its level."""
    levels = () if case.lesions is UNKNOWN else tuple(each.level for each in case.lesions)
    lesions = tuple(_of_lesion(settler, model, each) for each in levels)
    none = case.lesions == ()
    settled = settler.settle(model.worst)
    possible = () if none else settled.possible
    value = _plain(possible)[0] if len(possible) == 1 else None
    worst = [each.level for each in lesions if value is not None and each.value == value]
    return ScoreResult(
        score=model.id,
        value=value,
        possible=_plain(possible),
        band=one_band(model.band, possible),
        missing=() if none else settled.missing,
        status=model.status,
        reference=model.reference,
        items=next((each.items for each in lesions if each.level in worst), ()),
        outside_model=NO_LESION if none else None,
        level=worst[0] if worst else None,
        lesions=lesions,
    )
