"""One row of the queue in its cells; little is imported here, so that the first rows are painted early."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mdt_desk.ui.theme import Tone

if TYPE_CHECKING:
    from mdt_desk.domain.meeting import CaseId


class Column(StrEnum):
    """The columns of the table, from left to right; the heading is the text of ``queue.column.<value>``."""

    URGENCY = "urgency"
    PATIENT = "patient"
    PRIMARY = "primary"
    LEVEL = "level"
    NEUROLOGY = "neurology"
    NESMS = "nesms"
    SINS = "sins"
    BILSKY = "bilsky"
    QUESTION = "question"
    MEETING = "meeting"
    READINESS = "readiness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: a mark or a line, a second line under it, and what is read aloud or shown on hovering.

    Attributes:
        tone: None: a line of text; else a mark, with ``sign`` or the tone's own icon before its word.

    """

    text: str
    detail: str = ""
    tone: Tone | None = None
    sign: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case; ``cells`` stand in the order of `Column`, ``number`` is that of its line."""

    id: "CaseId"
    cells: tuple[Cell, ...]
    number: int = 0


class Rows:
    """Every row that is shown, in its order; those that were not read yet are asked for when they are looked at.

    A row is put into words when it is first looked at.
    """

    def __init__(
        self,
        numbers: "array[int]",
        row_at: Callable[[int], Row | None] = lambda _at: None,
    ) -> None:
        """Show these lines; ``row_at`` returns the row at a place, or None and has it read."""
        self.numbers = numbers
        self._row_at = row_at
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Row]:
        """Return the rows that are there."""
        return (row for at in range(len(self)) if (row := self.at(at)) is not None)

    def at(self, place: int) -> Row | None:
        """Return the row at a place; None: it is being read, or there is no such place."""
        if place not in self._made:
            row = self._row_at(place) if 0 <= place < len(self) else None
            if row is None:
                return None
            if len(self._made) > _REMEMBERED:
                self._made.clear()
            self._made[place] = row
        return self._made[place]

    def place_of(self, number: int) -> int | None:
        """Return where a line stands; None: it is not shown."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return None


_REMEMBERED = 2_000
