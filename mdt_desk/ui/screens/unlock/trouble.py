"""Why the queue does not open, and what can be done: the part of the entrance that restores."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.unlock.presenter import lost_lines, trouble_state
from mdt_desk.ui.screens.unlock.state import Do, TroubleState
from mdt_desk.ui.screens.unlock.view import TroubleView
from mdt_desk.usecases.backups import Backup
from mdt_desk.usecases.entering import Door
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import QueueKey


class Doing(Protocol):
    """Do a verb off the GUI thread; hand over its value, or the sentence of its failure."""

    def __call__(
        self, verb: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[str], None]
    ) -> None: ...


class Troubles(QObject):
    """One failure with its view.

    Signals:
        opened: with the key, when the queue is worth another try with it.
        again: when it is to be looked at anew.
        rehearse, left: when somebody rather does that.

    """

    opened = Signal(object)
    again = Signal()
    rehearse = Signal()
    left = Signal()

    def __init__(
        self, look: Look, door: Door, zone: ZoneInfo, error: KnownError, key: QueueKey | None, do: Doing
    ) -> None:
        """Show an error; ``key`` is the key of the queue, if it is known."""
        super().__init__()
        self._look, self._door, self._key, self._do = look, door, key, do
        self._backups = _backups_of(door)
        self._state = trouble_state(error, look.texts, self._backups, zone, unlocked=key is not None)
        self.view = TroubleView(look, self._state)
        self.view.acted.connect(self._act)
        self.view.chosen.connect(self._weigh)

    def fail(self, said: str) -> None:
        """Say what went wrong on the way."""
        self._tell(replace(self._state, chosen=None, lost=(said,), busy=False))

    def _act(self, do: Do) -> None:
        if do is Do.TRY_AGAIN:
            self.again.emit() if self._key is None else self.opened.emit(self._key)
        elif do is Do.REHEARSE:
            self.rehearse.emit()
        elif do is Do.RESTORE:
            self._restore()
        elif do is Do.PUT_KEYS_BACK:
            self._do(self._door.put_keys_back, lambda _: self.again.emit(), self.fail)
        else:
            self.left.emit()

    def _weigh(self, row: int) -> None:
        """Say what putting the chosen backup back would undo."""
        key = self._key
        if key is None or not 0 <= row < len(self._backups):
            return
        backup = self._backups[row]
        self._tell(replace(self._state, chosen=row, lost=(), busy=True))
        self._do(
            lambda: lost_lines(self._door.losses(key, backup), self._look.texts),
            lambda lost: self._tell(replace(self._state, chosen=row, lost=lost, busy=False)),
            self.fail,
        )

    def _restore(self) -> None:
        key, row = self._key, self._state.chosen
        if key is None or row is None:
            return
        self._tell(replace(self._state, busy=True))
        self._do(
            lambda: self._door.restore(key, self._backups[row]), lambda _: self.opened.emit(key), self.fail
        )

    def _tell(self, state: TroubleState) -> None:
        self._state = state
        self.view.show_state(state)


def _backups_of(door: Door) -> tuple[Backup, ...]:
    try:
        return door.backups()
    except KnownError:
        return ()
