"""New England Spinal Metastasis Score (0-3): Ghori 2015, validated by Schoenfeld 2021.

The protocol's table adds up to 4 while its outcome table stops at 3; the derivation paper has a ceiling of 3
and every published cohort uses 0-3, so the raw sum is kept and shown and the score is its minimum with 3.
"""

from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.neurology import Ambulation
from mdt_desk.domain.scores.model import Score, ScoreItem
from mdt_desk.domain.scores.modified_bauer import modified_bauer
from mdt_desk.domain.settle import Facts, word

CEILING: Final = 3
ALBUMIN_G_PER_L: Final = 35
_ENOUGH_BAUER: Final = 3


@word
def bauer_points(f: Facts) -> int:
    """Two points for a modified Bauer score of 3 or more, else none: never one."""
    return 2 if modified_bauer(f) >= _ENOUGH_BAUER else 0


@word
def walks_independently(f: Facts) -> int:
    """One point for walking without any aid."""
    return int(f.condition.ambulation is Ambulation.INDEPENDENT)


@word
def albumin(f: Facts) -> int:
    """One point for a serum albumin of at least 35 g/L."""
    return int(f.labs.albumin_g_per_l >= ALBUMIN_G_PER_L)


@word
def raw(f: Facts) -> int:
    """Return the sum of the items, before the ceiling."""
    return bauer_points(f) + walks_independently(f) + albumin(f)


@word
def nesms(f: Facts) -> int:
    """Return the score."""
    return min(CEILING, raw(f))


def band(value: int) -> str:
    """Return the class, which is the value itself."""
    return str(value)


NESMS: Final = Score(
    id="nesms",
    value=nesms,
    band=band,
    status=Status.SOURCE,
    reference="Ghori 2015, Spine J 15(8):1804-11; Schoenfeld 2021, Spine J 21(1):28-36",
    items=(
        ScoreItem(name="modified_bauer", points=bauer_points, fact="tumour.primary"),
        ScoreItem(name="ambulation", points=walks_independently, fact="condition.ambulation"),
        ScoreItem(name="albumin", points=albumin, fact="labs.albumin_g_per_l"),
    ),
    raw=raw,
)
