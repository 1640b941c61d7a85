"""Somebody says who he or she is, and by what PIN."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, label


def who_and_pin(look: Look, fields: Mapping[str, QWidget], do: str, done: Callable[[], None]) -> QWidget:
    """Return fields under each other by the key of their name, and a button; Enter in a line is the button."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    for at, (key, field) in enumerate(fields.items()):
        text = look.text(key)
        field.setAccessibleName(text)
        named = label(text, Role.LABEL)
        named.setBuddy(field)
        grid.addWidget(named, at, 0)
        grid.addWidget(field, at, 1)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(done)
    pressed = button(look.text(do))
    pressed.clicked.connect(done)
    grid.addWidget(pressed, len(fields), 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(1, 1)
    return made
