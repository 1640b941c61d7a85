"""Turn preferences into fields, and what was typed into preferences or into what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from mdt_desk.settings import SETTINGS, Refused, Setting, SettingKind
from mdt_desk.ui.screens.settings.state import (
    AgesTyped,
    ContactTyped,
    FieldState,
    MeetingChangeTyped,
    OnCallTyped,
    Option,
    PartsTyped,
    ReleaseTyped,
    ReviewTyped,
    RowTyped,
    Section,
    SettingsState,
    Typed,
)
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Preferences

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "hospital": ("hospital", "department"),
        "colleagues": ("on_call",),
        "patients": ("contact_day", "contact_night", "leaflet_uk_additions", "translation_reviews"),
        "calendar": ("meeting_changes",),
        "guidelines": ("leading_guideline", "other_guidelines"),
        "meeting": ("meeting_weekday", "meeting_time", "time_zone", "names_in_room"),
        "ages": ("fact_ages",),
        "insights": ("fewest_patients",),
        "audit": ("audit_years",),
        "lock": ("lock_after_minutes",),
        "view": ("language", "theme"),
        "place": ("database",),
        "release": ("release",),
    }
)
"""The sections of the screen in their order; every setting stands in exactly one."""

_RIGHT: Final = frozenset({"guidelines", "meeting", "ages", "insights", "audit", "lock", "view"})
"""The sections in the narrow column; a wide row of fields belongs into the other."""

_OPTION_KEYS: Final = {
    "leading_guideline": "guideline.{}.name",
    "other_guidelines": "guideline.{}.name",
    "meeting_weekday": "value.Weekday.{}",
    "release": "value.ReleaseRoute.{}",
    "language": "language.{}",
    "theme": "value.Theme.{}",
}
_BY_KEY: Final = {each.key: each for each in SETTINGS}
_DAYS: Final = frozenset({"verified_on", "reviewed_on", "released_on", "day", "moved_to"})
_PARTS: Final[Mapping[SettingKind, type[ContactTyped | ReleaseTyped]]] = {
    SettingKind.CONTACT: ContactTyped,
    SettingKind.RELEASE: ReleaseTyped,
}
_ROWS: Final[Mapping[SettingKind, type[OnCallTyped | ReviewTyped | MeetingChangeTyped]]] = {
    SettingKind.ON_CALL: OnCallTyped,
    SettingKind.REVIEWS: ReviewTyped,
    SettingKind.MEETING_CHANGES: MeetingChangeTyped,
}
_TYPED_DAY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands in the fields, by setting."""

    values: Mapping[str, Typed] = field(default_factory=dict)

    def with_value(self, key: str, value: Typed) -> "Form":
        """Return the form after somebody typed in one field."""
        return replace(self, values=MappingProxyType({**self.values, key: value}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Preferences, or a sentence for every field that cannot be read."""

    preferences: Preferences | None
    problems: Mapping[str, str]


def form_of(preferences: Preferences) -> Form:
    """Return the fields as they show these preferences."""
    shown = {each.key: _shown(each, getattr(preferences, each.key)) for each in SETTINGS}
    return Form(values=MappingProxyType(shown))


def read_form(form: Form, texts: Words) -> Read:
    """Read every field; nothing is taken over unless all can be read."""
    found: dict[str, object] = {}
    problems: dict[str, str] = {}
    for setting in SETTINGS:
        try:
            found[setting.key] = setting.read(_raw(form.values[setting.key]))
        except Refused as refused:
            problems[setting.key] = _sentence(refused, texts)
    if problems:
        return Read(preferences=None, problems=MappingProxyType(problems))
    kept = replace(Preferences(), **found)  # type: ignore[arg-type]  # each reader returns the type of its field
    others = tuple(each for each in kept.other_guidelines if each != kept.leading_guideline)
    return Read(preferences=replace(kept, other_guidelines=others), problems=MappingProxyType({}))


def settings_state(
    form: Form,
    saved: Form,
    problems: Mapping[str, str],
    texts: Words,
    fixed: frozenset[str] = frozenset(),
) -> SettingsState:
    """Return the screen for what was typed, beside what is saved; nobody types in what is ``fixed``."""
    changed = form != saved
    if problems:
        said = texts.get("settings_screen.problems", count=len(problems))
    else:
        said = texts.get("settings_screen.changed") if changed else ""
    sections = tuple(
        Section(
            title=texts.get(f"settings_screen.section.{name}"),
            hint=texts.get(f"settings_screen.hint.{name}"),
            right=name in _RIGHT,
            fields=tuple(
                replace(_field(_BY_KEY[key], form, problems.get(key, ""), texts), fixed=key in fixed)
                for key in keys
            ),
        )
        for name, keys in SECTIONS.items()
    )
    return SettingsState(sections=sections, changed=changed, said=said)


def _field(setting: Setting, form: Form, problem: str, texts: Words) -> FieldState:
    key = _OPTION_KEYS.get(setting.key, "")
    value = form.values[setting.key]
    choices = setting.choices
    if setting.kind is SettingKind.ORDER and isinstance(value, tuple):
        leads = form.values["leading_guideline"]
        choices = tuple(each for each in choices if each != leads)
        value = tuple(each for each in value if isinstance(each, str) and each != leads)
    return FieldState(
        key=setting.key,
        kind=setting.kind,
        label=texts.get(setting.label),
        value=value,
        options=tuple(Option(value=each, label=texts.get(key.format(each))) for each in choices),
        problem=problem,
    )


def _shown(setting: Setting, value: object) -> Typed:
    """Return a value as its field shows it; days are typed as people write them."""
    written = setting.write(value)
    if setting.kind in _PARTS:
        made = _PARTS[setting.kind]
        return made() if written is None else made(**_with_typed_day(written))
    if setting.kind in _ROWS:
        return tuple(_ROWS[setting.kind](**_with_typed_day(each)) for each in written)
    if setting.kind is SettingKind.AGES:
        return AgesTyped(days=tuple((name, str(days or "")) for name, days in written.items()))
    if setting.kind is SettingKind.ORDER:
        return tuple(written)
    return bool(written) if setting.kind is SettingKind.SWITCH else str(written)


def _with_typed_day(parts: Mapping[str, str]) -> dict[str, str]:
    return {
        name: typed_day(date.fromisoformat(text)) if text and name in _DAYS else text
        for name, text in parts.items()
    }


def _raw(value: Typed) -> object:
    """Return what the reader of a setting takes, which is what stands in the file."""
    if isinstance(value, ContactTyped | ReleaseTyped):
        return None if value == type(value)() else _raw_parts(value)
    if isinstance(value, AgesTyped):
        return {name: _raw_days(text.strip()) for name, text in value.days}
    if isinstance(value, tuple):
        return [each if isinstance(each, str) else _raw_parts(each) for each in value]
    return value


def _raw_days(text: str) -> object:
    return int(text) if text.isdecimal() and text.isascii() else text or None


def _raw_parts(typed: PartsTyped | RowTyped) -> dict[str, str]:
    parts: dict[str, str] = {name: str(text).strip() for name, text in asdict(typed).items()}
    for name in _DAYS & parts.keys():
        found = _TYPED_DAY.fullmatch(parts[name])
        if found:
            parts[name] = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return parts


PARTS: Final = frozenset(each.name for kind in (*_PARTS.values(), *_ROWS.values()) for each in fields(kind))
"""The names of the parts that a sentence may point at."""


def _sentence(refused: Refused, texts: Words) -> str:
    said = texts.get(f"settings_screen.wrong.{refused.code}", allowed=refused.allowed)
    if refused.where in PARTS:
        part = texts.get(f"settings_screen.part.{refused.where}")
        return texts.get("settings_screen.in_part", part=part, said=said)
    if refused.where:
        part = texts.get(f"settings_screen.age.{refused.where}")
        return texts.get("settings_screen.in_part", part=part, said=said)
    return said
