"""What one reading of the queue found: the lines that were asked for, page by page, and what is counted."""

from array import array
from dataclasses import dataclass, field
from typing import Final

from mdt_desk.usecases.briefs import Brief, Counts

PAGE: Final = 25
"""So many rows are read at a time: what a tall screen shows."""
_PAGES: Final = 24
"""So many pages are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lines that were asked for, and the first page of them."""

    numbers: "array[int]"
    first: tuple[Brief, ...]


class Sheet:
    """The lines of one finding, with the pages of them that were read; another finding has a sheet of its own."""

    def __init__(self, numbers: "array[int]", first: tuple[Brief, ...] = ()) -> None:
        """Begin with the first page."""
        self.numbers = numbers
        self.pages: dict[int, dict[int, Brief]] = {0: {each.number: each for each in first}}
        self.on_the_way: set[int] = set()

    def lines_of(self, page: int) -> "array[int]":
        """Return the lines of a page."""
        return self.numbers[page * PAGE : (page + 1) * PAGE]

    def take(self, page: int, briefs: tuple[Brief, ...]) -> None:
        """Remember a page that was read, and of too many forget the furthest."""
        self.on_the_way.discard(page)
        if len(self.pages) > _PAGES:
            del self.pages[max(self.pages, key=lambda each: abs(each - page))]
        self.pages[page] = {each.number: each for each in briefs}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one reading found beside the lines that were asked for."""

    counts: Counts = field(default_factory=Counts)
    urgent: tuple[Brief, ...] = ()
    saved: tuple[str, ...] = ()
