"""A queue on this machine's disk, and one on a server of the tests' own, made anew for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdt_desk.store.queue import Queue
from tests.store.homes import FileHome, Home, ServerHome


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "queue.db"


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
