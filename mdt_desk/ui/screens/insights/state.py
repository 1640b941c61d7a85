"""Everything the insights show, as frozen values: the view adds nothing to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mdt_desk.usecases.insight_tables import InsightTable, KeyFigure, Part


class Out(StrEnum):
    """What can leave the screen: on paper, for a spreadsheet, for a registry."""

    PDF = "pdf"
    CSV = "csv"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsState:
    """The whole screen.

    Attributes:
        years: every year that can be chosen; ``first`` and ``last`` are the chosen ones.
        pictures: the drawn figures by part, as SVG; a part without one has nothing to draw, or is being drawn.
        done, total: how many cases were judged; equal when all were.
        progress: that in words; empty when all were judged.
        counting: whether judging goes on; otherwise it was stopped, or is done.
        empty: why there is nothing to show.

    """

    years: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    figures: tuple[KeyFigure, ...] = ()
    tables: tuple[InsightTable, ...] = ()
    pictures: Mapping[Part, bytes] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    progress: str = ""
    counting: bool = False
    empty: str = ""
