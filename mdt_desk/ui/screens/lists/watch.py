"""Work on another thread: what it is, how far it is, and a way to stop it."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from mdt_desk.ui.work import Outcome, Work
from mdt_desk.usecases.sheets import Stopped

T = TypeVar("T")

_EVERY = 25


class Watch(QObject):
    """Called with what is done and how much there is; signals ``ticked`` with both, seldom enough to draw."""

    ticked = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = Event()

    def __call__(self, done: int, whole: int) -> None:
        """Tell how far it is; raises Stopped when somebody wants no more of it."""
        if self._stop.is_set():
            raise Stopped("lists.busy.stopped")
        if done % _EVERY == 0:
            self.ticked.emit(done, whole)

    def stop(self) -> None:
        self._stop.set()


class Labour(QObject):
    """One thing at a time on a thread; signals ``changed`` whenever `busy`, `done` or `whole` did.

    ``busy`` names what is being done, "" for nothing.
    """

    changed = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._watch: Watch | None = None
        self.busy = ""
        self.done = self.whole = 0

    def run(self, busy: str, verb: Callable[[Watch], T], then: Callable[[Outcome[T]], None]) -> None:
        """Do a verb, which tells the watch how far it is, and hand its outcome over."""
        watch = self._watch = Watch(self)
        watch.ticked.connect(self._tick)
        self.busy, self.done, self.whole = busy, 0, 0
        self.changed.emit()

        def ended(outcome: Outcome[T]) -> None:
            self.busy, self._watch = "", None
            watch.deleteLater()
            then(outcome)

        self._work.run(lambda: verb(watch), ended)

    def stop(self) -> None:
        """Let what runs come to nothing."""
        if self._watch is not None:
            self._watch.stop()

    def _tick(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole
        self.changed.emit()
