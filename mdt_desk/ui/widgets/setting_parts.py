"""Settings of several parts that belong together: a contact, a release, and days by kind of fact."""

from dataclasses import asdict, fields
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.settings.state import AgesTyped, ContactTyped, FieldState, PartsTyped, ReleaseTyped
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.setting_field import SettingField, fill_line, line_for
from mdt_desk.ui.widgets.still_list import StillList

_DAYS_WIDTH = 64


class PartsField(SettingField):
    """Some lines, and a button that fills in ``today`` where a day is one of them."""

    blank: PartsTyped
    dated: str
    choices: frozenset[str] = frozenset()

    def __init__(self, look: Look, field: FieldState, today: str) -> None:
        self._today = today
        self._value: PartsTyped = self.blank
        super().__init__(look, field)

    def lay_out(self, field: FieldState) -> None:
        self.column.addWidget(label(field.label, Role.LABEL))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.tokens.space.small)
        grid.setVerticalSpacing(self.look.tokens.space.tiny)
        self._lines: dict[str, QLineEdit] = {}
        self._choices: dict[str, QComboBox] = {}
        self._values = ("", *(each.value for each in field.options))
        for place, part in enumerate(fields(self.blank)):
            name = self.look.text(f"settings_screen.part.{part.name}")
            spoken = self.look.text("settings_screen.of", setting=field.label, part=name)
            row, across = divmod(place, 2)
            grid.addWidget(label(name, Role.CAPTION, muted=True), 2 * row, across)
            grid.addWidget(self._control(part.name, spoken, field), 2 * row + 1, across)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        today = button(self.look.text(f"settings_screen.today.{self.dated}"), Kind.LINK)
        today.setAccessibleName(self.look.text("settings_screen.of", setting=field.label, part=today.text()))
        today.clicked.connect(lambda: self._typed(self.dated, self._today))
        row, across = divmod(list(self._lines).index(self.dated), 2)
        grid.addWidget(today, 2 * row + 2, across, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(grid)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        if isinstance(field.value, type(self.blank)):
            self._value = field.value
            for name, line in self._lines.items():
                fill_line(line, str(getattr(field.value, name)), problem=bool(field.problem))
            for name, box in self._choices.items():
                box.setCurrentIndex(self._values.index(str(getattr(field.value, name))))

    def _control(self, part: str, spoken: str, field: FieldState) -> QWidget:
        if part not in self.choices:
            self._lines[part] = line_for(spoken, partial(self._typed, part))
            return self._lines[part]
        box = StillList()
        box.setAccessibleName(spoken)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItems(["", *(each.label for each in field.options)])
        box.activated.connect(lambda at: self._typed(part, self._values[at]))
        self._choices[part] = box
        return box

    def _typed(self, part: str, text: str) -> None:
        parts: dict[str, str] = {**asdict(self._value), part: text}
        self._value = type(self.blank)(**parts)
        self.edited.emit(self._value)


class ContactField(PartsField):
    """A telephone number for patients, who tried it and when."""

    blank = ContactTyped()
    dated = "verified_on"


class ReleaseField(PartsField):
    """Who at the hospital answers for clinical use, since when, and on what ground."""

    blank = ReleaseTyped()
    dated = "released_on"
    choices = frozenset({"route"})


class AgesField(SettingField):
    """Days after which a value should be asked again, by kind of fact."""

    def lay_out(self, field: FieldState) -> None:
        super().lay_out(field)
        self._lines: dict[str, QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self.look.tokens.space.small)
        self._grid.setVerticalSpacing(self.look.tokens.space.tiny)
        self._grid.setColumnStretch(0, 1)
        self.column.addLayout(self._grid)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        if not isinstance(field.value, AgesTyped):
            return
        self._value = field.value
        for row, (kind, days) in enumerate(field.value.days):
            if kind not in self._lines:
                self._add(row, kind, field)
            fill_line(self._lines[kind], days, problem=bool(field.problem))

    def _add(self, row: int, kind: str, field: FieldState) -> None:
        name = self.look.text(f"settings_screen.age.{kind}")
        spoken = self.look.text("settings_screen.of", setting=field.label, part=name)
        line = self._lines[kind] = line_for(spoken, partial(self._typed, kind))
        line.setFixedWidth(_DAYS_WIDTH)
        self._grid.addWidget(label(name), row, 0)
        self._grid.addWidget(line, row, 1)
        self._grid.addWidget(label(self.look.text("settings_screen.age_unit"), muted=True), row, 2)

    def _typed(self, kind: str, text: str) -> None:
        days = tuple((name, text if name == kind else typed) for name, typed in self._value.days)
        self.edited.emit(AgesTyped(days=days))
