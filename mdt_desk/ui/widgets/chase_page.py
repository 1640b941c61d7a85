"""What is still missing, a referrer at a time, to be copied into a message."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import ChaseLine
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label, next_step
from mdt_desk.ui.widgets.short import short

_LIST: Final = 340
_LETTERS: Final = 44


class ChasePage(QWidget):
    """Signals ``copied`` with a referrer's text, ``all_copied``, and ``back_wanted``."""

    copied = Signal(str)
    all_copied = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._lines: tuple[ChaseLine, ...] = ()
        text, space = look.text, look.tokens.space
        self._list = QListWidget()
        self._list.setAccessibleName(text("queue.chase.referrers"))
        self._list.setFixedWidth(_LIST)
        self._list.currentRowChanged.connect(self._show)
        self._list.itemActivated.connect(lambda _item: self._copy())
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setTabChangesFocus(True)
        self._words.setAccessibleName(text("queue.chase.words"))
        back = button(text("queue.chase.back"), Kind.LINK, icon=icon("arrow-left", look.tokens.accent))
        back.clicked.connect(self.back_wanted)
        one = next_step(look, text("queue.chase.copy"), "copy")
        one.clicked.connect(self._copy)
        every = button(text("queue.chase.copy_all"), icon=icon("copy", look.tokens.text))
        every.clicked.connect(self.all_copied)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(label(text("queue.chase.title"), Role.TITLE), 1)
        head.addWidget(every)
        head.addWidget(one)
        body = QHBoxLayout()
        body.setSpacing(space.medium)
        body.addWidget(self._list)
        body.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        column.addLayout(head)
        column.addLayout(body, 1)

    def show_lines(self, lines: tuple[ChaseLine, ...]) -> None:
        """Show every referrer of whom something is wanted, and the text for the first."""
        if lines == self._lines:
            return
        self._lines = lines
        self._list.clear()
        self._list.addItems(
            [
                self._look.text("queue.chase.row", referrer=short(each.referrer, _LETTERS), count=each.count)
                for each in lines
            ]
        )
        self._list.setCurrentRow(0)

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back to the queue."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, row: int) -> None:
        self._words.setPlainText(self._lines[row].text if 0 <= row < len(self._lines) else "")

    def _copy(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._lines):
            self.copied.emit(self._lines[row].text)
