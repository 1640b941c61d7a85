"""Any of several values: a box each, and a way to say that none of them is present."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.answer import not_entered
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.segments import Option, Segments
from mdt_desk.usecases.wording import choice_text

_BOX_WIDTH: Final = 250


class ChoiceSet(QWidget):
    """Signals ``chosen`` with a frozenset of values, empty for "none of these", or UNKNOWN."""

    chosen = Signal(object)

    def __init__(self, look: Look, choices: type[StrEnum], name: str, description: str = "") -> None:
        """Offer the values of an enum; `name` is what is asked."""
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._value: object = UNKNOWN
        self._whole = Segments(
            (
                Option(value=frozenset[StrEnum](), text=look.text("case.field.none_of_these")),
                not_entered(look),
            ),
            name,
            description,
        )
        self._whole.chosen.connect(self.chosen)
        self._boxes: dict[StrEnum, QCheckBox] = {}
        for each in choices:
            box = QCheckBox(choice_text(look.texts, each))
            box.setAccessibleName(f"{name}: {box.text()}")
            box.clicked.connect(lambda checked, chosen=each: self._toggle(chosen, checked))
            self._boxes[each] = box
        top = QHBoxLayout()
        top.addWidget(self._whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        column.addLayout(top)
        boxes = tuple(self._boxes.values())
        column.addWidget(Columns(boxes, least=_BOX_WIDTH, most=3, gap=look.tokens.space.small))
        self.setFocusProxy(self._whole)

    def show_value(self, value: object) -> None:
        """Show a set without reporting it."""
        self._value = value
        chosen = value if isinstance(value, frozenset) else frozenset()
        for each, box in self._boxes.items():
            box.setChecked(each in chosen)
        self._whole.show_value(value if not chosen else None)

    def _toggle(self, changed: StrEnum, checked: bool) -> None:
        before = self._value if isinstance(self._value, frozenset) else frozenset()
        after = before | {changed} if checked else before - {changed}
        self.chosen.emit(after or UNKNOWN)
