"""What is behind the lock: windows out of sight, also those that are ready only now, until the desk opens again."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_PASSING: Final = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})
"""Menus, lists and tips: who comes back asks for them again."""


class Behind:
    """Every window of the program but the lock; the newest comes back in front, else the one that was there."""

    def __init__(self, lock: QWidget, desk: QWidget) -> None:
        """Note what is shown before the lock is; ``desk`` is the main window."""
        self._lock, self._desk = lock, desk
        self._met: list[QWidget] = []
        self._kept: dict[QWidget, QWidget | None] = {}
        self._front = QApplication.activeWindow()
        for each in self._shown():
            self._keep(each, each.focusWidget())

    def hide(self) -> None:
        """Hide what is shown, except the lock and what belongs to it."""
        for each in self._shown():
            each.hide()

    def meet(self, watched: QObject, event: QEvent) -> None:
        """Keep a window that is about to be shown from the screen: a document that was still being made, say."""
        if event.type() is not QEvent.Type.Show or not isinstance(watched, QWidget):
            return
        if watched.isWindow() and not self._is_of_lock(watched):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            self._met.append(watched)
            # Qt is in the midst of showing it, and would end with a window that is hidden and on the screen.
            QTimer.singleShot(0, self._put_met_away)

    def bring_back(self) -> None:
        """Show them again, those that did not go meanwhile, with the keyboard where it was."""
        self._put_met_away()
        there = _windows()  # a window can go behind the lock: the room's, with its screen
        back = [each for each in self._kept if each in there]
        for each in back:
            each.show()
        front = next((each for each in (self._front, self._desk) if each in back), None)
        if front is not None:
            front.activateWindow()
            held = self._kept[front]
            found = held if held is not None and isValid(held) else front
            found.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _put_met_away(self) -> None:
        met, self._met = self._met, []
        there = _windows()
        for each in met:
            if each not in there:
                continue
            each.hide()
            each.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
            self._keep(each, None)
            if not each.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus:
                self._front = each

    def _keep(self, window: QWidget, held: QWidget | None) -> None:
        if window.windowType() not in _PASSING:
            self._kept.setdefault(window, held)

    def _shown(self) -> list[QWidget]:
        return [each for each in _windows() if each.isVisible() and not self._is_of_lock(each)]

    def _is_of_lock(self, window: QWidget) -> bool:
        found: QWidget | None = window
        while found is not None and found is not self._lock:
            found = found.parentWidget()
        return found is not None


def _windows() -> list[QWidget]:
    return QApplication.topLevelWidgets()
