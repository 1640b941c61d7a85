"""The verbs are tried on the real queue, made anew on this machine's disk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.store.queue import Queue
from tests.queues import open_queue
from tests.usecases.desk import counting


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    with open_queue(tmp_path / "queue.db") as opened:
        yield opened


@pytest.fixture
def new_id() -> Callable[[], UUID]:
    return counting()
