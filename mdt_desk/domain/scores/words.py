"""Words that several scores share; each score keeps its own points."""

from typing import Final

from mdt_desk.domain.diagram import Impossible
from mdt_desk.domain.neurology import Ambulation
from mdt_desk.domain.samples import add_months
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import VisceralMetastases

MANY: Final = 3
"""No score tells three foci or vertebrae from more."""

_WALKING: Final = frozenset({Ambulation.INDEPENDENT, Ambulation.AIDED})
_SHORT_INTERVAL_MONTHS: Final = 15


@word
def extraspinal(f: Facts) -> int:
    """Return the bone metastases outside the spine, the skeleton minus the spine; 3 stands for more.

    What stands for an unknown count tells differences of 0, 1, 2 and 3 apart: 0 to 7 in the skeleton with
    0 to 4 in the spine while both are unknown (the cuts of these facts), and three steps from the other one
    when that is recorded (`samples.SUBTRACTED`): twelve in the skeleton leave "none outside the spine" open.

    Raises:
        Impossible: more metastases in the spine than in the whole skeleton.

    """
    outside = f.tumour.skeletal_metastases - f.tumour.spinal_metastases
    if outside < 0:
        raise Impossible
    return min(MANY, outside)


@word
def vertebrae(f: Facts) -> int:
    """Return the vertebrae involved, never more than recorded in the whole skeleton; 3 stands for more.

    Raises:
        Impossible: more metastases in the spine than recorded in the whole skeleton.

    """
    found = f.tumour.spinal_metastases
    if f.recorded("tumour.skeletal_metastases") and found > f.tumour.skeletal_metastases:
        raise Impossible
    return min(MANY, found)


@word
def free_of_visceral(f: Facts) -> bool:
    """No visceral metastases; those in the brain are another fact."""
    return f.tumour.visceral_metastases is VisceralMetastases.NONE


@word
def walks(f: Facts) -> bool:
    """Walks, with or without an aid."""
    return f.condition.ambulation in _WALKING


@word
def over_15_months(f: Facts) -> bool:
    """More than 15 calendar months lie between the diagnosis of the cancer and the clock of treatment."""
    return add_months(f.tumour.diagnosed_on, _SHORT_INTERVAL_MONTHS) < f.treatment_clock.date()
