"""What a hospital sets for all its desks: a file that only its IT can write, over the user's own settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from mdt_desk.settings import read_values
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.ports import Settings
from mdt_desk.usecases.preferences import Preferences

VARIABLE: Final = "MDT_DESK_SITE_SETTINGS"
"""The environment variable that names another file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLayer:
    """What the hospital's file sets, by key, and one sentence for everything in it that could not be taken."""

    values: Mapping[str, Any]
    problems: tuple[KnownError, ...] = ()


NO_LAYER: Final = SiteLayer(values=MappingProxyType({}))


def site_path(environment: Mapping[str, str], platform: str) -> Path:
    """Return where the hospital's file lies on a system such as ``linux`` or ``win32``."""
    named = environment.get(VARIABLE, "").strip()
    if named:
        return Path(named)
    if platform == "win32":
        return Path(environment.get("PROGRAMDATA", r"C:\ProgramData")) / "MDT Desk" / "settings.toml"
    return Path("/etc/mdt-desk/settings.toml")


def load_site(path: Path) -> SiteLayer:
    """Read the hospital's file; no file sets nothing, and what cannot be read counts for nothing."""
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return NO_LAYER
    except (OSError, ValueError, RecursionError) as error:
        problem = SiteError("settings.unreadable", file=str(path), why=type(error).__name__)
        return SiteLayer(values={}, problems=(problem,))
    values, problems = read_values({key: _plain(raw) for key, raw in tree.items()})
    return SiteLayer(values=MappingProxyType(values), problems=problems)


class SiteSettings:
    """Implements `Settings`: the hospital's file wins, and saving leaves the user's own value beneath as it was."""

    def __init__(self, own: Settings, path: Path) -> None:
        """Lay the file over the user's own settings; it is read when first asked for."""
        self._own = own
        self._path = path
        self._layer: SiteLayer | None = None

    def current(self) -> Preferences:
        return replace(self._own.current(), **self._known().values)

    def problems(self) -> tuple[KnownError, ...]:
        return (*self._known().problems, *self._own.problems())

    def fixed(self) -> frozenset[str]:
        return frozenset(self._known().values)

    def save(self, preferences: Preferences) -> None:
        own = self._own.current()
        self._own.save(replace(preferences, **{key: getattr(own, key) for key in self.fixed()}))

    def _known(self) -> SiteLayer:
        if self._layer is None:
            self._layer = load_site(self._path)
        return self._layer


def _plain(raw: object) -> object:
    """Return a value of TOML as the settings file would say it: dates and times are texts there."""
    if isinstance(raw, dict):
        return {key: _plain(each) for key, each in raw.items()}
    if isinstance(raw, list):
        return [_plain(each) for each in raw]
    if isinstance(raw, time):
        return raw.isoformat("minutes")
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    return raw
