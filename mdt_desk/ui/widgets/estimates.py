"""Survival estimates computed elsewhere: the list, and a row to add one."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.case import ExternalEstimate, ExternalModel
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, icon_button, label
from mdt_desk.ui.widgets.choice import ChoiceList, options_of
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.segments import Option
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.ui.wording.shown import RemoveEstimate, TypedEstimate
from mdt_desk.usecases.wording import estimate_text

_PARTS: Final = ("model", "months", "survival", "computed_on")
_PART_WIDTH: Final = 170


class EstimatesField(QWidget):
    """Signals ``chosen`` with a `TypedEstimate` to add, a `RemoveEstimate`, or UNKNOWN to forget the list."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str, description: str = "") -> None:
        """Start with an empty list and an empty row."""
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self._look = look
        self._value: object = UNKNOWN
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        unset = Option(value=UNKNOWN, text=look.text("answer.not_entered"))
        spoken = {each: f"{name}, {look.text(f'part.external.{each}')}" for each in _PARTS}
        self._model = ChoiceList((unset, *options_of(look, ExternalModel)), spoken["model"], description)
        self._model.chosen.connect(self._model.show_value)
        self._lines = {each: Line(spoken[each], description) for each in _PARTS[1:]}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        column.addLayout(self._rows)
        column.addWidget(self._entry(name))
        self.setFocusProxy(self._model)

    def show_value(self, value: object) -> None:
        """Show the list without reporting it; a list that changed empties the row below it."""
        if value == self._value:
            return
        self._value = value
        empty(self._rows)
        for place, each in enumerate(value if isinstance(value, tuple) else ()):
            self._rows.addWidget(self._row(place, each))
        self._model.show_value(UNKNOWN)
        for line in self._lines.values():
            line.show_text("")

    def _entry(self, name: str) -> QWidget:
        space = self._look.tokens.space
        parts: list[QWidget] = []
        for part, control in zip(_PARTS, (self._model, *self._lines.values()), strict=True):
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(0)
            inside.addWidget(label(self._look.text(f"part.external.{part}"), Role.CAPTION, muted=True))
            inside.addWidget(control)
            parts.append(holder)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.tiny)
        column.addWidget(Columns(parts, least=_PART_WIDTH, most=len(parts), gap=space.small))
        word = self._look.text("case.estimates.add")
        add = button(word, name=f"{name}: {word}")
        add.clicked.connect(self._add)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _row(self, place: int, estimate: ExternalEstimate) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = estimate_text(self._look.texts, estimate, typed_day)
        row.addWidget(label(words, wrap=True), 1)
        remove = icon_button(
            icon("remove", self._look.tokens.muted),
            self._look.text("case.estimates.remove", estimate=words),
            size=16,
        )
        remove.clicked.connect(partial(self._remove, place))
        row.addWidget(remove)
        return made

    def _remove(self, place: int) -> None:
        self.chosen.emit(RemoveEstimate(place=place))

    def _add(self) -> None:
        typed = {part: line.text() for part, line in self._lines.items()}
        model = self._model.value()
        self.chosen.emit(TypedEstimate(model=model, **typed))
