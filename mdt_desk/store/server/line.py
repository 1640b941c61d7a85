"""One connection to the server, made anew when it was lost; rows come as the gate reads them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import psycopg
from psycopg.adapt import Loader
from psycopg.conninfo import make_conninfo
from psycopg.rows import dict_row

from mdt_desk import __version__
from mdt_desk.store.either import Row
from mdt_desk.store.server.knocking import NotLetInError, let_in
from mdt_desk.store.server.saying import OLDEST, door_error
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import SiteError

Dial = Callable[[], "psycopg.Connection[Any]"]
"""Connect to the server, once more if need be; raises KnownError."""

_CONNECT_SECONDS: Final = 5
_SETTINGS: Final = {
    "timezone": "UTC",
    "datestyle": "ISO",
    "client_min_messages": "warning",
    "statement_timeout": "60s",
    "lock_timeout": "10s",  # a transaction of another desk may be a long import
    "idle_in_transaction_session_timeout": "60s",  # no desk that hangs keeps the others out for longer
}
_KEEP_ALIVE: Final = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_PAGE: Final = 500


class _Hex(Loader):
    def load(self, data: Any) -> str:  # noqa: ANN401  # bytes of one of three types
        return bytes(data).decode().replace("-", "")


class _Number(Loader):
    def load(self, data: Any) -> int:  # noqa: ANN401  # as above
        return int(bytes(data) == b"t")


class _Text(Loader):
    def load(self, data: Any) -> str:  # noqa: ANN401  # as above
        return bytes(data).decode()


class _Moment(Loader):
    """A moment as SQLite keeps it: in UTC, without saying so, to the microsecond."""

    def load(self, data: Any) -> str:  # noqa: ANN401  # as above
        said = bytes(data).decode().removesuffix("+00")
        whole, _, rest = said.partition(".")
        return f"{whole}.{rest:0<6}"


_LOADERS: Final[dict[str, Any]] = {
    "uuid": _Hex,
    "bool": _Number,
    "date": _Text,
    "timestamp": _Moment,
    "timestamptz": _Moment,
}


def dialled(address: ServerAddress, password: str | None) -> "psycopg.Connection[Any]":
    """Connect; without a password the driver looks where it always looks: PGPASSFILE, PGPASSWORD, a ticket.

    Raises:
        KnownError: the server is not there, does not let us in, does not prove who it is, or is too old.

    """
    named = {"user": address.user} if address.user else {}
    secret = {} if password is None else {"password": password}
    asked: dict[str, Any] = {
        "host": address.host,
        "port": address.port,
        "dbname": address.database,
        "application_name": f"MDT Desk {__version__}",
        "options": " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items()),
        "client_encoding": "utf8",
        "gssencmode": "disable",  # what proves the server is its certificate
    }
    asked |= {**dict(address.tls), "sslmode": address.sslmode} | _KEEP_ALIVE | named | secret
    try:
        connection = let_in(make_conninfo("", **asked), _CONNECT_SECONDS)
    except NotLetInError as error:
        raise door_error(error.refusal, address) from None
    found = connection.info.server_version
    if found < OLDEST * 10_000:
        connection.close()
        raise SiteError("server.too_old", server=str(address), found=str(found // 10_000), oldest=str(OLDEST))
    return connection


class Line:
    """A connection that is dialled again where nothing is under way in it."""

    def __init__(self, dial: Dial) -> None:
        """Connect; raises KnownError."""
        self._dial = dial
        self._connection = dial()
        self._reader = self._made_reader()

    @property
    def connection(self) -> "psycopg.Connection[Any]":
        return self._connection

    @property
    def protected(self) -> bool:
        """Tell whether what goes over it is encrypted."""
        return bool(self._connection.pgconn.ssl_in_use)

    @property
    def by_password(self) -> bool:
        """Tell whether the server let us in by a password, and not by the account of this computer."""
        return bool(self._connection.pgconn.used_password)

    @property
    def lost(self) -> bool:
        return bool(self._connection.closed)

    @property
    def busy(self) -> bool:
        """Tell whether a transaction is under way."""
        return self._connection.info.transaction_status is not psycopg.pq.TransactionStatus.IDLE

    def close(self) -> None:
        self._connection.close()

    def dial_again(self) -> None:
        """Connect anew; raises KnownError."""
        self._connection.close()
        self._connection = self._dial()
        self._reader = self._made_reader()

    def rows(self, question: str, given: Sequence[object] = ()) -> list[Row]:
        """Return rows; raises psycopg.Error."""
        return self._reader.execute(_spelt(question), given or None).fetchall()

    def run(self, command: str, given: Sequence[object] = ()) -> int:
        """Run a command, or several without values, and return how many rows it changed; raises psycopg.Error."""
        return self._connection.execute(_spelt(command), given or None).rowcount

    def first(self, commands: str) -> Sequence[Any]:
        """Run several commands at once and return the first row of the last; raises psycopg.Error."""
        cursor = self._connection.execute(_spelt(commands))
        while cursor.nextset():
            pass
        return (cursor.fetchone() or ()) if cursor.description else ()

    def commit(self) -> bool:
        """End the transaction, and tell whether it is kept; raises psycopg.Error."""
        return self._connection.execute("COMMIT").statusmessage == "COMMIT"

    def undo(self) -> None:
        """Undo what is under way; a connection that is gone has done that itself."""
        if not self.lost and self.busy:
            try:
                self._connection.execute("ROLLBACK")
            except psycopg.Error:
                self._connection.close()

    def take_your_time(self) -> None:
        """Let the rest of the transaction under way be about many rows; raises psycopg.Error."""
        self._connection.execute("SET LOCAL statement_timeout = 0")

    def copy_in(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows to a table, and let the numbers it gives go on after theirs; raises psycopg.Error."""
        named = ", ".join(f'"{each}"' for each in columns)
        self.take_your_time()
        with self._connection.cursor() as cursor:
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row([None if each is None else str(each) for each in row])
            for column in columns:
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", (table, column))
                found = cursor.fetchone()
                if found is not None and found[0] is not None:
                    cursor.execute(
                        f'SELECT setval(%s, coalesce(max("{column}"), 0) + 1, false) FROM "{table}"',  # noqa: S608  # ours
                        (found[0],),
                    )

    def pages(self, question: str) -> Iterator[Row]:
        """Return rows of a large table without holding them all; inside a transaction only."""
        with self._connection.cursor("pages", row_factory=dict_row) as cursor:
            for name, loader in _LOADERS.items():
                cursor.adapters.register_loader(name, loader)
            cursor.itersize = _PAGE
            yield from cursor.execute(_spelt(question))

    def _made_reader(self) -> "psycopg.Cursor[Row]":
        cursor = self._connection.cursor(row_factory=dict_row)
        for name, loader in _LOADERS.items():
            cursor.adapters.register_loader(name, loader)
        return cursor


def _spelt(question: str) -> str:
    """Return our SQL as the driver takes it: none of ours has a question mark, or a per cent sign, in a text."""
    return question.replace("?", "%s")
