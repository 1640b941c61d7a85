"""One value of an enum: joined buttons when few and short, else a list that starts with "not entered"."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.answer import not_entered
from mdt_desk.ui.widgets.segments import Option, Segments
from mdt_desk.ui.widgets.still_list import StillList
from mdt_desk.ui.wording.facts import meaning_text
from mdt_desk.usecases.wording import choice_text

_FEW: Final = 4
_LABELS: Final = 6
_LETTERS: Final = 47
"""More letters than this, each button counted as four, do not fit in a row beside a name."""


class ChoiceList(StillList):
    """Signals ``chosen`` with the value of what was picked."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[Option], name: str, description: str = "") -> None:
        """Offer the options in their order."""
        super().__init__()
        self._values = tuple(each.value for each in options)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.addItems([each.spoken or each.text for each in options])
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(30)
        self.activated.connect(lambda row: self.chosen.emit(self._values[row]))
        self.show_value(UNKNOWN)

    def show_value(self, value: object) -> None:
        """Show a value without reporting it."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
        self.setProperty("unknown", value is UNKNOWN)
        self.style().unpolish(self)
        self.style().polish(self)

    def value(self) -> object:
        """Return the value of the line shown."""
        return self._values[self.currentIndex()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forget the value on Delete; everything else as a list does."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.chosen.emit(UNKNOWN)
            return
        super().keyPressEvent(event)


def options_of(look: Look, choices: type[StrEnum]) -> tuple[Option, ...]:
    """Return the values of an enum with their words; a short label carries its meaning."""
    found = []
    for each in choices:
        word, meaning = choice_text(look.texts, each), meaning_text(look.texts, each)
        found.append(Option(value=each, text=word, spoken=f"{word}: {meaning}" if meaning else ""))
    return tuple(found)


def choice(look: Look, choices: type[StrEnum], name: str, description: str = "") -> Segments | ChoiceList:
    """Return the control for one value of an enum."""
    options = options_of(look, choices)
    letters = sum(len(each.text) + 4 for each in options) + 4
    short = max(len(each.text) for each in options) <= 2 and len(options) <= _LABELS
    if (len(options) <= _FEW and letters <= _LETTERS) or short:
        return Segments((*options, not_entered(look)), name, description)
    unset = Option(value=UNKNOWN, text=look.text("answer.not_entered"))
    return ChoiceList((unset, *options), name, description)
