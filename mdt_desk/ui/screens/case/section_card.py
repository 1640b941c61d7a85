"""One section of the form: groups of fields in as many columns as there is room for."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.sections import Group, Section
from mdt_desk.ui.screens.case.state import SectionShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.fact_field import FactField
from mdt_desk.ui.wording.shown import FieldShown

FIELD_WIDTH = 400
"""Under this many pixels two columns of fields would crush each other."""


class SectionCard(QFrame):
    """A section; its fields are made when it is first opened. Signals ``made`` with each `FactField`."""

    made = Signal(object)

    def __init__(self, look: Look, section: Section, number: int) -> None:
        """Show a heading; `fill` brings the fields."""
        super().__init__()
        self.section = section
        self._look = look
        self._states: Mapping[str, FieldShown] = {}
        self.fields: dict[str, FactField] = {}
        self.setProperty("surface", "card")
        space = look.tokens.space
        self._filled = label("", Role.CAPTION, muted=True)
        self._turner: QPushButton | None = None
        heading = QHBoxLayout()
        heading.setSpacing(space.small)
        heading.addWidget(label(str(number), Role.TITLE, muted=True))
        heading.addWidget(label(look.text(f"case.section.{section.id}"), Role.TITLE))
        heading.addStretch()
        heading.addWidget(self._filled)
        if section.collapsed:
            self._turner = button("", Kind.QUIET)
            self._turner.clicked.connect(self._turn)
            heading.addWidget(self._turner)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space.medium)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space.large, space.medium, space.large, space.large)
        whole.setSpacing(space.small)
        whole.addLayout(heading)
        whole.addWidget(self.body)
        self.body.setVisible(False)
        self._say_turner()

    def fill(self) -> None:
        """Make the fields and open the section, once."""
        if not self.fields:
            for group in self.section.groups:
                self.column.addWidget(self._group(group))
            self.show_fields(self._states)
        self.body.setVisible(True)
        self._say_turner()

    def show_section(self, section: SectionShown) -> None:
        self._filled.setText(section.filled)

    def show_fields(self, states: Mapping[str, FieldShown]) -> None:
        """Draw the fields of this section."""
        self._states = states
        for path, field in self.fields.items():
            if path in states:
                field.show_state(states[path])

    def focus_first(self) -> None:
        """Open the section and put the keyboard on its first field."""
        self.fill()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.control.setFocus()

    def _group(self, group: Group) -> QWidget:
        made = QWidget()
        space = self._look.tokens.space
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.small)
        heading = label(self._look.text(f"case.group.{group.id}"), Role.CAPTION, muted=True)
        heading.setProperty("strong", True)
        column.addWidget(heading)
        fields = [self._field(path) for path in group.facts]
        wide = frozenset(each for each in fields if each.wide)
        column.addWidget(Columns(fields, least=FIELD_WIDTH, most=2, gap=space.large, wide=wide))
        return made

    def _field(self, path: str) -> FactField:
        field = FactField(self._look, path)
        self.fields[path] = field
        self.made.emit(field)
        return field

    def _turn(self) -> None:
        if self.body.isVisibleTo(self):
            self.body.setVisible(False)
        else:
            self.fill()
        self._say_turner()

    def _say_turner(self) -> None:
        if self._turner is None:
            return
        opened = self.body.isVisibleTo(self)
        self._turner.setText(self._look.text("case.section.hide" if opened else "case.section.show"))
        name = self._look.text(f"case.section.{self.section.id}")
        self._turner.setAccessibleName(f"{name}: {self._turner.text()}")
        colour = self._look.tokens.text
        self._turner.setIcon(icon("chevron-up" if opened else "chevron-down", colour))
