"""Lies over a part of a screen until what is under it has found its places: nothing that is read moves then."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.look import Look

_LONGEST_MS: Final = 1_500
"""Whatever is still missing by then comes into what can be read and written meanwhile."""


class Curtain(QWidget):
    """Covers ``over``, a part of ``screen``; it takes no keys, and none of the focus."""

    def __init__(self, look: Look, screen: QWidget, over: QWidget) -> None:
        """Cover from the start."""
        super().__init__(screen)
        ground = QPalette(self.palette())
        ground.setColor(QPalette.ColorRole.Window, QColor(look.tokens.window))
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        self._over = over
        self._waited = False
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        self._longest.timeout.connect(self._give_up)
        over.installEventFilter(self)

    def cover(self, *, until: bool) -> None:
        """Cover, or go once what was just drawn is laid out; whoever waited long enough is left to read and write."""
        self._waited = self._waited and not until
        if self._waited:
            return
        if not until:
            self.raise_()
            self.show()
        elif self.isVisible():
            QTimer.singleShot(0, self, self.hide)
        else:
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count: nobody waits long for places."""
        self._longest.start()
        super().showEvent(event)

    def _give_up(self) -> None:
        self._waited = True
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the part when it moves."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.setGeometry(self._over.geometry())
        return super().eventFilter(watched, event)
