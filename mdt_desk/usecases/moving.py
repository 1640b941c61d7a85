"""A queue moves as a whole, from a file to a server or back: asked for at its window, done when that is shut."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mdt_desk.domain.audit import Deed
from mdt_desk.domain.people import Verb
from mdt_desk.usecases.addresses import Place, ServerAddress, server_of
from mdt_desk.usecases.keys import checked
from mdt_desk.usecases.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A server that was tried: it answers, and has room for a queue."""

    server: str
    version: str
    protected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where the queue is to go: ``said`` as the settings name it; the secret opens it there."""

    target: Place
    said: str
    secret: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What was moved and compared."""

    source: str
    target: str
    cases: int
    rows: int


Told = Callable[[int, int], None]
"""Is told how many rows are done, of how many: each is written, and then read again."""


class Ends(Protocol):
    """Where a queue can go."""

    def look(self, server: ServerAddress, password: str | None) -> Found:
        """Try a server, and change nothing there.

        Raises:
            KnownError: it does not answer or let us in, holds something already, or the account may make no tables.

        """
        ...

    def free_file(self) -> tuple[Path, str]:
        """Return where a file of this computer can be made, and how the settings name it."""
        ...


class Moving:
    """What a window offers: to try a server, and to ask for the move; a role may be too small for either."""

    def __init__(self, ends: Ends, witness: Witness | None, *, to_server: bool, left_for: str = "") -> None:
        """Offer the way from where the queue is now; ``left_for`` names where all of it went before."""
        self._ends = ends
        self._witness = witness
        self.to_server = to_server
        self.left_for = left_for

    def tried(self, address: str, password: str) -> Found:
        """Return what a server says; raises KnownError."""
        self._allow()
        return self._ends.look(server_of(address), password or None)

    def there(self, address: str, password: str) -> Move:
        """Return a move to a server that is tried once more, and have a line of the audit trail go along.

        Raises:
            KnownError: as `Ends.look`, or the role may not.

        """
        self.tried(address, password)
        target = server_of(address)
        self._witnessed(str(target))
        return Move(target=target, said=address.strip(), secret=password or None)

    def back(self, passphrase: str) -> Move:
        """Return a move to a new file under a passphrase of its own; raises KnownError."""
        self._allow()
        secret = checked(passphrase)
        target, said = self._ends.free_file()
        self._witnessed("file")
        return Move(target=target, said=said, secret=secret)

    def _allow(self) -> None:
        if self._witness is not None:
            self._witness.allow(Verb.SETTINGS)

    def _witnessed(self, where: str) -> None:
        if self._witness is not None:
            self._witness.saw(Deed.EXPORTED, of=f"move:{where}")
