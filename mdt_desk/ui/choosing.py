"""Choose language and theme from the frame: saved first, worn when the preferences say so."""

from dataclasses import replace
from typing import TypeVar

from mdt_desk.i18n import available_languages
from mdt_desk.ui.desk import Desk
from mdt_desk.usecases.preferences import Preferences, Theme

T = TypeVar("T")


class Choosing:
    """Changes two preferences and tells the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def language(self, language: str) -> None:
        self._save(replace(self._desk.preferences, language=language))

    def theme(self, theme: Theme) -> None:
        self._save(replace(self._desk.preferences, theme=theme))

    def next_language(self) -> None:
        self.language(_after(self._desk.look.texts.language, available_languages()))

    def next_theme(self) -> None:
        self.theme(_after(self._desk.look.tokens.name, tuple(Theme)))

    def _save(self, preferences: Preferences) -> None:
        self._desk.do(
            lambda: self._desk.services.settings.save(preferences),
            lambda _: self._desk.preferred.emit(preferences),
        )


def _after(now: T, choices: tuple[T, ...]) -> T:
    return choices[(choices.index(now) + 1) % len(choices)]
