"""Beside the table: the saved filters, and the list of what is still missing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mdt_desk.domain.audit import Deed
from mdt_desk.ui.clipboard import clipboard_of
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.asking import Asking
from mdt_desk.ui.screens.queue.attention import why
from mdt_desk.ui.screens.queue.chasing import chase_lines, whole_list
from mdt_desk.ui.screens.queue.looking import NOT_READY, everyone
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.screens.queue.state import ChaseLine
from mdt_desk.usecases.briefs import Brief
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.filters import Filter, delete_filter, saved_filters
from mdt_desk.usecases.waking import Woken


class SavedFilters(QObject):
    """Keeps filters under names. Signals ``taken`` with the `Filter` that was chosen."""

    taken = Signal(object)

    def __init__(self, desk: Desk, asking: Asking, changed: Callable[[], None]) -> None:
        """Share the queue's own questions; ``changed`` is called when there are other names."""
        super().__init__(desk)
        self._desk = desk
        self._asking = asking
        self._changed = changed

    def save(self, chosen: Filter) -> None:
        """Ask for a name and keep what is shown under it."""
        self._asking.save_filter(chosen, self._changed)

    def choose(self, name: str) -> None:
        """Show what was saved under a name."""
        notes = self._desk.services.queue.notes

        def found(filters: dict[str, Filter]) -> None:
            if name in filters:
                self.taken.emit(filters[name])

        self._desk.read(lambda: saved_filters(notes), found)

    def delete(self, name: str) -> None:
        """Forget what was saved under a name."""
        notes, text = self._desk.services.queue.notes, self._desk.look.text

        def deleted(_none: object) -> None:
            self._changed()
            self._desk.say(text("queue.saved.deleted", name=name))

        self._desk.do(lambda: delete_filter(notes, name), deleted)


class ChaseDesk(QObject):
    """Says what is still missing, and why a case is back. Signals ``shown`` with a line a referrer."""

    shown = Signal(object)

    def __init__(self, desk: Desk, reading: Reading, in_sight: Callable[[], bool]) -> None:
        """Speak about what was read; while the queue is ``in_sight`` it says itself which cases are back."""
        super().__init__(desk)
        self._desk = desk
        self._reading = reading
        self._in_sight = in_sight
        self._clipboard = clipboard_of(desk)
        reading.woke.connect(self._say_woken)

    def show(self) -> None:
        """Show the list, or say that nothing is missing."""
        self._desk.read(self._incomplete, lambda found: self._show(self._lines(found)))

    def copy_one(self, text: str) -> None:
        """Copy what one referrer is asked for."""
        self._copy(text, "queue.chase.copied_one")

    def copy_all(self) -> None:
        """Copy the whole list."""
        self._desk.read(
            self._incomplete,
            lambda found: self._copy(whole_list(self._lines(found)), "queue.chase.copied"),
        )

    def _incomplete(self) -> tuple[Brief, ...]:
        return everyone(self._desk.services.queue.lines, NOT_READY, self._reading.known())

    def _show(self, lines: tuple[ChaseLine, ...]) -> None:
        if lines:
            self.shown.emit(lines)
        else:
            self._desk.say(self._desk.look.text("queue.chase.nothing"))

    def _lines(self, briefs: tuple[Brief, ...]) -> tuple[ChaseLine, ...]:
        meeting_at = next_meeting_at(self._desk.preferences, self._desk.now())
        return chase_lines(briefs, meeting_at, self._desk.look.texts)

    def _copy(self, text: str, said: str) -> None:
        self._clipboard.put(text)
        self._desk.saw(Deed.COPIED, of="chase_list")
        self._desk.say(self._desk.look.text(said))

    def _say_woken(self, woken: tuple[Woken, ...]) -> None:
        """Say why cases are back, so that nobody wonders at the agenda."""
        texts, now, briefs = self._desk.look.texts, self._desk.now(), self._reading.beside.briefs
        said = [
            why(briefs[each.decision.case_id].facts, each, texts, now)
            for each in woken
            if each.decision.case_id in briefs
        ]
        if said and not self._in_sight():
            self._desk.say(" ".join(said))
