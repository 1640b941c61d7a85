"""The two telephone numbers on the leaflet, when each was tried, and what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.print.state import ContactShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, Surface, button, label
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import empty


class ContactsView(QFrame):
    """Signals ``settings_wanted`` when a number has to be entered or tried."""

    settings_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown: tuple[ContactShown, ...] = ()
        self.setProperty("surface", Surface.CARD.value)
        self._settings = button(look.text("print.contact.enter"), Kind.LINK)
        self._settings.clicked.connect(self.settings_wanted)
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.medium, space.medium, space.medium)
        column.setSpacing(space.small)
        column.addWidget(label(look.text("print.contact.title"), Role.TITLE))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space.small)
        column.addLayout(self._rows)
        column.addWidget(self._settings, 0, Qt.AlignmentFlag.AlignLeft)

    def show_contacts(self, contacts: tuple[ContactShown, ...]) -> None:
        """Show both numbers."""
        if contacts == self._shown:
            return
        self._shown = contacts
        empty(self._rows)
        for each in contacts:
            self._rows.addWidget(self._row(each))
        self._settings.setVisible(any(each.problem for each in contacts))

    def _row(self, contact: ContactShown) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.tokens.space.small)
        sign = QLabel()
        sign.setPixmap(picture("urgent" if contact.problem else "phone", self._look.tokens.text, 16, 2.0))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Prose(contact.when, Role.CAPTION, muted=True))
        if contact.telephone:
            column.addWidget(Prose(contact.telephone, Role.LABEL))
            column.addWidget(Prose(contact.name))
            column.addWidget(Prose(contact.verified, Role.CAPTION, muted=True))
        if contact.problem:
            problem = Prose(contact.problem, Role.CAPTION)
            problem.setProperty("problem", True)
            problem.setContentsMargins(8, 3, 8, 3)
            column.addWidget(problem)
        row.addLayout(column, 1)
        return made
