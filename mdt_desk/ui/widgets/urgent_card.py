"""One case of the lane: what is due when, for whom, by whom advised, and the way to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from mdt_desk.ui.icons import TONE_ICONS, icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import UrgentCard
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label, set_tone
from mdt_desk.ui.widgets.elided import Elided

_WIDTH = 316


class UrgentCardView(QFrame):
    """Signals ``opened`` with its case; a later state of the same case changes only its words."""

    opened = Signal(object)

    def __init__(self, look: Look, shown: UrgentCard) -> None:
        """Lay the card out for a case."""
        super().__init__()
        self._look = look
        self._id = shown.id
        self.setProperty("surface", "card")
        self.setFixedWidth(_WIDTH)
        self._sign = QLabel()
        self._due = label("", Role.LABEL)
        self._patient = Elided(Role.LABEL)
        self._action = Elided(Role.BODY)
        self._restarted = Elided(Role.CAPTION)
        self._source = Elided(Role.CAPTION)
        self._opener = button(look.text("queue.lane.open"), Kind.LINK)
        self._opener.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._opener.clicked.connect(lambda: self.opened.emit(self._id))
        top = QHBoxLayout()
        top.addWidget(self._sign)
        top.addWidget(self._due, 1)
        top.addWidget(self._opener)
        column = QVBoxLayout(self)
        margin = look.tokens.space.medium
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(2)
        column.addLayout(top)
        for each in (self._patient, self._action, self._restarted):
            column.addWidget(each)
        column.addStretch()
        column.addWidget(self._source)
        self.show_card(shown)

    def show_card(self, shown: UrgentCard) -> None:
        """Draw a state of this case."""
        colour = self._look.tokens.tones[shown.tone].text
        self._sign.setPixmap(picture(TONE_ICONS[shown.tone], colour, 16, 2.0))
        self._opener.setIcon(icon("arrow-right", colour))
        self._opener.setAccessibleName(self._look.text("queue.lane.open_case", patient=shown.patient))
        self._due.setText(shown.due)
        self._patient.show_text(shown.patient)
        self._action.show_text(shown.action)
        self._restarted.show_text(shown.restarted)
        self._restarted.setVisible(bool(shown.restarted))
        self._source.show_text(shown.source)
        self.setAccessibleName(shown.spoken)
        set_tone(self, shown.tone)
