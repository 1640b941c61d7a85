"""Bauer score (0-5): modified Bauer and one point more without a pathological fracture. Bauer 1995."""

from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.model import Score, ScoreItem
from mdt_desk.domain.scores.modified_bauer import MODIFIED_BAUER, modified_bauer
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.spine import Level


@word
def _fractured(f: Facts, level: Level) -> bool:
    return f.lesion(level).pathological_fracture


@word
def pathological_fracture(f: Facts) -> bool:
    """Some affected vertebra is fractured; an empty list of lesions means none."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("pathological_fracture", (True, False))
    return any(_fractured(f, each) for each in levels)


@word
def no_pathological_fracture(f: Facts) -> int:
    """One point without a pathological fracture."""
    return int(not pathological_fracture(f))


@word
def bauer(f: Facts) -> int:
    """Return the sum of the five items."""
    return modified_bauer(f) + no_pathological_fracture(f)


def band(value: int) -> str:
    """Return the prognostic group: 0-1, 2-3 or 4-5."""
    if value <= 1:
        return "0-1"
    return "2-3" if value <= 3 else "4-5"


BAUER: Final = Score(
    id="bauer",
    value=bauer,
    band=band,
    status=Status.SECONDARY,
    reference="Bauer 1995, Acta Orthop Scand 66(2):143-6",
    items=(
        *MODIFIED_BAUER.items,
        ScoreItem(
            name="no_pathological_fracture",
            points=no_pathological_fracture,
            fact="lesions.pathological_fracture",
        ),
    ),
)
