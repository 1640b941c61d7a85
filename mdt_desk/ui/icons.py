"""Line icons from resources/icons, drawn in a colour of the theme."""

from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from mdt_desk.assets import resource
from mdt_desk.ui.theme import Tone

TONE_ICONS: Final = {tone: tone.value for tone in Tone}
"""The icon that says with a tone what its colour alone must not."""

_SIZES: Final = (16, 18, 36)
"""As buttons show them, and for a screen of double density; others are scaled from these."""


def picture(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon ``size`` device-independent pixels wide, for a screen of the given pixel ratio.

    It is drawn once; Qt's own cache keeps it.

    Raises:
        FileNotFoundError: no icon has this name.

    """
    key = f"{name}/{colour}/{size}/{ratio}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = _drawn(name, colour, size, ratio)
        QPixmapCache.insert(key, kept)
    return kept


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(
    name: str,
    colour: str,
    *,
    active: str | None = None,
    asleep: str | None = None,
    sizes: tuple[int, ...] = _SIZES,
) -> QIcon:
    """Return an icon in one colour, and in others while its button is checked or cannot be pressed.

    ``sizes`` are in real pixels.
    """
    made = QIcon()
    for size in sizes:
        made.addPixmap(picture(name, colour, size))
        if active is not None:
            made.addPixmap(picture(name, active, size), QIcon.Mode.Normal, QIcon.State.On)
        if asleep is not None:
            made.addPixmap(picture(name, asleep, size), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """Return the icon of the program in the sizes that window managers ask for."""
    made = QIcon()
    for size in (16, 32, 48, 64, 128, 256):
        made.addPixmap(picture("mdt-desk", "#000000", size))
    return made
