"""One field for each kind of setting: it shows a value, reports what was typed, and says what is wrong."""

from collections.abc import Callable
from dataclasses import asdict, fields, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.settings import SettingKind
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.settings.state import ContactTyped, FieldState, OnCallTyped, ReviewTyped
from mdt_desk.ui.theme import Role, restyle
from mdt_desk.ui.widgets.basics import Kind, button, icon_button, label

_SHARES = (6, 5, 4, 3)


class SettingField(QWidget):
    """The base of all: its name above it, a sentence below it. Signals ``edited`` with the typed value."""

    edited = Signal(object)

    def __init__(self, look: Look, field: FieldState) -> None:
        """Lay out name, room for the control, and the sentence."""
        super().__init__()
        self.look = look
        self._problem = label("", Role.CAPTION, wrap=True)
        self._problem.setProperty("problem", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.tokens.space.tiny)
        self.lay_out(field)
        self.column.addWidget(self._problem)
        self.show_field(field)

    def lay_out(self, field: FieldState) -> None:
        """Add the name and the control; each kind has its own."""
        self.column.addWidget(label(field.label, Role.BODY, muted=True))

    def report(self, value: object) -> None:
        """Say what was typed."""
        self.edited.emit(value)

    def show_field(self, field: FieldState) -> None:
        """Show the value and what is wrong with it."""
        self._problem.setText(field.problem)
        self._problem.setVisible(bool(field.problem))


class LineField(SettingField):
    """A line of text, also for a time of day."""

    def lay_out(self, field: FieldState) -> None:
        super().lay_out(field)
        self._line = _line(field.label, self.report)
        self.setFocusProxy(self._line)
        self.column.addWidget(self._line)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        _fill(self._line, str(field.value), problem=bool(field.problem))


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
        self._choice = QComboBox()
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


