"""Lists in and results out, as a screen and the command line ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from mdt_desk.domain.meeting import Decision, Meeting
from mdt_desk.usecases.importing import ImportPlan, plan_import
from mdt_desk.usecases.ports import CaseQueue, NoteKind, StoredCase, Words
from mdt_desk.usecases.sheets import ListedRow, Progress, Sheet, unwatched


class What(StrEnum):
    """What goes out."""

    CASES = "cases"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    MEETINGS = "meetings"


class Format(StrEnum):
    """As which kind of file; the value is what the command line says."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    FHIR = "fhir"
    ICS = "ics"


_TABLE: Final = (Format.XLSX, Format.CSV)
FORMATS: Final[Mapping[What, tuple[Format, ...]]] = MappingProxyType(
    {
        What.CASES: (*_TABLE, Format.JSON, Format.FHIR),
        What.DECISIONS: _TABLE,
        What.ACTIONS: _TABLE,
        What.MEETINGS: (Format.ICS,),
    }
)
"""Which kinds of file there are of what; the first is what most people want."""

ENDINGS: Final[Mapping[Format, str]] = MappingProxyType(
    {each: "json" if each is Format.FHIR else each.value for each in Format}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A list as it came: a table whose columns have yet to be understood, or rows that were read already.

    ``name`` is that of the file, "" for what was pasted. A file of cases brings its own history.
    """

    name: str
    sheet: Sheet | None = None
    rows: tuple[ListedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """Everything that an export may hold; ``place`` is where meetings are held."""

    what: What
    format: Format
    cases: tuple[StoredCase, ...]
    decisions: tuple[Decision, ...]
    meetings: tuple[Meeting, ...]
    place: str
    words: Words
    made_at: datetime


class Lists(Protocol):
    """Reader and writer of lists."""

    @property
    def endings(self) -> tuple[str, ...]:
        """Return the endings of files that can be read, without a dot."""
        ...

    def open_file(self, file: Path, at: datetime) -> Brought:
        """Read a file.

        Raises:
            UserError: the file cannot be read, or is no list.
            CaseRefused: it is no file of cases.

        """
        ...

    def open_text(self, text: str) -> Brought:
        """Read what was copied from a spreadsheet; raises SheetRefused."""
        ...

    def targets(self) -> tuple[str, ...]:
        """Return everything that a column may hold."""
        ...

    def suggest(self, headers: Sequence[str]) -> tuple[str | None, ...]:
        """Return what each column holds by its header; raises SheetRefused where two hold the same."""
        ...

    def key(self, headers: Sequence[str]) -> str:
        """Return under which key the mapping of these headers is remembered."""
        ...

    def read(
        self, sheet: Sheet, chosen: Sequence[str | None], at: datetime, progress: Progress = unwatched
    ) -> tuple[ListedRow, ...]:
        """Read every row; raises SheetRefused where two columns hold the same, or none says who a patient is."""
        ...

    def export(self, order: ExportOrder, file: Path) -> int:
        """Write a file whole or not at all, and return how many entries it has; raises UserError."""
        ...


def remembered(queue: CaseQueue, lists: Lists, headers: Sequence[str]) -> tuple[str | None, ...] | None:
    """Return the mapping that was last used with these headers; None: there is none that fits."""
    text = queue.notes.recall(NoteKind.HEADER_MAPPING, lists.key(headers))
    if text is None:
        return None
    chosen = text.split("\n")
    known = {"", *lists.targets()}
    if len(chosen) != len(headers) or not known.issuperset(chosen):
        return None
    return tuple(each or None for each in chosen)


def remember(queue: CaseQueue, lists: Lists, headers: Sequence[str], chosen: Sequence[str | None]) -> None:
    """Remember a mapping for the next list with these headers."""
    text = "\n".join(each or "" for each in chosen)
    queue.notes.keep(NoteKind.HEADER_MAPPING, lists.key(headers), text)


def left_out(sheet: Sheet, chosen: Sequence[str | None]) -> tuple[str, ...]:
    """Return the headers of the columns that are not taken over."""
    return tuple(name for name, path in zip(sheet.headers, chosen, strict=True) if path is None and name)


def plan_brought(
    queue: CaseQueue,
    lists: Lists,
    brought: Brought,
    chosen: Sequence[str | None],
    at: datetime,
    progress: Progress = unwatched,
) -> ImportPlan:
    """Say what would become of each row of a list; ``chosen`` is the mapping of a table's columns."""
    if brought.sheet is None:
        return plan_import(queue, brought.rows, at, progress=progress)
    rows = lists.read(brought.sheet, chosen, at, progress)
    return plan_import(queue, rows, at, left_out(brought.sheet, chosen), progress)


def gathered(
    queue: CaseQueue, what: What, kind: Format, place: str, words: Words, at: datetime
) -> ExportOrder:
    """Return what is to be written: of meetings only those to come."""
    meetings = queue.meetings()
    if what is What.MEETINGS:
        meetings = tuple(each for each in meetings if each.starts_at >= at)
    return ExportOrder(
        what=what,
        format=kind,
        cases=queue.rows(),
        decisions=queue.decisions(),
        meetings=meetings,
        place=place,
        words=words,
        made_at=at,
    )
