"""A name that must be found nowhere outside encrypted files, whatever happens to the program."""

import os
from pathlib import Path
from typing import Final

from tests.store.test_migrating import CANARY

WORDS: Final = ("Kanarievogel", CANARY)
"""What the patients of the counted runs are called."""

_SPELT: Final = tuple(each.encode(code) for each in WORDS for code in ("utf-8", "utf-16-le"))


def leaked(folder: Path) -> int:
    """Return how many files below a folder name such a patient, by their name or in their content."""
    return sum(
        any(word in os.fsencode(each.name) or word in each.read_bytes() for word in _SPELT)
        for each in folder.rglob("*")
        if each.is_file()
    )
