"""What the settings screen shows: sections of fields, as they were typed, with what is wrong with them."""

from dataclasses import dataclass

from mdt_desk.settings import SettingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTyped:
    """A contact as it stands in its four fields."""

    name: str = ""
    telephone: str = ""
    verified_on: str = ""
    verified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallTyped:
    """An entry of the on-call directory as it stands in its four fields."""

    role: str = ""
    telephone: str = ""
    hours: str = ""
    verified_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTyped:
    """Who checked the leaflet in a language, as it stands in its four fields."""

    language: str = ""
    version: str = ""
    reviewer: str = ""
    reviewed_on: str = ""


Typed = str | bool | tuple[str, ...] | ContactTyped | tuple[OnCallTyped, ...] | tuple[ReviewTyped, ...]
"""What a field holds: a line, a switch, an order of choices, a contact, a directory, or what was checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice and its word."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """One setting; ``problem`` is a sentence, empty while there is none."""

    key: str
    kind: SettingKind
    label: str
    value: Typed
    options: tuple[Option, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    hint: str
    fields: tuple[FieldState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsState:
    """The whole screen; ``said`` stands beside the buttons."""

    sections: tuple[Section, ...]
    changed: bool
    said: str
