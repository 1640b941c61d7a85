"""What every field of a setting shares: its name above it, a sentence below it, and lines to type in."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.settings.state import FieldState
from mdt_desk.ui.theme import Role, restyle
from mdt_desk.ui.widgets.basics import label


class SettingField(QWidget):
    """The base of all: its name above it, a sentence below it. Signals ``edited`` with the typed value."""

    edited = Signal(object)

    def __init__(self, look: Look, field: FieldState) -> None:
        """Lay out name, room for the control, and the sentence."""
        super().__init__()
        self.look = look
        self._problem = label("", Role.CAPTION, wrap=True)
        self._problem.setProperty("problem", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.tokens.space.tiny)
        self.lay_out(field)
        self.column.addWidget(self._problem)
        self.show_field(field)

    def lay_out(self, field: FieldState) -> None:
        """Add the name and the control; each kind has its own."""
        self.column.addWidget(label(field.label, Role.BODY, muted=True))

    def report(self, value: object) -> None:
        """Say what was typed."""
        self.edited.emit(value)

    def show_field(self, field: FieldState) -> None:
        """Show the value and what is wrong with it."""
        self._problem.setText(field.problem)
        self._problem.setVisible(bool(field.problem))


def line_for(spoken: str, edited: Callable[[str], None]) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(spoken)
    made.textEdited.connect(edited)
    return made


def fill_line(line: QLineEdit, text: str, *, problem: bool) -> None:
    if line.text() != text:
        line.setText(text)
        line.setCursorPosition(0)
    if bool(line.property("problem")) is not problem:
        line.setProperty("problem", problem)
        restyle(line)
