"""A queue on this machine's disk, made anew for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdt_desk.store.queue import Queue
from tests.queues import open_queue


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "queue.db"


@pytest.fixture
def queue(file: Path) -> Iterator[Queue]:
    with open_queue(file) as opened:
        yield opened
