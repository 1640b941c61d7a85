"""A search is witnessed once it has rested: not each key, and never what was typed, which is often a name."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from mdt_desk.domain.audit import Deed
from mdt_desk.ui.desk import Desk

REST_MS: Final = 2_000


class RestedSearch(QObject):
    """Tells the desk that somebody searched, and how many cases were found."""

    def __init__(self, desk: Desk, found: Callable[[], int]) -> None:
        """Count with ``found`` what is shown when the search rests."""
        super().__init__(desk)
        self._desk = desk
        self._found = found
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell)

    def typed(self, text: str) -> None:
        """Wait until nothing more is typed; an emptied field is no search."""
        if text.strip():
            self._rest.start()
        else:
            self._rest.stop()

    @property
    def waiting(self) -> bool:
        """Tell whether a search has yet to rest."""
        return self._rest.isActive()

    def _tell(self) -> None:
        self._desk.saw(Deed.SEARCHED, of=f"found:{self._found()}")
