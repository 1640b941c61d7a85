"""Move a queue from one place to another, file or server: every row, counted and compared, or none at all."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mdt_desk.store.either import EitherDatabase, Row
from mdt_desk.usecases.errors import SiteError, UserError
from mdt_desk.usecases.moving import Told

_TELL_EVERY: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One table: how many rows it has, and a digest of what they say, whatever their order."""

    table: str
    rows: int
    digest: str


class _Sum:
    """Counts rows and digests them as they pass, each told as it does."""

    def __init__(self, columns: Iterable[str], told: Callable[[], None] = lambda: None) -> None:
        self._columns = tuple(columns)
        self._found = list[bytes]()
        self._told = told

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            said = repr(tuple(row[each] for each in self._columns))
            self._found.append(hashlib.sha256(said.encode("utf-8", "surrogateescape")).digest())
            self._told()
            yield row

    def of(self, table: str) -> Moved:
        digest = hashlib.sha256(b"".join(sorted(self._found))).hexdigest()
        return Moved(table=table, rows=len(self._found), digest=digest)


def tables_of(database: EitherDatabase) -> tuple[Moved, ...]:
    """Return what every table says, in an order in which none refers to a later one; raises SiteError."""
    return tuple(_read(database, table, columns) for table, columns in _tables())


class _Steps:
    """Counts the rows that were written and read again, and tells now and then how far that is."""

    def __init__(self, told: Told, every: int) -> None:
        self._told, self._every = told, every
        self._done = 0

    def one(self) -> None:
        self._done += 1
        if self._done % _TELL_EVERY == 0 or self._done == self._every:
            self._told(self._done, self._every)


def move(
    source: EitherDatabase, target: EitherDatabase, told: Told = lambda _done, _of: None
) -> tuple[Moved, ...]:
    """Copy every row to an empty queue in one transaction there, and leave the source as it is.

    Raises:
        UserError: the target is not empty.
        SiteError: one of the two does not answer, or the target does not say what the source says; the target is
            empty still.

    """
    with source.together(), target.changing():
        moved = []
        for table, _ in _tables():
            if target.select(f'SELECT 1 AS one FROM "{table}" LIMIT 1'):  # noqa: S608  # our own tables
                raise UserError("move.not_empty")
        counts = [source.numbers(f'SELECT count(*) FROM "{table}"')[0] for table, _ in _tables()]  # noqa: S608  # ours
        one = _Steps(told, 2 * sum(counts)).one
        for (table, columns), count in zip(_tables(), counts, strict=True):
            sums = _Sum(columns, one)
            if count:  # an account that may add lines to the audit trail, and no anchor to it, need not
                target.fill(table, columns, sums.passing(source.each(_asked(table, columns))))
            moved.append(sums.of(table))
        for each, (table, columns) in zip(moved, _tables(), strict=True):
            if _read(target, table, columns, one) != each:
                raise SiteError("move.differs", table=table)
    return tuple(moved)


def _tables() -> tuple[tuple[str, tuple[str, ...]], ...]:
    from mdt_desk.store.tables import METADATA

    return tuple(
        (each.name, tuple(column.name for column in each.columns)) for each in METADATA.sorted_tables
    )


def _read(
    database: EitherDatabase, table: str, columns: tuple[str, ...], told: Callable[[], None] = lambda: None
) -> Moved:
    sums = _Sum(columns, told)
    for _ in sums.passing(database.each(_asked(table, columns))):
        pass
    return sums.of(table)


def _asked(table: str, columns: tuple[str, ...]) -> str:
    named = ", ".join(f'"{each}"' for each in columns)
    return f'SELECT {named} FROM "{table}"'  # noqa: S608  # our own tables
