"""Put a file in its place whole or not at all, for its owner or its group only, also when the plug is pulled."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

_OWN: Final = 0o600
_GROUPS: Final = 0o660
_OWN_FOLDER: Final = 0o700
_GROUPS_FOLDER: Final = 0o2770


def shared(folder: Path) -> bool:
    """Tell whether a folder was made for a group on purpose, as `install -d -m 2770 -g GROUP` makes it.

    Its group may write in it, nobody else may look into it, and what is made in it belongs to the group.
    """
    if sys.platform == "win32":  # there a folder hands its own permissions down
        return False
    mode = folder.stat().st_mode
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP) and not mode & stat.S_IRWXO


def file_mode(folder: Path) -> int:
    """Return who may read and write a file in a folder: its owner alone, or the group a folder was made for."""
    return _GROUPS if shared(folder) else _OWN


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for this user alone, or for the group that the one above was made for.

    Its name is on the disk itself before anything is kept in it: what is kept there is lost with the name.

    Raises:
        OSError: it cannot be made.

    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    for_group = shared(folder.parent)
    folder.mkdir(exist_ok=True, mode=_OWN_FOLDER)
    if for_group:
        folder.chmod(_GROUPS_FOLDER)
    sync_folder(folder.parent)


def write_whole(file: Path, content: bytes, check: Callable[[bytes], None] | None = None) -> None:
    """Write beside the place, read back what ``check`` looks at, and only then take the place of an earlier file.

    Raises:
        OSError: the folder or the disk does not take it; an earlier file is as it was.

    """
    part = file.with_name(f".{file.name}.new")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), _OWN)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if check is not None:
            check(part.read_bytes())
        if shared(file.parent):
            part.chmod(_GROUPS)
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
