"""Where finished documents go, and what they are called: never a patient's name."""

from datetime import datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def papers_folder() -> Path:
    """Return the folder that finished documents are put into; it need not exist yet."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "MDT Desk"


def file_in(folder: Path, *parts: str, at: datetime, ending: str = "pdf") -> Path:
    """Return a file that does not exist yet, named after what it is and when it was made; makes the folder.

    ``at`` is local time.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = "-".join((*parts, f"{at:%Y%m%d-%H%M}"))
    tries = (folder / f"{name}{f'-{number}' if number > 1 else ''}.{ending}" for number in count(1))
    return next(each for each in tries if not each.exists())


def show_folder(folder: Path) -> None:
    """Open a folder in the file manager of this computer."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def show_file(file: Path) -> None:
    """Open a document in this computer's own viewer, from which it can be printed."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
