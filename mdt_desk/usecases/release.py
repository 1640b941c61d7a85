"""What the program says of its own status: a demonstration, until somebody at the hospital answers for its use."""

from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Preferences


def status_text(preferences: Preferences, words: Words) -> str:
    """Return the line that stands below every screen."""
    release = preferences.release
    if release is None:
        return words.get("status.demonstration")
    return words.get(
        "status.released",
        name=release.name,
        day=f"{release.released_on:%d-%m-%Y}",
        route=words.get(f"value.ReleaseRoute.{release.route}"),
    )
