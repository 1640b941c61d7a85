"""One connection, one lock, one transaction at a time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from mdt_desk.store import cipher, copies
from mdt_desk.store.cipher import Connection, Error, said_of, site_error
from mdt_desk.store.either import Change, Row
from mdt_desk.store.engine import engine_on, open_connection
from mdt_desk.usecases.errors import BugError, UserError
from mdt_desk.usecases.keys import QueueKey

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.exc import DBAPIError
    from sqlmodel import Session


class Database:
    """Implements `EitherDatabase` on an encrypted file: reads with plain SQL, writes through SQLModel.

    A transaction of one thread makes the others wait.
    """

    def __init__(self, connection: Connection, path: Path, key: QueueKey) -> None:
        """Take over an open connection; see `open_database`."""
        self._connection = connection
        self.path = path
        self._key = key
        self._lock = RLock()
        self._engine: Engine | None = None
        self._session: Session | None = None

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def copy_to(self, file: Path) -> None:
        """Write a copy to a file between two transactions, and read it back beside them.

        Raises:
            SiteError: the copy is not what the queue is, or the disk does not take it; there is no such file.

        """
        with said_of(file):
            copies.copy_verified(self._connection, self._key, file, alone=self._lock)

    def whole(self) -> bool:
        """Tell whether the file is as it was written.

        Raises:
            SiteError: the disk answers with an error.

        """
        with self._lock, said_of(self.path):
            return cipher.whole(self._connection)

    def digests(self) -> Mapping[str, str]:
        """Return a digest of each table."""
        with self._lock, said_of(self.path):
            return copies.digests(self._connection)

    def select(self, sql: str, *given: object) -> list[Row]:
        """Return rows, also those that the transaction under way has written.

        Raises:
            SiteError: the database answers with an error.

        """
        with self._lock:
            try:
                cursor = self._connection.cursor()
                cursor.row_factory = cipher.Row
                return [dict(each) for each in cursor.execute(sql, given)]
            except Error as error:
                raise site_error(error, self.path) from error

    def numbers(self, sql: str, *given: object) -> list[int]:
        with self._lock:
            try:
                return [int(each[0]) for each in self._connection.execute(sql, given)]
            except Error as error:
                raise site_error(error, self.path) from error

    def each(self, sql: str) -> Iterator[Row]:
        with self._lock, said_of(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = cipher.Row
            for row in cursor.execute(sql):
                yield dict(row)

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._lock:  # nobody else writes: the file is this program's alone
            yield

    def moment(self, said: datetime) -> datetime:
        return said

    def fill(self, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        named = ", ".join(f'"{each}"' for each in columns)
        sql = f'INSERT INTO "{table}" ({named}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608  # our own tables
        with self._lock, said_of(self.path):
            self._connection.executemany(sql, ([row[each] for each in columns] for row in rows))

    def may_prune(self) -> bool:
        return True

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
                raise site_error(_original(error), self.path) from error
            finally:
                self._session = None

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """As `writing`, for plain SQL: what begins the work of a start need not wait for SQLModel.

        Raises:
            SiteError: the disk or the file does not take it; nothing was changed.

        """
        with self._lock:
            if self._session is not None:
                joined = self._session.connection()
                yield lambda sql, *given: joined.exec_driver_sql(sql, given)
                return
            if self._under_way():
                yield lambda sql, *given: self._connection.execute(sql, given)
                return
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield lambda sql, *given: self._connection.execute(sql, given)
                    self._connection.execute("COMMIT")
                finally:
                    if self._under_way():
                        self._connection.execute("ROLLBACK")
            except Error as error:
                raise site_error(error, self.path) from error

    def _under_way(self) -> bool:
        return self._connection.in_transaction


def open_database(path: Path, key: QueueKey) -> Database:
    """Open the database that this key encrypts, or make a new one.

    Raises:
        SiteError: see `open_connection`.

    """
    return Database(open_connection(path, key), path, key)


def _original(error: "DBAPIError") -> Exception:
    return error.orig if isinstance(error.orig, Exception) else error
