"""A table as somebody keeps it: a row of headers, and rows of cells that nothing has been read into yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from mdt_desk.domain.case import Case
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.usecases.errors import KnownError, UserError

MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 2_000
MOST_CASES: Final = 5_000
MOST_COLUMNS: Final = 400
LONGEST_CELL: Final = 20_000
"""Limits of one file; a weekly list has some dozens of rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A cell whose value cannot be had: ``why`` is the end of the text key ``import.cell.<why>``."""

    why: str
    shown: str


Cell = str | int | float | bool | date | datetime | Broken | None
"""What stands in a cell; text is as it was typed, and None is an empty cell. A moment here has no zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row with the number under which its owner finds it (the header of most files is row 1)."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table; each row has as many cells as there are headers. ``name`` is that of the sheet in a workbook."""

    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """Why a row is refused: the column as its owner wrote it (empty: the whole row), and the sentence."""

    column: str
    error: KnownError | CaseRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """One row as it was read; ``case`` is None where there are problems."""

    number: int
    case: Case | None
    problems: tuple[RowProblem, ...] = ()


Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many; it may raise `Stopped`."""


def unwatched(_done: int, _all: int) -> None:
    """Let somebody else watch."""


class Stopped(UserError):  # noqa: N818  # what happened, as the domain's refusals are named
    """Somebody stopped what was being done; nothing of it stays."""


class SheetRefused(UserError):  # noqa: N818  # what happened, as the domain's refusals are named
    """The file is no table that the program can read; nothing of it was used."""
