"""What the verbs need from outside, as protocols that speak domain values only."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.evidence import Document
from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, LeafletGiven, Meeting, MeetingId
from mdt_desk.usecases.backups import Backups
from mdt_desk.usecases.briefs import Lines
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import QueueKeys
from mdt_desk.usecases.preferences import Contact, Preferences, Release, Theme, TranslationReview

if TYPE_CHECKING:
    from mdt_desk.domain.explain import Effect
    from mdt_desk.usecases.activating import Activating
    from mdt_desk.usecases.insight_tools import InsightTools
    from mdt_desk.usecases.lists import Lists
    from mdt_desk.usecases.moving import Moving
    from mdt_desk.usecases.people import People
    from mdt_desk.usecases.reach import Reach
    from mdt_desk.usecases.rulebooks import Rulebooks
    from mdt_desk.usecases.support import Support
    from mdt_desk.usecases.witness import Witness

Assess = Callable[[Case, datetime, datetime], Assessment]
"""Assess a case at a moment, for a meeting: ``assess(case, at, meeting_at)``."""

NewId = Callable[[], UUID]
"""Make an identity that no other has."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        ...


class Words(Protocol):
    """The texts of one language."""

    @property
    def language(self) -> str: ...

    def get(self, key: str, /, **params: object) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """A case as the queue keeps it; ``version`` counts changes, ``meeting`` is where it is next discussed."""

    id: CaseId
    case: Case
    version: int
    state: CaseState
    listed_at: datetime
    changed_at: datetime
    meeting: MeetingId | None = None


class NoteKind(StrEnum):
    """What the desk keeps for who sits at it, beside cases and meetings."""

    DRAFT = "draft"
    SAVED_FILTER = "saved_filter"
    HEADER_MAPPING = "header_mapping"
    RULE_SET = "rule_set"


class Notes(Protocol):
    """Short texts by kind and key. They are kept with the cases, because they may name a patient."""

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        """Keep a text, in place of an earlier one under this key."""
        ...

    def recall(self, kind: NoteKind, key: str) -> str | None: ...

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        """Return every text of this kind by its key, in the order of the keys."""
        ...

    def forget(self, kind: NoteKind, key: str) -> None:
        """Drop a text; one that is not there is no error."""
        ...


class Aftermath(Protocol):
    """What became of decisions, and how patients are afterwards; keeping replaces what was told before."""

    def keep_execution(self, execution: Execution) -> None: ...

    def executions(self) -> tuple[Execution, ...]:
        """Return what was told of every decision, earliest first."""
        ...

    def keep_follow_up(self, told: FollowUp) -> None: ...

    def follow_ups(self, case: CaseId | None = None) -> tuple[FollowUp, ...]:
        """Return the answers about one patient, or all, earliest first."""
        ...


class CaseQueue(Protocol):
    """Everything that is kept. Every method is durable when it returns; `transaction` makes several one."""

    @property
    def notes(self) -> Notes: ...

    @property
    def aftermath(self) -> Aftermath: ...

    @property
    def lines(self) -> Lines:
        """Return what the queue shows of each case, kept beside it."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens inside all or nothing."""
        ...

    def add(self, stored: StoredCase) -> None: ...

    def get(self, case_id: CaseId) -> StoredCase:
        """Return a case; raises NotThere."""
        ...

    def replace(self, stored: StoredCase, expected_version: int) -> StoredCase:
        """Keep a changed case and return it with its new version.

        Raises:
            Conflict: the version kept is not the expected one.
            NotThere: no such case.

        """
        ...

    def rows(self, search: str = "", states: Iterable[CaseState] = CaseState) -> tuple[StoredCase, ...]:
        """Return cases, oldest first, in which every word of ``search`` occurs, whatever its accents.

        A row that cannot be read is left out: show `refused` beside them.
        """
        ...

    def refused(self) -> tuple[KnownError, ...]:
        """Return one sentence for each case that is kept but cannot be read."""
        ...

    def keep_meeting(self, meeting: Meeting) -> None: ...

    def meeting(self, meeting_id: MeetingId) -> Meeting:
        """Return a meeting; raises NotThere."""
        ...

    def meetings(self) -> tuple[Meeting, ...]:
        """Return every meeting, earliest first."""
        ...

    def keep_decision(self, decision: Decision) -> None:
        """Keep the decision about one case at one meeting, in place of an earlier one."""
        ...

    def decisions(
        self, *, meeting: MeetingId | None = None, case: CaseId | None = None, awaiting: bool = False
    ) -> tuple[Decision, ...]:
        """Return decisions, earliest first, of one meeting, of one case, or all.

        ``awaiting``: only those that wait, or have waited, for a fact.
        """
        ...

    def log_leaflet(self, given: LeafletGiven) -> None: ...

    def leaflets(self, case: CaseId | None = None) -> tuple[LeafletGiven, ...]:
        """Return leaflets handed over, earliest first, of one case or all."""
        ...


