"""A desk on a queue, wherever it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.bootstrap.place import key_keeper, queue_place
from mdt_desk.bootstrap.settings import settings_file

if TYPE_CHECKING:
    from mdt_desk.store.either import EitherDatabase
    from mdt_desk.usecases.addresses import Place
    from mdt_desk.usecases.keys import QueueKey
    from mdt_desk.usecases.ports import DeskServices, Settings


@contextmanager
def open_desk(
    database: "Place | None",
    settings: "Settings | None" = None,
    *,
    key: "QueueKey | None" = None,
    passphrase: str | None = None,
    password: Callable[[], str | None] = lambda: None,
    witnessed: bool = True,
) -> Iterator["DeskServices"]:
    """Open the queue and bind everything a screen or a command may ask for.

    Args:
        database: another queue than the user's own; ``settings``: another keeper of settings than the user's file.
        key: the key of the queue, where it is known; otherwise `unattended` finds it, or ``passphrase`` opens it.
        passphrase: of the queue, or for a new one; ``password``: asks for that of a server, where one is needed.
        witnessed: whether what is done is written into the audit trail: not where no patient is real.

    Raises:
        KnownError: the queue cannot be opened; its sentence says why.

    """
    chosen = settings if settings is not None else settings_file()
    place = queue_place(database, chosen)
    if isinstance(place, Path):
        from mdt_desk.bootstrap.file_desk import open_file_desk
        from mdt_desk.usecases.keys import unattended

        opens = key if key is not None else unattended(key_keeper(place), passphrase)
        with open_file_desk(place, chosen, opens, witnessed=witnessed) as services:
            yield services
    else:
        from mdt_desk.bootstrap.server_desk import open_server_desk

        with open_server_desk(place, chosen, password, witnessed=witnessed) as services:
            yield services


def open_tables(
    place: "Place", passphrase: str | None, password: Callable[[], str | None]
) -> "EitherDatabase":
    """Open the tables of a queue and nothing around them, for what moves or checks all of it.

    Raises:
        KnownError: as `open_desk`.

    """
    if isinstance(place, Path):
        from mdt_desk.store.database import open_database
        from mdt_desk.usecases.keys import unattended

        return open_database(place, unattended(key_keeper(place), passphrase))
    from mdt_desk.store.server.opening import open_server

    return open_server(place, password)
