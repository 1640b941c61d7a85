"""The facts that bring a case back: chosen ones as chips, and a list to choose another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.chips import Chips
from mdt_desk.ui.widgets.plain_list import PlainList


class WakesView(QWidget):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Await nothing yet."""
        super().__init__()
        text = look.text
        self._chips = Chips(look, "meeting.wakes.drop", self._toggle)
        self._list = PlainList(text("meeting.wakes.add"), text("meeting.wakes.name"))
        self._list.chosen.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        column.addWidget(label(text("meeting.wakes.hint"), Role.CAPTION, muted=True))
        column.addWidget(self._chips)
        column.addWidget(self._list)

    def show_wakes(
        self, wakes: tuple[tuple[str, str], ...], wakeable: tuple[tuple[str, str], ...], *, locked: bool
    ) -> None:
        """Show what is awaited, and what could be."""
        self._chips.show_chips(wakes)
        self._chips.setEnabled(not locked)
        self._list.offer(wakeable)
        self._list.setVisible(not locked)

    def _toggle(self, path: str) -> None:
        self.wished.emit(intents.ToggleWake(path=path))