class Presence(Protocol):
    """Who else has a case open, as a hint: nobody is kept out by it, and no line of the audit trail is written.

    Every method raises ServerAway where the server does not answer.
    """

    def here(self, case: CaseId, who: str) -> None:
        """Say that somebody has a case open at this desk; said again every half minute, forgotten after one."""
        ...

    def left(self) -> None:
        """Say that nobody has a case open at this desk any more."""
        ...

    def others(self, case: CaseId) -> tuple[str, ...]:
        """Return who has this case open at other desks."""
        ...


Changes = Callable[[], int]
"""Return a mark that differs once any desk has changed a case, a meeting or a decision; raises ServerAway.

It costs one question of a few bytes: ask it every few seconds, and read again what is shown when it differs.
"""


class Settings(Protocol):
    def current(self) -> Preferences: ...

    def problems(self) -> tuple[KnownError, ...]:
        """Return what could not be read from the file, one sentence each."""
        ...

    def fixed(self) -> frozenset[str]:
        """Return the names of the settings that the hospital set for all its desks: nobody changes them here."""
        ...

    def save(self, preferences: Preferences) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """One case as a document about a meeting shows it."""

    stored: StoredCase
    assessment: Assessment
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFile:
    """Everything that agenda and minutes print; sheets are in the order of the agenda.

    ``supersedes`` is the number of the last print of the same minutes, empty where none is known.
    """

    meeting: Meeting
    sheets: tuple[CaseSheet, ...]
    preferences: Preferences
    language: str
    made_at: datetime
    supersedes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """A letter to the general practitioner about one case, or the summary for the patient."""

    meeting: Meeting
    sheet: CaseSheet
    preferences: Preferences
    language: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheetOrder:
    """Everything about one case on paper, before a meeting; ``meeting_at`` where it is on an agenda."""

    sheet: CaseSheet
    preferences: Preferences
    language: str
    made_at: datetime
    meeting_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsOrder:
    """Blank forms to be filled in by hand; they name nobody."""

    preferences: Preferences
    language: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One event of the audit trail in the words that are printed; ``when`` is aware."""

    when: datetime
    who: str
    role: str
    where: str
    what: str
    object: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOrder:
    """The audit trail of one patient from ``first`` to ``last`` day, both included, earliest line first."""

    case_id: CaseId
    case: Case
    lines: tuple[AuditLine, ...]
    first: date
    last: date
    preferences: Preferences
    language: str
    made_at: datetime


class Clipboard(Protocol):
    """Where text waits to be pasted into another program."""

    def put(self, text: str) -> None:
        """Put a text there; it is taken away again after a while, and when the program ends."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletOrder:
    """The leaflet, or with ``card`` the wallet card; name and birth date only where a case is behind it.

    ``reviews`` are the translations that somebody checked; of another one the document says in its own language and in
    ``clinic_language`` that nobody did.
    """

    language: str
    large_print: bool
    card: bool
    contact_day: Contact
    contact_night: Contact
    uk_additions: bool
    hospital: str
    made_at: datetime
    patient_name: str | None = None
    birth_date: date | None = None
    clinic_language: str = "nl"
    reviews: tuple[TranslationReview, ...] = ()
    release: Release | None = None


