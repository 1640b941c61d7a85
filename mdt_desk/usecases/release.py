"""What the program says of its own status: a demonstration, until somebody at the hospital answers for its use."""

from datetime import date

from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Preferences, Release


def in_force(release: Release | None, today: date) -> Release | None:
    """Return the release that holds today: it says who, since when and on what ground, and has begun."""
    if release is None or not release.name.strip() or release.released_on > today:
        return None
    return release


def status_text(preferences: Preferences, words: Words, today: date) -> str:
    """Return the line that stands below every screen and on every page."""
    return release_text(preferences.release, words, today)


def release_text(release: Release | None, words: Words, today: date) -> str:
    """Return that line for a release, or for none."""
    holds = in_force(release, today)
    if holds is None:
        return words.get("status.demonstration")
    return words.get(
        "status.released",
        name=holds.name,
        day=f"{holds.released_on:%d-%m-%Y}",
        route=words.get(f"value.ReleaseRoute.{holds.route}"),
    )
