"""What the queue shows of a case, made once and kept beside it, so that a start reads no case and judges none.

Nothing here imports the domain: these values are read before the first window is painted.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from mdt_desk.domain.meeting import CaseId
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.ports import StoredCase

CANNOT_WAIT, PERHAPS, WAITS, UNJUDGED, PUT_AWAY = range(5)
"""The lanes of the queue, in the order in which they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the row of a case says of its facts; None: unknown. Codes are those of the domain's enums."""

    family: str | None = None
    given: str | None = None
    born: date | None = None
    number: str | None = None
    died: bool = False
    primary: str | None = None
    lesions: int = 0
    level: str | None = None
    sign: str = "unknown"
    frankel: str | None = None
    walking: str | None = None
    question: str | None = None
    referrer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The first deadline still running."""

    guideline: str
    action: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The values of a score still possible; ``outside``: the text key of why the model does not cover the patient."""

    score: str
    possible: tuple[int | str, ...]
    certain: bool
    unverified: bool = False
    band: str | None = None
    outside: str | None = None
    level: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules said about a case ``at`` a moment, and until when that ``holds``.

    Attributes:
        waits: True certainly, False certainly not, None: facts decide.
        because: guideline and action of each reason why the case cannot wait.
        deciding: the facts that decide whether it can.
        restarted: from which worsening clocks run anew.

    """

    at: datetime
    holds: datetime
    waits: bool | None
    emergency_possible: bool
    because: tuple[tuple[str, str], ...]
    deciding: tuple[str, ...]
    due: Due | None
    scores: tuple[Score, ...]
    readiness: str
    missing: tuple[str, ...]
    level: str | None = None
    restarted: datetime | None = None

    @property
    def lane(self) -> int:
        """Return where the case stands: it cannot wait, perhaps it cannot, or it waits."""
        if self.waits is False:
            return CANNOT_WAIT
        return PERHAPS if self.waits is None and self.emergency_possible else WAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One case as the queue shows it.

    Attributes:
        number: by which the queue knows its row.
        judged: None: not judged by today's rules as the case is now.
        seal: the checksum over what was judged of which case; empty where nothing is known.
        old: what was judged holds no longer; only what was urgent is still shown then, and says so.
        refused: why the case cannot be read; nothing else is known then.

    """

    number: int
    id: "CaseId"
    state: str
    waiting: bool
    changed_at: datetime
    facts: Facts
    version: int = 1
    meeting_at: datetime | None = None
    place: int | None = None
    judged: Judged | None = None
    seal: str = ""
    old: bool = False
    refused: "KnownError | None" = None

    @property
    def lane(self) -> int:
        if not self.waiting:
            return PUT_AWAY
        return UNJUDGED if self.judged is None else self.judged.lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Of what a judgement has to be to be known ``at`` a moment: rules and settings, and the meeting it was for.

    ``marks`` are two: of a case on an agenda, and of one that waits for the next meeting.
    """

    marks: tuple[str, str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One folded word that was typed, and the codes whose label holds it in the language it was typed in."""

    text: str
    origins: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    ready: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases are shown, and by which column they are sorted; an empty group leaves nothing out.

    ``labels`` are the codes of a column in the order of their labels.
    """

    words: tuple[Word, ...] = ()
    lanes: tuple[int, ...] = ()
    ready: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    listed: bool = False
    column: str = "urgency"
    descending: bool = False
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many cases wait, by lane and by readiness; ``listed`` stand on an agenda."""

    lanes: Mapping[int, int] = field(default_factory=dict)
    ready: Mapping[int, int] = field(default_factory=dict)
    listed: int = 0

    @property
    def waiting(self) -> int:
        return sum(self.lanes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCase:
    """What tells patients apart, folded; None: unknown."""

    id: UUID
    family: str | None
    given: str | None
    born: date | None


class Lines(Protocol):
    """The lines beside the cases. A line whose case, rules or seal are others is never taken for known."""

    def numbers(self, wanted: Wanted, known: Known) -> "array[int]":
        """Return the rows that are wanted, in their order."""
        ...

    def page(self, numbers: Sequence[int], known: Known) -> tuple[Brief, ...]:
        """Return rows in this order, each checked against its case; one that is gone is left out."""
        ...

    def counts(self, known: Known) -> Counts: ...

    def number_of(self, case: "CaseId") -> int | None: ...

    def names(self) -> tuple[NamedCase, ...]:
        """Return the names of every waiting case."""
        ...

    def to_judge(
        self, known: Known, first: Sequence[int], but: Sequence[int], most: int
    ) -> "tuple[tuple[int, StoredCase | KnownError], ...]":
        """Return waiting cases of which nothing is known or holds: ``first`` these, then what was urgent.

        ``but`` are left out: they cannot be read.
        """
        ...

    def keep_judged(self, found: "Sequence[tuple[StoredCase, Judged, Ranked]]") -> None:
        """Keep what the rules said about cases, unless they were changed since."""
        ...

    def fill(self, most: int) -> int:
        """Make lines for cases that have none yet, and return how many were made."""
        ...

    def keep_sight(self, text: str) -> None:
        """Keep the rows that are in sight, for the next start to begin with."""
        ...

    def refused_after(self, case: str, most: int) -> "tuple[str, tuple[KnownError, ...]]":
        """Check so many cases after this one, and return the last that was checked; empty when it was the last."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """How a case is sorted among others: place in its lane, readiness, and the columns that the rules fill.

    ``due`` are seconds since 1970, or FAR.
    """

    due: float
    ready: int
    mark: str
    level: int | None = None
    nesms: float | None = None
    sins: float | None = None
    bilsky: str | None = None


FAR = 9e15
"""Later than every deadline."""
