"""The ports behind a witness: each change is kept together with its line of the audit trail, or neither is."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from mdt_desk.domain.audit import Deed, Result
from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import (
    CaseId,
    CaseState,
    Decision,
    LeafletGiven,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.people import Verb
from mdt_desk.usecases.briefs import Lines
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import Protection, QueueKeys
from mdt_desk.usecases.numbering import minutes_number
from mdt_desk.usecases.ports import (
    Aftermath,
    AuditOrder,
    CaseQueue,
    CaseSheetOrder,
    Documents,
    FormsOrder,
    LeafletOrder,
    LetterOrder,
    MeetingFile,
    Notes,
    Settings,
    StoredCase,
)
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.witness import Witness

_LOOKS = frozenset({"language", "theme"})
"""Settings that change nothing but how the screen looks."""


class AuditedQueue:
    """Implements `CaseQueue` on another queue; drafts and saved filters are nobody's record, and leave no line."""

    def __init__(self, queue: CaseQueue, witness: Witness) -> None:
        """Pass everything on, and witness what changes."""
        self._queue = queue
        self._witness = witness
        self._aftermath = AuditedAftermath(queue, witness)

    @property
    def notes(self) -> Notes:
        return self._queue.notes

    @property
    def aftermath(self) -> Aftermath:
        return self._aftermath

    @property
    def lines(self) -> Lines:
        return self._queue.lines

    def transaction(self) -> AbstractContextManager[None]:
        return self._queue.transaction()

    def add(self, stored: StoredCase) -> None:
        self._witness.allow(Verb.EDIT_CASE)
        with self._queue.transaction():
            self._queue.add(stored)
            self._witness.saw(Deed.ADDED, stored.id, of=f"version:{stored.version}")

    def get(self, case_id: CaseId) -> StoredCase:
        return self._queue.get(case_id)

    def replace(self, stored: StoredCase, expected_version: int) -> StoredCase:
        self._witness.allow(Verb.EDIT_CASE)
        with self._queue.transaction():
            kept = self._queue.replace(stored, expected_version)
            self._witness.saw(Deed.CHANGED, kept.id, of=f"version:{kept.version}")
        return kept

    def rows(self, search: str = "", states: Iterable[CaseState] = CaseState) -> tuple[StoredCase, ...]:
        return self._queue.rows(search, states)

    def refused(self) -> tuple[KnownError, ...]:
        return self._queue.refused()

    def keep_meeting(self, meeting: Meeting) -> None:
        closing = meeting.state is MeetingState.CLOSED
        self._witness.allow(Verb.SIGN if closing else Verb.PREPARE_MEETING)
        with self._queue.transaction():
            self._queue.keep_meeting(meeting)
            self._witness.saw(Deed.MEETING_KEPT, of=f"meeting:{meeting.id.hex[:8]}")

    def meeting(self, meeting_id: MeetingId) -> Meeting:
        return self._queue.meeting(meeting_id)

    def meetings(self) -> tuple[Meeting, ...]:
        return self._queue.meetings()

    def keep_decision(self, decision: Decision) -> None:
        self._witness.allow(Verb.DECIDE)
        with self._queue.transaction():
            self._queue.keep_decision(decision)
            self._witness.saw(Deed.DECIDED, decision.case_id, of=f"meeting:{decision.meeting_id.hex[:8]}")

    def decisions(
        self, *, meeting: MeetingId | None = None, case: CaseId | None = None, awaiting: bool = False
    ) -> tuple[Decision, ...]:
        return self._queue.decisions(meeting=meeting, case=case, awaiting=awaiting)

    def log_leaflet(self, given: LeafletGiven) -> None:
        self._witness.allow(Verb.GIVE_LEAFLET)
        with self._queue.transaction():
            self._queue.log_leaflet(given)
            kind = "card" if given.card else "leaflet"
            self._witness.saw(
                Deed.LEAFLET_GIVEN, given.case_id, of=f"{kind}:{given.language} {given.version}".strip()
            )

    def leaflets(self, case: CaseId | None = None) -> tuple[LeafletGiven, ...]:
        return self._queue.leaflets(case)


class AuditedAftermath:
    """Implements `Aftermath` on that of another queue."""

    def __init__(self, queue: CaseQueue, witness: Witness) -> None:
        """Pass everything on, and witness what changes."""
        self._queue = queue
        self._witness = witness

    def keep_execution(self, execution: Execution) -> None:
        self._witness.allow(Verb.FOLLOW_UP)
        with self._queue.transaction():
            self._queue.aftermath.keep_execution(execution)
            self._witness.saw(Deed.FOLLOWED_UP, execution.case_id, of="execution")

    def executions(self) -> tuple[Execution, ...]:
        return self._queue.aftermath.executions()

    def keep_follow_up(self, told: FollowUp) -> None:
        self._witness.allow(Verb.FOLLOW_UP)
        with self._queue.transaction():
            self._queue.aftermath.keep_follow_up(told)
            self._witness.saw(Deed.FOLLOWED_UP, told.case_id, of=f"months:{told.months}")

    def follow_ups(self, case: CaseId | None = None) -> tuple[FollowUp, ...]:
        return self._queue.aftermath.follow_ups(case)


