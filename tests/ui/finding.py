"""Find controls as a screen reader does: by their accessible name."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from mdt_desk.ui.widgets.prose import Prose

W = TypeVar("W", bound=QWidget)


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader says first about a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or interface.text(QAccessible.Text.Name)


def named(root: QWidget, kind: type[W], name: str) -> W:
    """Return the visible control of a kind with this name; exactly one must be there."""
    found = [each for each in root.findChildren(kind) if each.isVisibleTo(root) and spoken_name(each) == name]
    seen = sorted({spoken_name(each) for each in root.findChildren(kind) if each.isVisibleTo(root)})
    assert len(found) == 1, f"{len(found)} of {name!r} among {seen}"
    return found[0]


def press(root: QWidget, name: str) -> None:
    """Press the one button with this name."""
    named(root, QAbstractButton, name).click()


def type_into(field: QWidget, text: str) -> None:
    """Type as somebody at the keyboard does."""
    QTest.keyClicks(field, text)


def hit(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key."""
    QTest.keyClick(widget, key, modifier)


def tabbed(root: QWidget, held: QWidget | None, most: int) -> list[str]:
    """Return the names of what Tab reaches, from a control on."""
    passed: list[str] = []
    while held is not None and len(passed) < most:
        if held.focusPolicy() & Qt.FocusPolicy.TabFocus and held.isVisibleTo(root):
            passed.append(spoken_name(held))
        held = held.nextInFocusChain()
    return passed


def strike(window: QWidget, keys: str) -> None:
    """Press keys together where the keyboard is; only the window that is active hears its shortcuts."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keySequence(window.windowHandle(), QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))


def said(root: QWidget) -> str:
    """Return every visible text of the screen, a line each."""
    return "\n".join(
        each.text() for each in root.findChildren(QLabel) if each.isVisibleTo(root) and each.text()
    )


def column(table: QTableView, heading: str) -> list[str]:
    """Return the texts of a column, from top to bottom."""
    model = table.model()
    headings = [
        model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for at in range(model.columnCount())
    ]
    at = headings.index(heading)
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def nameless(root: QWidget) -> list[str]:
    """Return every control that can take the keyboard but says no name."""
    controls = [root, *root.findChildren(QWidget)]
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in controls
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parent(), QAbstractItemView)
        and each.window() is root.window()
        and not spoken_name(each)
    ]


PADDING = 8
"""What a button may give up of the room beside its words."""


def clipped(root: QWidget) -> list[str]:
    """Return every visible text that needs more room than it has; texts that elide themselves are no loss."""
    return [
        f"{type(each).__name__} {each.text()[:60]!r}: {each.width()}x{each.height()}, needs {wide}x{tall}"
        for each in root.findChildren(QWidget)
        if isinstance(each, QLabel | QAbstractButton) and each.isVisible() and each.text()
        for wide, tall in [_needed(each)]
        if wide > each.width() + 1 or tall > each.height() + 1
    ]


def _needed(widget: QLabel | QAbstractButton) -> tuple[int, int]:
    """Return width and height that all of a widget's text needs; nought where it cuts its text knowingly."""
    hint = widget.sizeHint()
    if isinstance(widget, QPushButton | QToolButton | QCheckBox):
        return hint.width() - PADDING, hint.height()
    if isinstance(widget, QLabel) and (type(widget) is QLabel or isinstance(widget, Prose)):
        if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width())
        return hint.width(), hint.height()
    return 0, 0
