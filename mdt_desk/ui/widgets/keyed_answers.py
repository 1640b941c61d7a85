"""Answers below each other, each given by one key: its number."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.basics import button
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.short import caption


class KeyedAnswers(QWidget):
    """Signals ``answered`` with the value that was chosen; number keys choose while the keyboard is here."""

    answered = Signal(object)

    def __init__(self, look: Look) -> None:
        """Offer nothing yet."""
        super().__init__()
        self._values: tuple[object, ...] = ()
        self._buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.tokens.space.small)

    def offer(self, choices: Sequence[tuple[object, str]], question: str) -> None:
        """Offer these values, each with its words; ``question`` is what they answer."""
        empty(self._column)
        self._values = tuple(value for value, _ in choices)
        self._buttons = []
        for number, (value, text) in enumerate(choices, start=1):
            made = button(f"{number}   {caption(text)}", name=text)
            made.setAccessibleDescription(question)
            made.setProperty("answer", True)
            made.clicked.connect(partial(self._give, value))
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.append(made)
        widest = max((each.sizeHint().width() for each in self._buttons), default=0)
        for each in self._buttons:
            each.setMinimumWidth(widest)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and 0 <= number < len(self._values):
            self.answered.emit(self._values[number])
            return
        super().keyPressEvent(event)

    def _give(self, value: object, _checked: bool = False) -> None:
        self.answered.emit(value)
