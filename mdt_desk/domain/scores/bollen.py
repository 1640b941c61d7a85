"""Bollen model (A to D, A is best): Bollen 2014, symptomatic spinal metastases of solid tumours."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.guidelines.words import haematological, unknown_primary
from mdt_desk.domain.scores import words as w
from mdt_desk.domain.scores.model import Exclusion, Score
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import Primary, SurvivalProfile

GOOD_KARNOFSKY: Final = 80
PUBLISHED_PROFILE: Final[Mapping[Primary, SurvivalProfile]] = MappingProxyType(
    {
        Primary.BREAST: SurvivalProfile.FAVOURABLE,
        Primary.PROSTATE: SurvivalProfile.MODERATE,
        Primary.LUNG_SMALL_CELL: SurvivalProfile.UNFAVOURABLE,
        Primary.LUNG_NON_SMALL_CELL: SurvivalProfile.UNFAVOURABLE,
    }
)
"""The primaries whose profile is known from the sources at hand; for all others the team's is asked."""


_EXCLUSIONS: Final = (
    Exclusion(reason="outside.haematological", holds=haematological),
    Exclusion(reason="outside.unknown_primary", holds=unknown_primary),
)


@word
def survival_profile(f: Facts) -> SurvivalProfile:
    """Return the profile: as recorded, else as published for the primary, else the team's is asked."""
    published = None if f.recorded("tumour.survival_profile") else PUBLISHED_PROFILE.get(f.tumour.primary)
    return f.tumour.survival_profile if published is None else published


@word
def free_of_visceral_and_brain(f: Facts) -> bool:
    """No visceral and no brain metastases; here, unlike in the NESMS, the brain counts."""
    return w.free_of_visceral(f) and not f.tumour.brain_metastases


@word
def bollen(f: Facts) -> str:
    """Return the letter; organs and brain matter with a favourable profile only."""
    profile, good = survival_profile(f), f.condition.karnofsky >= GOOD_KARNOFSKY
    if profile is SurvivalProfile.UNFAVOURABLE:
        return "C" if good else "D"
    if profile is SurvivalProfile.MODERATE:
        return "B" if good else "C"
    if free_of_visceral_and_brain(f):
        return "A" if good else "B"
    return "B" if good else "C"


@word
def outside(f: Facts) -> bool:
    """Tell whether the model does not cover the patient: a haematological or an unknown primary."""
    return any(each.holds(f) for each in _EXCLUSIONS)


def band(value: str) -> str:
    """Return the group, which is the value itself."""
    return value


BOLLEN: Final = Score(
    id="bollen",
    value=bollen,
    band=band,
    status=Status.SECONDARY,
    reference="Bollen 2014, Neuro Oncol 16(7):991-8 (n = 1043)",
    outside=_EXCLUSIONS,
)
