"""One window a queue: a second start brings the first to the front and goes."""

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

_WAIT_MS: Final = 500
_WORD: Final = b"come forward\n"


def name_of(queue: Path) -> str:
    """Return the name under which the window of a queue can be called; it does not tell where the queue lies."""
    return "mdt-desk-" + hashlib.sha256(str(queue.resolve()).encode()).hexdigest()[:24]


def call_first(queue: Path) -> bool:
    """Call the window that has this queue open, and tell whether it answered."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(queue))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_WORD)
    socket.waitForBytesWritten(_WAIT_MS)
    answered = socket.waitForReadyRead(_WAIT_MS) or socket.bytesAvailable() > 0
    socket.disconnectFromServer()
    return answered


class First(QObject):
    """Answers later starts on the same queue. Signals ``called`` for each."""

    called = Signal()

    def __init__(self, queue: Path, parent: QObject | None = None) -> None:
        """Listen under the name of the queue; a name left by a program that was killed is taken over."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(name_of(queue)):
            QLocalServer.removeServer(name_of(queue))
            self._server.listen(name_of(queue))

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.write(_WORD)
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()


def come_forward() -> None:
    """Bring the windows of this program to the front."""
    for each in QApplication.topLevelWidgets():
        if each.isWindow() and each.isVisible():
            each.setWindowState(each.windowState() & ~each.windowState().WindowMinimized)
            each.raise_()
            each.activateWindow()
