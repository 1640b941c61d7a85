"""Everything the queue screen shows, as frozen values: the view adds nothing to it."""

from dataclasses import dataclass
from enum import StrEnum

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.theme import Tone


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


class Scope(StrEnum):
    """Which cases are listed, before anything is typed into the filter."""

    ALL = "all"
    URGENT = "urgent"
    AGENDA = "agenda"
    INCOMPLETE = "incomplete"


class Empty(StrEnum):
    """Why the table has no rows; NO means it has."""

    NO = "no"
    LOADING = "loading"
    NO_CASES = "no_cases"
    NOTHING_FOUND = "nothing_found"


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
    """One case; ``cells`` stand in the order of `Column`."""

    id: CaseId
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentCard:
    """A case that must not, or perhaps must not, wait for the meeting: what is due when, by whom advised."""

    id: CaseId
    patient: str
    due: str
    action: str
    source: str
    tone: Tone
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to call now."""

    role: str
    telephone: str
    hours: str
    verified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """The whole screen.

    Attributes:
        total: how many cases there are before filter and scope.
        urgent: the lane above the table; ``lane`` is the sentence at its head.
        calls: empty when nobody entered whom to call.
        warnings: a sentence for each case that is kept but cannot be read.
        problem: a sentence in place of the table when the queue could not be read.

    """

    rows: tuple[Row, ...] = ()
    total: int = 0
    counted: str = ""
    scopes: tuple[tuple[Scope, str], ...] = ()
    scope: Scope = Scope.ALL
    column: Column = Column.URGENCY
    descending: bool = False
    typed: str = ""
    lane: str = ""
    urgent: tuple[UrgentCard, ...] = ()
    calls: tuple[Call, ...] = ()
    warnings: tuple[str, ...] = ()
    empty: Empty = Empty.LOADING
    problem: str = ""
