"""Open the queue of a server with the password that the driver, the key store or somebody at the desk knows."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from mdt_desk.store.key_stores import KeyStore, SystemKeyStore
from mdt_desk.store.server.database import ServerDatabase
from mdt_desk.store.server.line import dialled
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.keys import Protection

if TYPE_CHECKING:
    import psycopg

Ask = Callable[[], str | None]
"""Ask who sits at the desk for the password; None: nobody is there, or nobody tells."""


class Doorkeeper:
    """Dials one server, and remembers the password that was right for as long as the program runs."""

    def __init__(self, address: ServerAddress, ask: Ask, store: KeyStore) -> None:
        """Look first where the driver looks, then in the key store of this system, and ask last."""
        self._address = address
        self._ask = ask
        self._store = store
        self._mark = hashlib.sha256(str(address).encode()).digest()
        self._known: str | None = None

    def dial(self) -> "psycopg.Connection[Any]":
        """Connect; raises KnownError."""
        if self._known is not None:
            return dialled(self._address, self._known)
        try:
            return dialled(self._address, None)
        except UserError as error:
            refused = error
        remembered = self._store.recall(self._mark)
        if remembered is not None:
            with suppress(UserError, UnicodeDecodeError):
                return self._right(remembered.decode())
        asked = self._ask()
        if not asked:
            raise refused
        opened = self._right(asked)
        self._store.keep(self._mark, asked.encode())
        return opened

    def _right(self, password: str) -> "psycopg.Connection[Any]":
        opened = dialled(self._address, password)
        self._known = password
        return opened


class HeldPassword:
    """Implements `QueueKeys` for a server that let us in by a password: it locks and unlocks the desk, no more."""

    def __init__(self, address: ServerAddress) -> None:
        """Ask this server."""
        self._address = address

    def protection(self) -> Protection:
        return Protection(passphrase=True)

    def set_passphrase(self, passphrase: str) -> None:
        """Refuse: the password of an account is changed where accounts are kept."""
        del passphrase
        raise UserError("server.no_file", server=str(self._address))

    def check(self, passphrase: str) -> None:
        dialled(self._address, passphrase).close()


def open_server(
    address: ServerAddress, ask: Ask = lambda: None, store: KeyStore | None = None
) -> ServerDatabase:
    """Open the queue on a server, or make its tables where there are none and the account may.

    Raises:
        KnownError: the server is away, keeps us out, does not prove who it is, or holds something else; nothing was
            changed.

    """
    keeper = Doorkeeper(address, ask, SystemKeyStore() if store is None else store)
    return ServerDatabase(address, keeper.dial, monotonic)
