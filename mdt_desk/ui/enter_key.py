"""Enter presses the button in hand, as the space bar does: hands on the keyboard need not know the difference."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def pressed_in_hand(event: QKeyEvent, focus: QWidget | None) -> bool:
    """Press the button that has the focus when Enter came to nobody; tell whether that was so."""
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in _ENTER or others != Qt.KeyboardModifier.NoModifier:
        return False
    if not isinstance(focus, QAbstractButton) or event.isAutoRepeat():
        return False
    if not (focus.isVisible() and focus.isEnabled()):  # it may hold the focus for when it is shown
        return False
    focus.click()
    return True
