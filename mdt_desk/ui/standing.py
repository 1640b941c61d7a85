"""How large a window is when nobody has sized it yet, whole on its screen; and where each stood when it last went."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, QSize, Qt
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


def fit(window: QWidget) -> None:
    """Make a window no larger than its screen leaves room for."""
    window.resize(window.size().boundedTo(window.screen().availableSize() - _AROUND))


def stand_on(window: QWidget, free: QRect) -> None:
    """Put a window of the size it has into the middle of what a screen leaves free, no larger than that."""
    size = window.size().boundedTo(free.size() - _AROUND)
    at = QRect(QPoint(0, 0), size)
    at.moveCenter(free.center())
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(at)


class Standings:
    """Where windows stood when they went; also at the next start where there is a file to keep it in."""

    def __init__(self, file: Path | None = None) -> None:
        """Remember nothing yet beside what the file says."""
        self._file = file
        self._stood: dict[str, QByteArray] = {}

    def note(self, name: str, window: QWidget) -> None:
        """Remember where a window stands."""
        self._stood[name] = window.saveGeometry()
        if self._file is not None:
            self._settings(self._file).setValue(f"{name}/geometry", self._stood[name])

    def put_back(self, name: str, window: QWidget, free: QRect | None = None) -> bool:
        """Put a window where it stood; False: nothing is known, or it would not lie whole within ``free``."""
        kept: object = self._stood.get(name)
        if kept is None and self._file is not None:
            kept = self._settings(self._file).value(f"{name}/geometry")
        if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
            return False
        return free is None or free.contains(window.normalGeometry())

    @staticmethod
    def _settings(file: Path) -> QSettings:
        return QSettings(str(file), QSettings.Format.IniFormat)
