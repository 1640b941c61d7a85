"""Everything that only SQLite with SQLCipher knows: open with a key, ask whether a file is whole, copy it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.keys import SALT_BYTES, QueueKey

if TYPE_CHECKING:
    import sqlite3 as driver  # sqlcipher3 carries no types; it has those of sqlite3
    from sqlite3 import Connection, Error, Row
else:
    from sqlcipher3 import dbapi2 as driver
    from sqlcipher3.dbapi2 import Connection, Error, Row

__all__ = ["PAGE", "PLAIN_HEADER", "Connection", "Error", "Row", "driver"]

PLAIN_HEADER: Final = b"SQLite format 3\x00"
PAGE: Final = 4096
"""Bytes in a page: an encrypted file has a whole number of them."""

_JOURNAL_MARK: Final = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins that waits to be played back."""

OLDEST: Final = (3, 51, 3)
"""Before this version of SQLite a commit could be lost."""

_BUSY_SECONDS: Final = 0.25

_KEYS: Final = {
    driver.SQLITE_BUSY: "store.in_use",
    driver.SQLITE_LOCKED: "store.in_use",
    driver.SQLITE_CORRUPT: "store.damaged",
    driver.SQLITE_NOTADB: "store.damaged",
    driver.SQLITE_FULL: "store.full",
    driver.SQLITE_READONLY: "store.read_only",
    driver.SQLITE_CANTOPEN: "store.no_permission",
    driver.SQLITE_PERM: "store.no_permission",
}


def check_version(found: str = driver.sqlite_version) -> None:
    """Refuse an engine that can lose commits, or that does not encrypt.

    Raises:
        SiteError: this installation carries such an engine.

    """
    if tuple(int(each) for each in found.split(".")) < OLDEST:
        oldest = ".".join(str(each) for each in OLDEST)
        raise SiteError("store.engine", found=found, oldest=oldest)


def connect(path: Path, key: QueueKey | None, *, read_only: bool = False) -> Connection:
    """Open a file without looking into it; without a key it is taken for one that is not encrypted."""
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = driver.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
    )
    try:
        # What the engine would write to standard error, our own sentences say.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute("PRAGMA cipher_memory_security=ON")
        if key is not None:
            connection.execute(f"PRAGMA key={_spelt(key)}")
            if not connection.execute("PRAGMA cipher_version").fetchone():
                raise SiteError("store.engine", found=driver.sqlite_version, oldest="SQLCipher")
    except (Error, KnownError):
        connection.close()
        raise
    connection.text_factory = _decode
    return connection


def whole(connection: Connection) -> bool:
    """Tell whether every page is as it was written, and the tables fit their indexes."""
    try:
        if connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            return False
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except Error as error:
        if _code(error) in {driver.SQLITE_CORRUPT, driver.SQLITE_NOTADB}:
            return False
        raise


def vacuum_into(connection: Connection, file: Path) -> None:
    """Write a compact copy under the same key; no transaction may be under way."""
    connection.execute("VACUUM INTO ?", (str(file),))


def export_into(connection: Connection, file: Path, key: QueueKey) -> None:
    """Write an encrypted copy of an open file that is not encrypted, with its marks."""
    connection.execute(f"ATTACH DATABASE ? AS encrypted KEY {_spelt(key)}", (str(file),))
    try:
        connection.execute("SELECT sqlcipher_export('encrypted')")
        for name in ("application_id", "user_version"):
            mark = int(connection.execute(f"PRAGMA main.{name}").fetchone()[0])
            connection.execute(f"PRAGMA encrypted.{name}={mark}")
    finally:
        connection.execute("DETACH DATABASE encrypted")


def starts_with(path: Path) -> bytes:
    """Return the first bytes of a file: its salt, or the mark of a file that is not encrypted."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def begun_only(path: Path) -> bool:
    """Tell whether the power went while the first page of a new file was written: its journal empties it again.

    A journal names the pages that the file had before, as four bytes behind its mark and eight more (SQLite, file
    format, 3). A longer file is never taken for one, whatever lies beside it.
    """
    journal = path.with_name(f"{path.name}-journal")
    if path.stat().st_size > PAGE or not journal.exists():
        return False
    with journal.open("rb") as file:
        head = file.read(20)
    return head.startswith(_JOURNAL_MARK) and head[16:] == bytes(4)


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """Turn what the engine or the operating system reports about a file into a sentence."""
    try:
        yield
    except (OSError, Error) as error:
        raise site_error(error, path) from error


def site_error(error: Exception, path: Path) -> SiteError:
    """Return the sentence for what the operating system or SQLite reported."""
    file = str(path)
    if isinstance(error, Error):
        code = _code(error)
        return SiteError(_KEYS.get(code & 0xFF, "store.failed"), file=file, code=_name(error))
    if isinstance(error, PermissionError):
        return SiteError("store.no_permission", file=file)
    return SiteError("store.failed", file=file, code=type(error).__name__)


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", driver.SQLITE_ERROR)) & 0xFF


def _name(error: Exception) -> str:
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def _spelt(key: QueueKey) -> str:
    return f"\"x'{key.raw.hex()}{key.salt.hex()}'\""


def _decode(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")  # the gate refuses what is no text, and names its row
