"""What was typed before the program stopped, offered again: what, when, and a button for either answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.state import RecoveredShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button
from mdt_desk.ui.widgets.prose import Prose


class DraftBanner(QFrame):
    """Signals ``answered`` with whether it is to be put back."""

    answered = Signal(bool)

    def __init__(self, look: Look) -> None:
        """Stay hidden until there is something to offer."""
        super().__init__()
        self.setProperty("banner", True)
        self.setProperty("tone", "soon")
        space = look.tokens.space
        self._heading, self._lines = Prose("", Role.LABEL), Prose("")
        words = QVBoxLayout()
        words.setSpacing(space.tiny)
        words.addWidget(self._heading)
        words.addWidget(self._lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.medium, space.small, space.medium, space.small)
        row.setSpacing(space.small)
        row.addLayout(words, 1)
        for key, back, kind in (("put_back", True, Kind.PRIMARY), ("drop", False, Kind.PLAIN)):
            made = button(look.text(f"case.recovered.{key}"), kind)
            made.clicked.connect(lambda _=False, answer=back: self.answered.emit(answer))
            row.addWidget(made)
        self.hide()

    def show_recovered(self, state: RecoveredShown) -> None:
        """Offer what was typed, or nothing."""
        self._heading.show_text(state.heading)
        self._lines.show_text("\n".join(state.lines))
        self.setVisible(bool(state.heading))
