"""Words for the cancer: the primary, its spread, and the classes that models use."""

from enum import StrEnum
from typing import Final


class Primary(StrEnum):
    """The primary tumour; UNKNOWN means searched for and not found, not that nobody filled it in."""

    BREAST = "breast"
    PROSTATE = "prostate"
    LUNG_SMALL_CELL = "lung_small_cell"
    LUNG_NON_SMALL_CELL = "lung_non_small_cell"
    KIDNEY = "kidney"
    THYROID = "thyroid"
    MELANOMA = "melanoma"
    COLON = "colon"
    RECTUM = "rectum"
    STOMACH = "stomach"
    OESOPHAGUS = "oesophagus"
    LIVER = "liver"
    GALLBLADDER = "gallbladder"
    PANCREAS = "pancreas"
    BLADDER = "bladder"
    UTERUS = "uterus"
    OVARY = "ovary"
    HEAD_AND_NECK = "head_and_neck"
    SARCOMA = "sarcoma"
    OSTEOSARCOMA = "osteosarcoma"
    GERM_CELL = "germ_cell"
    CARCINOID = "carcinoid"
    MULTIPLE_MYELOMA = "multiple_myeloma"
    LYMPHOMA = "lymphoma"
    PHAEOCHROMOCYTOMA = "phaeochromocytoma"
    NEUROBLASTOMA = "neuroblastoma"
    OTHER = "other"
    UNKNOWN = "unknown"


LUNG: Final = frozenset({Primary.LUNG_SMALL_CELL, Primary.LUNG_NON_SMALL_CELL})
HAEMATOLOGICAL: Final = frozenset({Primary.MULTIPLE_MYELOMA, Primary.LYMPHOMA})


class SuspectedOrigin(StrEnum):
    """What an unknown primary is thought to be."""

    PROSTATE = "prostate"
    GERM_CELL = "germ_cell"
    LYMPHOMA = "lymphoma"
    OTHER = "other"


class VisceralMetastases(StrEnum):
    """Metastases in internal organs (brain apart)."""

    NONE = "none"
    REMOVABLE = "removable"
    UNREMOVABLE = "unremovable"


class GrowthRate(StrEnum):
    """Class of growth in the Tomita score."""

    SLOW = "slow"
    MODERATE = "moderate"
    RAPID = "rapid"


class Radiosensitivity(StrEnum):
    """Class of response to conventional radiotherapy in the NOMS framework."""

    SENSITIVE = "sensitive"
    RESISTANT = "resistant"


class SurvivalProfile(StrEnum):
    """Clinical profile in the Bollen model."""

    FAVOURABLE = "favourable"
    MODERATE = "moderate"
    UNFAVOURABLE = "unfavourable"