class AuditedDocuments:
    """Implements `Documents`: no document about a patient is handed over before its line is kept."""

    def __init__(self, documents: Documents, witness: Witness) -> None:
        """Pass every order on, and witness for whom."""
        self._documents = documents
        self._witness = witness

    def agenda(self, order: MeetingFile, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        return self._of_meeting(self._documents.agenda(order, file), order, "agenda")

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        order = self._after_others(order)
        return self._of_meeting(self._documents.minutes(order, file), order, _numbered(order))

    def letter(self, order: LetterOrder, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        return self._of_case(self._documents.letter(order, file), order, "letter")

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        return self._documents.leaflet(order, file)  # who it was given to is logged when it is handed over

    def case_sheet(self, order: CaseSheetOrder, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        return self._of_case(self._documents.case_sheet(order, file), order, "case_sheet")

    def summary(self, order: LetterOrder, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        return self._of_case(self._documents.summary(order, file), order, "summary")

    def blank_forms(self, order: FormsOrder, file: Path) -> Path:
        return self._documents.blank_forms(order, file)

    def audit(self, order: AuditOrder, file: Path) -> Path:
        self._witness.allow(Verb.SEE_AUDIT)
        made = self._documents.audit(order, file)
        self._kept(made, (order.case_id,), "audit")
        return made

    def minutes_docx(self, order: MeetingFile, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        order = self._after_others(order)
        return self._of_meeting(self._documents.minutes_docx(order, file), order, _numbered(order))

    def minutes_text(self, order: MeetingFile) -> str:
        self._witness.allow(Verb.PRINT)
        order = self._after_others(order)
        text = self._documents.minutes_text(order)
        self._witness.saw_all(Deed.COPIED, (each.stored.id for each in order.sheets), of=_numbered(order))
        return text

    def _after_others(self, order: MeetingFile) -> MeetingFile:
        """Return the order with the number of the print before it: the trail knows each one that was made."""
        if not order.sheets:
            return order
        begins = f"{_minutes(order)}:{minutes_number(order).rpartition('-')[0]}-"
        lines = self._witness.trail.lines(order.sheets[0].stored.id)
        found = [each.event.object for each in lines if each.event.object.startswith(begins)]
        return replace(order, supersedes=found[-1].partition(":")[2] if found else "")

    def _of_meeting(self, made: Path, order: MeetingFile, what: str) -> Path:
        self._kept(made, (each.stored.id for each in order.sheets), what)
        return made

    def _of_case(self, made: Path, order: LetterOrder | CaseSheetOrder, what: str) -> Path:
        self._kept(made, (order.sheet.stored.id,), what)
        return made

    def _kept(self, made: Path, cases: Iterable[CaseId], what: str) -> None:
        found = tuple(cases)
        try:
            self._witness.saw_all(Deed.PRINTED, found, of=what)
            self._witness.papers[made] = (what, found)
        except KnownError:
            made.unlink(missing_ok=True)
            raise


def _numbered(order: MeetingFile) -> str:
    return f"{_minutes(order)}:{minutes_number(order)}"


def _minutes(order: MeetingFile) -> str:
    """Return what to call minutes in the trail: those of one case do not supersede those of the meeting."""
    return "minutes" if len(order.sheets) == len(order.meeting.agenda) else "case_minutes"


class AuditedSettings:
    """Implements `Settings`: which settings were changed is witnessed, not what they say."""

    def __init__(self, settings: Settings, queue: CaseQueue, witness: Witness) -> None:
        """Pass everything on, and witness what changes, in the trail of this queue."""
        self._settings = settings
        self._queue = queue
        self._witness = witness

    def current(self) -> Preferences:
        return self._settings.current()

    def problems(self) -> tuple[KnownError, ...]:
        return self._settings.problems()

    def fixed(self) -> frozenset[str]:
        return self._settings.fixed()

    def save(self, preferences: Preferences) -> None:
        before = self._settings.current()
        changed = [
            name
            for name in Preferences.__slots__
            if name not in _LOOKS and getattr(before, name) != getattr(preferences, name)
        ]
        if not changed:
            self._settings.save(preferences)
            return
        self._witness.allow(Verb.SETTINGS)
        with _line_first(self._queue, self._witness, f"settings:{', '.join(changed)}"):
            self._settings.save(preferences)


class AuditedKeys:
    """Implements `QueueKeys`: that the passphrase was changed is witnessed."""

    def __init__(self, keys: QueueKeys, queue: CaseQueue, witness: Witness) -> None:
        """Pass everything on, and witness what changes, in the trail of this queue."""
        self._keys = keys
        self._queue = queue
        self._witness = witness

    def protection(self) -> Protection:
        return self._keys.protection()

    def set_passphrase(self, passphrase: str) -> None:
        self._witness.allow(Verb.SETTINGS)
        with _line_first(self._queue, self._witness, "settings:passphrase"):
            self._keys.set_passphrase(passphrase)

    def check(self, passphrase: str) -> None:
        self._keys.check(passphrase)


@contextmanager
def _line_first(queue: CaseQueue, witness: Witness, of: str) -> Iterator[None]:
    """Keep the line, and only then let be done what is in no transaction; where it is not done, a second line says so.

    Raises:
        KnownError: the line cannot be kept, also because the server is away, and nothing was done.

    """
    with queue.transaction():  # in one, no line waits for a server
        witness.saw(Deed.SETTINGS_CHANGED, of=of)
    try:
        yield
    except KnownError:
        with suppress(KnownError):  # why it was not done is what has to be said
            witness.saw(Deed.SETTINGS_CHANGED, of=of, result=Result.REFUSED)
        raise
