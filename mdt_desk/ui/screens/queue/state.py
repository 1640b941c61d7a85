"""Everything the queue screen shows, as frozen values: the view adds nothing to it."""

from array import array
from dataclasses import dataclass, field
from enum import StrEnum

from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.ui.screens.queue.row import Cell, Column, Row, Rows
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.filters import Urgent

__all__ = ["Cell", "Column", "Row", "Rows"]


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
class UrgentCard:
    """A case that must not, or perhaps must not, wait for the meeting: what is due when, by whom advised."""

    id: CaseId
    patient: str
    due: str
    action: str
    source: str
    tone: Tone
    spoken: str
    restarted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to call now; ``on_duty`` by the hours that were typed, None: they do not say."""

    role: str
    telephone: str
    hours: str
    verified: str
    on_duty: bool | None = None


class Ask(StrEnum):
    """What the screen asks in a line above the table, before it does something."""

    SAVE_FILTER = "save_filter"
    DIED = "died"
    REFER = "refer"
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing asked: a text, or with ``choices`` one of these cases; ``problem``: why the answer was not taken."""

    ask: Ask
    text: str
    field: str
    do: str
    choices: tuple[tuple[CaseId, str], ...] = ()
    problem: str = ""


class Duty(StrEnum):
    """What can be done about a point of attention."""

    OPEN = "open"
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something to see before it goes wrong; ``id`` is the case that the duty is about."""

    id: CaseId
    other: CaseId | None
    text: str
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One kind of cases that can be chosen; ``value`` is a member of the enums of a filter."""

    value: Urgent | ReadinessState | CaseState
    text: str
    spoken: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """What one referrer is asked for: a text to copy; ``count`` patients stand in it."""

    referrer: str
    count: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """The whole screen.

    Attributes:
        total: how many cases there are before filter and scope.
        scope: the quick choice that says what is shown, or None where chips say more than it.
        chips: the groups of kinds, each with its name.
        saved: the names of the saved filters.
        urgent: the lane above the table; ``lane`` is the sentence at its head, ``more`` how many are left out.
        points: what to see before it goes wrong.
        calls: empty when nobody entered whom to call.
        warnings: a sentence for each case that is kept but cannot be read.
        problem: a sentence in place of the table when the queue could not be read.

    """

    rows: Rows = field(default_factory=lambda: Rows(array("q")))
    total: int = 0
    counted: str = ""
    scopes: tuple[tuple[Scope, str], ...] = ()
    scope: Scope | None = Scope.ALL
    chips: tuple[tuple[str, tuple[Chip, ...]], ...] = ()
    narrowed: bool = False
    saved: tuple[str, ...] = ()
    column: Column = Column.URGENCY
    descending: bool = False
    typed: str = ""
    lane: str = ""
    urgent: tuple[UrgentCard, ...] = ()
    more: int = 0
    points: tuple[Point, ...] = ()
    calls: tuple[Call, ...] = ()
    warnings: tuple[str, ...] = ()
    empty: Empty = Empty.LOADING
    problem: str = ""
