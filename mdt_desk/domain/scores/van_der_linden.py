"""Van der Linden score (0-6, more is better): Van der Linden 2005, patients irradiated for pain only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.guidelines.words import haematological
from mdt_desk.domain.scores import words as w
from mdt_desk.domain.scores.model import Exclusion, Score, ScoreItem, total
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import Primary

LOWEST_KARNOFSKY: Final = 20
PRIMARY: Final[Mapping[Primary, int]] = MappingProxyType(
    {Primary.BREAST: 3, Primary.PROSTATE: 2, Primary.LUNG_SMALL_CELL: 1, Primary.LUNG_NON_SMALL_CELL: 1}
)


@word
def karnofsky(f: Facts) -> int:
    """Points for the Karnofsky score: 20-40 none, 50-70 one, 80-100 two."""
    return int(f.condition.karnofsky >= 50) + int(f.condition.karnofsky >= 80)


@word
def primary(f: Facts) -> int:
    """Points for the primary; none for one that is not named."""
    return PRIMARY.get(f.tumour.primary, 0)


@word
def no_visceral_metastases(f: Facts) -> int:
    """One point without visceral metastases."""
    return int(w.free_of_visceral(f))


_ITEMS: Final = (
    ScoreItem(name="karnofsky", points=karnofsky, fact="condition.karnofsky"),
    ScoreItem(name="primary", points=primary, fact="tumour.primary"),
    ScoreItem(
        name="no_visceral_metastases", points=no_visceral_metastases, fact="tumour.visceral_metastases"
    ),
)


@word
def van_der_linden(f: Facts) -> int:
    """Return the sum of the three items."""
    return total(f, tuple(each.points for each in _ITEMS))


@word
def karnofsky_too_low(f: Facts) -> bool:
    """A Karnofsky score that nobody in the cohort had."""
    return f.condition.karnofsky < LOWEST_KARNOFSKY


_EXCLUSIONS: Final = (
    Exclusion(reason="outside.haematological", holds=haematological),
    Exclusion(reason="outside.karnofsky_below_20", holds=karnofsky_too_low),
)


def band(value: int) -> str:
    """Return the group: A 0-3, B 4-5, C 6."""
    if value <= 3:
        return "A"
    return "B" if value <= 5 else "C"


VAN_DER_LINDEN: Final = Score(
    id="van_der_linden",
    value=van_der_linden,
    band=band,
    status=Status.SECONDARY,
    reference="Van der Linden 2005, Cancer 103(2):320-8 (n = 342)",
    items=_ITEMS,
    outside=_EXCLUSIONS,
)
