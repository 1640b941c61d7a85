"""The help as a place of the window."""

from PySide6.QtWidgets import QWidget

from mdt_desk.ui.actions import Place, shown_shortcut
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.help.presenter import help_state
from mdt_desk.ui.screens.help.view import HelpView


class HelpScreen:
    """Remembers which chapter is open."""

    place = Place.HELP

    def __init__(self) -> None:
        self._chapter = 0

    def build(self, look: Look) -> QWidget:
        """Return a view in the words of the look."""
        self._look = look
        self._view = HelpView(look)
        self._show()
        self._view.turned.connect(self._turn)
        return self._view

    def enter(self) -> None:
        """Put the keyboard on the contents."""
        self._view.focus_contents()

    def _turn(self, chapter: int) -> None:
        if chapter != self._chapter:
            self._chapter = chapter
            self._show()

    def _show(self) -> None:
        self._view.show_state(help_state(self._look.texts, shown_shortcut, self._chapter))
