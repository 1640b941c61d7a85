"""A list that asks for one thing at a time, and asks again when it was given."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from mdt_desk.ui.widgets.still_list import StillList


class PlainList(StillList):
    """Signals ``chosen`` with the identity of what was picked."""

    chosen = Signal(str)

    def __init__(self, asks: str, name: str) -> None:
        """Offer nothing yet; ``asks`` stands in the list while nothing is picked."""
        super().__init__()
        self._asks = asks
        self._offered: tuple[tuple[str, str], ...] | None = None
        self.setAccessibleName(name)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(24)
        self.activated.connect(self._pick)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer identity and text of each choice."""
        if tuple(choices) == self._offered:
            return
        self._offered = tuple(choices)
        self.clear()
        self.addItems([self._asks, *(text for _, text in choices)])
        self.setEnabled(bool(choices))

    def _pick(self, row: int) -> None:
        offered = self._offered or ()
        self.setCurrentIndex(0)
        if row > 0:
            self.chosen.emit(offered[row - 1][0])
