"""A window of room mode: it is driven by keys, and says when somebody closes it."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.icons import application_icon
from mdt_desk.ui.screens.room.remote import Key

KEYS: Final[Mapping[Qt.Key, Key]] = {
    Qt.Key.Key_Right: Key.NEXT,
    Qt.Key.Key_PageDown: Key.NEXT,
    Qt.Key.Key_Left: Key.PREVIOUS,
    Qt.Key.Key_PageUp: Key.PREVIOUS,
    Qt.Key.Key_Down: Key.ONWARDS,
    Qt.Key.Key_Space: Key.ONWARDS,
    Qt.Key.Key_Up: Key.BACK,
    Qt.Key.Key_Backspace: Key.ERASE,
    Qt.Key.Key_Return: Key.ENTER,
    Qt.Key.Key_Enter: Key.ENTER,
    Qt.Key.Key_B: Key.BLANK,
    Qt.Key.Key_Period: Key.BLANK,
    Qt.Key.Key_S: Key.SCREEN,
    Qt.Key.Key_Escape: Key.LEAVE,
    Qt.Key.Key_F5: Key.LEAVE,
}
"""What each key means; those of a presenter's remote control among them."""


def key_of(event: QKeyEvent) -> tuple[Key, int] | None:
    """Return what a press means, with its digit, or None when it means nothing here."""
    digit = event.key() - Qt.Key.Key_0
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held != Qt.KeyboardModifier.NoModifier:
        return None
    if 0 <= digit <= 9:
        return Key.DIGIT, digit
    found = KEYS.get(Qt.Key(event.key()))
    return None if found is None else (found, 0)


class KeyedWindow(QWidget):
    """Signals ``keyed`` with a key and its digit, and ``closed`` when somebody closes the window itself."""

    keyed = Signal(object, int)
    closed = Signal()

    def __init__(self) -> None:
        """Hold the keyboard where nothing inside does."""
        super().__init__()
        self.setWindowIcon(application_icon())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = key_of(event)
        if found is None:
            super().keyPressEvent(event)
        else:
            self.keyed.emit(*found)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
