"""Where a queue may live: a file of this computer, or a server; the same tests hold for both."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mdt_desk.store.database import open_database
from mdt_desk.store.either import EitherDatabase
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.addresses import ServerAddress
from tests.queues import KEY
from tests.servers import Server, open_server


class Home(Protocol):
    """One queue, opened as often as a test likes."""

    def database(self) -> EitherDatabase: ...

    def open(self) -> Queue: ...

    def fresh(self) -> None:
        """Begin again with an empty queue; none may be open."""
        ...


@dataclass(frozen=True, slots=True)
class FileHome:
    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "desk" / "queue.db"

    def database(self) -> EitherDatabase:
        return open_database(self.file, KEY)

    def open(self) -> Queue:
        return Queue(self.database())

    def fresh(self) -> None:
        self.file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class ServerHome:
    server: Server
    address: ServerAddress

    def database(self) -> EitherDatabase:
        return open_server(self.address)

    def open(self) -> Queue:
        return Queue(self.database())

    def fresh(self) -> None:
        self.server.empty(self.address.database)
