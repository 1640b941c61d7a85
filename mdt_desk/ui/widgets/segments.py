"""One of a few values as joined buttons that behave as radio buttons: one tab stop, arrows, number keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.widgets.short import plain_tip

_FORGET = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value and its word; ``spoken`` replaces the word for a screen reader and in the tool tip."""

    value: object
    text: str
    spoken: str = ""


class _Segment(QRadioButton):
    """One button; number keys and Delete are the whole group's."""

    keyed = Signal(int)
    forgotten = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier:
            if 0 <= number < 9:
                self.keyed.emit(number)
                return
            if event.key() in _FORGET:
                self.forgotten.emit()
                return
        super().keyPressEvent(event)


class Segments(QWidget):
    """Signals ``chosen`` with the value of the option that the user picked."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[Option], name: str, description: str = "") -> None:
        """Lay the options out in a row; ``name`` is what is asked."""
        super().__init__()
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, option in enumerate(self._options):
            row.addWidget(self._segment(number, option, name, description))
        row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_value(UNKNOWN)

    def show_value(self, value: object) -> None:
        """Check the option of a value without reporting it; a value that is no option checks none."""
        for number, option in enumerate(self._options):
            if option.value == value and type(option.value) is type(value):
                self._group.button(number).setChecked(True)
                self.setFocusProxy(self._group.button(number))
                return
        self.setFocusProxy(self._group.button(0))
        self._group.setExclusive(False)
        for each in self._group.buttons():
            each.setChecked(False)
        self._group.setExclusive(True)

    def _segment(self, number: int, option: Option, name: str, description: str) -> QRadioButton:
        made = _Segment(option.text)
        made.setProperty("segment", True)
        made.setProperty("unknown", option.value is UNKNOWN)
        last = len(self._options) - 1
        made.setProperty("place", "first" if number == 0 else "last" if number == last else "middle")
        made.setAccessibleName(f"{name}: {option.spoken or option.text}")
        made.setAccessibleDescription(description)
        made.setToolTip(plain_tip(option.spoken))
        made.keyed.connect(self._pick)
        made.forgotten.connect(partial(self._pick, last))
        made.clicked.connect(partial(self._pick, number))
        self._group.addButton(made, number)
        return made

    def _pick(self, number: int, _checked: bool = True) -> None:
        if number >= len(self._options):
            return
        pressed = self._group.button(number)
        pressed.setChecked(True)
        pressed.setFocus()
        self.chosen.emit(self._options[number].value)
