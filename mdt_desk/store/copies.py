"""Copies of a queue that can be trusted: written beside, read back page by page and row by row, then named."""

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from itertools import chain, count
from pathlib import Path
from typing import Final

from mdt_desk import durable
from mdt_desk.store import cipher
from mdt_desk.store.cipher import Connection, Error
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.keys import QueueKey

FOLDER: Final = "backups"


def copy_verified(
    connection: Connection, key: QueueKey, file: Path, alone: AbstractContextManager[object] | None = None
) -> None:
    """Write a copy of an open queue to this file, in place of an earlier one, once it was read back.

    ``alone`` keeps others from the connection while it is copied; what is typed meanwhile need not wait for the reading
    back.

    Raises:
        SiteError: the copy does not say what the queue says.
        OSError: the disk does not take it.
        Error: the engine does not.

    """
    durable.make_folder(file.parent)
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.unlink(missing_ok=True)
    try:
        with alone or nullcontext():
            cipher.vacuum_into(connection, unfinished)
            rows = digests(connection)
        unfinished.chmod(durable.file_mode(unfinished.parent))
        if read_back(unfinished, key) != rows:
            raise SiteError("backup.differs", file=str(file))
        durable.sync_file(unfinished)
        durable.move(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)


def free_or_same(first: Path, key: QueueKey, said: Mapping[str, str]) -> Path:
    """Return where a copy goes: over an earlier one only where that says the same, as when a step after it failed."""
    places = chain([first], (first.with_stem(f"{first.stem}-{each}") for each in count(2)))
    return next(each for each in places if not each.exists() or _says(each, key, said))


def _says(file: Path, key: QueueKey, said: Mapping[str, str]) -> bool:
    try:
        return read_back(file, key) == said
    except (KnownError, Error):
        return False


def read_back(file: Path, key: QueueKey) -> Mapping[str, str]:
    """Return the digests of a copy that is whole.

    Raises:
        SiteError: it is damaged.
        Error: the engine cannot read it.

    """
    with closing(cipher.connect(file, key, read_only=True)) as copy:
        if not cipher.whole(copy):
            raise SiteError("store.damaged", file=str(file))
        return digests(copy)


def digests(connection: Connection) -> Mapping[str, str]:
    """Return a digest of what each table says, whatever the order of its rows on disk.

    The lines of the queue and their index are left out: they can be made again, and each carries a seal of its own.
    """
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'queue\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {str(name): _digest(connection, str(name)) for (name,) in names}


def _digest(connection: Connection, table: str) -> str:
    columns = [str(each[1]) for each in connection.execute(f"PRAGMA table_info('{table}')")]
    listed = ", ".join(f'"{each}"' for each in columns)
    sums = hashlib.sha256()
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY {listed}'):  # noqa: S608  # our own tables
        sums.update(repr(tuple(row)).encode("utf-8", "surrogateescape"))
    return sums.hexdigest()
