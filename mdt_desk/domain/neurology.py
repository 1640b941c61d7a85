"""Words for what the neurological examination shows."""

from enum import StrEnum


class Side(StrEnum):
    """Radicular pain or deficit, by side."""

    NONE = "none"
    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"


class DeficitOnset(StrEnum):
    """Time over which a radicular deficit developed."""

    WITHIN_7_DAYS = "within_7_days"
    OVER_7_DAYS = "over_7_days"


class MotorDeficitDeveloped(StrEnum):
    """Time over which a motor deficit developed, in the bands of Rades."""

    DAYS_1_TO_7 = "1_to_7_days"
    DAYS_8_TO_14 = "8_to_14_days"
    DAYS_OVER_14 = "over_14_days"


class Frankel(StrEnum):
    """Frankel grade: A complete, E normal; not interchangeable with ASIA."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class Ambulation(StrEnum):
    """How the patient gets about; only INDEPENDENT counts as walking without any aid."""

    INDEPENDENT = "independent"
    AIDED = "aided"
    WHEELCHAIR = "wheelchair"
    BEDBOUND = "bedbound"