class ContactField(SettingField):
    """A telephone number for patients, who tried it and when; ``today`` is what "tried today" fills in."""

    def __init__(self, look: Look, field: FieldState, today: str) -> None:
        self._today = today
        self._value = ContactTyped()
        super().__init__(look, field)

    def lay_out(self, field: FieldState) -> None:
        self.column.addWidget(label(field.label, Role.LABEL))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.tokens.space.small)
        grid.setVerticalSpacing(self.look.tokens.space.tiny)
        self._lines: dict[str, QLineEdit] = {}
        for place, part in enumerate(fields(ContactTyped)):
            name = self.look.text(f"settings_screen.part.{part.name}")
            spoken = self.look.text("settings_screen.of", setting=field.label, part=name)
            line = _line(spoken, partial(self._typed, part.name))
            self._lines[part.name] = line
            row, across = divmod(place, 2)
            grid.addWidget(label(name, Role.CAPTION, muted=True), 2 * row, across)
            grid.addWidget(line, 2 * row + 1, across)
        tried = button(self.look.text("settings_screen.today"), Kind.LINK)
        tried.setAccessibleName(self.look.text("settings_screen.of", setting=field.label, part=tried.text()))
        tried.clicked.connect(lambda: self._typed("verified_on", self._today))
        grid.addWidget(tried, 4, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(grid)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        if isinstance(field.value, ContactTyped):
            self._value = field.value
            for name, line in self._lines.items():
                _fill(line, str(getattr(field.value, name)), problem=bool(field.problem))

    def _typed(self, part: str, text: str) -> None:
        self._value = replace(self._value, **{part: text})
        self.edited.emit(self._value)


Row = OnCallTyped | ReviewTyped


class RowsField(SettingField):
    """One row an entry, as many as there are; ``words`` begins the keys of its texts."""

    blank: Row
    words: str

    def lay_out(self, _field: FieldState) -> None:
        self._value: tuple[Row, ...] = ()
        self._rows: list[dict[str, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self.look.tokens.space.small)
        self._grid.setVerticalSpacing(self.look.tokens.space.tiny)
        self._headings: list[QLabel] = []
        for at, part in enumerate(fields(self.blank)):
            heading = label(self.look.text(f"settings_screen.part.{part.name}"), Role.CAPTION, muted=True)
            self._headings.append(heading)
            self._grid.addWidget(heading, 0, at)
            self._grid.setColumnStretch(at, _SHARES[at])
        self.column.addLayout(self._grid)
        self._nothing = label(self.look.text(f"settings_screen.{self.words}.nothing"), muted=True)
        self.column.addWidget(self._nothing)
        add = button(
            self.look.text(f"settings_screen.{self.words}.add"), icon=icon("plus", self.look.tokens.text)
        )
        add.clicked.connect(lambda: self.edited.emit((*self._value, self.blank)))
        self.column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_field(self, field: FieldState) -> None:
        super().show_field(field)
        if not isinstance(field.value, tuple):
            return
        self._value = tuple(each for each in field.value if isinstance(each, type(self.blank)))
        self._nothing.setVisible(not self._value)
        for heading in self._headings:
            heading.setVisible(bool(self._value))
        if len(self._rows) != len(self._value):
            self._build_rows()
        for row, entry in zip(self._rows, self._value, strict=True):
            for name, line in row.items():
                _fill(line, str(getattr(entry, name)), problem=bool(field.problem))

    def _build_rows(self) -> None:
        for at in range(self._grid.rowCount() - 1, 0, -1):
            for across in range(self._grid.columnCount()):
                item = self._grid.itemAtPosition(at, across)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    self._grid.removeWidget(widget)
                    widget.deleteLater()
        self._rows = [self._row(place, entry) for place, entry in enumerate(self._value)]

    def _row(self, place: int, entry: Row) -> dict[str, QLineEdit]:
        text = self.look.text
        lines: dict[str, QLineEdit] = {}
        for at, part in enumerate(fields(self.blank)):
            name = text(f"settings_screen.part.{part.name}")
            spoken = text(f"settings_screen.{self.words}.entry", place=place + 1, part=name)
            lines[part.name] = _line(spoken, partial(self._typed, place, part.name))
            self._grid.addWidget(lines[part.name], place + 1, at)
        named = str(getattr(entry, fields(entry)[0].name))
        new = text(f"settings_screen.{self.words}.remove")
        said = text("settings_screen.remove", role=named) if named else new
        remove = icon_button(icon("remove", self.look.tokens.muted), said)
        remove.clicked.connect(partial(self._remove, place))
        self._grid.addWidget(remove, place + 1, len(lines))
        return lines

    def _typed(self, place: int, part: str, text: str) -> None:
        entries = list(self._value)
        parts: dict[str, str] = {**asdict(entries[place]), part: text}
        entries[place] = type(self.blank)(**parts)
        self._value = tuple(entries)
        self.edited.emit(self._value)

    def _remove(self, place: int, _checked: bool = False) -> None:
        self.edited.emit(tuple(each for at, each in enumerate(self._value) if at != place))


class OnCallField(RowsField):
    """Whom colleagues call now."""

    blank = OnCallTyped()
    words = "on_call"


class ReviewsField(RowsField):
    """Which translations of the leaflet were checked, and by whom."""

    blank = ReviewTyped()
    words = "review"

    def lay_out(self, field: FieldState) -> None:
        self.column.addWidget(label(field.label, Role.LABEL))
        super().lay_out(field)


def setting_field(look: Look, field: FieldState, today: str) -> SettingField:
    """Return the field for a kind of setting."""
    if field.kind is SettingKind.CONTACT:
        return ContactField(look, field, today)
    made: dict[SettingKind, type[SettingField]] = {
        SettingKind.TEXT: LineField,
        SettingKind.TIME: LineField,
        SettingKind.SWITCH: SwitchField,
        SettingKind.CHOICE: ChoiceField,
        SettingKind.ORDER: OrderField,
        SettingKind.ON_CALL: OnCallField,
        SettingKind.REVIEWS: ReviewsField,
    }
    return made[field.kind](look, field)


def _line(spoken: str, edited: Callable[[str], None]) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(spoken)
    made.textEdited.connect(edited)
    return made


def _fill(line: QLineEdit, text: str, *, problem: bool) -> None:
    if line.text() != text:
        line.setText(text)
        line.setCursorPosition(0)
    if bool(line.property("problem")) is not problem:
        line.setProperty("problem", problem)
        restyle(line)
