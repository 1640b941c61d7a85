"""A queue on this machine's disk, and one on a server of the tests' own, made anew for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdt_desk.store.queue import Queue
from mdt_desk.usecases.addresses import ServerAddress
from tests.servers import Server, fresh, make_template, running
from tests.store.homes import FileHome, Home, ServerHome


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "queue.db"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests of a process."""
    with running() as started:
        make_template(started)
        yield started


@pytest.fixture
def address(server: Server) -> Iterator[ServerAddress]:
    """An empty queue on the server."""
    with fresh(server) as made:
        yield made


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """An empty queue in a file, and one on a server."""
    if request.param == "file":
        return FileHome(tmp_path)
    return ServerHome(request.getfixturevalue("server"), request.getfixturevalue("address"))


@pytest.fixture
def queue(home: Home) -> Iterator[Queue]:
    with home.open() as opened:
        yield opened
