"""One question in a line above what it is about: no window opens, Enter answers, Escape lets it be."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Question
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.short import short
from mdt_desk.ui.widgets.still_list import StillList

_WIDEST: Final = 520
_LETTERS: Final = 80


class AskBar(QFrame):
    """Signals ``answered`` with a text, or with one of the choices; ``cancelled`` when nothing is to be done."""

    answered = Signal(object)
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        """Ask nothing yet."""
        super().__init__()
        self._shown: Question | None = None
        self.setProperty("banner", True)
        self.setProperty("tone", Tone.INFO.value)
        self._text = Prose("")
        self._field = Line(look.text("queue.ask.answer"))
        self._field.setMaximumWidth(_WIDEST)
        self._field.returnPressed.connect(self._answer)
        self._choice = StillList()
        self._choice.setAccessibleName(look.text("queue.ask.answer"))
        self._choice.setMaximumWidth(_WIDEST)
        self._choice.setMinimumContentsLength(36)
        self._do = button("", Kind.PRIMARY, name=look.text("queue.ask.answer"))
        self._do.clicked.connect(self._answer)
        cancel = button(look.text("queue.ask.cancel"), Kind.QUIET)
        cancel.clicked.connect(self.cancelled)
        self._problem = label("", Role.CAPTION)
        self._problem.setProperty("problem", True)
        row = QHBoxLayout()
        row.setSpacing(look.tokens.space.small)
        row.addWidget(self._field, 1)
        row.addWidget(self._choice, 1)
        row.addWidget(self._do)
        row.addWidget(cancel)
        row.addStretch()
        column = QVBoxLayout(self)
        space = look.tokens.space
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        column.addWidget(self._text)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.hide()

    def show_question(self, asked: Question | None) -> None:
        """Ask something, or nothing; a question that stands already keeps what was typed."""
        self.setVisible(asked is not None)
        before, self._shown = self._shown, asked
        if asked is None:
            return
        self._problem.setText(asked.problem)
        self._problem.setVisible(bool(asked.problem))
        if before is not None and (before.ask, before.text) == (asked.ask, asked.text):
            return
        self._text.show_text(asked.text)
        self.setAccessibleName(asked.text)
        self._do.setText(asked.do)
        self._do.setAccessibleName(asked.do)
        self._field.show_text("")
        self._field.setAccessibleName(asked.field)
        self._field.setPlaceholderText(asked.field)
        self._field.setVisible(not asked.choices)
        self._choice.clear()
        self._choice.addItems([short(text, _LETTERS) for _, text in asked.choices])
        self._choice.setAccessibleName(asked.field)
        self._choice.setVisible(bool(asked.choices))
        (self._choice if asked.choices else self._field).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave the question, and Enter answer it from the list too."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._choice.hasFocus():
            self._answer()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        if self._shown is None:
            return
        if self._shown.choices:
            self.answered.emit(self._shown.choices[self._choice.currentIndex()][0])
        else:
            self.answered.emit(self._field.text())
