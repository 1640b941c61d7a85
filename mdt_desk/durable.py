"""Put a file in its place whole or not at all, readable by its owner only, also when the plug is pulled."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

_MODE: Final = 0o600


def write_whole(file: Path, content: bytes, check: Callable[[bytes], None] | None = None) -> None:
    """Write beside the place, read back what ``check`` looks at, and only then take the place of an earlier file.

    Raises:
        OSError: the folder or the disk does not take it; an earlier file is as it was.

    """
    part = file.with_name(f".{file.name}.new")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), _MODE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if check is not None:
            check(part.read_bytes())
        move(part, file)
    finally:
        part.unlink(missing_ok=True)


def move(source: Path, target: Path) -> None:
    """Put a file in the place of another, durably."""
    source.replace(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Have a file on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names of a folder on the disk itself, where the system can."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
