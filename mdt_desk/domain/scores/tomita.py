"""Tomita score (2-10, more is worse): Tomita 2001."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.model import Score, ScoreItem, total
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import GrowthRate, Primary, VisceralMetastases

PUBLISHED_GROWTH: Final[Mapping[Primary, GrowthRate]] = MappingProxyType(
    {
        Primary.BREAST: GrowthRate.SLOW,
        Primary.THYROID: GrowthRate.SLOW,
        Primary.PROSTATE: GrowthRate.SLOW,
        Primary.KIDNEY: GrowthRate.MODERATE,
        Primary.UTERUS: GrowthRate.MODERATE,
        Primary.LUNG_SMALL_CELL: GrowthRate.RAPID,
        Primary.LUNG_NON_SMALL_CELL: GrowthRate.RAPID,
        Primary.STOMACH: GrowthRate.RAPID,
        Primary.LIVER: GrowthRate.RAPID,
        Primary.COLON: GrowthRate.RAPID,
        Primary.UNKNOWN: GrowthRate.RAPID,
    }
)
"""The primaries that the author names as examples."""

GROWTH: Final[Mapping[GrowthRate, int]] = MappingProxyType(
    {GrowthRate.SLOW: 1, GrowthRate.MODERATE: 2, GrowthRate.RAPID: 4}
)
VISCERAL: Final[Mapping[VisceralMetastases, int]] = MappingProxyType(
    {VisceralMetastases.NONE: 0, VisceralMetastases.REMOVABLE: 2, VisceralMetastases.UNREMOVABLE: 4}
)


@word
def growth_rate(f: Facts) -> GrowthRate:
    """Return the growth: as recorded, else as published for the primary, else the team's class is asked."""
    published = None if f.recorded("tumour.growth_rate") else PUBLISHED_GROWTH.get(f.tumour.primary)
    return f.tumour.growth_rate if published is None else published


@word
def growth(f: Facts) -> int:
    """Points for the growth of the primary."""
    return GROWTH[growth_rate(f)]


@word
def visceral(f: Facts) -> int:
    """Points for visceral metastases."""
    return VISCERAL[f.tumour.visceral_metastases]


@word
def bone(f: Facts) -> int:
    """One point for a single metastasis in the whole skeleton (or none), two for more."""
    return 1 if f.tumour.skeletal_metastases <= 1 else 2


_ITEMS: Final = (
    ScoreItem(name="growth", points=growth, fact="tumour.primary"),
    ScoreItem(name="visceral", points=visceral, fact="tumour.visceral_metastases"),
    ScoreItem(name="bone", points=bone, fact="tumour.skeletal_metastases"),
)


@word
def tomita(f: Facts) -> int:
    """Return the sum of the three items."""
    return total(f, tuple(each.points for each in _ITEMS))


def band(value: int) -> str:
    """Return the aim of treatment that the author gives: 2-3, 4-5, 6-7 or 8-10."""
    if value <= 3:
        return "long_term_control"
    if value <= 5:
        return "middle_term_control"
    return "short_term_palliation" if value <= 7 else "terminal_care"


TOMITA: Final = Score(
    id="tomita",
    value=tomita,
    band=band,
    status=Status.SECONDARY,
    reference="Tomita 2001, Spine 26(3):298-306",
    items=_ITEMS,
)
