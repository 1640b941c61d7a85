"""Choose language and theme from the frame: worn at once, kept as soon as what was asked before is done."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from mdt_desk.i18n import available_languages
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.preferences import Preferences, Theme

T = TypeVar("T")


class Choosing:
    """Changes two preferences and tells the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def language(self, language: str) -> None:
        self._change(lambda held: replace(held, language=language))

    def theme(self, theme: Theme) -> None:
        self._change(lambda held: replace(held, theme=theme))

    def next_language(self) -> None:
        self.language(_after(self._desk.look.texts.language, available_languages()))

    def next_theme(self) -> None:
        self.theme(_after(self._desk.look.tokens.name, tuple(Theme)))

    def _change(self, change: Callable[[Preferences], Preferences]) -> None:
        """Wear the change now, keep it on top of whatever is kept by then; what cannot be kept is not worn either."""
        settings, look = self._desk.services.settings, self._desk.look
        worn = replace(settings.current(), language=look.texts.language, theme=look.tokens.name)
        self._desk.preferred.emit(change(worn))

        def ended(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failed):
                self._desk.preferred.emit(settings.current())
                self._desk.fail(outcome.error)

        self._desk.work.run(lambda: settings.save(change(settings.current())), ended)


def in_next_language(preferences: Preferences) -> Preferences:
    """Return the preferences in the language after theirs."""
    return replace(preferences, language=_after(preferences.language, available_languages()))


def _after(now: T, choices: tuple[T, ...]) -> T:
    return choices[(choices.index(now) + 1) % len(choices)]
