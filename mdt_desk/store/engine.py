"""Open the database: whose file it is, which form, whether it is whole; one connection, nothing half done.

Only the driver is needed to open an existing queue and to read from it, so that the window paints before
SQLModel has been imported; `engine_on` hands that same connection to SQLAlchemy for the first change.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdt_desk.store import cipher, places
from mdt_desk.store.cipher import Connection, said_of, site_error
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.keys import QueueKey

if TYPE_CHECKING:
    from sqlalchemy import Connection as Opened
    from sqlalchemy import Engine

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "default_path", "engine_on", "open_connection", "site_error"]

APPLICATION_ID: Final = 0x4D444B51
"""Marks a file as a queue of this program ("MDKQ" in ASCII)."""

SCHEMA_VERSION: Final = 7
"""The form of the tables; `migrations` brings an older file to it."""

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
    return places.data_folder() / "queue.db"


def open_connection(path: Path, key: QueueKey) -> Connection:
    """Open the queue in this file, or make a new one; an older file is backed up and brought to this form.

    Raises:
        SiteError: the file belongs to another program, another key or a newer version, is damaged, in use, on
            the network, or not ours to write; it was left as it was.

    """
    cipher.check_version()
    with said_of(path):
        places.prepare(path)
        if cipher.starts_with(path) == cipher.PLAIN_HEADER:
            from mdt_desk.store.plain import encrypt

            encrypt(path, key)
        refuse_strange(path, key)
        connection = cipher.connect(path, key)
    with ExitStack() as refused, said_of(path):
        refused.callback(connection.close)
        form = take(connection, path)
        if form == 0:
            _create(connection)
        elif form < SCHEMA_VERSION:
            from mdt_desk.store.migrating import bring_up

            bring_up(connection, path, key, form)
        refused.pop_all()
    return connection


def engine_on(connection: Connection, begin: str = "BEGIN IMMEDIATE") -> "Engine":
    """Return an engine whose only connection is this one; its transactions take the write lock at once."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=cipher.driver,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    def start(opened: "Opened") -> None:
        opened.exec_driver_sql(begin)

    event.listen(engine, "begin", start)
    return engine


def refuse_strange(path: Path, key: QueueKey) -> None:
    """Refuse a file that this key is not for; every file of a key begins with its salt.

    A file whose very first page was never finished has a start that says nothing: opening it begins it anew.

    Raises:
        SiteError: the file is no queue, or one of another key.

    """
    start, size = cipher.starts_with(path), path.stat().st_size
    if start not in {b"", key.salt} and not cipher.begun_only(path):
        raise SiteError("store.foreign" if size % cipher.PAGE else "store.other_key", file=str(path))


def take(connection: Connection, path: Path) -> int:
    """Lock the file, look whose it is, and return its form; 0: it is new and empty.

    Raises:
        SiteError: as `open_connection`.
        Error: the engine cannot read or lock it.

    """
    for name, setting, _ in _PRAGMAS[:-2]:
        connection.execute(f"PRAGMA {name}={setting}")
    form = look(connection, path)
    # A row that breaks a CHECK is no damage: the gate refuses it by name, and the other rows still read.
    connection.execute("PRAGMA ignore_check_constraints=ON")
    if form and not cipher.whole(connection):
        raise SiteError("store.damaged", file=str(path))
    for name, setting, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name}={setting}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise SiteError("store.pragma", file=str(path), name=name, found=str(found))
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    return form


def look(connection: Connection, path: Path) -> int:
    """Return the form of an open file; 0: it is empty.

    Raises:
        SiteError: another program's file, or a newer form.
        Error: the engine cannot read it.

    """
    form = int(connection.execute("PRAGMA user_version").fetchone()[0])
    marked = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if marked != APPLICATION_ID and (marked or form or tables):
        raise SiteError("store.foreign", file=str(path))
    if form > SCHEMA_VERSION:
        raise SiteError("store.newer", file=str(path), found=str(form), known=str(SCHEMA_VERSION))
    return form


def _create(connection: Connection) -> None:
    from mdt_desk.store.tables import METADATA

    engine = engine_on(connection)
    with engine.begin() as opened:
        METADATA.create_all(opened)
        opened.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        opened.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
