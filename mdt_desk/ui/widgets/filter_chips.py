"""The kinds of cases that can be chosen, in named groups of buttons that stay pressed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Chip
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.flow import Flow


class FilterChips(QWidget):
    """Signals ``toggled`` with the value of a chip, ``cleared`` when every kind is wanted again."""

    toggled = Signal(object)
    cleared = Signal()

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._buttons: dict[object, QPushButton] = {}
        self._flow = Flow(gap=look.tokens.space.tiny)
        self.setLayout(self._flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, groups: Sequence[tuple[str, Sequence[Chip]]]) -> None:
        """Show which kinds are chosen; the buttons are made once."""
        if not self._buttons and groups:
            self._lay_out(groups)
        for _, chips in groups:
            for each in chips:
                self._buttons[each.value].setChecked(each.chosen)

    def _lay_out(self, groups: Sequence[tuple[str, Sequence[Chip]]]) -> None:
        for name, chips in groups:
            heading = label(name, Role.CAPTION, muted=True)
            heading.setContentsMargins(self._look.tokens.space.small, 0, 0, 0)
            self._flow.addWidget(heading)
            for each in chips:
                made = button(each.text, Kind.QUIET, name=each.spoken)
                made.setCheckable(True)
                made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                made.clicked.connect(partial(self._toggle, each.value))
                self._buttons[each.value] = made
                self._flow.addWidget(made)
                heading.setFixedHeight(made.sizeHint().height())
        clear = button(
            self._look.text("queue.narrow.clear"),
            Kind.QUIET,
            icon=icon("close", self._look.tokens.text),
            name=self._look.text("queue.narrow.clear_spoken"),
        )
        clear.clicked.connect(self.cleared)
        self._flow.addWidget(clear)

    def _toggle(self, value: object, _checked: bool = False) -> None:
        self.toggled.emit(value)
