"""The part of the settings about people: who sits here, who may, and letting somebody new do so."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdt_desk.domain.meeting import Discipline
from mdt_desk.domain.people import GIVEN, Account, AccountId, Verb
from mdt_desk.domain.people import Role as PersonRole
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, Surface, button, label, rule
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.people import People, allowed


class PeopleCard(QFrame):
    """Lets somebody sit down, be added or let go. Signals ``taken`` with itself when somebody was sent here."""

    taken = Signal(object)

    def __init__(self, look: Look, desk: Desk, people: People) -> None:
        """Lay the card out."""
        super().__init__()
        self._look, self._desk, self._people = look, desk, people
        self.setProperty("surface", Surface.CARD.value)
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.large, space.large, space.large)
        column.setSpacing(space.small)
        column.addWidget(label(look.text("people.title"), Role.TITLE))
        column.addWidget(label(look.text("people.hint"), Role.CAPTION, muted=True, wrap=True))
        self._sits = label("", Role.LABEL, wrap=True)
        self._sits.setObjectName("who-sits-here")
        column.addWidget(self._sits)
        self._who, self._pin = QComboBox(), _secret()
        self._seat = button(look.text("people.sit_down"))
        self._seat.clicked.connect(self._sit_down)
        self._pin.returnPressed.connect(self._sit_down)
        self._sitting = self._form((("who", self._who), ("pin", self._pin)), self._seat)
        column.addWidget(self._sitting)
        self._said = label("", wrap=True)
        self._said.setObjectName("people-said")
        self._said.hide()
        column.addWidget(self._said)
        self._list = QVBoxLayout()
        self._list.setSpacing(space.tiny)
        column.addLayout(self._list)
        column.addWidget(rule())
        column.addWidget(self._newcomer())
        self._show()

    def take(self) -> None:
        """Put the keyboard where somebody sits down."""
        (self._who if self._who.count() else self._name).setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit(self)

    def _newcomer(self) -> QWidget:
        look = self._look
        self._name, self._role, self._discipline, self._new_pin = (
            QLineEdit(),
            QComboBox(),
            QComboBox(),
            _secret(),
        )
        for each in GIVEN:
            self._role.addItem(look.text(f"audit.role.{each}"), each.value)
        self._discipline.addItem(look.text("people.no_discipline"), "")
        for field in Discipline:
            self._discipline.addItem(look.text(f"value.Discipline.{field}"), field.value)
        self._add = button(look.text("people.add"))
        self._add.clicked.connect(self._add_one)
        fields = (
            ("name", self._name),
            ("role", self._role),
            ("discipline", self._discipline),
            ("new_pin", self._new_pin),
        )
        self._adding = self._form(fields, self._add)
        return self._adding

    def _form(self, fields: tuple[tuple[str, QWidget], ...], do: QWidget) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, (name, field) in enumerate(fields):
            text = self._look.text(f"people.field.{name}")
            field.setAccessibleName(text)
            named = label(text, Role.LABEL)
            named.setBuddy(field)
            grid.addWidget(named, at, 0)
            grid.addWidget(field, at, 1)
        grid.addWidget(do, len(fields), 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        return made

    def _show(self) -> None:
        text, here = self._look.text, self._people.seated
        present = self._people.present()
        if not present:
            said = text("people.owner")
        elif here is None:
            said = text("people.nobody_sits")
        else:
            said = text("people.sits", name=here.name, role=text(f"audit.role.{here.role}"))
        self._sits.setText(said)
        self._who.clear()
        for each in present:
            self._who.addItem(each.name, str(each.id))
            if each == here:
                self._who.setCurrentIndex(self._who.count() - 1)
        self._sitting.setVisible(bool(present))
        may_change = allowed(self._people, Verb.PEOPLE)
        self._adding.setEnabled(may_change)
        self._adding.setToolTip("" if may_change else text("people.may_not.people"))
        while self._list.count():
            item = self._list.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for each in present:
            self._list.addWidget(self._row(each, may_change=may_change))

    def _row(self, account: Account, *, may_change: bool) -> QWidget:
        text, made = self._look.text, QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        parts = [account.name, text(f"audit.role.{account.role}")]
        if account.discipline is not None:
            parts.append(text(f"value.Discipline.{account.discipline}"))
        row.addWidget(label(" · ".join(parts), wrap=True), 1)
        go = button(text("people.retire"), Kind.QUIET, name=text("people.retire_one", name=account.name))
        go.clicked.connect(partial(self._retire, account))
        go.setEnabled(may_change)
        row.addWidget(go)
        return made

    def _sit_down(self) -> None:
        chosen, pin = self._who.currentData(), self._pin.text()
        account = next((each.id for each in self._people.present() if str(each.id) == chosen), None)
        if account is not None:
            self._do(lambda: self._people.sit_down(account, pin))

    def _add_one(self) -> None:
        discipline, pin = self._discipline.currentData(), self._new_pin.text()
        account = Account(
            id=AccountId(self._desk.services.new_id()),
            name=self._name.text().strip(),
            role=PersonRole(self._role.currentData()),
            discipline=Discipline(discipline) if discipline else None,
            has_pin=bool(pin),
        )
        self._do(lambda: self._people.add(account, pin), self._name)

    def _retire(self, account: Account, _checked: bool = False) -> None:
        self._do(lambda: self._people.retire(account))

    def _do(self, verb: Callable[[], object], typed: QLineEdit | None = None) -> None:
        def ended(outcome: Outcome[object]) -> None:
            failed = isinstance(outcome, Failed)
            text = sentence(outcome.error, self._look.texts) if isinstance(outcome, Failed) else ""
            self._said.setText(text)
            self._said.setVisible(failed)
            self._pin.clear()
            if not failed:
                self._new_pin.clear()
                if typed is not None:
                    typed.clear()
            self._show()
            self._desk.seated.emit()

        self._desk.work.run(verb, ended)


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
