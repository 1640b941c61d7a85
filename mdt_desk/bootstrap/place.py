"""Where the queue is, and what its key is."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.bootstrap.clock import SystemClock
from mdt_desk.bootstrap.settings import settings_file

if TYPE_CHECKING:
    from mdt_desk.store.key_file import KeyFile
    from mdt_desk.usecases.addresses import Place
    from mdt_desk.usecases.entering import Door
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.keys import KeyKeeper, QueueKey
    from mdt_desk.usecases.ports import Settings


def queue_place(database: "Place | None", settings: "Settings | None" = None) -> "Place":
    """Return where a queue is: as named, else as the settings say, else in the user's own file.

    Raises:
        KnownError: what the settings say of it cannot be read: no other queue is opened in its stead.

    """
    if database is not None:
        return database
    from mdt_desk.store.engine import default_path
    from mdt_desk.usecases.addresses import place_of

    chosen = settings_file() if settings is None else settings
    trouble = place_trouble(chosen)
    if trouble is not None:
        raise trouble
    said = chosen.current().database
    return place_of(said) if said else default_path()


def place_trouble(settings: "Settings") -> "KnownError | None":
    """Return why nobody can tell from the settings where the queue is; None: they tell, or leave it to the program."""
    from mdt_desk.usecases.errors import SiteError

    if "database" in settings.fixed():  # the hospital says it: nothing beneath counts
        return None
    for problem in settings.problems():
        if problem.key == "settings.unreadable":
            return SiteError("settings.no_queue", **problem.params)
        if problem.params.get("setting") == "database":
            return problem
    return None


def queue_file(database: "Place | None") -> Path:
    """Return the file of a queue.

    Raises:
        KnownError: it is in no file, but on a server; or as `queue_place`.

    """
    from mdt_desk.usecases.errors import UserError

    place = queue_place(database)
    if not isinstance(place, Path):
        raise UserError("server.no_file", server=str(place))
    return place


def key_keeper(database: "Place | None") -> "KeyKeeper":
    """Return what keeps the key of a queue."""
    return _key_file(queue_file(database))


def door(database: "Place | None") -> "Door":
    """Return the queue as a window meets it before it is open."""
    from mdt_desk.store.door import QueueDoor

    file = queue_file(database)
    return QueueDoor(file, _key_file(file), os.urandom, SystemClock().now)


def passing_key() -> "QueueKey":
    """Return a key that nothing keeps: for a queue that is gone when the program ends."""
    from mdt_desk.usecases.keys import KEY_BYTES, SALT_BYTES, QueueKey

    return QueueKey(os.urandom(KEY_BYTES), os.urandom(SALT_BYTES))


def _key_file(queue: Path) -> "KeyFile":
    """Return what keeps the key of the queue in this file; a wrong passphrase waits for the audit trail to open."""
    from mdt_desk.domain.audit import Deed
    from mdt_desk.store.key_file import KeyFile
    from mdt_desk.store.key_stores import SystemKeyStore
    from mdt_desk.store.waiting import Waiting

    def refused() -> None:
        Waiting(queue=queue).add(Deed.UNLOCK_FAILED, SystemClock().now())

    return KeyFile(queue, SystemKeyStore(), os.urandom, refused=refused)
