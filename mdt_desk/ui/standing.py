"""How large a window is when nobody has sized it yet: whole on its screen, with the line at its foot in sight."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FIRST: Final = QSize(1366, 768)
_LEAST: Final = QSize(960, 540)
_AROUND: Final = QSize(16, 48)
"""What a title bar and borders take."""


def first_size(free: QSize) -> QSize:
    """Return the size of a window for the room that a screen leaves; one too small for any cuts the window off."""
    fits = _FIRST.boundedTo(free - _AROUND)
    return fits if fits.expandedTo(_LEAST) == fits else _FIRST


def stand(window: QWidget) -> None:
    """Give a window its first size."""
    window.resize(first_size(window.screen().availableSize()))
