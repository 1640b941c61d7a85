"""Every setting, declared once; read from and written to the user's own settings file."""

import contextlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mdt_desk.durable import write_whole
from mdt_desk.usecases.addresses import place_of
from mdt_desk.usecases.errors import KnownError, SiteError, UserError
from mdt_desk.usecases.preferences import (
    LANGUAGES,
    AgeLimits,
    Contact,
    MeetingChange,
    OnCall,
    Preferences,
    Release,
    ReleaseRoute,
    Theme,
    TranslationReview,
    Weekday,
)

GUIDELINES: Final = ("erasmus-2022", "lwno-2015", "nice-ng234", "noms", "summary")
TRANSLATED: Final = ("ar", "de", "pl", "tr")
"""Languages of a leaflet that follows the Dutch one, so that somebody has to check it."""

_TELEPHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]{4,}", re.ASCII)
_CLOCK: Final = re.compile(r"[0-9]{2}:[0-9]{2}", re.ASCII)
_LONGEST_DAYS: Final = 3650
_COUNT: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_FEWEST: Final = 5
"""No hospital may show figures of fewer patients: they would name somebody."""

_MOST_PATIENTS: Final = 1000
_MOST_MINUTES: Final = 240
_FEWEST_YEARS: Final = 5
"""No line of the audit trail goes before it is this old."""

_MOST_YEARS: Final = 100
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Refused(ValueError):  # noqa: N818  # a value is refused; the file as a whole is not
    """A value cannot be this setting; ``code`` names the sentence, ``where`` the part that is wrong."""

    def __init__(self, code: str, where: str = "", allowed: str = "") -> None:
        super().__init__(code)
        self.code: Final = code
        self.where: Final = where
        self.allowed: Final = allowed


class SettingKind(StrEnum):
    """How a setting is entered; CHOICE and ORDER list what they choose from."""

    TEXT = "text"
    SWITCH = "switch"
    CHOICE = "choice"
    ORDER = "order"
    TIME = "time"
    CONTACT = "contact"
    ON_CALL = "on_call"
    MEETING_CHANGES = "meeting_changes"
    AGES = "ages"
    RELEASE = "release"
    REVIEWS = "reviews"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: its key in the file and in `Preferences`, how it is entered, read and written.

    A value that cannot be read gives way to the default, and a sentence says so; a contact gives way to none,
    because a telephone number that nobody entered must never reach a patient.
    """

    key: str
    kind: SettingKind
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = field(default=lambda value: value)
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the text key of its name."""
        return f"setting.{self.key}"

    @property
    def default(self) -> object:
        return getattr(Preferences(), self.key)


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.isprintable():
        raise Refused("text")
    return raw.strip()


