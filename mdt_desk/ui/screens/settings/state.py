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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChangeTyped:
    """A meeting that is called off or moved, as it stands in its four fields."""

    day: str = ""
    moved_to: str = ""
    at: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTyped:
    """Who answers for clinical use, as it stands in its three fields."""

    name: str = ""
    released_on: str = ""
    route: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgesTyped:
    """Days by kind of fact, as they stand in their fields."""

    days: tuple[tuple[str, str], ...] = ()


RowTyped = OnCallTyped | ReviewTyped | MeetingChangeTyped
PartsTyped = ContactTyped | ReleaseTyped
Typed = str | bool | tuple[str, ...] | PartsTyped | AgesTyped | tuple[RowTyped, ...]
"""What a field holds: a line, a switch, an order of choices, the parts of one thing, numbers of days, or rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice and its word."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """One setting; ``problem`` is a sentence, empty while there is none. ``fixed``: the hospital set it for all."""

    key: str
    kind: SettingKind
    label: str
    value: Typed
    options: tuple[Option, ...] = ()
    problem: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    hint: str
    fields: tuple[FieldState, ...]
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsState:
    """The whole screen; ``said`` stands beside the buttons."""

    sections: tuple[Section, ...]
    changed: bool
    said: str
