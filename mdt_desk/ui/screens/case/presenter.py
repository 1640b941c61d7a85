"""Turn intents into cases, keep every step, and offer again what was typed when the program stopped."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from mdt_desk.domain.spine import Level
from mdt_desk.ui.screens.case import drafts, explaining, intents, keeping
from mdt_desk.ui.screens.case.errands import Errands
from mdt_desk.ui.screens.case.intents import own_path
from mdt_desk.ui.screens.case.keeping import opened
from mdt_desk.ui.screens.case.memory import Draft, Memory, Recovered
from mdt_desk.usecases.ports import StoredCase, Words


class CasePresenter(Errands):
    """One open case. It holds no widget: it is told intents, and shows states."""

    def open(
        self,
        stored: StoredCase,
        meeting_at: datetime,
        discussed_at: datetime | None = None,
        recovered: Recovered | None = None,
    ) -> None:
        """Begin with a case as it is kept, or where it was left with something not kept.

        ``recovered`` is what was typed before the program stopped, and is offered again.
        """
        self._sitting += 1
        self._asking, self._drawing = False, frozenset()
        before = self._memory
        lines = before.opened if before else frozenset[str]()
        if before is not None and before.stored.id != stored.id:
            self.left.leave(before)
        begun = replace(opened(stored, meeting_at, discussed_at), opened=lines, recovered=recovered)
        held = self.left.take(stored.id)
        self._memory = begun if held is None else keeping.resumed(held, begun)
        if held is not None and stored.version > held.stored.version:
            self._overtake(stored)
        else:
            self._go_on()

    def follow(self, stored: StoredCase, meeting_at: datetime) -> None:
        """Take over what was changed elsewhere in the case that is open already."""
        memory = replace(self.memory, meeting_at=meeting_at)
        self._remember(memory)
        if self.memory.sent is None and stored.version > self.memory.stored.version:
            self._overtake(stored)

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

    def unsaved(self) -> Mapping[str, Draft]:
        """Return what would be lost if the program stopped now."""
        return drafts.unsaved(self.memory, self._ports.now(), self._texts.language)

    def recover(self, *, back: bool) -> None:
        """Put back what was typed before the program stopped, or let it go."""
        memory = self.memory
        if back:
            self._remember(drafts.put_back(memory, self._ports.now(), self._texts))
        else:
            self._remember(replace(memory, recovered=None))

    def pick(self, path: str, value: object) -> None:
        memory, own = self._touched(path)
        self._remember(intents.picked(memory, own, value, self._ports.now(), self._texts))

    def type(self, path: str, text: str) -> None:
        """Remember each key; nothing is drawn, so that typing is never slowed down."""
        self._memory = intents.drafted(*self._touched(path), text)

    def pause(self, path: str, text: str) -> None:
        self._remember(intents.paused(*self._touched(path), text, self._ports.now()))

    def leave(self, path: str, text: str) -> None:
        self._remember(intents.left(*self._touched(path), text, self._ports.now(), self._texts))

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

    def put_away(self) -> None:
        """Say no more what was taken over from another desk."""
        self._remember(replace(self.memory, taken_over=()))

    def resume(self, then: Callable[[], None]) -> None:
        """Keep what could not be kept while the server was away; ``then`` when other cases were tried too."""
        if self._memory is not None and self._memory.failure:
            self.save_again()
        self.left.keep_all(then)

    def save_again(self) -> None:
        self._remember(replace(self.memory, failure=""))

    def turn(self, key: str, *, opened: bool) -> None:
        """Explain what would change an advice or a score while it is open."""
        self._remember(explaining.turned(self.memory, key, opened=opened))

    def _touched(self, path: str) -> tuple[Memory, str]:
        """Return the memory without an older text for a fact that is changed now, and the fact's own path."""
        own = own_path(self.memory, path)
        return drafts.superseded(self.memory, own), own
