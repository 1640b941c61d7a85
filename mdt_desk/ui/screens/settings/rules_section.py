"""The part of the settings in which two people stand for a rule set: one proposes it, another confirms it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.people import Account, Verb
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.rules_watch import standing_text
from mdt_desk.ui.screens.settings.account_form import choices, secret
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Surface, button, label, set_tone
from mdt_desk.ui.widgets.who_and_pin import who_and_pin
from mdt_desk.ui.work import Failed, Outcome, while_there
from mdt_desk.usecases.activating import Activating, Activation, Standing
from mdt_desk.usecases.people import allowed


class RulesCard(QFrame):
    """Says how the rule set stands and takes both words. Signals ``taken`` with itself when somebody was sent here."""

    taken = Signal(object)

    def __init__(self, look: Look, desk: Desk, activating: Activating, rules: Callable[[], RuleSet]) -> None:
        """Lay the card out; ``rules`` says which rules speak, and takes a while."""
        super().__init__()
        self._look, self._desk, self._activating, self._rules = look, desk, activating, rules
        self._known: RuleSet | None = None
        self.setProperty("surface", Surface.CARD.value)
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.large, space.large, space.large)
        column.setSpacing(space.small)
        column.addWidget(label(look.text("activation.title"), Role.TITLE))
        column.addWidget(label(look.text("activation.hint"), Role.CAPTION, muted=True, wrap=True))
        self._stands = label("", Role.LABEL, wrap=True)
        self._stands.setObjectName("rule-set-stands")
        self._propose = button(look.text("activation.propose"))
        self._propose.clicked.connect(self._do_propose)
        self._who, self._pin = choices(), secret()
        self._second = self._confirming()
        self._said = label("", wrap=True)
        self._said.setObjectName("activation-said")
        self._said.setMargin(space.tiny)
        set_tone(self._said, Tone.URGENT)
        self._said.hide()
        for each in (self._stands, self._propose, self._second, self._said):
            column.addWidget(each)
        column.setAlignment(self._propose, Qt.AlignmentFlag.AlignRight)
        for hidden in (self._propose, self._second):
            hidden.hide()
        desk.seated.connect(self.read)
        self.read()

    def take(self) -> None:
        """Put the keyboard where the next word is given."""
        (self._who if self._second.isVisible() else self._propose).setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit(self)

    def read(self) -> None:
        """Read again how the rule set stands."""

        def found() -> tuple[Activation, tuple[Account, ...]]:
            rules = self._known or self._rules()
            self._known = rules
            return self._activating.activation(rules), self._activating.seconds(rules)

        shown = while_there(self, self._show)
        self._desk.do(found, shown, on=self._desk.paper)

    def _confirming(self) -> QWidget:
        fields = {"activation.second": self._who, "activation.pin": self._pin}
        return who_and_pin(self._look, fields, "activation.confirm", self._do_confirm)

    def _show(self, known: tuple[Activation, tuple[Account, ...]]) -> None:
        found, seconds = known
        people = self._desk.services.people
        texts, proposed = self._look.texts, found.standing is Standing.PROPOSED
        lines = [standing_text(found, texts, self._desk.zone)]
        if proposed and not seconds:
            lines.append(texts.get("activation.no_second"))
        if people is not None and not people.known():
            lines.append(texts.get("activation.no_people"))
        self._stands.setText("\n".join(lines))
        here = people is not None and people.seated is not None
        self._propose.setVisible(found.standing is not Standing.ACTIVE and not (proposed and seconds))
        self._propose.setEnabled(here and allowed(people, Verb.PROPOSE_RULES))
        self._propose.setToolTip("" if here else texts.get("activation.refused.nobody"))
        self._second.setVisible(proposed and bool(seconds))
        self._who.clear()
        for each in seconds:
            self._who.addItem(f"{each.name} · {texts.get(f'audit.role.{each.role}')}", str(each.id))

    def _do_propose(self) -> None:
        rules = self._known
        if rules is not None:
            self._do(lambda: self._activating.propose(rules))

    def _do_confirm(self) -> None:
        rules, chosen, pin = self._known, self._who.currentData(), self._pin.text()
        if rules is None:
            return
        account = next((each.id for each in self._activating.seconds(rules) if str(each.id) == chosen), None)
        if account is not None:
            self._do(lambda: self._activating.confirm(rules, account, pin))

    def _do(self, verb: Callable[[], None]) -> None:
        def shown(outcome: Outcome[None]) -> None:
            text = sentence(outcome.error, self._look.texts) if isinstance(outcome, Failed) else ""
            self._said.setText(text)
            self._said.setVisible(bool(text))
            self._pin.clear()
            self.read()

        def ended(outcome: Outcome[None]) -> None:
            while_there(self, shown)(outcome)
            self._desk.activated.emit()

        self._desk.work.run(verb, ended)
