"""Leave the window: what was typed and not saved is named once, and what is on its way is finished, before it goes."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.theme import Tone


@runtime_checkable
class Keeper(Protocol):
    """A screen whose fields are saved by a button, so that something typed in them can be left behind."""

    @property
    def place(self) -> Place: ...

    @property
    def unsaved(self) -> object:
        """What was typed and not saved, equal only to the same; None where there is nothing."""


class Leaving(QObject):
    """Says when a window may go. Signals ``begun`` once it is decided that it goes."""

    begun = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Close the window, once it is decided, as soon as nothing is on its way."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self._told: object = None
        self._decided = False
        for each in (desk.work, desk.paper, desk.judging):
            each.pending.connect(self._go_when_idle)

    def may_go(self, screens: Iterable[object]) -> bool:
        """Tell whether the window may go now; asked again about the same unsaved fields, it may."""
        if not self._decided:
            if self._stays(screens):
                return False
            self._decide()
        return not self._desk.busy

    def let_go(self) -> None:
        """Close the window without asking about what was typed and not saved."""
        if not self._decided:
            self._decide()
        self._window.close()

    def _decide(self) -> None:
        self._decided = True
        self._desk.leaving.emit()
        self.begun.emit()

    def _stays(self, screens: Iterable[object]) -> bool:
        keepers = (each for each in screens if isinstance(each, Keeper))
        keeper = next((each for each in keepers if each.unsaved not in (None, self._told)), None)
        if keeper is None:
            return False
        self._told = keeper.unsaved
        text = self._desk.look.text
        self._desk.go(keeper.place)
        said = Notice(
            text=text("shell.leaving.unsaved"),
            tone=Tone.SOON,
            passing=False,
            do=text("shell.leaving.anyway"),
            act=self.let_go,
        )
        self._desk.noticed.emit(said)
        return True

    def _go_when_idle(self) -> None:
        if self._decided and not self._desk.busy:
            self._window.close()
