"""A small icon beside a text, drawn once and then taken from Qt's own cache of pictures."""

from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QLabel

from mdt_desk.ui.icons import picture
from mdt_desk.ui.widgets.basics import label

_SHARP = 2.0


def small_icon(name: str, colour: str, size: int = 16) -> QLabel:
    """Return a label that shows an icon and nothing else; the text beside it says what it means."""
    made = label("")
    made.setPixmap(small_picture(name, colour, size))
    made.setFixedWidth(size)
    made.setContentsMargins(0, 2, 0, 0)
    return made


def small_picture(name: str, colour: str, size: int = 16) -> QPixmap:
    """Return an icon in a colour, sharp on a screen of double density too."""
    key = f"mdt-desk/{name}/{colour}/{size}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = picture(name, colour, size, _SHARP)
        QPixmapCache.insert(key, kept)
    return kept
