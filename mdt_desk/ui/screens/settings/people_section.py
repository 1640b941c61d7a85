"""The part of the settings about people: who sits here, who may, and changing them."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.people import Account, Verb
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.settings.account_form import AccountForm, choices, secret
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, Surface, button, label, rule, set_tone
from mdt_desk.ui.widgets.who_and_pin import who_and_pin
from mdt_desk.ui.work import Failed, Outcome, while_there
from mdt_desk.usecases.people import People, allowed


class PeopleCard(QFrame):
    """Lets somebody sit down, be added, changed or let go. Signals ``taken`` with itself when one was sent here."""

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
        self._who, self._pin = choices(), secret()
        self._sitting = self._seat()
        column.addWidget(self._sitting)
        self._said = label("", wrap=True)
        self._said.setObjectName("people-said")
        self._said.setMargin(space.tiny)
        set_tone(self._said, Tone.URGENT)
        self._said.hide()
        column.addWidget(self._said)
        self._list = QVBoxLayout()
        self._list.setSpacing(space.tiny)
        column.addLayout(self._list)
        column.addWidget(rule())
        self._form = AccountForm(look)
        self._form.given.connect(self._keep)
        self._form.left.connect(lambda: self._form.show_account(None))
        column.addWidget(self._form)
        desk.told_elsewhere.connect(self._read)
        desk.seated.connect(self._show)
        self._show()

    def take(self) -> None:
        """Put the keyboard where somebody sits down."""
        (self._who if self._who.count() else self._form.name).setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit(self)

    def _seat(self) -> QWidget:
        fields = {"people.field.who": self._who, "people.field.pin": self._pin}
        return who_and_pin(self._look, fields, "people.sit_down", self._sit_down)

    def _read(self) -> None:
        """See whether another desk changed the people; what is being chosen stays where it did not."""
        if self.isVisible():
            self._desk.read(self._people.present, self._follow)

    def _follow(self, found: tuple[Account, ...]) -> None:
        if found != self._shown:
            self._show()

    def _show(self) -> None:
        text, here = self._look.text, self._people.seated
        self._shown = present = self._people.known()
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
            if here is not None and each.id == here.id:
                self._who.setCurrentIndex(self._who.count() - 1)
        self._sitting.setVisible(bool(present))
        may_change = allowed(self._people, Verb.PEOPLE)
        self._form.setEnabled(may_change)
        self._form.setToolTip("" if may_change else text("people.may_not.people"))
        self._list_again(present, may_change=may_change)

    def _list_again(self, present: tuple[Account, ...], *, may_change: bool) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        rows: list[QWidget] = []
        for each in present:
            verbs = {"change": partial(self._change, each), "retire": partial(self._retire, each)}
            rows.append(self._row(each, verbs, may_change=may_change))
        gone = self._people.gone()
        if gone:
            rows.append(label(self._look.text("people.gone"), Role.CAPTION, muted=True))
        for each in gone:
            back = {"bring_back": partial(self._bring_back, each)}
            rows.append(self._row(each, back, may_change=may_change))
        for row in rows:
            self._list.addWidget(row)
            row.show()  # now, not when the layout comes round to it

    def _row(self, account: Account, verbs: Mapping[str, Callable[[], None]], *, may_change: bool) -> QWidget:
        text, made = self._look.text, QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        parts = [account.name, text(f"audit.role.{account.role}")]
        if account.discipline is not None:
            parts.append(text(f"value.Discipline.{account.discipline}"))
        if not account.has_pin:
            parts.append(text("people.without_pin"))
        row.addWidget(label(" · ".join(parts), muted=account.retired, wrap=True), 1)
        for name, verb in verbs.items():
            do = button(
                text(f"people.{name}"), Kind.QUIET, name=text(f"people.{name}_one", name=account.name)
            )
            do.clicked.connect(lambda _=False, asked=verb: asked())
            do.setEnabled(may_change)
            row.addWidget(do)
        return made

    def _sit_down(self) -> None:
        chosen, pin = self._who.currentData(), self._pin.text()
        account = next((each.id for each in self._people.known() if str(each.id) == chosen), None)
        if account is not None:
            self._do(lambda: self._people.sit_down(account, pin))

    def _keep(self) -> None:
        account, pin = self._form.account(self._desk.services.new_id()), self._form.pin()
        if self._form.changing is None:
            self._do(lambda: self._people.add(account, pin or ""), empty=True)
        else:
            self._do(lambda: self._people.change(account, pin), empty=True)

    def _change(self, account: Account) -> None:
        self._form.show_account(account)
        self._form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retire(self, account: Account) -> None:
        self._do(lambda: self._people.retire(account), empty=self._form.changing == account)

    def _bring_back(self, account: Account) -> None:
        self._do(lambda: self._people.bring_back(account))

    def _do(self, verb: Callable[[], object], *, empty: bool = False) -> None:
        def shown(outcome: Outcome[object]) -> None:
            failed = isinstance(outcome, Failed)
            text = sentence(outcome.error, self._look.texts) if isinstance(outcome, Failed) else ""
            self._said.setText(text)
            self._said.setVisible(failed)
            self._pin.clear()
            if empty and not failed:
                self._form.show_account(None)

        def ended(outcome: Outcome[object]) -> None:
            while_there(self, shown)(outcome)
            self._desk.seated.emit()

        self._desk.work.run(verb, ended)
