"""What the import and the export show."""

from dataclasses import dataclass
from enum import StrEnum

from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.importing import Choice, Fate
from mdt_desk.usecases.lists import Format, What


class Step(StrEnum):
    """How far an import is."""

    CHOOSE = "choose"
    COLUMNS = "columns"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShown:
    """One column of a table; ``target`` is the fact that it becomes, "" where it is left out."""

    header: str
    example: str
    target: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """One row of the preview; ``sign`` is an icon in the place of that of the tone."""

    number: int
    who: str
    fate: str
    detail: str
    tone: Tone
    spoken: str
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rows have one fate."""

    fate: Fate
    text: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fact in the detail of a row: what is known, and what the row says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Everything about the chosen row.

    ``before`` and ``after`` head the two columns of ``told``; without ``before`` there is one column. ``choosing``:
    somebody has to say whether this is the same person; ``choice`` is what was said.
    """

    number: int
    title: str
    said: str
    problems: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    told: tuple[Told, ...] = ()
    choosing: bool = False
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportState:
    """The whole import."""

    step: Step = Step.CHOOSE
    source: str = ""
    busy: str = ""
    done: int = 0
    total: int = 0
    problem: str = ""
    columns: tuple[ColumnShown, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    note: str = ""
    can_preview: bool = False
    counts: tuple[Count, ...] = ()
    rows: tuple[RowShown, ...] = ()
    detail: Detail | None = None
    left_out: str = ""
    skip: str = ""
    skipping: bool = False
    take: str = ""
    can_take: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportState:
    """The whole export; ``formats`` are those of the chosen contents."""

    what: What
    format: Format
    formats: tuple[tuple[Format, str], ...]
    said: str
    busy: bool = False
    done: str = ""
