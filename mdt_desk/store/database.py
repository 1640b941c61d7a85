"""One connection, one lock, one transaction at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from mdt_desk.store.engine import engine_on, open_connection, site_error
from mdt_desk.usecases.errors import BugError, UserError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.exc import DBAPIError
    from sqlmodel import Session

Row = dict[str, object]


class Database:
    """Reads with plain SQL, writes through SQLModel; a transaction of one thread makes the others wait."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take over an open connection; see `open_database`."""
        self._connection = connection
        self._path = path
        self._lock = RLock()
        self._engine: Engine | None = None
        self._session: Session | None = None

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def select(self, sql: str, *given: object) -> list[Row]:
        """Return rows, also those that the transaction under way has written.

        Raises:
            SiteError: the database answers with an error.

        """
        with self._lock:
            try:
                cursor = self._connection.cursor()
                cursor.row_factory = sqlite3.Row
                return [dict(each) for each in cursor.execute(sql, given)]
            except sqlite3.Error as error:
                raise site_error(error, self._path) from error

    @contextmanager
    def writing(self) -> Iterator["Session"]:
        """Open a transaction that is durable at its end, or join the one under way.

        Raises:
            SiteError: the disk or the file does not take it; nothing was changed.
            UserError: a text cannot be stored.
            BugError: a constraint was broken.

        """
        from sqlalchemy.exc import DBAPIError, IntegrityError
        from sqlmodel import Session

        with self._lock:
            if self._session is not None:
                yield self._session
                return
            if self._engine is None:
                self._engine = engine_on(self._connection)
            try:
                with Session(self._engine) as session, session.begin():
                    self._session = session
                    yield session
            except UnicodeEncodeError as error:
                raise UserError("store.text_unstorable") from error
            except IntegrityError as error:
                raise BugError("store.constraint", why=str(error.orig)) from error
            except DBAPIError as error:
                raise site_error(_original(error), self._path) from error
            finally:
                self._session = None


def open_database(path: Path) -> Database:
    """Open the database in this file, or make a new one.

    Raises:
        SiteError: see `open_connection`.

    """
    return Database(open_connection(path), path)


def _original(error: "DBAPIError") -> Exception:
    return error.orig if isinstance(error.orig, Exception) else error
