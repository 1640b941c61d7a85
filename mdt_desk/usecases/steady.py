"""A queue on a server that may go away: what was known last is still shown then, and nothing can be kept."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, LeafletGiven, Meeting, MeetingId
from mdt_desk.usecases.briefs import Brief, Counts, Judged, Known, Lines, NamedCase, Ranked, Wanted
from mdt_desk.usecases.errors import KnownError, ServerAway
from mdt_desk.usecases.ports import Aftermath, CaseQueue, NoteKind, Notes, StoredCase
from mdt_desk.usecases.reach import Reach

if TYPE_CHECKING:
    from array import array

T = TypeVar("T")

_MOST: Final = 512
"""So many answers are remembered, beside the cases themselves; the oldest is let go."""


class Memory:
    """The last answers of the server, in memory only: nothing of a patient is written to this computer."""

    def __init__(self, reach: Reach, most: int = _MOST) -> None:
        """Remember nothing yet."""
        self._reach = reach
        self._most = most
        self._answers: dict[Hashable, Any] = {}

    def read(self, key: Hashable, ask: Callable[[], T], otherwise: Callable[[], T] | None = None) -> T:
        """Return the answer of the server, or the last one it gave to this question.

        ``otherwise`` finds one in other answers.

        Raises:
            ServerAway: the server is away and never answered this; inside a transaction in any case.

        """
        try:
            with self._reach.asking():
                found = ask()
        except ServerAway:
            if self._reach.changing:
                raise
            if key in self._answers:
                known: T = self._answers[key]
                return known
            if otherwise is None:
                raise
            return otherwise()
        self.learn(key, found)
        return found

    def learn(self, key: Hashable, answer: object) -> None:
        self._answers.pop(key, None)
        self._answers[key] = answer
        while len(self._answers) > self._most:
            self._answers.pop(next(iter(self._answers)))

    def recall(self, key: Hashable) -> Any:  # noqa: ANN401  # each question has an answer of its own kind
        """Return the last answer to a question; raises LookupError."""
        return self._answers[key]


class SteadyQueue:
    """Implements `CaseQueue` on another queue."""

    def __init__(self, queue: CaseQueue, reach: Reach, notes: Notes) -> None:
        """Pass everything on while the server answers; ``notes`` outlast its absence."""
        self._queue = queue
        self._reach = reach
        self._memory = Memory(reach)
        self._cases: dict[CaseId, StoredCase] = {}
        self._notes = notes
        self._aftermath = SteadyAftermath(queue, reach, self._memory)
        self._lines = SteadyLines(queue, reach, self._memory)

    @property
    def notes(self) -> Notes:
        return self._notes

    @property
    def aftermath(self) -> Aftermath:
        return self._aftermath

    @property
    def lines(self) -> Lines:
        return self._lines

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._reach.changing_it(), self._queue.transaction():
            yield

    def add(self, stored: StoredCase) -> None:
        with self._reach.changing_it():
            self._queue.add(stored)

    def get(self, case_id: CaseId) -> StoredCase:
        try:
            with self._reach.asking():
                return self._learnt(self._queue.get(case_id))
        except ServerAway:
            if self._reach.changing:
                raise
            return self._seen_before(case_id)

    def replace(self, stored: StoredCase, expected_version: int) -> StoredCase:
        with self._reach.changing_it():
            return self._queue.replace(stored, expected_version)

    def rows(self, search: str = "", states: Iterable[CaseState] = CaseState) -> tuple[StoredCase, ...]:
        wanted = tuple(states)

        def ask() -> tuple[StoredCase, ...]:
            return tuple(self._learnt(each) for each in self._queue.rows(search, wanted))

        return self._memory.read(("rows", search, wanted), ask)

    def refused(self) -> tuple[KnownError, ...]:
        return self._memory.read("refused", self._queue.refused, tuple)

    def keep_meeting(self, meeting: Meeting) -> None:
        with self._reach.changing_it():
            self._queue.keep_meeting(meeting)

    def meeting(self, meeting_id: MeetingId) -> Meeting:
        def among_all() -> Meeting:
            return self._found(each for each in self.meetings() if each.id == meeting_id)

        return self._memory.read(("meeting", meeting_id), lambda: self._queue.meeting(meeting_id), among_all)

    def meetings(self) -> tuple[Meeting, ...]:
        return self._memory.read("meetings", self._queue.meetings)

    def keep_decision(self, decision: Decision) -> None:
        with self._reach.changing_it():
            self._queue.keep_decision(decision)

    def decisions(
        self, *, meeting: MeetingId | None = None, case: CaseId | None = None, awaiting: bool = False
    ) -> tuple[Decision, ...]:
        def ask() -> tuple[Decision, ...]:
            return self._queue.decisions(meeting=meeting, case=case, awaiting=awaiting)

        def among_all() -> tuple[Decision, ...]:
            return tuple(
                each
                for each in self.decisions()
                if (meeting is None or each.meeting_id == meeting)
                and (case is None or each.case_id == case)
                and (each.wakes_on or not awaiting)
            )

        whole = meeting is None and case is None and not awaiting
        return self._memory.read(("decisions", meeting, case, awaiting), ask, None if whole else among_all)

    def log_leaflet(self, given: LeafletGiven) -> None:
        with self._reach.changing_it():
            self._queue.log_leaflet(given)

    def leaflets(self, case: CaseId | None = None) -> tuple[LeafletGiven, ...]:
        return self._memory.read(("leaflets", case), lambda: self._queue.leaflets(case))

    def _learnt(self, stored: StoredCase) -> StoredCase:
        self._cases[stored.id] = stored
        return stored

    def _seen_before(self, case_id: CaseId) -> StoredCase:
        return self._found(each for each in [self._cases.get(case_id)] if each is not None)

    def _found(self, found: Iterable[T]) -> T:
        for each in found:
            return each
        self._reach.refuse()
        raise ServerAway("server.away", server="")


class SteadyAftermath:
    """Implements `Aftermath` on that of another queue."""

    def __init__(self, queue: CaseQueue, reach: Reach, memory: Memory) -> None:
        self._queue = queue
        self._reach = reach
        self._memory = memory

    def keep_execution(self, execution: Execution) -> None:
        with self._reach.changing_it():
            self._queue.aftermath.keep_execution(execution)

    def executions(self) -> tuple[Execution, ...]:
        return self._memory.read("executions", self._queue.aftermath.executions)

    def keep_follow_up(self, told: FollowUp) -> None:
        with self._reach.changing_it():
            self._queue.aftermath.keep_follow_up(told)

    def follow_ups(self, case: CaseId | None = None) -> tuple[FollowUp, ...]:
        return self._memory.read(("follow_ups", case), lambda: self._queue.aftermath.follow_ups(case))


class SteadyLines:
    """Implements `Lines` on those of another queue: rows that were seen are shown as they were."""

    def __init__(self, queue: CaseQueue, reach: Reach, memory: Memory) -> None:
        self._queue = queue
        self._reach = reach
        self._memory = memory
        self._briefs: dict[int, Brief] = {}

    def numbers(self, wanted: Wanted, known: Known) -> "array[int]":
        return self._memory.read(("numbers", wanted), lambda: self._queue.lines.numbers(wanted, known))

    def page(self, numbers: Sequence[int], known: Known) -> tuple[Brief, ...]:
        try:
            with self._reach.asking():
                found = self._queue.lines.page(numbers, known)
        except ServerAway:
            return tuple(self._briefs[each] for each in numbers if each in self._briefs)
        self._briefs |= {each.number: each for each in found}
        return found

    def counts(self, known: Known) -> Counts:
        return self._memory.read("counts", lambda: self._queue.lines.counts(known))

    def number_of(self, case: CaseId) -> int | None:
        return self._memory.read(("number_of", case), lambda: self._queue.lines.number_of(case), lambda: None)

    def names(self) -> tuple[NamedCase, ...]:
        return self._memory.read("names", self._queue.lines.names, tuple)

    def to_judge(
        self, known: Known, first: Sequence[int], but: Sequence[int], most: int
    ) -> "tuple[tuple[int, StoredCase | KnownError], ...]":
        return self._or_nothing(lambda: self._queue.lines.to_judge(known, first, but, most), ())

    def keep_judged(self, found: "Sequence[tuple[StoredCase, Judged, Ranked]]") -> None:
        self._or_nothing(lambda: self._queue.lines.keep_judged(found), None)

    def fill(self, most: int) -> int:
        return self._or_nothing(lambda: self._queue.lines.fill(most), 0)

    def keep_sight(self, text: str) -> None:
        self._or_nothing(lambda: self._queue.lines.keep_sight(text), None)

    def refused_after(self, case: str, most: int) -> "tuple[str, tuple[KnownError, ...]]":
        nothing: tuple[str, tuple[KnownError, ...]] = ("", ())
        return self._or_nothing(lambda: self._queue.lines.refused_after(case, most), nothing)

    def _or_nothing(self, ask: Callable[[], T], nothing: T) -> T:
        """Ask what can be asked again later."""
        try:
            with self._reach.asking():
                return ask()
        except ServerAway:
            return nothing


class SteadyNotes:
    """Implements `Notes`: what is typed while the server is away waits in a shelter until it can be told.

    ``shelter`` is kept encrypted on this computer, where it has a place for the key; otherwise it is in memory. Drafts
    belong to one desk: what somebody types at another is not offered here.
    """

    def __init__(self, notes: Notes, reach: Reach, shelter: Notes, desk: str = "") -> None:
        """Hand over what an earlier sitting left, as soon as the server answers; ``desk`` tells desks apart."""
        self._notes = OwnDrafts(notes, desk)
        self._reach = reach
        self._shelter = shelter
        self._gone: set[tuple[NoteKind, str]] = set()
        self._handing = False
        self._lock = Lock()  # of what waits here; the server is never asked inside it
        reach.when_back(self.hand_over)

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        if self._joined(kind, key, text):
            return
        try:
            with self._reach.asking():
                self._notes.keep(kind, key, text)
        except ServerAway:
            with self._lock:
                self._shelter.keep(kind, key, text)
                self._gone.discard((kind, key))
        else:
            if not self._joined(kind, key, text):
                self._settled(kind, key)

    def recall(self, kind: NoteKind, key: str) -> str | None:
        with self._lock:
            waiting = self._shelter.recall(kind, key)
            if waiting is not None or (kind, key) in self._gone:
                return waiting
        try:
            with self._reach.asking():
                return self._notes.recall(kind, key)
        except ServerAway:
            return None

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        try:
            with self._reach.asking():
                found = dict(self._notes.under(kind))
        except ServerAway:
            found = {}
        with self._lock:
            found |= self._shelter.under(kind)
            return {key: found[key] for key in sorted(found) if (kind, key) not in self._gone}

    def forget(self, kind: NoteKind, key: str) -> None:
        with self._lock:
            self._shelter.forget(kind, key)
        try:
            with self._reach.asking():
                self._notes.forget(kind, key)
        except ServerAway:
            with self._lock:
                self._gone.add((kind, key))

    def hand_over(self) -> None:
        """Tell the server what waited here, also what is typed meanwhile; raises ServerAway."""
        with self._lock:
            self._handing, gone = True, sorted(self._gone)
        try:
            for kind, key in gone:
                self._notes.forget(kind, key)
                with self._lock:
                    self._gone.discard((kind, key))
            for kind in NoteKind:
                with self._lock:
                    waiting = tuple(self._shelter.under(kind))
                for key in waiting:
                    self._tell(kind, key)
        finally:
            self._handing = False

    def _tell(self, kind: NoteKind, key: str) -> None:
        """Tell what waits, and once more where another text was typed, or it was forgotten, on the way there."""
        with self._lock:
            text = self._shelter.recall(kind, key)
        while text is not None:
            self._notes.keep(kind, key, text)
            with self._lock:
                told, text = text, self._shelter.recall(kind, key)
                if text == told:
                    self._shelter.forget(kind, key)
                    return
            if text is None:
                self._notes.forget(kind, key)

    def _joined(self, kind: NoteKind, key: str, text: str) -> bool:
        """Let a text take the place of what is on its way to the server, so that the older does not arrive last."""
        with self._lock:
            behind = (kind, key) in self._gone or self._shelter.recall(kind, key) is not None
            if self._handing and behind:
                self._shelter.keep(kind, key, text)
                self._gone.discard((kind, key))
            return self._handing and behind

    def _settled(self, kind: NoteKind, key: str) -> None:
        """Forget what waited here: the server has what came after it."""
        with self._lock:
            self._gone.discard((kind, key))
            if self._shelter.recall(kind, key) is not None:
                self._shelter.forget(kind, key)


class OwnDrafts:
    """Implements `Notes` on those of several desks: drafts under the name of one, everything else in common."""

    def __init__(self, notes: Notes, desk: str) -> None:
        self._notes = notes
        self._before = f"{desk}/" if desk else ""

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        self._notes.keep(kind, self._own(kind, key), text)

    def recall(self, kind: NoteKind, key: str) -> str | None:
        return self._notes.recall(kind, self._own(kind, key))

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        before = self._own(kind, "")
        found = self._notes.under(kind)
        return {key.removeprefix(before): text for key, text in found.items() if key.startswith(before)}

    def forget(self, kind: NoteKind, key: str) -> None:
        self._notes.forget(kind, self._own(kind, key))

    def _own(self, kind: NoteKind, key: str) -> str:
        return f"{self._before}{key}" if kind is NoteKind.DRAFT else key


class HeldNotes:
    """Implements `Notes` in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[NoteKind, str], str] = {}

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        self._kept[kind, key] = text

    def recall(self, kind: NoteKind, key: str) -> str | None:
        return self._kept.get((kind, key))

    def under(self, kind: NoteKind) -> Mapping[str, str]:
        return {key: self._kept[of, key] for of, key in sorted(self._kept) if of is kind}

    def forget(self, kind: NoteKind, key: str) -> None:
        self._kept.pop((kind, key), None)