def _switch(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Refused("switch")
    return raw


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(raw: object) -> str:
        if raw not in choices:
            raise Refused("choice", allowed=", ".join(choices))
        return str(raw)

    return read


def _order(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or len(set(map(str, raw))) != len(raw):
        raise Refused("order", allowed=", ".join(GUIDELINES))
    return tuple(_one_of(GUIDELINES)(each) for each in raw)


def _time(raw: object) -> time:
    if isinstance(raw, str) and _CLOCK.fullmatch(raw):
        with contextlib.suppress(ValueError):
            return time.fromisoformat(raw)
    raise Refused("time")


def _zone(raw: object) -> str:
    try:
        return ZoneInfo(_text(raw)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused("zone") from error


def _parts(raw: object, wanted: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    if not isinstance(raw, dict) or raw.keys() - wanted.keys():
        raise Refused("parts", allowed=", ".join(wanted))
    found: dict[str, Any] = {}
    for name, read in wanted.items():
        try:
            found[name] = read(raw.get(name))
        except Refused as refused:
            raise Refused(refused.code, where=name, allowed=refused.allowed) from refused
    return found


def _filled(raw: object) -> str:
    text = _text(raw)
    if not text:
        raise Refused("empty")
    return text


def _telephone(raw: object) -> str:
    text = _text(raw)
    if not _TELEPHONE.fullmatch(text):
        raise Refused("telephone")
    return text


def _day(raw: object) -> date:
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(raw)
    raise Refused("day")


def _or_nothing(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda raw: None if raw is None or raw == "" else read(raw)


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(raw: object) -> int:
        count = int(raw) if isinstance(raw, str) and _COUNT.fullmatch(raw.strip()) else raw
        if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= most:
            raise Refused("count", allowed=f"{least}-{most}")
        return count

    return read


def _some_days(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= _LONGEST_DAYS:
        raise Refused("days", allowed=str(_LONGEST_DAYS))
    return raw


def _place(raw: object) -> str:
    said = _text(raw)
    try:
        place_of(said)
    except UserError as error:
        raise Refused("address") from error
    return said


def _ages(raw: object) -> AgeLimits:
    return AgeLimits(**_parts(raw, {each.name: _or_nothing(_some_days) for each in fields(AgeLimits)}))


def _changes(raw: object) -> tuple[MeetingChange, ...]:
    if not isinstance(raw, list):
        raise Refused("list")
    parts = {"day": _day, "moved_to": _or_nothing(_day), "at": _or_nothing(_time), "why": _text}
    found = tuple(MeetingChange(**_parts(each, parts)) for each in raw)
    if len({each.day for each in found}) != len(found):
        raise Refused("day_twice")
    return found


def _write_change(change: MeetingChange) -> dict[str, str]:
    return {
        "day": change.day.isoformat(),
        "moved_to": change.moved_to.isoformat() if change.moved_to else "",
        "at": change.at.isoformat("minutes") if change.at else "",
        "why": change.why,
    }


def _release(raw: object) -> Release | None:
    routes = _one_of(tuple(ReleaseRoute))
    parts = {"name": _filled, "released_on": _day, "route": lambda each: ReleaseRoute(routes(each))}
    return None if raw is None else Release(**_parts(raw, parts))


def _write_release(release: Release | None) -> dict[str, str] | None:
    if release is None:
        return None
    route = release.route.value
    return {"name": release.name, "released_on": release.released_on.isoformat(), "route": route}


def _contact(raw: object) -> Contact | None:
    parts = {"name": _filled, "telephone": _telephone, "verified_on": _day, "verified_by": _filled}
    return None if raw is None else Contact(**_parts(raw, parts))


def _on_call(raw: object) -> tuple[OnCall, ...]:
    if not isinstance(raw, list):
        raise Refused("list")
    parts = {"role": _filled, "telephone": _telephone, "hours": _filled, "verified_on": _day}
    return tuple(OnCall(**_parts(each, parts)) for each in raw)


def _reviews(raw: object) -> tuple[TranslationReview, ...]:
    if not isinstance(raw, list):
        raise Refused("list")
    parts = {"language": _one_of(TRANSLATED), "version": _filled, "reviewer": _filled, "reviewed_on": _day}
    return tuple(TranslationReview(**_parts(each, parts)) for each in raw)


def _write_review(review: TranslationReview) -> dict[str, str]:
    written = {name: getattr(review, name) for name in review.__slots__}
    return written | {"reviewed_on": review.reviewed_on.isoformat()}


def _write_contact(contact: Contact | OnCall | None) -> dict[str, str] | None:
    if contact is None:
        return None
    written = {name: getattr(contact, name) for name in contact.__slots__}
    return written | {"verified_on": contact.verified_on.isoformat()}


def _choice(key: str, choices: tuple[str, ...], made: Callable[[str], Any] = str) -> Setting:
    read = _one_of(choices)
    return Setting(
        key=key, kind=SettingKind.CHOICE, read=lambda raw: made(read(raw)), write=str, choices=choices
    )


def _person(key: str) -> Setting:
    return Setting(key=key, kind=SettingKind.CONTACT, read=_contact, write=_write_contact)


SETTINGS: Final = (
    Setting(key="hospital", kind=SettingKind.TEXT, read=_text),
    Setting(key="department", kind=SettingKind.TEXT, read=_text),
    _person("contact_day"),
    _person("contact_night"),
    Setting(
        key="on_call",
        kind=SettingKind.ON_CALL,
        read=_on_call,
        write=lambda entries: [_write_contact(each) for each in entries],
    ),
    _choice("leading_guideline", GUIDELINES),
    Setting(key="other_guidelines", kind=SettingKind.ORDER, read=_order, write=list, choices=GUIDELINES),
    _choice("meeting_weekday", tuple(Weekday), Weekday),
    Setting(
        key="meeting_time",
        kind=SettingKind.TIME,
        read=_time,
        write=lambda value: value.isoformat("minutes"),
    ),
    Setting(
        key="meeting_changes",
        kind=SettingKind.MEETING_CHANGES,
        read=_changes,
        write=lambda changes: [_write_change(each) for each in changes],
    ),
    Setting(key="time_zone", kind=SettingKind.TEXT, read=_zone),
    Setting(
        key="fact_ages",
        kind=SettingKind.AGES,
        read=_ages,
        write=lambda ages: {each.name: getattr(ages, each.name) for each in fields(AgeLimits)},
    ),
    Setting(
        key="release",
        kind=SettingKind.RELEASE,
        read=_release,
        write=_write_release,
        choices=tuple(ReleaseRoute),
    ),
    Setting(key="database", kind=SettingKind.TEXT, read=_place),
    Setting(key="fewest_patients", kind=SettingKind.NUMBER, read=_whole(_FEWEST, _MOST_PATIENTS)),
    Setting(key="audit_years", kind=SettingKind.NUMBER, read=_whole(_FEWEST_YEARS, _MOST_YEARS)),
    Setting(key="lock_after_minutes", kind=SettingKind.NUMBER, read=_whole(0, _MOST_MINUTES)),
    _choice("language", LANGUAGES),
    _choice("theme", tuple(Theme), Theme),
    Setting(key="leaflet_uk_additions", kind=SettingKind.SWITCH, read=_switch),
    Setting(
        key="translation_reviews",
        kind=SettingKind.REVIEWS,
        read=_reviews,
        write=lambda entries: [_write_review(each) for each in entries],
    ),
    Setting(key="names_in_room", kind=SettingKind.SWITCH, read=_switch),
)
"""Every setting, in the order of the settings screen."""

_BY_KEY: Final = {each.key: each for each in SETTINGS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the file says, and one sentence for everything in it that could not be taken."""

    preferences: Preferences
    problems: tuple[KnownError, ...] = ()


def default_path() -> Path:
    """Return where the settings are kept when nobody says otherwise."""
    from platformdirs import user_config_path

    return user_config_path("MDT Desk", appauthor=False) / "settings.json"


def load_settings(path: Path) -> Loaded:
    """Read the settings; no file means the defaults, without a problem."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except FileNotFoundError:
        return Loaded(preferences=Preferences())
    except (OSError, ValueError, RecursionError) as error:
        problem = SiteError("settings.unreadable", file=str(path), why=type(error).__name__)
        return Loaded(preferences=Preferences(), problems=(problem,))
    if not isinstance(tree, dict):
        problem = SiteError("settings.unreadable", file=str(path), why="object")
        return Loaded(preferences=Preferences(), problems=(problem,))
    return _read(tree)


def save_settings(path: Path, preferences: Preferences) -> None:
    """Write the settings, whole or not at all, for this user's eyes only.

    Raises:
        UserError: a value is not allowed; nothing was written.
        SiteError: the file cannot be written.

    """
    tree = {each.key: each.write(getattr(preferences, each.key)) for each in SETTINGS}
    for problem in _read(tree).problems:
        raise UserError(problem.key, **problem.params)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        raise SiteError("settings.not_written", file=str(path), why=type(error).__name__) from error


class SettingsFile:
    """Implements the port `Settings` on one file, read when first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loaded: Loaded | None = None

    def current(self) -> Preferences:
        return self._known().preferences

    def problems(self) -> tuple[KnownError, ...]:
        return self._known().problems

    def fixed(self) -> frozenset[str]:
        return frozenset()

    def save(self, preferences: Preferences) -> None:
        """Save and forget earlier problems; a file that had any is kept beside the new one."""
        if self._known().problems:
            _copy_aside(self._path)
        save_settings(self._path, preferences)
        self._loaded = Loaded(preferences=preferences)

    def _known(self) -> Loaded:
        if self._loaded is None:
            self._loaded = load_settings(self._path)
        return self._loaded


def read_values(tree: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[KnownError, ...]]:
    """Return what a tree of plain values sets, by key, and one sentence for each thing that counts for nothing."""
    values, problems = dict[str, Any](), list[KnownError]()
    for key, raw in tree.items():
        setting = _BY_KEY.get(key)
        if setting is None:
            problems.append(SiteError("settings.unknown_key", setting=key))
            continue
        try:
            values[key] = setting.read(raw)
        except Refused as refused:
            name = f"{key}.{refused.where}" if refused.where else key
            problems.append(
                SiteError(f"settings.wrong.{refused.code}", setting=name, allowed=refused.allowed)
            )
    return values, tuple(problems)


def _read(tree: Mapping[str, Any]) -> Loaded:
    values, problems = read_values(tree)
    return Loaded(preferences=replace(Preferences(), **values), problems=problems)


def _copy_aside(path: Path) -> None:
    with contextlib.suppress(OSError):  # a courtesy: that the settings are saved matters more
        write_whole(path.with_suffix(".before.json"), path.read_bytes())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key is given twice"
        raise ValueError(message)
    return found
