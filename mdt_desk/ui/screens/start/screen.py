"""The first screen as a place of the window."""

from PySide6.QtWidgets import QWidget

from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.start.presenter import start_state
from mdt_desk.ui.screens.start.state import StartState, Way
from mdt_desk.ui.screens.start.view import StartView
from mdt_desk.ui.work import Failed, Outcome


class StartScreen:
    """Shown while the queue is empty."""

    place = Place.START

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._preparing = False
        self._view: StartView | None = None

    def build(self, look: Look) -> QWidget:
        """Return a view in another look."""
        view = StartView(look, self._state())
        view.chosen.connect(self._begin)
        self._view = view
        return view

    def enter(self) -> None:
        """Put the keyboard on the first offer."""
        if self._view is not None:
            self._view.focus_first()

    def _state(self) -> StartState:
        can = self._desk.services.rehearse is not None
        return start_state(self._desk.look.texts, can_rehearse=can, preparing=self._preparing)

    def _begin(self, way: Way) -> None:
        rehearse = self._desk.services.rehearse
        if way is Way.EMPTY or rehearse is None:
            self._desk.go(Place.QUEUE)
            return
        self._set_preparing(True)
        self._desk.work.run(rehearse, self._rehearsed)

    def _rehearsed(self, outcome: Outcome[None]) -> None:
        self._set_preparing(False)
        if isinstance(outcome, Failed):
            self._desk.fail(outcome.error)
            return
        self._desk.changed.emit()
        self._desk.go(Place.QUEUE)

    def _set_preparing(self, preparing: bool) -> None:
        self._preparing = preparing
        if self._view is not None:
            self._view.show_state(self._state())
