"""Modified Bauer score (0-4): one point each; more is better. Leithner 2008, as in Ghori 2015."""

from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.model import Score, ScoreItem
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import LUNG, Primary, VisceralMetastases

FAVOURABLE: Final = frozenset({Primary.BREAST, Primary.KIDNEY, Primary.LYMPHOMA, Primary.MULTIPLE_MYELOMA})


@word
def no_visceral_metastases(f: Facts) -> int:
    """One point without visceral metastases; brain metastases do not count as visceral here."""
    return int(f.tumour.visceral_metastases is VisceralMetastases.NONE)


@word
def not_lung(f: Facts) -> int:
    """One point when the primary is not lung cancer."""
    return int(f.tumour.primary not in LUNG)


@word
def favourable_primary(f: Facts) -> int:
    """One point for breast, kidney, lymphoma or multiple myeloma."""
    return int(f.tumour.primary in FAVOURABLE)


@word
def solitary(f: Facts) -> int:
    """One point for one solitary metastasis in the whole skeleton."""
    return int(f.tumour.skeletal_metastases == 1)


@word
def modified_bauer(f: Facts) -> int:
    """Return the sum of the four items."""
    return no_visceral_metastases(f) + not_lung(f) + favourable_primary(f) + solitary(f)


def band(value: int) -> str:
    """Return the prognostic group."""
    return {0: "0-1", 1: "0-1", 2: "2"}.get(value, "3-4")


MODIFIED_BAUER: Final = Score(
    id="modified_bauer",
    value=modified_bauer,
    band=band,
    status=Status.SECONDARY,
    reference="Leithner 2008, Eur Spine J 17(11):1488-95; Ghori 2015, Spine J 15(8):1804-11",
    items=(
        ScoreItem(
            name="no_visceral_metastases", points=no_visceral_metastases, fact="tumour.visceral_metastases"
        ),
        ScoreItem(name="not_lung", points=not_lung, fact="tumour.primary"),
        ScoreItem(name="favourable_primary", points=favourable_primary, fact="tumour.primary"),
        ScoreItem(name="solitary", points=solitary, fact="tumour.skeletal_metastases"),
    ),
)
