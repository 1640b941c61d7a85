"""Run a verb off the GUI thread, in the order asked; its outcome comes back as a value."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mdt_desk.mistakes import report

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Done(Generic[T]):
    """A verb that ended well."""

    value: T


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A verb that did not; `sentences.sentence` says it to people."""

    error: BaseException


Outcome = Done[T] | Failed
Then = Callable[[Any], None]


def while_there(part: QObject, then: Callable[[T], None]) -> Callable[[T], None]:
    """Return what is done with an outcome as long as a part of the window is there: another look makes it anew."""
    return lambda outcome: then(outcome) if isValid(part) else None


class Work(QObject):
    """One thread that does one thing after another, so that a later verb sees what an earlier one kept.

    Signals:
        pending: how many verbs are waiting or running, each time that changes.

    """

    pending = Signal(int)
    _ended = Signal(object, object, bool)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Prepare a thread that starts with the first verb; ``name`` is how a debugger shows it."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._count = 0
        self._reading = 0
        self._ended.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(self, verb: Callable[[], T], then: Callable[[Outcome[T]], None], *, reads: bool = False) -> None:
        """Do ``verb`` on the thread, then call ``then`` with its outcome on the GUI thread.

        ``reads``: nothing that somebody entered is kept by it.
        """
        self._changed(1, reads=reads)
        self._pool.submit(verb).add_done_callback(lambda future: self._ended.emit(future, then, reads))

    @property
    def busy(self) -> bool:
        """Tell whether something is waiting or running."""
        return self._count > 0

    @property
    def keeping(self) -> int:
        """Return how many verbs wait or run that keep something."""
        return self._count - self._reading

    def close(self) -> None:
        """Finish what was asked for, and end the thread."""
        self._pool.shutdown(wait=True)

    @Slot(object, object, bool)
    def _hand_over(self, future: "Future[Any]", then: Then, reads: bool) -> None:
        error = future.exception()
        try:
            if error is None:
                then(Done(value=future.result()))
            else:
                report(error)
                then(Failed(error=error))
        finally:
            self._changed(
                -1, reads=reads
            )  # only now: what follows from a verb was asked for before it counts as done

    def _changed(self, by: int, *, reads: bool) -> None:
        self._count += by
        self._reading += by if reads else 0
        self.pending.emit(self._count)
