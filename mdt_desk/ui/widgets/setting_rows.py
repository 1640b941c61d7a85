"""Settings of several entries, a row each."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import partial
from itertools import product
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from mdt_desk.ui.icons import icon
from mdt_desk.ui.screens.settings.state import (
    FieldState,
    MeetingChangeTyped,
    OnCallTyped,
    ReviewTyped,
    RowTyped,
)
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, icon_button, label
from mdt_desk.ui.widgets.keyboard import reached_before, walk_through
from mdt_desk.ui.widgets.setting_field import SettingField, fill_line, line_for

_CURSOR = 4


class RowsField(SettingField):
    """One row an entry, as many as there are; ``words`` begins its keys, ``shares`` are the widths of its parts.

    ``whole``: what of a part must always be seen whole, by its name.
    """

    blank: RowTyped
    words: str
    shares: tuple[int, ...] = (6, 5, 4, 3)
    whole: Mapping[str, str] = MappingProxyType({})

    def lay_out(self, _field: FieldState) -> None:
        self._value: tuple[RowTyped, ...] = ()
        self._rows: list[dict[str, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self.look.tokens.space.tiny)
        self._grid.setVerticalSpacing(self.look.tokens.space.tiny)
        self._headings: list[QLabel] = []
        for at, part in enumerate(fields(self.blank)):
            heading = label(self.look.text(f"settings_screen.part.{part.name}"), Role.CAPTION, muted=True)
            self._headings.append(heading)
            self._grid.addWidget(heading, 0, at)
            self._grid.setColumnStretch(at, self.shares[at])
        self.column.addLayout(self._grid)
        self._nothing = label(self.look.text(f"settings_screen.{self.words}.nothing"), muted=True)
        self.column.addWidget(self._nothing)
        self._adds = button(
            self.look.text(f"settings_screen.{self.words}.add"), icon=icon("plus", self.look.tokens.text)
        )
        self._adds.clicked.connect(self._add)
        self.column.addWidget(self._adds, 0, Qt.AlignmentFlag.AlignLeft)

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
                fill_line(line, str(getattr(entry, name)), problem=bool(field.problem))

    def _build_rows(self) -> None:
        for at in range(self._grid.rowCount() - 1, 0, -1):
            for across in range(self._grid.columnCount()):
                item = self._grid.itemAtPosition(at, across)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    self._grid.removeWidget(widget)
                    widget.deleteLater()
        self._rows = [self._row(place, entry) for place, entry in enumerate(self._value)]
        self._chain()

    def _chain(self) -> None:
        """Let Tab walk the rows before the button that adds one, as they stand."""
        places = product(range(1, len(self._rows) + 1), range(self._grid.columnCount()))
        items = (self._grid.itemAtPosition(*each) for each in places)
        walked = (each.widget() for each in items if each is not None)
        walk_through((reached_before(self._adds), *walked))

    def _row(self, place: int, entry: RowTyped) -> dict[str, QLineEdit]:
        text = self.look.text
        lines: dict[str, QLineEdit] = {}
        for at, part in enumerate(fields(self.blank)):
            name = text(f"settings_screen.part.{part.name}")
            spoken = text(f"settings_screen.{self.words}.entry", place=place + 1, part=name)
            lines[part.name] = line_for(spoken, partial(self._typed, place, part.name))
            self._grid.addWidget(lines[part.name], place + 1, at)
            lines[part.name].show()
            self._widen(lines[part.name], self.whole.get(part.name, ""))
        named = str(getattr(entry, fields(entry)[0].name))
        new = text(f"settings_screen.{self.words}.remove")
        said = text("settings_screen.remove", role=named) if named else new
        remove = icon_button(icon("remove", self.look.tokens.muted), said)
        remove.clicked.connect(partial(self._remove, place))
        self._grid.addWidget(remove, place + 1, len(lines))
        return lines

    @staticmethod
    def _widen(line: QLineEdit, whole: str) -> None:
        """Let a line never become narrower than a text, its frame included."""
        if whole:
            line.ensurePolished()
            around = line.sizeHint().width() - 17 * line.fontMetrics().horizontalAdvance("x")
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance(whole) + around + _CURSOR)

    def _typed(self, place: int, part: str, text: str) -> None:
        entries = list(self._value)
        parts: dict[str, str] = {**asdict(entries[place]), part: text}
        entries[place] = type(self.blank)(**parts)
        self._value = tuple(entries)
        self.edited.emit(self._value)

    def _add(self) -> None:
        """Add an entry, with the keyboard in its first part."""
        self.edited.emit((*self._value, self.blank))
        if self._rows:
            next(iter(self._rows[-1].values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, place: int, _checked: bool = False) -> None:
        self.edited.emit(tuple(each for at, each in enumerate(self._value) if at != place))


class OnCallField(RowsField):
    """Whom colleagues call now."""

    blank = OnCallTyped()
    words = "on_call"
    shares = (22, 1, 17, 1)
    whole = MappingProxyType({"telephone": "+44 20 7946 0000", "verified_on": "00-00-0000"})


class ReviewsField(RowsField):
    """Which translations of the leaflet were checked, and by whom."""

    blank = ReviewTyped()
    words = "review"

    def lay_out(self, field: FieldState) -> None:
        self.column.addWidget(label(field.label, Role.LABEL))
        super().lay_out(field)


class MeetingChangesField(RowsField):
    """Which meetings are called off or moved."""

    blank = MeetingChangeTyped()
    words = "meeting_change"
