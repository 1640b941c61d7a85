"""Where shipped files are: beside the package when installed, one level up in a checkout."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_PLACES: Final = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder; raise FileNotFoundError when it was not shipped."""
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"This installation is incomplete: resources/{'/'.join(parts)} is not there.")
