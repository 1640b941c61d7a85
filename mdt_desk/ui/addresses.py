"""Addresses of images in what people typed: shown as text, and only what is no program can be opened."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl

_ADDRESS: Final = re.compile(r"(?:https?|file)://[^\s<>\"]+", re.IGNORECASE)
_LONGEST: Final = 2_000
_WEB: Final = frozenset({"http", "https"})
_SHOWN: Final = frozenset({"", ".dcm", ".dicom", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".pdf"})
"""What a file may be called: an address in a list from elsewhere must not start a program."""


def address_in(text: str) -> QUrl | None:
    """Return the first address in a text that may be opened; a file has to be on this computer."""
    for found in _ADDRESS.finditer(text[: 4 * _LONGEST]):
        url = QUrl(found.group().rstrip(".,;)"), QUrl.ParsingMode.StrictMode)
        if len(found.group()) <= _LONGEST and url.isValid() and _may_open(url):
            return url
    return None


def place_of(url: QUrl) -> str:
    """Return what tells people where an address leads: the site, or the file."""
    return url.host() or Path(url.toLocalFile()).name


def _may_open(url: QUrl) -> bool:
    if url.scheme() in _WEB:
        return bool(url.host()) and not url.userInfo()
    return not url.host() and Path(url.toLocalFile()).suffix.lower() in _SHOWN


def is_there(url: QUrl) -> bool:
    """Tell whether there is anything to open; of a site nothing is asked. Not for the GUI thread."""
    return url.scheme() in _WEB or Path(url.toLocalFile()).exists()
