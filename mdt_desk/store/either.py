"""What the queue, its trail and its people need of a database, whether that is a file or a server."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sqlmodel import Session

Row = dict[str, object]
Change = Callable[..., object]
"""Change rows: ``change(sql, *given)``."""


class EitherDatabase(Protocol):
    """Rows with the same plain values from both: identities in hexadecimal, moments in UTC, days, numbers and texts.

    SQL asks with question marks, and says nothing that only one of the two understands.
    """

    def close(self) -> None: ...

    def select(self, sql: str, *given: object) -> list[Row]:
        """Return rows, also those that the transaction under way has written; raises SiteError."""
        ...

    def numbers(self, sql: str, *given: object) -> list[int]:
        """Return one number a row, for very many rows; raises SiteError."""
        ...

    def each(self, sql: str) -> Iterator[Row]:
        """Return the rows of a large table one after the other; raises SiteError."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Let what is read inside be of one moment."""
        ...

    def writing(self) -> "AbstractContextManager[Session]":
        """Open a transaction that is durable at its end and the only one of all desks, or join the one under way.

        Raises:
            SiteError: disk, file or server do not take it; nothing was changed.
            UserError: a text cannot be stored.
            BugError: a constraint was broken.

        """
        ...

    def changing(self) -> AbstractContextManager[Change]:
        """As `writing`, for plain SQL: what begins the work of a start need not wait for SQLModel."""
        ...

    def moment(self, said: datetime) -> datetime:
        """Return when something happens in the transaction under way: a server goes by its own clock."""
        ...

    def fill(self, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Add rows as either gave them, in the transaction under way; raises KnownError."""
        ...

    def may_prune(self) -> bool:
        """Tell whether lines of the audit trail may be dropped from here; raises KnownError."""
        ...
