"""What it costs to keep one fact on the disk."""

import shutil
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks.measuring import Measure, Pairs, alternate, seconds
from benchmarks.people import fill
from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import passing_key
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.meeting import CaseId
from mdt_desk.store.cipher import Connection
from mdt_desk.store.database import Database
from mdt_desk.store.engine import open_connection
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.preferences import Preferences

_FACT: Final = "condition.karnofsky"
_FIRST: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Saving:
    """Changes one fact of one case again and again, as the desk does."""

    def __init__(self, queue: Queue, case: CaseId) -> None:
        self._queue = queue
        self._case = case
        self._turns = count()

    def once(self) -> None:
        """Give the fact its other value; a case with a long history is no longer one fact."""
        turn, before = next(self._turns), self._queue.get(self._case)
        change_fact(
            self._queue,
            self._case,
            _FACT,
            40 + 10 * (turn % 5),
            expected_version=before.version,
            at=_FIRST + timedelta(minutes=turn),
        )


def statements_of(saving: Saving, connection: Connection) -> list[str]:
    """Return what saving one fact has the database do."""
    found: list[str] = []
    connection.set_trace_callback(found.append)
    saving.once()
    connection.set_trace_callback(None)
    # A statement that fires a trigger is told twice in a row.
    once = [each for each, before in zip(found, ["", *found], strict=False) if each != before]
    return [each for each in once if not each.startswith(("SELECT", "--"))]


def _again(connection: Connection, statements: list[str]) -> None:
    for each in statements:
        connection.execute(each)


def _one_fact(rounds: int, folder: Path) -> Pairs:
    key, ours, theirs = passing_key(), folder / "queue.db", folder / "bare.db"
    with open_desk(ours, FixedSettings(Preferences()), key=key, witnessed=False) as services:
        case = fill(services)[0]
    shutil.copy(ours, theirs)
    connection, bare = open_connection(ours, key), open_connection(theirs, key)
    with Queue(Database(connection, ours, key)) as queue:
        saving = Saving(queue, case)
        saving.once()
        statements = statements_of(saving, connection)
        pairs = alternate(
            partial(seconds, saving.once), partial(seconds, partial(_again, bare, statements)), rounds
        )
    bare.close()
    return pairs


def measures() -> tuple[Measure, ...]:
    """Return what is measured of saving."""
    return (
        Measure(
            what="saving one fact (durable)",
            reference="the same row written by sqlcipher3 alone with the same pragmas",
            pairs=_one_fact,
            bound=1.6,
        ),
    )
