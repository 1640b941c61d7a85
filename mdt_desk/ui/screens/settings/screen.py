"""The settings as a place of the window."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.rules_watch import rules_speaking
from mdt_desk.ui.screens.settings.keeping_section import PassphraseCard, keeping_cards
from mdt_desk.ui.screens.settings.moving_section import MovingCard
from mdt_desk.ui.screens.settings.people_section import PeopleCard
from mdt_desk.ui.screens.settings.presenter import Form, form_of, read_form, settings_state
from mdt_desk.ui.screens.settings.rules_section import RulesCard
from mdt_desk.ui.screens.settings.state import SettingsState, Typed
from mdt_desk.ui.screens.settings.view import SettingsView
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.usecases.preferences import Preferences


class SettingsScreen:
    """Keeps what was typed until it is saved or discarded."""

    place = Place.SETTINGS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._saved = form_of(desk.preferences)
        self._form = self._saved
        self._problems: Mapping[str, str] = {}
        self._view: SettingsView | None = None
        desk.preferred.connect(self._follow)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was typed stays."""
        view = SettingsView(look, self._state(), typed_day(self._desk.now().date()))
        for each in keeping_cards(look, self._desk):
            view.add_card(each)
            if isinstance(each, PassphraseCard):
                self._desk.passphrase_wanted.connect(each.take)
                each.taken.connect(view.show_card)
        moving = self._desk.services.moving
        if moving is not None:
            going = MovingCard(look, self._desk, moving)
            going.move_wanted.connect(self._desk.move_wanted)
            view.add_card(going, right=False)
        people = self._desk.services.people
        if people is not None:
            shown = PeopleCard(look, self._desk, people)
            view.add_card(shown, right=False)
            self._desk.seat_wanted.connect(shown.take)
            shown.taken.connect(view.show_card)
        activating = self._desk.services.activating
        if activating is not None:
            rules = RulesCard(look, self._desk, activating, partial(rules_speaking, self._desk.services))
            view.add_card(rules, right=False)
            self._desk.activation_wanted.connect(rules.take)
            rules.taken.connect(view.show_card)
        hold(self._desk, view, Verb.SETTINGS, view.saving)
        view.edited.connect(self._edit)
        view.save_wanted.connect(self._save)
        view.discard_wanted.connect(self._discard)
        self._view = view
        return view

    @property
    def unsaved(self) -> Form | None:
        """What was typed and neither saved nor discarded."""
        return None if self._form == self._saved else self._form

    def enter(self) -> None:
        """Put the keyboard on the first field, and say what of the settings file could not be read."""
        if self._view is not None:
            self._view.focus_first()
        for each in self._desk.services.settings.problems():
            self._desk.fail(each)

    def _state(self) -> SettingsState:
        fixed = self._desk.services.settings.fixed()
        return settings_state(self._form, self._saved, self._problems, self._desk.look.texts, fixed)

    def _draw(self) -> None:
        if self._view is not None:
            self._view.show_state(self._state())

    def _edit(self, key: str, value: Typed) -> None:
        self._form = self._form.with_value(key, value)
        self._problems = {each: said for each, said in self._problems.items() if each != key}
        self._draw()

    def _discard(self) -> None:
        self._form, self._problems = self._saved, {}
        self._draw()
        self._desk.say(self._desk.look.text("settings_screen.discarded"))

    def _save(self) -> None:
        read = read_form(self._form, self._desk.look.texts)
        self._problems = read.problems
        self._draw()
        if self._view is not None:
            self._view.show_first_problem(self._state())
        if read.preferences is not None:
            preferences = read.preferences
            self._desk.do(
                lambda: self._desk.services.settings.save(preferences), lambda _: self._kept(preferences)
            )

    def _kept(self, preferences: Preferences) -> None:
        self._desk.preferred.emit(preferences)
        self._desk.say(self._desk.look.text("settings_screen.saved"))

    def _follow(self, preferences: Preferences) -> None:
        """Take over what was saved, from here or from the bar above; what was typed elsewhere stays."""
        kept = form_of(preferences)
        typed: Form = self._form
        for key, value in kept.values.items():
            if typed.values[key] == self._saved.values[key]:
                typed = typed.with_value(key, value)
        self._saved, self._form = kept, Form(values={**typed.values})
        self._draw()
