"""The database on a server: one transaction of all desks at a time, and none applied twice or half."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING, Final

import psycopg

from mdt_desk.store.either import Change, Row
from mdt_desk.store.server.clock import ServerClock
from mdt_desk.store.server.form import LOCK, engine_on, take
from mdt_desk.store.server.line import Dial, Line
from mdt_desk.store.server.saying import known_error, said_of
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import KnownError, ServerAway

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

_BEGIN: Final = f"BEGIN; {LOCK}; SELECT pg_current_xact_id()::text, clock_timestamp()"
_TOGETHER: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


class ServerDatabase:
    """Implements `EitherDatabase` on one connection; a transaction of one thread makes the others wait."""

    def __init__(self, address: ServerAddress, dial: Dial, monotonic: Callable[[], float]) -> None:
        """Connect, and make the tables or bring them to this form; see `open_server`."""
        self.address = address
        self.clock = ServerClock(monotonic)
        self._lock = RLock()
        self._line = Line(dial)
        self._engine: Engine | None = None
        self._session: Session | None = None
        self._under_way = False
        with ExitStack() as refused, said_of(address):
            refused.callback(self._line.close)
            take(self._line, str(address))
            self.clock.set_by(lambda: self._line.first("SELECT clock_timestamp()")[0])
            refused.pop_all()

    @property
    def line(self) -> Line:
        """Return the connection, which knows how it came about."""
        return self._line

    def close(self) -> None:
        with self._lock:
            self._line.close()

    def select(self, sql: str, *given: object) -> list[Row]:
        with self._lock, said_of(self.address):
            try:
                return self._open_line().rows(sql, given)
            except psycopg.OperationalError:
                if not self._line.lost or self._under_way:
                    raise
            return self._open_line().rows(sql, given)

    def numbers(self, sql: str, *given: object) -> list[int]:
        return [int(str(next(iter(each.values())))) for each in self.select(sql, *given)]

    def each(self, sql: str) -> Iterator[Row]:
        with self.together(), said_of(self.address):
            yield from self._line.pages(sql)

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._lock:
            if self._under_way:
                yield
                return
            with self._transaction(_TOGETHER):
                yield  # nothing is to be kept: what was read holds, whatever becomes of the connection afterwards

    @contextmanager
    def writing(self) -> Iterator["Session"]:
        from sqlalchemy.exc import DBAPIError
        from sqlmodel import Session

        with self._lock:
            if self._session is not None:
                yield self._session
                return
            with self._transaction(_BEGIN) as number:
                try:
                    with Session(self._engine_now()) as session:
                        self._session = session
                        yield session
                        session.flush()
                        self._keep(number)
                except UnicodeEncodeError as error:
                    raise known_error(psycopg.DataError(), self.address) from error
                except DBAPIError as error:
                    raise known_error(_original(error), self.address) from None
                finally:
                    self._session = None

    @contextmanager
    def changing(self) -> Iterator[Change]:
        def change(sql: str, *given: object) -> int:
            with said_of(self.address):
                return self._line.run(sql, given)

        with self._lock:
            if self._under_way:
                yield change
                return
            with self._transaction(_BEGIN) as number:
                yield change
                self._keep(number)

    def tell(self, sql: str, *given: object) -> None:
        """Change rows that belong to no change: nothing waits for it, and it waits for nobody; raises KnownError."""
        with self._lock, said_of(self.address):
            try:
                self._open_line().run(sql, given)
            except psycopg.OperationalError:
                if not self._line.lost or self._under_way:
                    raise
                self._open_line().run(sql, given)

    def fill(self, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        with self._lock, said_of(self.address):
            self._line.copy_in(table, columns, ([row[each] for each in columns] for row in rows))

    def may_prune(self) -> bool:
        """Tell whether this account may drop lines of the audit trail; raises KnownError."""
        return bool(self.select("SELECT has_table_privilege('audit_line', 'DELETE') AS may")[0]["may"])

    def moment(self, said: datetime) -> datetime:
        with self._lock, said_of(self.address):
            if not self._under_way:
                return said
            found: datetime = self._line.first("SELECT clock_timestamp()")[0]
            return found.astimezone(UTC)

    def _open_line(self) -> Line:
        """Return the line, dialled again where it was lost between two transactions; in one, it stays lost."""
        if self._line.lost and not self._under_way:
            self._line.dial_again()
            self._engine = None
        return self._line

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[str]:
        """Begin, and undo what was not kept at the end; the name of the transaction says later what became of it."""
        with said_of(self.address):
            try:
                found = self._open_line().first(begin)
            except psycopg.OperationalError:
                if not self._line.lost:
                    self._line.undo()
                    raise
                found = self._open_line().first(begin)
        if found:
            self.clock.told(found[1])
        self._under_way = True
        try:
            yield str(found[0]) if found else ""
        except ServerAway as error:
            if error.key != "server.away":
                raise
            raise ServerAway("server.broken_off", server=str(self.address)) from error
        finally:
            self._under_way = False
            self._line.undo()

    def _keep(self, number: str) -> None:
        """Commit; where the answer is lost, ask what became of it.

        Raises:
            KnownError: it is not kept, or nobody can tell.

        """
        with said_of(self.address):
            try:
                kept = self._line.commit()
            except psycopg.OperationalError:
                if not self._line.lost:
                    raise
                kept = self._became_of(number)
        if not kept:
            raise ServerAway("server.broken_off", server=str(self.address))

    def _became_of(self, number: str) -> bool:
        """Tell whether a transaction is kept of which the connection was lost: its end makes room for the next."""
        self._under_way = False
        try:
            line = self._open_line()
            line.first(f"BEGIN; {LOCK}")
            state = line.first(f"SELECT pg_xact_status('{int(number)}'::xid8)")[0]
            line.undo()
        except (psycopg.Error, KnownError) as error:
            raise ServerAway("server.not_known", server=str(self.address)) from error
        return bool(state == "committed")

    def _engine_now(self) -> "Engine":
        if self._engine is None:
            self._engine = engine_on(self._line)
        return self._engine


def _original(error: Exception) -> Exception:
    found = getattr(error, "orig", None)
    return found if isinstance(found, Exception) else error
