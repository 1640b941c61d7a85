"""Open an address in the program that this computer has for it, because somebody pressed its button."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from mdt_desk.ui.addresses import is_there, place_of
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.theme import Tone

Opener = Callable[[QUrl], bool]


class Links(QObject):
    """Opens what was pressed in the program that this computer has for it."""

    def __init__(self, desk: Desk, opener: Opener = QDesktopServices.openUrl) -> None:
        """Use the system's own programs."""
        super().__init__(desk)
        self._desk = desk
        self._opener = opener

    def follow(self, url: QUrl) -> None:
        """Open an address; say so where it leads nowhere."""
        text = self._desk.look.text

        def seen(there: bool) -> None:
            if not (there and self._opener(url)):
                self._desk.say(text("case.images.nowhere", place=place_of(url)), Tone.SOON)

        self._desk.read(lambda: is_there(url), seen)
