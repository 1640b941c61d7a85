"""Where a queue may live: a file of this computer, or a server; the same tests hold for both."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from mdt_desk.store.database import open_database
from mdt_desk.store.either import EitherDatabase
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.addresses import ServerAddress, place_of
from tests.queues import KEY
from tests.servers import Server, open_server


class Home(Protocol):
    """One queue, opened as often as a test likes."""

    def database(self) -> EitherDatabase: ...

    def open(self) -> Queue: ...

    @property
    def spelt(self) -> str:
        """Return the place as another process opens it; see `open_spelt`."""
        ...

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

    @property
    def spelt(self) -> str:
        return str(self.file)

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

    @property
    def spelt(self) -> str:
        where = quote(self.address.host, safe="")
        return f"postgresql+psycopg://{self.address.user}@/{self.address.database}?host={where}"

    def fresh(self) -> None:
        self.server.empty(self.address.database)


def open_spelt(place: str) -> Queue:
    """Open a queue as the tests do, wherever it is."""
    found = place_of(place)
    return Queue(open_database(found, KEY) if isinstance(found, Path) else open_server(found))
