"""Where the keyboard is, and where Tab brings it."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def holds_keyboard(widget: QWidget) -> bool:
    """Tell whether what is typed now goes to this widget or to something inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def reached_before(widget: QWidget) -> QWidget | None:
    """Return what Tab reaches last before a widget; None: nothing is reached before it."""
    found = widget.previousInFocusChain()
    while found is not None and found is not widget and found.focusPolicy() == Qt.FocusPolicy.NoFocus:
        found = found.previousInFocusChain()
    return None if found is widget else found


def walk_through(widgets: Iterable[QWidget | None]) -> None:
    """Let Tab go from each widget to the one after it."""
    for one, other in pairwise(each for each in widgets if each is not None):
        QWidget.setTabOrder(one, other)
