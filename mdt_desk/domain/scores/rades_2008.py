"""Rades score of 2008 (20-46, more is better): Rades 2008, patients irradiated for cord compression.

Other bone metastases are those outside the spine: our reading. The cohort had motor deficits: without one the
time over which it developed cannot be given, and the model says nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.guidelines.words import motor_deficit
from mdt_desk.domain.neurology import MotorDeficitDeveloped
from mdt_desk.domain.scores import words as w
from mdt_desk.domain.scores.model import Exclusion, Score, ScoreItem, total
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import Primary

OTHER_PRIMARY: Final = 4
PRIMARY: Final[Mapping[Primary, int]] = MappingProxyType(
    {
        Primary.MULTIPLE_MYELOMA: 9,
        Primary.LYMPHOMA: 9,
        Primary.BREAST: 8,
        Primary.PROSTATE: 7,
        Primary.LUNG_SMALL_CELL: 3,
        Primary.LUNG_NON_SMALL_CELL: 3,
    }
)
DEVELOPED: Final[Mapping[MotorDeficitDeveloped, int]] = MappingProxyType(
    {
        MotorDeficitDeveloped.DAYS_1_TO_7: 3,
        MotorDeficitDeveloped.DAYS_8_TO_14: 6,
        MotorDeficitDeveloped.DAYS_OVER_14: 8,
    }
)


@word
def primary(f: Facts) -> int:
    """Points for the primary."""
    return PRIMARY.get(f.tumour.primary, OTHER_PRIMARY)


@word
def other_bone_metastases(f: Facts) -> int:
    """Points for bone metastases outside the spine."""
    return 5 if w.extraspinal(f) else 7


@word
def visceral_metastases(f: Facts) -> int:
    """Points for visceral metastases."""
    return 8 if w.free_of_visceral(f) else 2


@word
def interval(f: Facts) -> int:
    """Points for the time from the diagnosis of the cancer: 15 months or less, or longer."""
    return 7 if w.over_15_months(f) else 4


@word
def walking(f: Facts) -> int:
    """Points for walking, with or without an aid."""
    return 7 if w.walks(f) else 3


@word
def deficit_developed(f: Facts) -> int:
    """Points for the time over which the motor deficit developed."""
    return DEVELOPED[f.neurology.motor_deficit_developed]


_ITEMS: Final = (
    ScoreItem(name="primary", points=primary, fact="tumour.primary"),
    ScoreItem(name="other_bone_metastases", points=other_bone_metastases, fact="tumour.skeletal_metastases"),
    ScoreItem(name="visceral_metastases", points=visceral_metastases, fact="tumour.visceral_metastases"),
    ScoreItem(name="interval", points=interval, fact="tumour.diagnosed_on"),
    ScoreItem(name="walking", points=walking, fact="condition.ambulation"),
    ScoreItem(name="deficit_developed", points=deficit_developed, fact="neurology.motor_deficit_developed"),
)


@word
def rades_2008(f: Facts) -> int:
    """Return the sum of the six items."""
    return total(f, tuple(each.points for each in _ITEMS))


@word
def no_motor_deficit(f: Facts) -> bool:
    """No motor deficit, so nothing that developed over some time."""
    return not motor_deficit(f)


WITHOUT_DEFICIT: Final = Exclusion(reason="outside.no_motor_deficit", holds=no_motor_deficit)


def band(value: int) -> str:
    """Return the group of the publication."""
    if value <= 25:
        return "20-25"
    if value <= 30:
        return "26-30"
    if value <= 35:
        return "31-35"
    return "36-40" if value <= 40 else "41-46"


RADES_2008: Final = Score(
    id="rades_2008",
    value=rades_2008,
    band=band,
    status=Status.UNVERIFIED,
    reference="Rades 2008, Cancer 112(1):157-61 (n = 1852)",
    items=_ITEMS,
    outside=(WITHOUT_DEFICIT,),
)
