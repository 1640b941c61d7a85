"""Turn intents into cases, keep every step, ask for assessment, and see that everything is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.evidence import Document
from mdt_desk.domain.explain import Effect
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.spine import Level
from mdt_desk.ui.screens.case import explaining, intents, keeping
from mdt_desk.ui.screens.case.explaining import Question
from mdt_desk.ui.screens.case.intents import own_path
from mdt_desk.ui.screens.case.keeping import opened
from mdt_desk.ui.screens.case.memory import Memory
from mdt_desk.ui.screens.case.merging import changes
from mdt_desk.ui.screens.case.shown import Around, case_state, nesms_classes
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.ports import StoredCase, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOrder:
    """What is to be kept: facts by path with their new values, on top of a version."""

    case_id: CaseId
    changes: Mapping[str, Any]
    expected_version: int


Ask = Callable[[Case, datetime, datetime, Callable[[Assessment | None], None]], None]
Explain = Callable[[Question, datetime, Callable[[tuple[Effect, ...] | None], None]], None]
Save = Callable[[SaveOrder, Callable[[StoredCase | Exception], None]], None]
Read = Callable[[CaseId, Callable[[StoredCase | Exception], None]], None]
Draw = Callable[[frozenset[int], Callable[[bytes], None]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePorts:
    """What the presenter needs from outside; each answer may come at once or later, on the same thread.

    Attributes:
        now: this moment, in the hospital's zone.
        assess: the case at a moment, for a meeting; None when that failed, which was then said elsewhere.
        explain: what would change an answer at a moment; None when that failed, which was then said elsewhere.
        save, read: keep changes, or read the case again; the answer is what is kept, or why not.
        draw: the survival figure for a set of classes.
        say: an error in one sentence, in the language of the words given.

    """

    now: Callable[[], datetime]
    assess: Ask
    explain: Explain
    save: Save
    read: Read
    draw: Draw
    say: Callable[[Exception, Words], str]
    documents: Mapping[str, Document]


class CasePresenter:
    """One open case. It holds no widget: it is told intents, and shows states."""

    def __init__(self, ports: CasePorts, texts: Words, show: Callable[[CaseScreenState], None]) -> None:
        """Wait for a case."""
        self._ports = ports
        self._texts = texts
        self._show = show
        self._memory: Memory | None = None
        self._sitting = 0
        self._asking = False
        self._drawing: frozenset[frozenset[int]] = frozenset()

    @property
    def memory(self) -> Memory:
        """Return what is remembered of the open case.

        Raises:
            LookupError: no case is open.

        """
        if self._memory is None:
            raise LookupError("no case is open")
        return self._memory

    def open(self, stored: StoredCase, meeting_at: datetime, discussed_at: datetime | None = None) -> None:
        """Begin with a case as it is kept; another one that was open is left as it is."""
        self._sitting += 1
        self._asking, self._drawing = False, frozenset()
        lines = self._memory.opened if self._memory else frozenset[str]()
        self._memory = replace(opened(stored, meeting_at, discussed_at), opened=lines)
        self._go_on()

    def follow(self, stored: StoredCase, meeting_at: datetime) -> None:
        """Take over what was changed elsewhere in the case that is open already."""
        memory = replace(self.memory, meeting_at=meeting_at)
        idle = memory.sent is None and not memory.clashes
        newer = idle and stored.version != memory.stored.version
        self._remember(keeping.overtaken(memory, stored) if newer else memory)

    def speak(self, texts: Words) -> None:
        """Say everything in other words; figures are drawn anew, and lines are closed."""
        self._texts = texts
        if self._memory is not None:
            self._drawing = frozenset()
            self._remember(replace(self._memory, pictures=MappingProxyType({}), opened=frozenset()))

    def tick(self) -> None:
        """Assess again: clocks have moved."""
        if self._memory is not None and not self._asking:
            self._ask(self._memory.history.present)

    def pick(self, path: str, value: object) -> None:
        memory = self.memory
        self._remember(intents.picked(memory, own_path(memory, path), value, self._ports.now(), self._texts))

    def type(self, path: str, text: str) -> None:
        """Remember each key; nothing is drawn, so that typing is never slowed down."""
        self._memory = intents.drafted(self.memory, own_path(self.memory, path), text)

    def pause(self, path: str, text: str) -> None:
        self._remember(intents.paused(self.memory, own_path(self.memory, path), text, self._ports.now()))

    def leave(self, path: str, text: str) -> None:
        memory = self.memory
        self._remember(intents.left(memory, own_path(memory, path), text, self._ports.now(), self._texts))

    def undo(self) -> None:
        self._remember(intents.undone(self.memory))

    def redo(self) -> None:
        self._remember(intents.redone(self.memory))

    def choose_level(self, level: Level) -> None:
        self._remember(intents.chosen(self.memory, level))

    def add_lesion(self, level: Level) -> None:
        self._remember(intents.added(self.memory, level, self._ports.now()))

    def remove_lesion(self, level: Level) -> None:
        self._remember(intents.removed(self.memory, level, self._ports.now()))

    def declare_lesions(self, value: object) -> None:
        """Record that there are none (the empty tuple), or forget the list (UNKNOWN)."""
        self._remember(intents.declared(self.memory, value, self._ports.now()))

    def leave_level(self, text: str) -> None:
        self._remember(intents.level_left(self.memory, text, self._ports.now(), self._texts))

    def resolve(self, path: str, *, mine: bool) -> None:
        self._remember(keeping.resolved(self.memory, path, mine=mine))

    def save_again(self) -> None:
        self._remember(replace(self.memory, failure=""))

    def turn(self, key: str, *, opened: bool) -> None:
        """Explain what would change an advice or a score while it is open."""
        self._remember(explaining.turned(self.memory, key, opened=opened))

    def _remember(self, memory: Memory) -> None:
        self._memory = memory
        self._go_on()

    def _go_on(self) -> None:
        """Ask for whatever the memory now needs, and show it."""
        memory = self.memory
        if not self._asking and memory.assessed != memory.history.present:
            self._ask(memory.history.present)
        if keeping.waits(self.memory):
            self._save()
        self._draw()
        self._explain()
        around = Around(texts=self._texts, documents=self._ports.documents, now=self._ports.now())
        self._show(case_state(self.memory, around))

    def _ask(self, case: Case) -> None:
        self._asking, sitting = True, self._sitting

        def answer(assessment: Assessment | None) -> None:
            if sitting != self._sitting:
                return
            self._asking = False
            if assessment is not None:
                self._remember(replace(self.memory, assessment=assessment, assessed=case))

        self._ports.assess(case, self._ports.now(), self.memory.meeting_at, answer)

    def _save(self) -> None:
        memory, sitting = self.memory, self._sitting
        order = SaveOrder(
            case_id=memory.stored.id,
            changes=changes(memory.stored.case, memory.case),
            expected_version=memory.stored.version,
        )
        self._memory = replace(memory, sent=memory.history.present)

        def answer(outcome: StoredCase | Exception) -> None:
            if sitting != self._sitting:
                return
            if isinstance(outcome, Conflict):
                self._ports.read(memory.stored.id, overtaken)
            elif isinstance(outcome, Exception):
                self._remember(keeping.failed(self.memory, self._ports.say(outcome, self._texts)))
            else:
                self._remember(keeping.kept(self.memory, outcome, self._ports.now()))

        def overtaken(outcome: StoredCase | Exception) -> None:
            if sitting != self._sitting:
                return
            if isinstance(outcome, Exception):
                answer(outcome)
            else:
                self._remember(keeping.overtaken(self.memory, outcome))

        self._ports.save(order, answer)

    def _explain(self) -> None:
        while (question := explaining.next_question(self.memory)) is not None:
            self._memory = explaining.asked(self.memory, question)
            self._ports.explain(
                question, self._ports.now(), partial(self._explained, self._sitting, question)
            )

    def _explained(self, sitting: int, question: Question, effects: tuple[Effect, ...] | None) -> None:
        if sitting == self._sitting:
            self._remember(explaining.answered(self.memory, question, effects))

    def _draw(self) -> None:
        classes, sitting = nesms_classes(self.memory), self._sitting
        if not classes or classes in self.memory.pictures or classes in self._drawing:
            return
        self._drawing |= {classes}

        def answer(picture: bytes) -> None:
            if sitting == self._sitting:
                known = {**self.memory.pictures, classes: picture}
                self._remember(replace(self.memory, pictures=MappingProxyType(known)))

        self._ports.draw(classes, answer)
