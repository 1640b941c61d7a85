"""One field for each kind of setting: it shows a value, reports what was typed, and says what is wrong."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from mdt_desk.settings import SettingKind
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.settings.state import FieldState
from mdt_desk.ui.widgets.basics import icon_button
from mdt_desk.ui.widgets.setting_field import SettingField, fill_line, line_for
from mdt_desk.ui.widgets.setting_parts import AgesField, ContactField, PartsField, ReleaseField
from mdt_desk.ui.widgets.setting_rows import MeetingChangesField, OnCallField, ReviewsField
from mdt_desk.ui.widgets.still_list import StillList

_PARTS: Final[Mapping[SettingKind, type[PartsField]]] = {
    SettingKind.CONTACT: ContactField,
    SettingKind.RELEASE: ReleaseField,
}


class LineField(SettingField):
    """A line of text, also for a time of day."""

    def lay_out(self, field: FieldState) -> None:
        super().lay_out(field)
        self._line = line_for(field.label, self.report)
        self.setFocusProxy(self._line)
        self.column.addWidget(self._line)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        fill_line(self._line, str(field.value), problem=bool(field.problem))


class SwitchField(SettingField):
    """Yes or no."""

    def lay_out(self, field: FieldState) -> None:
        self._box = QCheckBox(field.label)
        self._box.setAccessibleName(field.label)
        self._box.clicked.connect(lambda checked: self.edited.emit(bool(checked)))
        self.column.addWidget(self._box)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        self._box.setChecked(field.value is True)


class ChoiceField(SettingField):
    """One of a few."""

    def lay_out(self, field: FieldState) -> None:
        super().lay_out(field)
        self._values = [each.value for each in field.options]
        self._choice = StillList()
        self._choice.setAccessibleName(field.label)
        self._choice.addItems([each.label for each in field.options])
        self._choice.activated.connect(lambda at: self.edited.emit(self._values[at]))
        self.column.addWidget(self._choice)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        self._choice.setCurrentIndex(
            self._values.index(str(field.value)) if field.value in self._values else -1
        )


class OrderField(SettingField):
    """Some of a few, in an order of one's own."""

    def lay_out(self, field: FieldState) -> None:
        super().lay_out(field)
        self._labels = {each.value: each.label for each in field.options}
        self._list = QListWidget()
        self._list.setAccessibleName(field.label)
        self._list.setFixedHeight(36 * len(self._labels) + 4)
        self._list.itemChanged.connect(lambda _: self._report())
        buttons = QVBoxLayout()
        for name, by in (("earlier", -1), ("later", 1)):
            sign = icon("arrow-up" if by < 0 else "arrow-down", self.look.tokens.text)
            made = icon_button(sign, self.look.text(f"settings_screen.{name}"))
            made.clicked.connect(partial(self._move, by))
            buttons.addWidget(made)
        buttons.addStretch()
        row = QHBoxLayout()
        row.addWidget(self._list, 1)
        row.addLayout(buttons)
        self.column.addLayout(row)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        if not isinstance(field.value, tuple) or field.value == self._chosen():
            return
        chosen = [str(each) for each in field.value]
        at = self._list.currentRow()
        self._list.blockSignals(True)
        self._list.clear()
        for value in (*chosen, *(each for each in self._labels if each not in chosen)):
            item = QListWidgetItem(self._labels[value], self._list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
        self._list.setCurrentRow(max(at, 0))
        self._list.blockSignals(False)

    def _chosen(self) -> tuple[str, ...]:
        items = [self._list.item(at) for at in range(self._list.count())]
        return tuple(
            str(each.data(Qt.ItemDataRole.UserRole))
            for each in items
            if each.checkState() is Qt.CheckState.Checked
        )

    def _move(self, by: int, _checked: bool = False) -> None:
        at = self._list.currentRow()
        to = at + by
        if at < 0 or not 0 <= to < self._list.count():
            return
        self._list.blockSignals(True)
        self._list.insertItem(to, self._list.takeItem(at))
        self._list.setCurrentRow(to)
        self._list.blockSignals(False)
        self._report()

    def _report(self) -> None:
        self.edited.emit(self._chosen())


def setting_field(look: Look, field: FieldState, today: str) -> SettingField:
    """Return the field for a kind of setting."""
    if field.kind in _PARTS:
        return _PARTS[field.kind](look, field, today)
    made: dict[SettingKind, type[SettingField]] = {
        SettingKind.TEXT: LineField,
        SettingKind.TIME: LineField,
        SettingKind.NUMBER: LineField,
        SettingKind.SWITCH: SwitchField,
        SettingKind.CHOICE: ChoiceField,
        SettingKind.ORDER: OrderField,
        SettingKind.ON_CALL: OnCallField,
        SettingKind.REVIEWS: ReviewsField,
        SettingKind.MEETING_CHANGES: MeetingChangesField,
        SettingKind.AGES: AgesField,
    }
    return made[field.kind](look, field)
