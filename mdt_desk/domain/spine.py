"""The vertebrae, in order, and the regions that spinal scores distinguish."""

from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """One vertebra, from the occiput (C0) down to S5; members are in anatomical order."""

    C0 = "C0"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    T5 = "T5"
    T6 = "T6"
    T7 = "T7"
    T8 = "T8"
    T9 = "T9"
    T10 = "T10"
    T11 = "T11"
    T12 = "T12"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"


class Region(StrEnum):
    """Mechanical region of the spine as the SINS distinguishes them (Fisher 2010)."""

    JUNCTIONAL = "junctional"
    MOBILE = "mobile"
    SEMIRIGID = "semirigid"
    RIGID = "rigid"


LEVELS: Final = tuple(Level)


def between(first: Level, last: Level) -> frozenset[Level]:
    """Return every vertebra from ``first`` down to ``last``, both included."""
    return frozenset(LEVELS[LEVELS.index(first) : LEVELS.index(last) + 1])


CERVICAL: Final = between(Level.C0, Level.C7)
_MOBILE: Final = between(Level.C3, Level.C6) | between(Level.L2, Level.L4)
_SEMIRIGID: Final = between(Level.T3, Level.T10)
_RIGID: Final = between(Level.S2, Level.S5)


def region(level: Level) -> Region:
    """Return the mechanical region of a vertebra (junctions: C0-C2, C7-T2, T11-L1, L5-S1)."""
    if level in _MOBILE:
        return Region.MOBILE
    if level in _SEMIRIGID:
        return Region.SEMIRIGID
    if level in _RIGID:
        return Region.RIGID
    return Region.JUNCTIONAL


def parse_level(text: str) -> Level | None:
    """Read a vertebra as clinicians write it: ``th1`` and ``T1`` are the same; anything else is None."""
    name = text.strip().upper()
    if name.startswith("TH"):
        name = "T" + name[2:]
    return Level.__members__.get(name)
