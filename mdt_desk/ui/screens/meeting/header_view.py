"""The line above the meeting: which one, how it stands, what the room sees, the pace, and the next step."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.state import HeaderShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import badge, button, label, next_step, set_tone
from mdt_desk.ui.widgets.segments import Option, Segments
from mdt_desk.ui.widgets.still_list import StillList

_ROOMY: Final = 1140
_TIGHT: Final = 1000
"""Below these widths the line gives up letters of the meeting's name, then words."""
_LETTERS: Final = 26
_FEW_LETTERS: Final = 20


class HeaderView(QWidget):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the line out, empty."""
        super().__init__()
        self._look = look
        text, tokens = look.text, look.tokens
        self._shown: HeaderShown | None = None
        self._signs_only = False
        self._meetings = StillList()
        self._meetings.setAccessibleName(text("meeting.choice.name"))
        self._meetings.setMinimumContentsLength(_LETTERS)
        self._meetings.activated.connect(self._choose)
        self._standing = badge("")
        self._counted = label("", Role.CAPTION, muted=True)
        self._pace = label("", Role.LABEL)
        self._pace.setObjectName("pace")
        self._names = Segments(
            (
                Option(
                    value=False, text=text("meeting.room.numbers"), spoken=text("meeting.room.numbers_spoken")
                ),
                Option(value=True, text=text("meeting.room.names"), spoken=text("meeting.room.names_spoken")),
            ),
            text("meeting.room.shows"),
        )
        self._names.chosen.connect(self._hold)
        self._names_label = label(text("meeting.room.shows"), Role.CAPTION, muted=True)
        self._begin = next_step(look, text("meeting.begin"), "meeting")
        self._begin.clicked.connect(lambda: self._hold(self._wanted()))
        self._room = button(text("meeting.room.open"), icon=icon("room", tokens.text))
        self._room.setToolTip(text("meeting.room.open"))
        self._room.clicked.connect(lambda: self.wished.emit(intents.ShowRoom()))
        self.agenda = button(
            text("meeting.agenda.print"),
            icon=icon("print", tokens.text),
            name=text("meeting.agenda.print_spoken"),
        )
        self.agenda.setToolTip(text("meeting.agenda.print_spoken"))
        self.agenda.clicked.connect(lambda: self.wished.emit(intents.PrintAgenda()))
        self._close = button(text("meeting.close"), icon=icon("check", tokens.text))
        self._close.clicked.connect(lambda: self.wished.emit(intents.CloseMeeting()))
        self._lay_out()

    @property
    def preparing(self) -> tuple[QWidget, ...]:
        """Return what changes the meeting."""
        return (self._names, self._begin)

    def show_header(self, shown: HeaderShown) -> None:
        """Draw the meeting's own line."""
        if shown == self._shown:
            return
        self._shown = shown
        names = [name for _, name in shown.meetings]
        if [self._meetings.itemText(at) for at in range(self._meetings.count())] != names:
            self._meetings.clear()
            self._meetings.addItems(names)
        held = [identity for identity, _ in shown.meetings]
        if shown.meeting in held:
            self._meetings.setCurrentIndex(held.index(shown.meeting))
        self._standing.setText(shown.standing)
        self._standing.setAccessibleName(shown.standing)
        set_tone(self._standing, shown.tone)
        self._counted.setText(shown.counted)
        self._names.show_value(shown.names_shown)
        for each in (self._names, self._room):
            each.setVisible(not shown.locked)
        self._name_buttons()
        self._begin.setVisible(not (shown.begun or shown.locked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up words for their signs where there is no room for both; names and tool tips keep saying them."""
        super().resizeEvent(event)
        wide = event.size().width()
        self._signs_only = wide < _TIGHT
        self._meetings.setMinimumContentsLength(_LETTERS if wide >= _ROOMY else _FEW_LETTERS)
        self._counted.setVisible(wide >= _TIGHT)
        self._name_buttons()

    def _name_buttons(self) -> None:
        locked = self._shown is not None and self._shown.locked
        self._names_label.setVisible(not (locked or self._signs_only))
        close = self._look.text("meeting.minutes" if locked else "meeting.close")
        self._close.setAccessibleName(close)
        self._close.setToolTip(close)
        words = {self._close: close, self._room: self._look.text("meeting.room.open")}
        words[self.agenda] = self._look.text("meeting.agenda.print")
        for made, text in words.items():
            made.setText("" if self._signs_only else text)

    def show_pace(self, text: str) -> None:
        """Say the pace; it changes every second and draws no attention."""
        if self._pace.text() != text:
            self._pace.setText(text)
            self._pace.setVisible(bool(text))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        space = self._look.tokens.space
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.small)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._meetings)
        for each in (self._standing, self._counted):
            row.addWidget(each, 0, middle)
        row.addStretch(1)
        self._pace.setContentsMargins(0, 0, space.medium, 0)
        self._pace.hide()
        row.addWidget(self._pace, 0, middle)
        row.addWidget(self._names_label, 0, middle)
        for control in (self._names, self._begin, self._room, self.agenda, self._close):
            row.addWidget(control, 0, middle)

    def _wanted(self) -> bool:
        return self._shown is not None and self._shown.names_shown

    def _choose(self, at: int) -> None:
        if self._shown is not None:
            self.wished.emit(intents.ChooseMeeting(meeting=self._shown.meetings[at][0]))

    def _hold(self, names_shown: object) -> None:
        self.wished.emit(intents.Hold(names_shown=bool(names_shown)))
