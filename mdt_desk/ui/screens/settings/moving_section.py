"""The part of the settings that brings the queue to a server, or back to a file of this computer."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdt_desk.domain.people import Verb
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, Surface, button, label, rule, set_tone
from mdt_desk.ui.work import Failed, Outcome, while_there
from mdt_desk.usecases.keys import told
from mdt_desk.usecases.moving import Found, Move, Moving

T = TypeVar("T")


class MovingCard(QFrame):
    """Asks for what a move needs. Signals ``move_wanted`` with a `Move`.

    To a server: its address is tried first, and only the address that was tried can be moved to.
    """

    move_wanted = Signal(object)

    def __init__(self, look: Look, desk: Desk, moving: Moving) -> None:
        """Lay the card out."""
        super().__init__()
        self._look, self._desk, self._moving = look, desk, moving
        self._way = "there" if moving.to_server else "back"
        self.setProperty("surface", Surface.CARD.value)
        space = look.tokens.space
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space.large, space.large, space.large, space.large)
        self._column.setSpacing(space.small)
        self._column.addWidget(label(self._text("title"), Role.TITLE, wrap=True))
        self._column.addWidget(label(self._text("hint"), Role.CAPTION, muted=True, wrap=True))
        self._first = self._field("first", hidden=not moving.to_server)
        self._second = self._field("second", hidden=True)
        self._said = label("", wrap=True)
        self._said.setObjectName("moving-said")
        self._said.setMargin(space.tiny)
        self._said.hide()
        self._column.addWidget(self._said)
        self._column.addWidget(rule())
        self._try = button(self._text("try")) if moving.to_server else None
        self._do = button(self._text("do"), Kind.PLAIN)
        buttons = self._buttons()
        self._column.addWidget(buttons)
        for each in (self._first, self._second):
            each.textEdited.connect(self._edited)
        hold(desk, self, Verb.SETTINGS, self._first, self._second, buttons)
        self._edited()

    def _text(self, name: str) -> str:
        return self._look.text(f"moving.{self._way}.{name}")

    def _field(self, name: str, *, hidden: bool) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        made.setAccessibleName(self._text(name))
        named = label(self._text(name), Role.LABEL, wrap=True)
        named.setBuddy(made)
        self._column.addWidget(named)
        self._column.addWidget(made)
        return made

    def _buttons(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        if self._try is not None:
            self._try.clicked.connect(self._test)
            for each in (self._first, self._second):
                each.returnPressed.connect(self._test)
            row.addWidget(self._try)
        row.addStretch()
        self._do.clicked.connect(self._ask)
        row.addWidget(self._do)
        return made

    def _edited(self) -> None:
        """Let what was typed be tried anew; the line stays, so that no button moves away under a pointer."""
        if self._try is not None:
            self._do.setEnabled(False)
            self._tell(self._look.text("moving.there.untried"), None)

    def _test(self) -> None:
        address, password = self._first.text(), self._second.text()

        def said(found: Found) -> None:
            if (address, password) != (self._first.text(), self._second.text()):
                return
            key = "moving.there.found" if found.protected else "moving.there.found_local"
            text = self._look.text(key, server=found.server, version=found.version)
            self._tell(text, Tone.CALM)
            self._do.setEnabled(True)

        self._tell(self._look.text("moving.there.trying"), None)
        self._run(lambda: self._moving.tried(address, password), said)

    def _ask(self) -> None:
        first, second = self._first.text(), self._second.text()
        if self._moving.to_server:
            self._run(lambda: self._moving.there(first, second), self._go)
        elif told(first) != told(second):
            self._tell(self._look.text("keys.differ"), Tone.URGENT)
        else:
            self._run(lambda: self._moving.back(first), self._go)

    def _go(self, move: Move) -> None:
        self.move_wanted.emit(move)

    def _run(self, verb: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do what may take seconds off the GUI thread; a failure is said in the card."""

        def ended(outcome: Outcome[T]) -> None:
            if isinstance(outcome, Failed):
                self._tell(sentence(outcome.error, self._look.texts), Tone.URGENT)
            else:
                then(outcome.value)

        self._desk.paper.run(verb, while_there(self, ended))

    def _tell(self, text: str, tone: Tone | None) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        set_tone(self._said, tone)
