"""A list to choose from that stays as it is while somebody scrolls past it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class StillList(QComboBox):
    """A list that the mouse wheel does not change: whoever scrolls a page means the page."""

    def __init__(self) -> None:
        """Offer nothing yet; the wheel does not fetch the keyboard either."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()
