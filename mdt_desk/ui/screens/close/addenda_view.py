"""What was added to signed minutes, and where somebody adds to them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Surface, button, label
from mdt_desk.ui.widgets.fields import Area, Line
from mdt_desk.ui.widgets.prose import Prose


class AddendaView(QFrame):
    """Signals ``adding`` with what is added and who adds it."""

    adding = Signal(str, str)

    def __init__(self, look: Look) -> None:
        """Show nothing added yet."""
        super().__init__()
        self._look = look
        text, space = look.text, look.tokens.space
        self.setProperty("surface", Surface.CARD.value)
        self._list = Prose("")
        self._list.setObjectName("addenda")
        self._words = Area(text("close.addenda.words"), lines=3)
        self._words.setPlaceholderText(text("close.addenda.words"))
        self._who = Line(text("close.addenda.who"))
        self._who.setPlaceholderText(text("close.addenda.who"))
        self._do = button(text("close.addenda.add"), icon=icon("plus", look.tokens.text))
        self._do.clicked.connect(self._add)
        self._words.textChanged.connect(self._wake)
        self._who.textChanged.connect(self._wake)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.medium, space.large, space.medium)
        column.setSpacing(space.small)
        column.addWidget(label(text("close.addenda.title"), Role.TITLE))
        column.addWidget(self._list)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(space.small)
        row.addWidget(self._who, 1)
        row.addWidget(self._do)
        column.addLayout(row)
        column.addWidget(Prose(text("close.addenda.says"), Role.CAPTION, muted=True))
        self._wake()

    def show_addenda(self, addenda: tuple[str, ...]) -> None:
        """Show what was added so far, in the order in which it was."""
        self._list.show_text("\n".join(addenda) or self._look.text("close.addenda.none"))

    def clear(self) -> None:
        self._words.show_text("")
        self._who.show_text("")

    def _wake(self) -> None:
        self._do.setEnabled(bool(self._words.toPlainText().strip() and self._who.text().strip()))

    def _add(self) -> None:
        self.adding.emit(self._words.toPlainText().strip(), self._who.text().strip())
