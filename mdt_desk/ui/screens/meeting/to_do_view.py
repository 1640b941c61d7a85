"""What is still to be done from earlier meetings, whatever is on the agenda."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.state import CarriedAction
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import badge, icon_button, rule
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty


class ToDoView(QWidget):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown: tuple[CarriedAction, ...] | None = None
        area, scrolled = column_in(spacing=0)
        self.inside = QWidget()
        self._rows = QVBoxLayout(self.inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.tokens.space.tiny)
        scrolled.addWidget(self.inside)
        area.setAccessibleName(look.text("meeting.to_do.name"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def show_actions(self, shown: tuple[CarriedAction, ...]) -> None:
        """Draw the list."""
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._rows)
        for each in shown:
            self._rows.addWidget(self._row(each))
            self._rows.addWidget(rule())
        if not shown:
            self._rows.addWidget(Prose(self._look.text("meeting.to_do.none"), Role.CAPTION, muted=True))
        self._rows.addStretch()

    def _row(self, each: CarriedAction) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Prose(each.text))
        words.addWidget(Prose(each.detail, Role.CAPTION, muted=True))
        if each.late:
            late = QHBoxLayout()
            late.addWidget(badge(self._look.text("meeting.to_do.late"), Tone.SOON))
            late.addStretch()
            words.addLayout(late)
        row.addLayout(words, 1)
        done = icon_button(
            icon("check", self._look.tokens.text),
            self._look.text("meeting.action.done_spoken", text=each.text),
        )
        done.clicked.connect(partial(self._finish, each))
        row.addWidget(done)
        return made

    def _finish(self, each: CarriedAction, _checked: bool = False) -> None:
        self.wished.emit(intents.FinishAction(meeting=each.meeting, action=each.id))
