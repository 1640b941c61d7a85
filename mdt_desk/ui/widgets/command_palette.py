"""The command palette: type a few letters of an action or a patient, press Enter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.basics import label
from mdt_desk.usecases.folding import fold

_SHOWN: Final = 12
_DETAIL_WIDTH: Final = 240
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something the palette reaches; ``detail`` stands behind its name, as a shortcut does.

    ``asleep``: it cannot be done now, and choosing it only says why.
    """

    text: str
    detail: str
    icon: str
    chosen: Callable[[], None]
    asleep: bool = False


def matching(entries: Iterable[Entry], typed: str) -> tuple[Entry, ...]:
    """Return the entries in which every typed word occurs: what is awake first, then what begins with it."""
    words = fold(typed).split()
    found = [
        (each.asleep, not fold(each.text).startswith(fold(typed)), place, each)
        for place, each in enumerate(entries)
        if all(word in fold(f"{each.text} {each.detail}") for word in words)
    ]
    return tuple(each for *_, each in sorted(found, key=lambda one: one[:3]))[:_SHOWN]


class CommandPalette(QFrame):
    """Lies over the window while open; Escape, Enter or a click elsewhere closes it. Signals ``closed``."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Lay the palette out, closed."""
        super().__init__(parent)
        self._around = parent
        self._look = look
        self._entries: tuple[Entry, ...] = ()
        self._found: tuple[Entry, ...] = ()
        self.setProperty("surface", "card")
        self.setObjectName("palette")
        self._field = QLineEdit()
        self._field.setAccessibleName(look.text("shell.command.palette"))
        self._field.setPlaceholderText(look.text("shell.palette.hint"))
        self._field.setClearButtonEnabled(False)
        self._field.textChanged.connect(self._narrow)
        self._field.returnPressed.connect(self._choose)
        self._field.installEventFilter(self)
        self._list = self._found_list()
        self._nothing = label(look.text("shell.palette.nothing"), muted=True, wrap=True)
        self._nothing.setObjectName("palette-nothing")
        column = QVBoxLayout(self)
        space = look.tokens.space
        column.setContentsMargins(space.medium, space.medium, space.medium, space.medium)
        column.setSpacing(space.small)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self.hide()

    def open(self, entries: Iterable[Entry]) -> None:
        """Offer the entries and take the keyboard."""
        self._entries = tuple(entries)
        self._field.clear()
        self._narrow("")
        around = self._around
        width = min(620, around.width() - 80)
        self.setGeometry((around.width() - width) // 2, 72, width, min(520, around.height() - 120))
        self.show()
        self.raise_()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk through the list while the keyboard stays in the field."""
        if event.type() is QEvent.Type.FocusOut:
            self._close()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._walk_to(self._row() + _STEPS[key])
                return True
            if key is Qt.Key.Key_Escape:
                self._close()
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self._found = matching(self._entries, typed)
        self._list.clear()
        self._nothing.setVisible(not self._found)
        for each in self._found:
            item = QTreeWidgetItem([each.text, each.detail])
            item.setIcon(0, icon(each.icon, self._look.tokens.muted))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for part in range(0 if each.asleep else 1, 2):
                item.setForeground(part, QColor(self._look.tokens.muted))
            self._list.addTopLevelItem(item)
        self._walk_to(0)

    def _row(self) -> int:
        return self._list.currentIndex().row()

    def _walk_to(self, row: int) -> None:
        if self._found:
            within = max(0, min(len(self._found) - 1, row))
            self._list.setCurrentIndex(self._list.model().index(within, 0))

    def _found_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(self._look.text("shell.palette.found"))
        made.setProperty("surface", "plain")
        made.setColumnCount(2)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setIconSize(QSize(18, 18))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().resizeSection(1, _DETAIL_WIDTH)
        made.itemClicked.connect(self._choose)
        return made

    def _choose(self) -> None:
        row = self._row()
        if 0 <= row < len(self._found):
            chosen = self._found[row].chosen
            self._close()
            chosen()

    def _close(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()
