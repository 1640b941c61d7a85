"""Rades score for a short life (6-25, more is worse): Rades 2013, patients with cord compression.

Only the number is given: its cut-off is disputed, and in one other cohort it did no better than chance.
ECOG 0 and 1 count as 2 (our reading: nobody in the cohort had them). Without a motor deficit it says nothing,
as the score of 2008.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.neurology import MotorDeficitDeveloped
from mdt_desk.domain.scores import words as w
from mdt_desk.domain.scores.model import Exclusion, Score, ScoreItem, total
from mdt_desk.domain.scores.rades_2008 import WITHOUT_DEFICIT
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import Primary

OTHER_PRIMARY: Final = 3
PRIMARY: Final[Mapping[Primary, int]] = MappingProxyType(
    {Primary.BREAST: 1, Primary.MULTIPLE_MYELOMA: 1, Primary.LYMPHOMA: 1, Primary.PROSTATE: 2}
)
"""Lung has the points of every other primary."""

_HIGHEST_ECOG: Final = 4


@word
def ecog(f: Facts) -> int:
    """Points for the performance status: 0-2 none, 3-4 four."""
    return 0 if f.condition.ecog <= 2 else 4


@word
def primary(f: Facts) -> int:
    """Points for the primary."""
    return PRIMARY.get(f.tumour.primary, OTHER_PRIMARY)


@word
def other_bone_metastases(f: Facts) -> int:
    """Points for bone metastases outside the spine."""
    return 3 if w.extraspinal(f) else 1


@word
def visceral_metastases(f: Facts) -> int:
    """Points for visceral metastases."""
    return 1 if w.free_of_visceral(f) else 4


@word
def interval(f: Facts) -> int:
    """Points for the time from the diagnosis of the cancer: 15 months or less, or longer."""
    return 1 if w.over_15_months(f) else 3


@word
def walking(f: Facts) -> int:
    """Points for walking, with or without an aid."""
    return 1 if w.walks(f) else 4


@word
def deficit_developed(f: Facts) -> int:
    """Points for a motor deficit that developed within a week, or more slowly."""
    return 4 if f.neurology.motor_deficit_developed is MotorDeficitDeveloped.DAYS_1_TO_7 else 1


_ITEMS: Final = (
    ScoreItem(name="ecog", points=ecog, fact="condition.ecog"),
    ScoreItem(name="primary", points=primary, fact="tumour.primary"),
    ScoreItem(name="other_bone_metastases", points=other_bone_metastases, fact="tumour.skeletal_metastases"),
    ScoreItem(name="visceral_metastases", points=visceral_metastases, fact="tumour.visceral_metastases"),
    ScoreItem(name="interval", points=interval, fact="tumour.diagnosed_on"),
    ScoreItem(name="walking", points=walking, fact="condition.ambulation"),
    ScoreItem(name="deficit_developed", points=deficit_developed, fact="neurology.motor_deficit_developed"),
)


@word
def rades_short_life(f: Facts) -> int:
    """Return the sum of the seven items."""
    return total(f, tuple(each.points for each in _ITEMS))


@word
def beyond_ecog_4(f: Facts) -> bool:
    """ECOG 5 means that the patient has died."""
    return f.condition.ecog > _HIGHEST_ECOG


RADES_SHORT_LIFE: Final = Score(
    id="rades_short_life",
    value=rades_short_life,
    band=None,
    status=Status.SECONDARY,
    reference="Rades 2013, Cancer 119(4):897-903 (n = 2029)",
    items=_ITEMS,
    outside=(WITHOUT_DEFICIT, Exclusion(reason="outside.ecog_5", holds=beyond_ecog_4)),
)
