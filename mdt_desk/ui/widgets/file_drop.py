"""A place to drop a file, or text that was dragged from a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Watches a widget; signals ``dropped`` with a `Path` or a text."""

    dropped = Signal(object)

    def __init__(self, watched: QWidget, welcome: Callable[[], bool] = lambda: True) -> None:
        """Let a widget take what is dropped on it while that is ``welcome``."""
        super().__init__(watched)
        self._welcome = welcome
        watched.setAcceptDrops(True)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one file or one text; let everything else pass."""
        if isinstance(event, QDropEvent):  # a drag that enters or moves is one too
            found = _brought(event.mimeData()) if self._welcome() else None
            if found is not None and event.type() in {QEvent.Type.DragEnter, QEvent.Type.DragMove}:
                event.acceptProposedAction()
                return True
            if found is not None and event.type() is QEvent.Type.Drop:
                event.acceptProposedAction()
                self.dropped.emit(found)
                return True
        return super().eventFilter(watched, event)


def _brought(data: QMimeData) -> Path | str | None:
    files = [each.toLocalFile() for each in data.urls() if each.isLocalFile()]
    if len(files) == 1:
        return Path(files[0])
    text = data.text()
    return text if not files and "\t" in text and "\n" in text.strip() else None
