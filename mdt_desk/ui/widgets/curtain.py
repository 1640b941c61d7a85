"""Lies over a part of a screen until what is under it has found its places: nothing that is read moves then."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from mdt_desk.ui.look import Look

_REST_MS: Final = 20
_LONGEST_MS: Final = 1_500
"""Whatever is still missing by then comes into what can be read and written meanwhile."""


class Curtain(QWidget):
    """Covers ``over``, parts of ``screen`` beside each other; it takes no keys, and none of the focus."""

    def __init__(self, look: Look, screen: QWidget, *over: QWidget) -> None:
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
        self._found: tuple[QRect, ...] = ()
        self._look_again = QTimer(self, interval=_REST_MS)
        self._look_again.timeout.connect(self._lift)
        for each in over:
            each.installEventFilter(self)

    def cover(self, *, until: bool) -> None:
        """Cover, or go once what was drawn has its places; whoever waited long enough is left to read and write."""
        self._waited = self._waited and not until
        if self._waited:
            return
        if not until:
            self._look_again.stop()
            self.raise_()
            self.show()
        elif self.isVisible():
            self._look_again.start()
        else:
            self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count: nobody waits long for places."""
        self._longest.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no longer."""
        self._longest.stop()
        self._look_again.stop()
        super().hideEvent(event)

    def _lift(self) -> None:
        """Go when nothing moved since the last look: one layout asks for another, some frames long."""
        areas = [each for part in self._over for each in (part, *part.findChildren(QScrollArea))]
        held = [each.widget() for each in areas if isinstance(each, QScrollArea)]
        before = self._found
        self._found = tuple(each.geometry() for each in (*areas, *held) if each is not None)
        if before == self._found:
            self.hide()

    def _give_up(self) -> None:
        self._waited = not self._look_again.isActive()  # for an answer, not for places only
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the parts when they move."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            around = QRect()
            for each in self._over:
                around = around.united(each.geometry())
            self.setGeometry(around)
        return super().eventFilter(watched, event)
