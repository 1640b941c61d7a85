"""What there is to know since the last discussion, above the question."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting.state import SinceShown
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Surface, frame
from mdt_desk.ui.widgets.capped import Capped
from mdt_desk.ui.widgets.prose import Prose

_MOST = 96


class SinceView(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, look: Look) -> None:
        """Say nothing yet."""
        super().__init__()
        space = look.tokens.space
        self._alert = QFrame()
        self._alert.setProperty("banner", True)
        self._alert.setProperty("tone", Tone.SOON.value)
        self._alert_words = Prose("", Role.BODY)
        self._alert_words.setObjectName("since-alert")
        inside = QVBoxLayout(self._alert)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.addWidget(self._alert_words)
        self._card = frame(Surface.RAISED)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(space.medium, space.small, space.medium, space.small)
        card.setSpacing(2)
        self._heading = Prose("", Role.LABEL)
        self._heading.setObjectName("since-heading")
        self._lines = Capped(look.text("meeting.since.name"), most=_MOST)
        card.addWidget(self._heading)
        card.addWidget(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        column.addWidget(self._alert)
        column.addWidget(self._card)
        self._look = look

    def show_since(self, shown: SinceShown) -> None:
        """Say what is new."""
        self._alert_words.show_text(shown.alert)
        self._alert.setVisible(bool(shown.alert))
        self._heading.show_text(shown.heading)
        lines = "\n".join(shown.lines) or self._look.text("meeting.since.nothing")
        self._lines.show_text(lines)
        self._card.setVisible(bool(shown.heading))
        self.setVisible(bool(shown.alert or shown.heading))
