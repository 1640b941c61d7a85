"""Where everything stands on the room's sheet, in units of the smallest letters; wide and squarer screens differ."""

from dataclasses import dataclass
from typing import Final

MARGIN: Final = 0.8
GAP: Final = 0.5
PAD: Final = 0.7
HEAD: Final = 1.55
"""The height of a heading."""

_TOP: Final = 3.4
_FOOT: Final = 1.7
_BAND: Final = 12.2
_WIDE: Final = 60.0
"""A sheet wider than this has room for three columns: 16:9 is 71 units wide, 5:4 is 50."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on the sheet."""

    left: float
    top: float
    width: float
    height: float

    def inside(self) -> "Box":
        """Return the place within a border."""
        return Box(
            left=self.left + PAD,
            top=self.top + PAD * 0.6,
            width=self.width - 2 * PAD,
            height=self.height - PAD * 1.2,
        )

    def below(self, height: float) -> "Box":
        """Return what is left under a part of this height."""
        return Box(left=self.left, top=self.top + height, width=self.width, height=self.height - height)

    def columns(self, *shares: float) -> tuple["Box", ...]:
        """Return boxes side by side that share the width."""
        free = self.width - GAP * (len(shares) - 1)
        found, left = [], self.left
        for share in shares:
            width = free * share / sum(shares)
            found.append(Box(left=left, top=self.top, width=width, height=self.height))
            left += width + GAP
        return tuple(found)

    def rows(self, *shares: float) -> tuple["Box", ...]:
        """Return boxes below each other that share the height."""
        free = self.height - GAP * (len(shares) - 1)
        found, top = [], self.top
        for share in shares:
            height = free * share / sum(shares)
            found.append(Box(left=self.left, top=top, width=self.width, height=height))
            top += height + GAP
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """The places of the parts; ``beside``: the curve stands beside the scores, not below them."""

    facts: Box
    spine: Box
    numbers: Box
    advice: Box
    decision: Box
    beside: bool

    @property
    def boxes(self) -> tuple[Box, ...]:
        return (self.facts, self.spine, self.numbers, self.advice, self.decision)


def room_plan(wide: float, tall: float) -> RoomPlan:
    """Return the plan for a sheet of a size in units."""
    body = Box(left=MARGIN, top=_TOP, width=wide - 2 * MARGIN, height=tall - _TOP - _FOOT)
    if wide >= _WIDE:
        upper, lower = body.rows(body.height - _BAND - GAP, _BAND)
        facts, spine, numbers = upper.columns(0.365, 0.26, 0.375)
        beside = False
    else:
        upper, numbers, lower = body.rows(0.37, 0.29, 0.34)
        facts, spine = upper.columns(0.58, 0.42)
        beside = True
    advice, decision = lower.columns(0.53, 0.47)
    return RoomPlan(
        facts=facts, spine=spine, numbers=numbers, advice=advice, decision=decision, beside=beside
    )
