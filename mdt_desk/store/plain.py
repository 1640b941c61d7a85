"""A queue of an older build, which was not encrypted: its place is taken by an encrypted one, and it is wiped."""

import contextlib
import os
from contextlib import closing
from pathlib import Path

from mdt_desk import durable
from mdt_desk.store import cipher, engine
from mdt_desk.store.copies import FOLDER, digests, free_or_same, read_back
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.keys import QueueKey

_BLOCK = 1 << 20


def encrypt(path: Path, key: QueueKey) -> Path:
    """Encrypt a queue in its place, and return the encrypted copy that was laid among the backups before.

    An earlier copy that says something else stays: the new one has a number then.

    Raises:
        SiteError: it is not ours, newer, damaged, or in use; it was left as it was.
        OSError: the disk does not take the copy; the queue was left as it was.
        Error: the engine does not.

    """
    copy = path.with_name(f".{path.name}.encrypting")
    first = path.parent / FOLDER / f"{path.stem}-before-encryption.db"
    part = first.with_name(f".{first.name}.new")
    durable.make_folder(first.parent)
    try:
        with closing(cipher.connect(path, None)) as connection:
            _check(connection, path)
            rows = digests(connection)
            kept = free_or_same(first, key, rows)
            for target in (copy, part):
                target.unlink(missing_ok=True)
                cipher.export_into(connection, target, key)
                target.chmod(durable.file_mode(target.parent))
                if read_back(target, key) != rows:
                    raise SiteError("backup.differs", file=str(path))
                durable.sync_file(target)
        durable.move(part, kept)
        with path.open("rb+") as before:
            durable.move(copy, path)
            _wipe(before.fileno())
    finally:
        for each in (copy, part):
            each.unlink(missing_ok=True)
    return kept


def _check(connection: cipher.Connection, path: Path) -> None:
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    engine.look(connection, path)
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise SiteError("store.damaged", file=str(path))
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _wipe(handle: int) -> None:
    """Overwrite a file that has no name any more; a disk that writes elsewhere may keep what was there."""
    left = os.fstat(handle).st_size
    with contextlib.suppress(OSError):
        while left > 0:
            left -= os.write(handle, b"\x00" * min(left, _BLOCK))
        os.fsync(handle)
