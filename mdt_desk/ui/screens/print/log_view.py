"""Who gave the leaflet, when, and whether it was understood; and what was given before."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.print.state import GivenShown, PrintState
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.answer import Answer
from mdt_desk.ui.widgets.basics import Surface, button, label
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import empty

_DAY_WIDTH = 116


class LogView(QFrame):
    """Signals ``written`` with the name of a part and what stands in it, and ``wanted`` when it is to be logged."""

    written = Signal(str, object)
    wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Show nothing yet: nobody gave anything."""
        super().__init__()
        self._look = look
        self._before: tuple[GivenShown, ...] | None = None
        self.setProperty("surface", Surface.CARD.value)
        text, space = look.text, look.tokens.space
        self._by = Line(text("print.log.given_by"))
        self._by.setPlaceholderText(text("print.log.given_by"))
        self._by.typing.typed.connect(partial(self.written.emit, "given_by"))
        self._on = Line(text("print.log.given_on"))
        self._on.setFixedWidth(_DAY_WIDTH)
        self._on.typing.typed.connect(partial(self.written.emit, "given_on"))
        self._card = Answer(look, text("print.log.card"))
        self._card.chosen.connect(partial(self.written.emit, "card"))
        self._teach_back = Answer(look, text("print.log.teach_back"), text("print.log.teach_back_hint"))
        self._teach_back.chosen.connect(partial(self.written.emit, "teach_back"))
        self._missing = Prose("", Role.CAPTION, muted=True)
        self._do = button(text("print.log.do"), icon=icon("check", look.tokens.text))
        self._do.clicked.connect(self.wanted)
        self._given = QVBoxLayout()
        self._given.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.medium, space.medium, space.medium)
        column.setSpacing(space.tiny)
        column.addWidget(label(text("print.log.title"), Role.TITLE))
        row = QHBoxLayout()
        row.setSpacing(space.tiny)
        row.addWidget(self._by, 1)
        row.addWidget(self._on)
        column.addLayout(row)
        for key, control in (("card", self._card), ("teach_back", self._teach_back)):
            column.addLayout(self._asked(text(f"print.log.{key}"), control))
        column.addWidget(self._do)
        column.addWidget(self._missing)
        column.addLayout(self._given)

    def show_log(self, state: PrintState) -> None:
        """Show what is typed, and what was given before."""
        asked = state.asked
        self._by.show_text(asked.given_by)
        self._on.setPlaceholderText(state.today)
        self._on.show_text(asked.given_on)
        self._card.show_value(asked.card)
        self._teach_back.show_value(asked.teach_back)
        self._missing.show_text(state.log_missing)
        self._missing.setVisible(bool(state.log_missing))
        self._do.setEnabled(not state.log_missing)
        if state.given != self._before:
            self._before = state.given
            self._show_given(state.given)

    def _asked(self, words: str, control: Answer) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(words, wrap=True), 1)
        row.addWidget(control)
        return row

    def _show_given(self, given: tuple[GivenShown, ...]) -> None:
        empty(self._given)
        words = self._look.text("print.log.before" if given else "print.log.never")
        self._given.addWidget(label(words, Role.CAPTION, muted=True))
        for each in given:
            made: QWidget = Prose(each.text, Role.CAPTION)
            self._given.addWidget(made)
