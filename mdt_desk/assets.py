"""Where shipped files are: beside the package when installed, one level up in a checkout."""

import hashlib
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


def leaflet_languages() -> tuple[str, ...]:
    """Return the languages that have a leaflet."""
    return tuple(sorted(each.stem for each in resource("leaflets").glob("*.toml")))


def rule_hash() -> str:
    """Return a short hash over every shipped number and over the recorded fingerprint of the rules' code."""
    digest = hashlib.sha256()
    folder = resource("guidelines")
    for path in sorted([*folder.glob("*.toml"), *folder.glob("*.sha256")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def digest_of(file: Path) -> str:
    """Return a checksum over a file; empty where there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
