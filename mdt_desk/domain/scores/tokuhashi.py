"""Revised Tokuhashi score (0-15, more is better): Tokuhashi 2005.

The bands count vertebrae as one, two, three or more, and foci outside the spine as none, one or two, three or
more. Somebody without a vertebral metastasis is no worse than somebody with one: none counts as one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.evidence import Status
from mdt_desk.domain.neurology import Frankel
from mdt_desk.domain.scores import words as w
from mdt_desk.domain.scores.model import Score, ScoreItem, total
from mdt_desk.domain.settle import Facts, word
from mdt_desk.domain.tumour import Primary, VisceralMetastases

ORGANS: Final[Mapping[VisceralMetastases, int]] = MappingProxyType(
    {VisceralMetastases.UNREMOVABLE: 0, VisceralMetastases.REMOVABLE: 1, VisceralMetastases.NONE: 2}
)
PALSY: Final[Mapping[Frankel, int]] = MappingProxyType(
    {Frankel.A: 0, Frankel.B: 0, Frankel.C: 1, Frankel.D: 1, Frankel.E: 2}
)
OTHER_PRIMARY: Final = 2
PRIMARY: Final[Mapping[Primary, int]] = MappingProxyType(
    {
        Primary.LUNG_SMALL_CELL: 0,
        Primary.LUNG_NON_SMALL_CELL: 0,
        Primary.OSTEOSARCOMA: 0,
        Primary.STOMACH: 0,
        Primary.BLADDER: 0,
        Primary.OESOPHAGUS: 0,
        Primary.PANCREAS: 0,
        Primary.LIVER: 1,
        Primary.GALLBLADDER: 1,
        Primary.UNKNOWN: 1,
        Primary.KIDNEY: 3,
        Primary.UTERUS: 3,
        Primary.RECTUM: 4,
        Primary.THYROID: 5,
        Primary.BREAST: 5,
        Primary.PROSTATE: 5,
        Primary.CARCINOID: 5,
    }
)


@word
def karnofsky(f: Facts) -> int:
    """Points for the general condition: 10-40 none, 50-70 one, 80-100 two."""
    return int(f.condition.karnofsky >= 50) + int(f.condition.karnofsky >= 80)


@word
def extraspinal(f: Facts) -> int:
    """Points for bone metastases outside the spine: three or more none, one or two one, none two."""
    foci = w.extraspinal(f)
    return 2 if foci == 0 else int(foci < w.MANY)


@word
def vertebrae(f: Facts) -> int:
    """Points for vertebrae involved: three or more none, two one, one or fewer two."""
    return w.MANY - max(1, w.vertebrae(f))


@word
def organs(f: Facts) -> int:
    """Points for metastases in internal organs."""
    return ORGANS[f.tumour.visceral_metastases]


@word
def palsy(f: Facts) -> int:
    """Points for the Frankel grade: A and B none, C and D one, E two."""
    return PALSY[f.neurology.frankel]


@word
def primary(f: Facts) -> int:
    """Points for the primary; one that is not named among the others has two."""
    return PRIMARY.get(f.tumour.primary, OTHER_PRIMARY)


_ITEMS: Final = (
    ScoreItem(name="karnofsky", points=karnofsky, fact="condition.karnofsky"),
    ScoreItem(name="extraspinal", points=extraspinal, fact="tumour.skeletal_metastases"),
    ScoreItem(name="vertebrae", points=vertebrae, fact="tumour.spinal_metastases"),
    ScoreItem(name="organs", points=organs, fact="tumour.visceral_metastases"),
    ScoreItem(name="palsy", points=palsy, fact="neurology.frankel"),
    ScoreItem(name="primary", points=primary, fact="tumour.primary"),
)


@word
def tokuhashi(f: Facts) -> int:
    """Return the sum of the six items."""
    return total(f, tuple(each.points for each in _ITEMS))


def band(value: int) -> str:
    """Return the survival to be expected: 0-8, 9-11 or 12-15."""
    if value <= 8:
        return "under_6_months"
    return "6_months_or_more" if value <= 11 else "1_year_or_more"


TOKUHASHI: Final = Score(
    id="tokuhashi",
    value=tokuhashi,
    band=band,
    status=Status.SECONDARY,
    reference="Tokuhashi 2005, Spine 30(19):2186-91 (n = 246); NICE CG75 (2008)",
    items=_ITEMS,
)