class Documents(Protocol):
    """Makers of documents; each writes exactly the file asked for and returns it, or raises SiteError."""

    def agenda(self, order: MeetingFile, file: Path) -> Path: ...

    def minutes(self, order: MeetingFile, file: Path) -> Path: ...

    def letter(self, order: LetterOrder, file: Path) -> Path: ...

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        """Make the leaflet or the card; raises UserError where there is none in this language."""
        ...

    def case_sheet(self, order: CaseSheetOrder, file: Path) -> Path: ...

    def summary(self, order: LetterOrder, file: Path) -> Path:
        """Make the patient's summary; raises UserError where nothing was decided."""
        ...

    def blank_forms(self, order: FormsOrder, file: Path) -> Path: ...

    def audit(self, order: AuditOrder, file: Path) -> Path: ...

    def minutes_docx(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes for a word processor."""
        ...

    def minutes_text(self, order: MeetingFile) -> str:
        """Return the minutes as plain text, to be pasted into the patient record."""
        ...


class Curves(Protocol):
    """The NESMS survival figure for a set of classes still possible, as bytes of a picture."""

    def svg(self, classes: frozenset[int], theme: Theme, language: str) -> bytes: ...

    def png(self, classes: frozenset[int], theme: Theme, language: str, *, width: int) -> bytes:
        """Return the figure ``width`` pixels wide."""
        ...


class Explain(Protocol):
    """What would change an answer, one fact at a time; missing facts come first."""

    def advice(self, case: Case, at: datetime, guideline: str, action: str) -> "tuple[Effect, ...]":
        """Return what would change an action of a guideline; raises LookupError where there is none."""
        ...

    def score(self, case: Case, at: datetime, score: str) -> "tuple[Effect, ...]":
        """Return what would change a score of the patient; raises LookupError where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskServices:
    """Everything a screen may ask for; ``texts`` loads the words of one language.

    ``rules`` returns the hash of the rules that speak; None: ask an assessment. ``keep_sight`` keeps what is in
    sight of the queue for the next start to begin with; None: nothing is kept.
    ``rehearsing``: the queue is one that will be thrown away, with synthetic patients only; it has no ``backups``.
    ``sources`` are the
    guidelines that speak, by identifier; ``rulebooks`` is None where no rules are shipped, as in a test,
    ``lists`` where none are read or written. ``witness`` writes the audit trail, and ``people`` are those who may sit
    here: None where nothing is about a patient who lives. ``presence``, ``changes`` and
    ``reach`` are None unless the queue is on a server, where other desks work on it too; ``place`` then names it.
    ``moving`` brings the queue elsewhere; None: not from here.
    """

    queue: CaseQueue
    assess: Assess
    explain: Explain
    clock: Clock
    new_id: NewId
    documents: Documents
    curves: Curves
    settings: Settings
    texts: Callable[[str], Words]
    rehearsing: bool = False
    rules: Callable[[], str] | None = None
    keep_sight: Callable[[Mapping[str, object]], None] | None = None
    backups: Backups | None = None
    keys: QueueKeys | None = None
    sources: Mapping[str, Document] = field(default_factory=dict)
    rulebooks: "Rulebooks | None" = None
    insights: "InsightTools | None" = None
    witness: "Witness | None" = None
    people: "People | None" = None
    activating: "Activating | None" = None
    support: "Support | None" = None
    lists: "Lists | None" = None
    presence: Presence | None = None
    changes: Changes | None = None
    reach: "Reach | None" = None
    place: str = ""
    moving: "Moving | None" = None
