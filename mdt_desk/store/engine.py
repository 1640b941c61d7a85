"""Open the database: whose file it is, which version, whether it is whole; one connection, nothing half done.

Only the standard library is needed to open an existing queue and to read from it, so that the window paints
before SQLModel has been imported; `engine_on` hands that same connection to SQLAlchemy for the first change.
"""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.usecases.errors import SiteError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID: Final = 0x4D444B51
"""Marks a file as a queue of this program ("MDKQ" in ASCII)."""

SCHEMA_VERSION: Final = 1
_HEADER: Final = b"SQLite format 3\x00"
_BUSY_SECONDS: Final = 0.25

# What each pragma is set to, and what reading it back must then say. EXCLUSIVE keeps a second program out.
# The last two are set once the file is known to be ours: the journal mode is written into the file.
_PRAGMAS: Final = (
    ("trusted_schema", "OFF", 0),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("cell_size_check", "ON", 1),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("ignore_check_constraints", "OFF", 0),
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
)


def default_path() -> Path:
    """Return where the queue is kept when nobody says otherwise."""
    from platformdirs import user_data_path

    return user_data_path("MDT Desk", appauthor=False) / "queue.db"


def open_connection(path: Path) -> sqlite3.Connection:
    """Open the queue in this file, or make a new one.

    Raises:
        SiteError: the file belongs to another program or a newer version, is damaged, in use, or not ours
            to write; it was left as it was.

    """
    try:
        _prepare(path)
        connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
        )
    except (OSError, sqlite3.Error) as error:
        raise site_error(error, path) from error
    try:
        connection.text_factory = _decode
        if _take(connection, path) == 0:
            _create(connection)
    except sqlite3.Error as error:
        connection.close()
        raise site_error(error, path) from error
    except SiteError:
        connection.close()
        raise
    return connection


def engine_on(connection: sqlite3.Connection) -> "Engine":
    """Return an engine whose only connection is this one; its transactions take the write lock at once."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    def begin(opened: "Connection") -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine


def site_error(error: Exception, path: Path) -> SiteError:
    """Return the sentence for what the operating system or SQLite reported."""
    file = str(path)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        return SiteError(_KEYS.get(code, "store.failed"), file=file, code=_name(error))
    if isinstance(error, PermissionError):
        return SiteError("store.no_permission", file=file)
    return SiteError("store.failed", file=file, code=type(error).__name__)


_KEYS: Final = {
    sqlite3.SQLITE_BUSY: "store.in_use",
    sqlite3.SQLITE_LOCKED: "store.in_use",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.foreign",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_CANTOPEN: "store.no_permission",
    sqlite3.SQLITE_PERM: "store.no_permission",
}


def _decode(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")  # the gate refuses what is no text, and names its row


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def _prepare(path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not os.access(path, os.W_OK):
        raise SiteError("store.read_only", file=str(path), code="EACCES")
    with path.open("rb") as file:
        start = file.read(len(_HEADER))
    if start not in {b"", _HEADER}:
        raise SiteError("store.foreign", file=str(path))
    with contextlib.suppress(PermissionError):  # somebody else's file that we may write: the mode is theirs
        path.chmod(0o600)


def _take(connection: sqlite3.Connection, path: Path) -> int:
    """Lock the file, look whose it is, and return its version; 0: it is new and empty."""
    for name, setting, _ in _PRAGMAS[:-2]:
        connection.execute(f"PRAGMA {name}={setting}")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    marked = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if marked != APPLICATION_ID and (marked or version or tables):
        raise SiteError("store.foreign", file=str(path))
    if version > SCHEMA_VERSION:
        raise SiteError("store.newer", file=str(path), found=str(version), known=str(SCHEMA_VERSION))
    # A row that breaks a CHECK is no damage: the gate refuses it by name, and the other rows still read.
    connection.execute("PRAGMA ignore_check_constraints=ON")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise SiteError("store.damaged", file=str(path))
    for name, setting, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name}={setting}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise SiteError("store.pragma", file=str(path), name=name, found=str(found))
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    return version


def _create(connection: sqlite3.Connection) -> None:
    from mdt_desk.store.tables import METADATA

    engine = engine_on(connection)
    with engine.begin() as opened:
        METADATA.create_all(opened)
        opened.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        opened.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
