"""A desk on a queue in a file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mdt_desk.assets import rule_hash
from mdt_desk.bootstrap.binding import bound, with_witness
from mdt_desk.bootstrap.clock import ZONE, SystemClock
from mdt_desk.bootstrap.place import key_keeper
from mdt_desk.bootstrap.settings import settings_digests
from mdt_desk.bootstrap.support import checked, support

if TYPE_CHECKING:
    from mdt_desk.store.queue import Queue
    from mdt_desk.usecases.keys import QueueKey
    from mdt_desk.usecases.ports import DeskServices, Settings


@contextmanager
def open_file_desk(
    file: Path, settings: "Settings", key: "QueueKey", *, witnessed: bool
) -> Iterator["DeskServices"]:
    """Open a queue that one desk works on: by the clock of this computer, with backups and a key of its own."""
    from mdt_desk.store.backups import BackupFolder
    from mdt_desk.store.database import open_database
    from mdt_desk.store.queue import Queue
    from mdt_desk.store.waiting import Waiting
    from mdt_desk.usecases.keys import HeldKey

    database = open_database(file, key)
    with Queue(database) as queue:
        services = replace(
            bound(queue, settings, SystemClock()),
            backups=BackupFolder(database, key, ZoneInfo(ZONE)),
            keys=HeldKey(key_keeper(file), key),
            keep_sight=partial(_keep_sight, queue),
        )
        seen = with_witness(services, database, Waiting(queue=file)) if witnessed else services
        yield replace(seen, support=support(seen, lambda: checked(database, queue, key)))


def _keep_sight(queue: "Queue", sight: Mapping[str, object]) -> None:
    """Keep what is in sight, with a checksum of each file of settings, and under no name the hash of the rules."""
    import json

    stands_on = settings_digests() | {"": rule_hash()}
    queue.lines.keep_sight(json.dumps({**sight, "stands_on": stands_on}, ensure_ascii=False))
