"""A desk on a queue on a server, that other desks work on too."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mdt_desk.bootstrap.binding import bound, with_witness
from mdt_desk.bootstrap.support import checked_server, support

if TYPE_CHECKING:
    from mdt_desk.store.shelter import Shelter
    from mdt_desk.usecases.addresses import ServerAddress
    from mdt_desk.usecases.ports import DeskServices, Settings


@contextmanager
def open_server_desk(
    address: "ServerAddress", settings: "Settings", password: Callable[[], str | None], *, witnessed: bool
) -> Iterator["DeskServices"]:
    """Open a queue that other desks work on too: by the clock of its server, and without backups of our own."""
    from uuid import uuid4

    from mdt_desk.store.finding import Plain
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.server.opening import HeldPassword, open_server
    from mdt_desk.store.server.presence import DeskPresence, changes
    from mdt_desk.usecases.errors import KnownError

    database = open_server(address, password)
    with Queue(database, Plain()) as queue, _sheltered(address) as shelter:
        presence = DeskPresence(database, uuid4())
        services = replace(
            bound(queue, settings, database.clock),
            place=str(address),
            presence=presence,
            changes=partial(changes, database),
            keys=HeldPassword(address) if database.line.by_password else None,
        )
        steady = _steadied(services, shelter)
        try:
            seen = with_witness(steady, database) if witnessed else steady
            yield replace(seen, support=support(seen, lambda: checked_server(database, queue)))
        finally:
            with suppress(KnownError):
                presence.left()


@contextmanager
def _sheltered(address: "ServerAddress") -> Iterator["Shelter"]:
    """Open the place where drafts wait on this computer while the server is away."""
    from mdt_desk.store.key_stores import SystemKeyStore
    from mdt_desk.store.places import data_folder
    from mdt_desk.store.shelter import Shelter

    shelter = Shelter(data_folder(), str(address), SystemKeyStore(), os.urandom)
    try:
        yield shelter
    finally:
        shelter.close()


def desk_mark() -> str:
    """Return what tells the drafts of this desk from those of the others on a server."""
    import hashlib

    from mdt_desk.store.places import account_name, desk_name

    return hashlib.sha256(f"{desk_name()}\n{account_name()}".encode()).hexdigest()[:12]


def _steadied(services: "DeskServices", shelter: "Shelter") -> "DeskServices":
    """Put what outlasts the absence of the server before everything that asks it."""
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.reach import Reach
    from mdt_desk.usecases.steady import SteadyNotes, SteadyQueue
    from mdt_desk.usecases.steady_desk import SteadyPresence

    if services.changes is None or services.presence is None:
        return services
    reach = Reach(services.clock, services.changes)
    notes = SteadyNotes(services.queue.notes, reach, shelter, desk_mark())
    with suppress(KnownError):
        notes.hand_over()
    queue = SteadyQueue(services.queue, reach, notes)
    return replace(services, queue=queue, reach=reach, presence=SteadyPresence(services.presence, reach))
