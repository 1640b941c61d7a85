"""Spinal Instability Neoplastic Score (0-18) of one vertebra: Fisher 2010, bands Fourney 2011."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.case import Alignment, BoneQuality, Collapse, LesionPain, Posterolateral
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.spine import Level, Region, region

LOCATION: Final[Mapping[Region, int]] = MappingProxyType(
    {Region.JUNCTIONAL: 3, Region.MOBILE: 2, Region.SEMIRIGID: 1, Region.RIGID: 0}
)
PAIN: Final[Mapping[LesionPain, int]] = MappingProxyType(
    {LesionPain.MECHANICAL: 3, LesionPain.NON_MECHANICAL: 1, LesionPain.NONE: 0}
)
BONE: Final[Mapping[BoneQuality, int]] = MappingProxyType(
    {BoneQuality.LYTIC: 2, BoneQuality.MIXED: 1, BoneQuality.BLASTIC: 0}
)
ALIGNMENT: Final[Mapping[Alignment, int]] = MappingProxyType(
    {Alignment.SUBLUXATION: 4, Alignment.DEFORMITY: 2, Alignment.NORMAL: 0}
)
COLLAPSE: Final[Mapping[Collapse, int]] = MappingProxyType(
    {Collapse.OVER_HALF: 3, Collapse.UNDER_HALF: 2, Collapse.NONE_OVER_HALF_INVOLVED: 1, Collapse.NONE: 0}
)
POSTEROLATERAL: Final[Mapping[Posterolateral, int]] = MappingProxyType(
    {Posterolateral.BILATERAL: 3, Posterolateral.UNILATERAL: 1, Posterolateral.NONE: 0}
)
STABLE_AT_MOST: Final = 6
UNSTABLE_FROM: Final = 13
HIGHEST: Final = 18


@word
def location(_f: Facts, level: Level) -> int:
    """Points for the mechanical region of the vertebra."""
    return LOCATION[region(level)]


@word
def pain(f: Facts, level: Level) -> int:
    """Points for pain at this vertebra."""
    return PAIN[f.lesion(level).pain]


@word
def bone_quality(f: Facts, level: Level) -> int:
    """Points for the bone lesion."""
    return BONE[f.lesion(level).bone_quality]


@word
def alignment(f: Facts, level: Level) -> int:
    """Points for alignment."""
    return ALIGNMENT[f.lesion(level).alignment]


@word
def collapse(f: Facts, level: Level) -> int:
    """Points for collapse; exactly half is undefined by the authors."""
    return COLLAPSE[f.lesion(level).collapse]


@word
def posterolateral(f: Facts, level: Level) -> int:
    """Points for the posterolateral elements."""
    return POSTEROLATERAL[f.lesion(level).posterolateral]


ITEMS: Final = (location, pain, bone_quality, alignment, collapse, posterolateral)


@word
def _sum_of(f: Facts, level: Level, items: int) -> int:
    """Return the sum of the first items; built up one by one so that its diagram stays small."""
    own = ITEMS[items - 1](f, level)
    return own + _sum_of(f, level, items - 1) if items > 1 else own


@word
def sins(f: Facts, level: Level) -> int:
    """Return the score of one vertebra."""
    return _sum_of(f, level, len(ITEMS))


@word
def _worst_of(f: Facts, levels: tuple[Level, ...]) -> int:
    own = sins(f, levels[0])
    return max(own, _worst_of(f, levels[1:])) if levels[1:] else own


@word
def worst_sins(f: Facts) -> int | None:
    """Return the highest score of all lesions; None when the list is empty."""
    levels = f.levels()
    if levels is None:
        return f.about_lesions("sins", tuple(range(HIGHEST + 1)))
    return _worst_of(f, levels) if levels else None


def band(value: int) -> str:
    """Return the band: 0-6 stable, 7-12 potentially unstable, 13-18 unstable."""
    if value <= STABLE_AT_MOST:
        return "stable"
    return "potentially_unstable" if value < UNSTABLE_FROM else "unstable"


@word
def worst_band(f: Facts) -> str:
    """Return the band of the worst lesion; an empty list is ``none``."""
    worst = worst_sins(f)
    return "none" if worst is None else band(worst)
