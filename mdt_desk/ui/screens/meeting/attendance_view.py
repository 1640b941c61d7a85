"""Who is at the table: the core disciplines with who is there, those who usually come, and a line to add somebody."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import Discipline
from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.state import AttendanceShown, Bench, SeatShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, icon_button, label
from mdt_desk.ui.widgets.choice import ChoiceList
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.keyboard import holds_keyboard
from mdt_desk.ui.widgets.scroll import column_in
from mdt_desk.ui.widgets.segments import Option
from mdt_desk.ui.widgets.short import caption, tip

_TIME = 62


class AttendanceView(QWidget):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show an empty table."""
        super().__init__()
        self._look = look
        self._shown: AttendanceShown | None = None
        self._locked = False
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        self._entry = self._entry_row()
        column.addWidget(self._entry)
        area, self._rows = column_in(spacing=space.tiny)
        area.setAccessibleName(look.text("meeting.attendance.name"))
        column.addWidget(area, 1)

    def show_attendance(self, shown: AttendanceShown, *, locked: bool) -> None:
        """Draw the table; what did not change stays as it is."""
        if shown == self._shown and locked == self._locked:
            return
        self._shown, self._locked = shown, locked
        held = holds_keyboard(self) and not holds_keyboard(self._entry)
        self._entry.setVisible(not locked)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for bench in shown.benches:
            self._rows.addWidget(self._bench(bench))
        if shown.usual and not locked:
            self._rows.addWidget(label(self._look.text("meeting.attendance.usual"), Role.CAPTION, muted=True))
            self._rows.addWidget(self._usual(shown.usual))
        self._rows.addStretch()
        if held:
            self._name.setFocus()

    def _entry_row(self) -> QWidget:
        text = self._look.text
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.tiny)
        self._name = Line(text("meeting.attendance.who"))
        self._name.setPlaceholderText(text("meeting.attendance.who"))
        self._name.returnPressed.connect(self._add)
        disciplines = tuple(Option(value=each, text=text(f"value.Discipline.{each}")) for each in Discipline)
        unset = Option(value=UNKNOWN, text=text("meeting.attendance.discipline"))
        self._discipline = ChoiceList((unset, *disciplines), text("meeting.attendance.discipline"))
        self._discipline.setSizeAdjustPolicy(
            ChoiceList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._discipline.chosen.connect(self._set_discipline)
        self._button = button(text("meeting.attendance.add"), name=text("meeting.attendance.add_spoken"))
        self._button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.tiny)
        row.addWidget(self._discipline, 1)
        row.addWidget(self._button)
        column.addWidget(self._name)
        column.addLayout(row)
        return made

    def _set_discipline(self, value: object) -> None:
        self._discipline.show_value(value)

    def _add(self) -> None:
        """Seat somebody once both name and discipline are there; else go to what is missing."""
        name, discipline = self._name.text().strip(), self._discipline.value()
        if not name:
            self._name.setFocus()
        elif not isinstance(discipline, Discipline):
            self._discipline.setFocus()
        else:
            self.wished.emit(intents.Seat(name=name, discipline=discipline))
            self._name.show_text("")
            self._discipline.show_value(UNKNOWN)
            self._name.setFocus()

    def _bench(self, bench: Bench) -> QWidget:
        text = self._look.text
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        sign = QLabel()
        name, colour = (
            ("open", self._look.tokens.text) if bench.absent else ("check", self._look.tokens.muted)
        )
        sign.setPixmap(picture(name, colour, 14, 2.0))
        head.addWidget(sign)
        title = Elided(Role.CAPTION, muted=not bench.absent)
        title.show_text(
            text("meeting.attendance.absent", discipline=bench.name) if bench.absent else bench.name
        )
        head.addWidget(title, 1)
        column.addLayout(head)
        for seat in bench.seats:
            column.addLayout(self._seat(seat))
        return made

    def _seat(self, seat: SeatShown) -> QHBoxLayout:
        text, colour = self._look.text, self._look.tokens.muted
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 0, 0)
        row.setSpacing(self._look.tokens.space.tiny)
        name = Elided(muted=seat.gone)
        name.show_text(seat.name)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(name)
        if seat.detail:
            who.addWidget(label(seat.detail, Role.CAPTION, muted=True))
        row.addLayout(who, 1)
        if self._locked:
            return row
        row.addWidget(self._leaving(seat))
        again = intents.Seat(name=seat.name, discipline=seat.discipline)
        first = ("undo", "back", again) if seat.gone else ("minus", "leaves", intents.Leave(name=seat.name))
        for sign, key, intent in (first, ("close", "never", intents.Unseat(name=seat.name))):
            spoken = text(f"meeting.attendance.{key}", name=seat.name)
            made = icon_button(icon(sign, colour), spoken, size=14)
            made.setToolTip(tip(spoken))
            made.clicked.connect(partial(self._wish, intent))
            row.addWidget(made)
        return row

    def _leaving(self, seat: SeatShown) -> Line:
        """Return the field for the time at which somebody has to leave; the order of the agenda reckons with it."""
        made = Line(self._look.text("meeting.attendance.leaves_at", name=seat.name))
        made.setPlaceholderText(self._look.text("meeting.attendance.leaves_hint"))
        made.setToolTip(tip(made.accessibleName()))
        made.setFixedWidth(_TIME)
        made.show_text(seat.until)
        made.setVisible(not seat.gone)
        made.typing.finished.connect(lambda text: self._wish(intents.LeavesAt(name=seat.name, text=text)))
        return made

    def _usual(self, seats: tuple[SeatShown, ...]) -> QWidget:
        made = QWidget()
        flow = Flow(gap=self._look.tokens.space.tiny)
        made.setLayout(flow)
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        for seat in seats:
            toggle = button(
                caption(seat.name, 26),
                name=self._look.text("meeting.attendance.seat", name=seat.name, discipline=seat.detail),
            )
            toggle.setProperty("kind", "chip")
            toggle.setIcon(icon("plus", self._look.tokens.text))
            toggle.setToolTip(tip(f"{seat.name}: {seat.detail}"))
            toggle.clicked.connect(
                partial(self._wish, intents.Seat(name=seat.name, discipline=seat.discipline))
            )
            flow.addWidget(toggle)
        return made

    def _wish(self, intent: intents.Intent, _checked: bool = False) -> None:
        self.wished.emit(intent)
