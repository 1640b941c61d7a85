"""The first screen as a place of the window."""

from PySide6.QtWidgets import QWidget

from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.start.presenter import start_state
from mdt_desk.ui.screens.start.state import Way
from mdt_desk.ui.screens.start.view import StartView


class StartScreen:
    """Shown while the queue is empty. A rehearsal has a queue of its own, so it is asked for outside."""

    place = Place.START

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view: StartView | None = None

    def build(self, look: Look) -> QWidget:
        """Return a view in another look."""
        view = StartView(look, start_state(look.texts))
        view.chosen.connect(self._begin)
        self._view = view
        return view

    def enter(self) -> None:
        """Put the keyboard on the first offer."""
        if self._view is not None:
            self._view.focus_first()

    def _begin(self, way: Way) -> None:
        if way is Way.REHEARSE:
            self._desk.rehearsal_wanted.emit()
        else:
            self._desk.go(Place.QUEUE)
