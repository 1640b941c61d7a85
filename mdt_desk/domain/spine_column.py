"""Where each vertebra lies in a side view that faces left: sizes and curves of an adult spine, in mm.

Bodies and discs follow mean adult dimensions, necks drawn a quarter larger so that they can be pointed at;
the inclinations give a cervical lordosis, thoracic kyphosis, lumbar lordosis and a tilted sacrum. A picture
to point at, not a model to measure in.
"""

import math
from dataclasses import dataclass
from typing import Final

from mdt_desk.domain.spine import CERVICAL, LEVELS, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertebra:
    """One vertebra: the centre of its body, its size, and its slope.

    Attributes:
        x, y: centre of the body; x grows towards the back, y downwards.
        height, depth: of the body, along and across the column.
        slope: inclination of the column here in degrees; positive leans backwards on the way down.
        canal: depth of the canal behind the body.
        process: length of the spinous process, and how far its tip hangs down, both from the canal.

    """

    level: Level
    x: float
    y: float
    height: float
    depth: float
    slope: float
    canal: float
    process: tuple[float, float]

    def at(self, across: float, along: float) -> tuple[float, float]:
        """Return a point, given across the column (backwards) and along it (downwards) from the centre."""
        turn = math.radians(self.slope)
        return (
            self.x + across * math.cos(turn) + along * math.sin(turn),
            self.y - across * math.sin(turn) + along * math.cos(turn),
        )


# level: height, depth, disc below, slope, process length, process drop
_SIZES: Final[dict[str, tuple[float, float, float, float, float, float]]] = {
    "C0": (14, 22, 4, -10, 0, 0),
    "C1": (15, 18, 4, -12, 12, 1),
    "C2": (20, 18, 6, -11, 20, 4),
    "C3": (16, 19, 6, -7, 17, 5),
    "C4": (16, 19, 6, -1, 17, 6),
    "C5": (16, 20, 6, 7, 18, 7),
    "C6": (16, 21, 6, 14, 22, 9),
    "C7": (18, 22, 6, 20, 29, 11),
    "T1": (18, 23, 4, 23, 30, 14),
    "T2": (18, 24, 4, 22, 30, 17),
    "T3": (19, 25, 4, 19, 30, 20),
    "T4": (19, 26, 4, 15, 30, 23),
    "T5": (20, 27, 4, 10, 30, 26),
    "T6": (20, 28, 4, 5, 30, 27),
    "T7": (21, 29, 4, 0, 30, 27),
    "T8": (21, 30, 5, -6, 29, 25),
    "T9": (22, 31, 5, -11, 28, 21),
    "T10": (23, 32, 6, -15, 27, 16),
    "T11": (24, 33, 7, -18, 25, 12),
    "T12": (26, 34, 8, -20, 25, 9),
    "L1": (27, 36, 9, -19, 30, 8),
    "L2": (28, 37, 10, -15, 31, 8),
    "L3": (28, 38, 11, -7, 31, 8),
    "L4": (28, 38, 11, 4, 30, 8),
    "L5": (28, 38, 10, 19, 25, 8),
    "S1": (29, 36, 1, 36, 14, 5),
    "S2": (25, 29, 1, 36, 12, 5),
    "S3": (23, 23, 1, 25, 9, 4),
    "S4": (21, 18, 1, 8, 7, 3),
    "S5": (19, 13, 0, -12, 4, 2),
}
_CANAL_NECK: Final = 15.0
_CANAL: Final = 17.0
_CANAL_SACRUM: Final = (14.0, 11.0, 8.0, 6.0, 4.0)


def _canal(level: Level) -> float:
    if level in CERVICAL:
        return _CANAL_NECK
    if level.startswith("S"):
        return _CANAL_SACRUM[int(level[1]) - 1]
    return _CANAL


def _column() -> tuple[Vertebra, ...]:
    found: list[Vertebra] = []
    x, y = 0.0, 0.0
    for level in LEVELS:
        height, depth, disc, slope, length, drop = _SIZES[level]
        turn = math.radians(slope)
        x += math.sin(turn) * height / 2
        y += math.cos(turn) * height / 2
        found.append(
            Vertebra(
                level=level,
                x=x,
                y=y,
                height=height,
                depth=depth,
                slope=slope,
                canal=_canal(level),
                process=(length, drop),
            )
        )
        x += math.sin(turn) * (height / 2 + disc)
        y += math.cos(turn) * (height / 2 + disc)
    return tuple(found)


COLUMN: Final = _column()
"""Every vertebra from C0 down to S5."""


def outline(vertebra: Vertebra) -> tuple[tuple[float, float], ...]:
    """Return the corners of a body: upper front, upper back, lower back, lower front."""
    half, tall = vertebra.depth / 2, vertebra.height / 2
    taper = 0.86 if vertebra.level.startswith("S") else 1.0
    return (
        vertebra.at(-half, -tall),
        vertebra.at(half, -tall),
        vertebra.at(half * taper, tall),
        vertebra.at(-half * taper, tall),
    )


def bounds() -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the whole column with its processes."""
    points = [point for each in COLUMN for point in outline(each)]
    points += [each.at(each.depth / 2 + each.canal + each.process[0], each.process[1]) for each in COLUMN]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)
