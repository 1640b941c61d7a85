"""Which settings the program goes by."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.ports import Settings
    from mdt_desk.usecases.preferences import Preferences


class FixedSettings:
    """Settings of one run that no file keeps, as a rehearsal needs them."""

    def __init__(self, preferences: "Preferences") -> None:
        self._preferences = preferences

    def current(self) -> "Preferences":
        return self._preferences

    def problems(self) -> tuple["KnownError", ...]:
        return ()

    def fixed(self) -> frozenset[str]:
        return frozenset()

    def save(self, preferences: "Preferences") -> None:
        self._preferences = preferences


def settings_file() -> "Settings":
    """Return the user's own settings, under those that the hospital set for all its desks."""
    from mdt_desk.settings import SettingsFile, default_path
    from mdt_desk.site import SiteSettings, site_path

    return SiteSettings(SettingsFile(default_path()), site_path(os.environ, sys.platform))


def settings_digests() -> dict[str, str]:
    """Return a checksum of each file of settings, by its path; empty where there is none."""
    from mdt_desk.assets import digest_of
    from mdt_desk.settings import default_path
    from mdt_desk.site import site_path

    files = (default_path(), site_path(os.environ, sys.platform))
    return {str(each): digest_of(each) for each in files}
