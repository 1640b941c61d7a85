"""Where people type: a line and an area of plain text that keep what was typed until somebody takes it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from mdt_desk.ui.theme import restyle

PAUSE_MS: Final = 300
"""A pause in typing after which what stands in a field is tried."""
_FRAME: Final = 14


class Typing(QObject):
    """What a line and an area report.

    Signals:
        typed: at each change by hand, with the whole text.
        paused: when nothing was typed for a moment, with the whole text.
        finished: when the field is left, or Enter is pressed, after a change or with a wrong text in it.

    """

    typed = Signal(str)
    paused = Signal(str)
    finished = Signal(str)

    def __init__(self, field: QWidget) -> None:
        """Belong to a field that shows nothing yet."""
        super().__init__(field)
        self._field = field
        self._text = ""
        self.shown = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE_MS)
        self._rest.timeout.connect(lambda: self.paused.emit(self._text))

    def show(self, text: str, *, problem: bool) -> None:
        """Remember what the screen put into the field, and whether that is wrong."""
        self.shown = text
        if bool(self._field.property("problem")) != problem:
            self._field.setProperty("problem", problem)
            restyle(self._field)

    def edited(self, text: str) -> None:
        self._text = text
        self._rest.start()
        self.typed.emit(text)

    def left(self, text: str) -> None:
        if self._rest.isActive() or text != self.shown or self._field.property("problem"):
            self._rest.stop()
            self.finished.emit(text)

    def leaves_undo_to_the_case(self, event: QEvent, text: str) -> bool:
        """Tell whether an undo key belongs to the case: no letter was changed since the text was shown."""
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        return (
            isinstance(event, QKeyEvent) and text == self.shown and any(event.matches(each) for each in keys)
        )


class Line(QLineEdit):
    """A line of text; `typing` reports what is typed."""

    def __init__(self, name: str, description: str = "") -> None:
        """Make an empty line; ``name`` is what is asked."""
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.typing = Typing(self)
        self.textEdited.connect(self.typing.edited)
        self.editingFinished.connect(lambda: self.typing.left(self.text()))

    def show_text(self, text: str, *, problem: bool = False) -> None:
        """Show a text, unless it stands there already: the cursor then stays where it is."""
        self.typing.show(text, problem=problem)
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def event(self, event: QEvent) -> bool:
        """Keep undo keys for the letters only while there are letters to undo."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and self.typing.leaves_undo_to_the_case(event, self.text()):
            event.ignore()
            return True
        return super().event(event)


class Area(QPlainTextEdit):
    """Several lines of plain text; `typing` reports what is typed. Tab leaves it."""

    def __init__(self, name: str, description: str = "", lines: int = 3) -> None:
        """Make an empty area of a number of lines."""
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + _FRAME)
        self.typing = Typing(self)
        self._quiet = False
        self.textChanged.connect(self._changed)

    def show_text(self, text: str, *, problem: bool = False) -> None:
        """Show a text, unless it stands there already."""
        self.typing.show(text, problem=problem)
        if self.toPlainText() != text:
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def event(self, event: QEvent) -> bool:
        """Keep undo keys for the letters only while there are letters to undo."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and self.typing.leaves_undo_to_the_case(event, self.toPlainText()):
            event.ignore()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed."""
        super().focusOutEvent(event)
        self.typing.left(self.toPlainText())

    def _changed(self) -> None:
        if not self._quiet:
            self.typing.edited(self.toPlainText())
