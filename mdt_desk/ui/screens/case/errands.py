"""What the open case needs from outside, asked for whenever what is remembered of it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.evidence import Document
from mdt_desk.domain.explain import Effect
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.screens.case import explaining, keeping
from mdt_desk.ui.screens.case.explaining import Question
from mdt_desk.ui.screens.case.left_cases import LeftCases, SaveOrder, order_of
from mdt_desk.ui.screens.case.memory import Memory
from mdt_desk.ui.screens.case.shown import Around, case_state, nesms_classes
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.ports import StoredCase, Words
from mdt_desk.usecases.preferences import AgeLimits
from mdt_desk.usecases.touched import Touch

Ask = Callable[[Case, datetime, datetime, Callable[[Assessment | None], None]], None]
Explain = Callable[[Question, datetime, Callable[[tuple[Effect, ...] | None], None]], None]
Save = Callable[[SaveOrder, Callable[[StoredCase | Exception], None]], None]
Read = Callable[[CaseId, Callable[[StoredCase | Exception], None]], None]
Touched = Callable[[CaseId, Callable[[tuple[Touch, ...]], None]], None]
Draw = Callable[[frozenset[int], Callable[[bytes], None]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePorts:
    """What the presenter needs from outside; each answer may come at once or later, on the same thread.

    Attributes:
        now: this moment, in the hospital's zone.
        assess: the case at a moment, for a meeting; None when that failed, which was then said elsewhere.
        explain: what would change an answer at a moment; None when that failed, which was then said elsewhere.
        save, read: keep changes, or read the case again; the answer is what is kept, or why not.
        touched: who changed the case and when; never answered where nobody knows.
        draw: the survival figure for a set of classes.
        limits: after how many days a value should be asked again.
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
    limits: Callable[[], AgeLimits] = AgeLimits
    touched: Touched = lambda _case, _answer: None


class Errands:
    """Remembers one open case, and sees that it is assessed, kept, explained, drawn and shown."""

    def __init__(self, ports: CasePorts, texts: Words, show: Callable[[CaseScreenState], None]) -> None:
        """Wait for a case."""
        self._ports = ports
        self._texts = texts
        self._show = show
        self._memory: Memory | None = None
        self._sitting = 0
        self._asking = False
        self._drawing: frozenset[frozenset[int]] = frozenset()
        self.left = LeftCases(ports)

    @property
    def memory(self) -> Memory:
        """Return what is remembered of the open case.

        Raises:
            LookupError: no case is open.

        """
        if self._memory is None:
            raise LookupError("no case is open")
        return self._memory

    def _remember(self, memory: Memory) -> None:
        self._memory = keeping.settled(memory)
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
        around = Around(
            texts=self._texts,
            documents=self._ports.documents,
            now=self._ports.now(),
            limits=self._ports.limits(),
        )
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
        order = order_of(memory)
        self._memory = replace(memory, sent=memory.history.present)

        def answer(outcome: StoredCase | Exception) -> None:
            if sitting != self._sitting:
                self.left.answered(memory.stored.id, outcome)
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
                self._overtake(outcome)

        self._ports.save(order, answer)

    def _overtake(self, theirs: StoredCase) -> None:
        """Go on with what somebody else kept meanwhile, and find out who that was where it is asked."""
        sitting = self._sitting
        self._remember(keeping.overtaken(self.memory, theirs))

        def answer(found: tuple[Touch, ...]) -> None:
            if sitting == self._sitting:
                self._remember(replace(self.memory, touches=found))

        if self.memory.clashes:
            self._ports.touched(theirs.id, answer)

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
