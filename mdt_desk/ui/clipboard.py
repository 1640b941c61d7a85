"""The computer's clipboard for texts about patients: they do not stay there."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from mdt_desk.ui.desk import Desk

KEPT_MS: Final = 120_000
"""Long enough to paste, too short to be found by the next who sits here."""


class PassingClipboard(QObject):
    """A clipboard that takes its text away after a while, unless somebody has copied something else since.

    While it is shut nothing lies there: what is put then waits.

    Signals:
        cleared: the text was taken away.

    """

    cleared = Signal()

    def __init__(self, parent: QObject | None = None, *, kept_ms: int = KEPT_MS) -> None:
        """Keep a text for so many milliseconds."""
        super().__init__(parent)
        self._ours = ""
        self._shut = False
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(kept_ms)
        self._end.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        """Put a text there, in place of what was there."""
        self._ours = text
        if self._shut:
            return
        QGuiApplication.clipboard().setText(text)
        self._end.start()

    def clear(self) -> None:
        """Take our text away now; what somebody copied since stays."""
        self._end.stop()
        clipboard = QGuiApplication.clipboard()
        if self._ours and clipboard.text() == self._ours:
            clipboard.clear()
        self._ours = ""
        self.cleared.emit()

    def shut(self, on: bool) -> None:
        """Take our text away and put none there; or, no longer ``on``, put what waited there."""
        self._shut = on
        if on:
            self.clear()
        elif self._ours:
            self.put(self._ours)


def clipboard_of(desk: Desk) -> PassingClipboard:
    """Return a clipboard that is empty while the desk is locked, and once it is left."""
    made = PassingClipboard(desk)
    desk.leaving.connect(partial(made.shut, True))
    desk.locked.connect(made.shut)
    return made
