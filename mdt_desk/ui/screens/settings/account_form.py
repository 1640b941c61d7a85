"""The fields of one person who works at this desk: somebody new, or somebody who is changed."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdt_desk.domain.meeting import Discipline
from mdt_desk.domain.people import GIVEN, Account, AccountId
from mdt_desk.domain.people import Role as PersonRole
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, label
from mdt_desk.ui.widgets.still_list import StillList

_LEAST_LETTERS: Final = 12


class AccountForm(QWidget):
    """Signals ``given`` when what was typed is to be kept, and ``left`` when nobody is changed after all."""

    given = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Ask for somebody new."""
        super().__init__()
        self._look = look
        self._changing: Account | None = None
        self.name, self._role, self._discipline, self._pin = QLineEdit(), choices(), choices(), secret()
        self._no_pin = QCheckBox(look.text("people.no_pin"))
        self._no_pin.toggled.connect(self._pin.setDisabled)
        for each in GIVEN:
            self._role.addItem(look.text(f"audit.role.{each}"), each.value)
        self._discipline.addItem(look.text("people.no_discipline"), "")
        for field in Discipline:
            self._discipline.addItem(look.text(f"value.Discipline.{field}"), field.value)
        self._title = label("", Role.LABEL, wrap=True)
        self._pin_label = label("", Role.LABEL)
        self._pin_label.setBuddy(self._pin)
        self._keep, self._leave = button(""), button(look.text("people.leave"), Kind.QUIET)
        self._keep.clicked.connect(self.given)
        self._leave.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addLayout(self._fields())
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._leave)
        row.addWidget(self._keep)
        column.addLayout(row)
        self.show_account(None)

    @property
    def changing(self) -> Account | None:
        """Return who is changed; None: this is somebody new."""
        return self._changing

    def show_account(self, account: Account | None) -> None:
        """Show somebody to be changed, or empty fields for somebody new."""
        text = self._look.text
        self._changing = account
        self.name.setText("" if account is None else account.name)
        role = GIVEN[0] if account is None else account.role
        discipline = None if account is None else account.discipline
        self._role.setCurrentIndex(self._role.findData(role.value))
        self._discipline.setCurrentIndex(self._discipline.findData(discipline.value if discipline else ""))
        self._pin.clear()
        self._no_pin.setChecked(False)
        self._no_pin.setVisible(account is not None and account.has_pin)
        asked = text("people.field.new_pin" if account is None else "people.field.other_pin")
        self._pin.setAccessibleName(asked)
        self._pin_label.setText(asked)
        self._title.setText(
            text("people.new") if account is None else text("people.changed", name=account.name)
        )
        self._keep.setText(text("people.add" if account is None else "people.keep"))
        self._leave.setVisible(account is not None)

    def account(self, identity: UUID) -> Account:
        """Return who was typed; somebody new gets this identity."""
        discipline = self._discipline.currentData()
        typed = Account(
            id=AccountId(identity),
            name=self.name.text().strip(),
            role=PersonRole(self._role.currentData()),
            discipline=Discipline(discipline) if discipline else None,
            has_pin=bool(self._pin.text()),
        )
        before = self._changing
        return typed if before is None else replace(typed, id=before.id, has_pin=before.has_pin)

    def pin(self) -> str | None:
        """Return the PIN that was typed; empty: none; None: somebody who is changed keeps the one of before."""
        if self._no_pin.isChecked():
            return ""
        typed = self._pin.text()
        return None if self._changing is not None and not typed else typed

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        named = {"name": self.name, "role": self._role, "discipline": self._discipline}
        for at, (name, field) in enumerate(named.items()):
            text = self._look.text(f"people.field.{name}")
            field.setAccessibleName(text)
            shown = label(text, Role.LABEL)
            shown.setBuddy(field)
            grid.addWidget(shown, at, 0)
            grid.addWidget(field, at, 1)
        grid.addWidget(self._pin_label, len(named), 0)
        grid.addWidget(self._pin, len(named), 1)
        grid.addWidget(self._no_pin, len(named) + 1, 1)
        grid.setColumnStretch(1, 1)
        return grid


def secret() -> QLineEdit:
    """Return a line that shows nobody what is typed."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def choices() -> QComboBox:
    """Return a list to choose from that takes the width it is given, however long a name in it is."""
    made = StillList()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_LEAST_LETTERS)
    return made
