"""The presenter's own window: who it is, what comes next, the clock, who is at the table, and notes nobody keeps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.room.keyed import KeyedWindow
from mdt_desk.ui.screens.room.remote import Key
from mdt_desk.ui.screens.room.state import PresenterState
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, card, label
from mdt_desk.ui.widgets.fields import Area
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty

_SIDE = 300


class PresenterWindow(KeyedWindow):
    """Signals ``noted`` with the notes, beside what every window of room mode does."""

    noted = Signal(str)

    def __init__(self, look: Look, *, several: bool = False) -> None:
        """Show nothing yet; the title of the window names nobody. ``several``: the room could have another screen."""
        super().__init__()
        self._look = look
        self._several = several
        self._shown = PresenterState()
        text = look.text
        self.setWindowTitle(text("room.presenter.window"))
        self.setAccessibleName(text("room.presenter.name"))
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(980, 680)
        self._heading = Prose("", Role.DISPLAY)
        self._identity = Prose("", Role.BODY, muted=True)
        self._room_sees = Prose("", Role.LABEL)
        self._readiness = Prose("", Role.CAPTION, muted=True)
        self._following = Prose("", Role.LABEL)
        self._standing = Prose("", Role.CAPTION, muted=True)
        self._quorum = Prose("", Role.CAPTION)
        self._quorum.setProperty("problem", True)
        self._clock = label("", Role.DISPLAY)
        self._clock.setObjectName("presenter-clock")
        self._pace = Prose("", Role.BODY, muted=True)
        self.notes = Area(text("room.presenter.notes"), lines=3)
        self.notes.typing.typed.connect(self.noted)
        self._lay_out()

    def show_state(self, state: PresenterState) -> None:
        """Draw another state."""
        if state == self._shown:
            return
        before, self._shown = self._shown, state
        self._heading.show_text(state.heading)
        self._identity.show_text(state.identity)
        self._room_sees.show_text(" · ".join(each for each in (state.room_sees, state.pages) if each))
        self._readiness.show_text(state.readiness)
        self._following.show_text(state.following)
        self._standing.show_text(state.standing)
        self._quorum.show_text(state.quorum)
        self._quorum.setVisible(bool(state.quorum))
        if before.whole != state.whole:
            empty(self._whole)
            for heading, words in state.whole:
                if words:
                    self._whole.addWidget(Prose(heading, Role.CAPTION, muted=True))
                    self._whole.addWidget(Prose(words))
            self._whole.addStretch()
        if before.attendance != state.attendance or not self._seats.count():
            empty(self._seats)
            for each in state.attendance or (self._look.text("room.presenter.nobody"),):
                self._seats.addWidget(Prose(each))
            self._seats.addStretch()

    def show_status(self, text: str) -> None:
        """Say whether this is a demonstration, or who answers for clinical use."""
        self._status.setText(text)

    def show_notes(self, text: str) -> None:
        self.notes.show_text(text)

    def show_clock(self, clock: str, pace: str) -> None:
        self._clock.setText(clock)
        self._pace.show_text(pace)

    def _lay_out(self) -> None:
        space, text = self._look.tokens.space, self._look.text
        first, left = card(margin=space.large)
        for each in (self._heading, self._identity, self._room_sees, self._readiness):
            left.addWidget(each)
        left.addSpacing(space.small)
        for each in (self._standing, self._quorum, self._following):
            left.addWidget(each)
        area, self._whole = column_in(spacing=space.tiny)
        area.setAccessibleName(text("room.presenter.whole"))
        left.addWidget(area, 1)
        left.addWidget(label(text("room.presenter.notes"), Role.LABEL))
        left.addWidget(self.notes)
        left.addLayout(self._buttons())
        left.addLayout(self._foot())
        second, right = card(margin=space.large)
        second.setFixedWidth(_SIDE)
        right.addWidget(self._clock)
        right.addWidget(self._pace)
        right.addSpacing(space.medium)
        right.addWidget(label(text("room.presenter.attendance"), Role.LABEL))
        seats, self._seats = column_in(spacing=space.tiny)
        right.addWidget(seats, 1)
        row = QHBoxLayout()
        row.setSpacing(space.medium)
        row.addWidget(first, 1)
        row.addWidget(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.large, space.large, space.small)
        column.addLayout(row, 1)
        self._status = label(text("status.demonstration"), Role.CAPTION, muted=True)
        column.addWidget(self._status)

    def _buttons(self) -> QHBoxLayout:
        tokens = self._look.tokens
        row = QHBoxLayout()
        row.setSpacing(tokens.space.tiny)
        for key, name, sign, kind in (
            (Key.PREVIOUS, "previous_case", "arrow-left", Kind.PLAIN),
            (Key.NEXT, "next_case", "arrow-right", Kind.PRIMARY),
            (Key.ONWARDS, "further", "arrow-down", Kind.PLAIN),
            (Key.BLANK, "blank", "room", Kind.PLAIN),
            (Key.LEAVE, "leave", "close", Kind.PLAIN),
        ):
            colour = tokens.on_accent if kind is Kind.PRIMARY else tokens.text
            row.addWidget(self._button(key, name, icon(sign, colour), kind))
        row.addStretch()
        return row

    def _foot(self) -> QHBoxLayout:
        """Say which keys there are; with several screens for the room a button goes to the next."""
        text, row = self._look.text, QHBoxLayout()
        row.addWidget(label(text("room.presenter.keys"), Role.CAPTION, muted=True, wrap=True), 1)
        if self._several:
            sign = icon("room", self._look.tokens.text)
            row.addWidget(self._button(Key.SCREEN, "screen", sign, Kind.QUIET))
        return row

    def _button(self, key: Key, name: str, sign: QIcon, kind: Kind) -> QPushButton:
        made = button(self._look.text(f"room.presenter.{name}"), kind, icon=sign)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.keyed.emit(key, 0))
        return made
