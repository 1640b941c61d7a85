"""The patient's words, read from one file a language."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from mdt_desk.usecases.errors import BugError, UserError

_PLAIN: Final = (
    "version",
    "translated",
    "unreviewed",
    "reviewed",
    "day_form",
    "title",
    "subject",
    "for_patient",
    "for_name",
    "version_line",
    "page",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One of the two answers to "when do I call": what to do, when that holds, and for which signs."""

    heading: str
    when: str
    lead: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with a text, or with a list."""

    heading: str
    text: str = ""
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWords:
    """What stands above the two telephone numbers."""

    heading: str
    day: str
    night: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UkWords:
    """Signs that only British material names, and the line that says so."""

    signs: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The same facts in fewer words."""

    title: str
    lead: str
    at_once: tuple[str, ...]
    same_day: str
    uk: tuple[str, ...]
    uk_note: str
    instruction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletText:
    """Everything a leaflet says in one language; ``version`` changes with every sentence.

    Attributes:
        translated: whether it follows another language, so that somebody has to check it.
        status: what the document may be used for; empty where the program itself speaks the language.
        unreviewed, reviewed: what is said of a translation.

    """

    language: str
    version: str
    translated: bool
    status: str
    unreviewed: str
    reviewed: str
    day_form: str
    months: tuple[str, ...]
    right_to_left: bool
    title: str
    subject: str
    for_patient: str
    for_name: str
    version_line: str
    page: str
    at_once: Tier
    same_day: Tier
    contacts: ContactWords
    uk: UkWords
    sections: tuple[Section, ...]
    card: CardWords

    def day(self, day: date) -> str:
        """Spell a day without doubt about the month."""
        return self.day_form.format(day=day.day, month=self.months[day.month - 1], year=f"{day.year:04d}")

    def sentences(self) -> tuple[str, ...]:
        """Return all running text of the leaflet, for whoever measures or reads it."""
        tiers = (self.at_once, self.same_day)
        spoken = [line for tier in tiers for line in (tier.when, tier.lead, *tier.signs)]
        return (*spoken, *(line for each in self.sections for line in (each.text, *each.signs) if line))


def leaflet_text(folder: Path, language: str) -> LeafletText:
    """Read the leaflet of a language.

    Raises:
        UserError: there is no leaflet in this language.
        BugError: the file lacks something.

    """
    file = folder / f"{language}.toml"
    if not language.isalpha() or not file.is_file():
        raise UserError("document.no_leaflet", language=language)
    try:
        return _leaflet(language, tomllib.loads(file.read_text(encoding="utf-8")))
    except (KeyError, TypeError) as error:
        raise BugError("document.leaflet_incomplete", language=language, part=str(error)) from error


def _leaflet(language: str, table: dict[str, Any]) -> LeafletText:
    card: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in table["card"].items()
    }
    return LeafletText(
        language=language,
        **{name: table[name] for name in _PLAIN},
        status=table.get("status", ""),
        months=tuple(table["months"]),
        right_to_left=table.get("right_to_left", False),
        at_once=_tier(table["at_once"]),
        same_day=_tier(table["same_day"]),
        contacts=ContactWords(**table["contacts"]),
        uk=UkWords(signs=tuple(table["uk"]["signs"]), note=table["uk"]["note"]),
        sections=tuple(
            Section(heading=each["heading"], text=each.get("text", ""), signs=tuple(each.get("signs", ())))
            for each in table["sections"]
        ),
        card=CardWords(**card),
    )


def _tier(table: dict[str, Any]) -> Tier:
    return Tier(heading=table["heading"], when=table["when"], lead=table["lead"], signs=tuple(table["signs"]))
