"""A proposed order of the agenda: each case with its place and the reason, what is traded, and two answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdt_desk.ui.asleep import in_holder
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.state import OrderShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Surface, button, label, next_step, rule
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty

_NUMBER = 34
_MOVE = 110


class OrderView(QFrame):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show no order yet."""
        super().__init__()
        self._look = look
        self._shown: OrderShown | None = None
        self.setProperty("surface", Surface.CARD.value)
        text, space = look.text, look.tokens.space
        self._summary = Prose("", Role.BODY, muted=True)
        self._summary.setObjectName("order-summary")
        self._accept = next_step(look, text("order.accept"), "check")
        self._accept.clicked.connect(lambda: self.wished.emit(intents.AcceptOrder()))
        self._leave = button(text("order.leave"))
        self._leave.clicked.connect(lambda: self.wished.emit(intents.LeaveOrder()))
        area, self._rows = column_in(spacing=space.small, margin=0)
        area.setAccessibleName(text("order.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.medium, space.large, space.medium)
        column.setSpacing(space.small)
        column.addWidget(label(text("order.title"), Role.TITLE))
        column.addWidget(self._summary)
        column.addWidget(area, 1)
        answers = QHBoxLayout()
        answers.setSpacing(space.small)
        answers.addStretch()
        self.accepting = in_holder(self._accept)
        for each in (self._leave, self.accepting):
            answers.addWidget(each)
        column.addLayout(answers)

    def show_order(self, shown: OrderShown) -> None:
        """Draw an order."""
        if shown == self._shown:
            return
        self._shown = shown
        self._summary.show_text(shown.summary)
        self._accept.setEnabled(shown.changes)
        empty(self._rows)
        self._rows.addWidget(self._list(shown))
        self._rows.addWidget(label(self._look.text("order.traded"), Role.LABEL))
        for each in shown.trades:
            self._rows.addWidget(Prose(each))
        self._rows.addStretch()

    def focus_answer(self) -> None:
        """Put the keyboard on the answer."""
        chosen: QPushButton = self._accept if self._accept.isEnabled() else self._leave
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, shown: OrderShown) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.tokens.space.medium)
        grid.setVerticalSpacing(self._look.tokens.space.tiny)
        grid.setColumnMinimumWidth(0, _NUMBER)
        grid.setColumnMinimumWidth(2, _MOVE)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        for at, each in enumerate(shown.placed):
            role = Role.LABEL if each.moved else Role.BODY
            name = Elided(role)
            name.show_text(each.name)
            grid.addWidget(label(each.number, role), 2 * at, 0)
            grid.addWidget(name, 2 * at, 1)
            grid.addWidget(label(each.move, Role.CAPTION, muted=not each.moved), 2 * at, 2)
            grid.addWidget(Prose(each.why, Role.CAPTION, muted=not each.moved), 2 * at, 3)
            grid.addWidget(rule(), 2 * at + 1, 0, 1, 4)
        return made
