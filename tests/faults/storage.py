"""Counted runs against the storage: kill it, fill its disk, flip its bits; what came of it is counted.

Each run is a process of its own: ``python -m tests.faults.storage NAME COUNT FOLDER`` prints one JSON object.
"""

import json
import os
import random
import resource
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.engine import Engine

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Meeting, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.store import copies, migrating
from mdt_desk.store.backups import BackupFolder
from mdt_desk.store.database import open_database
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.ports import CaseQueue, StoredCase
from tests.faults.canary import WORDS, leaked
from tests.queues import KEY, by_hand, open_queue
from tests.store.samples import AT
from tests.store.test_migrating import case as migrated
from tests.store.test_migrating import form_1

Counts = dict[str, int]

_NOBODY: Final = 65534


def meeting_with_case(queue: CaseQueue, number: int) -> None:
    """Keep three rows that belong together in one transaction."""
    meeting = MeetingId(UUID(int=number))
    named = with_fact(CaseOf(), "patient.family_name", f"{WORDS[0]} {number}")
    listed = StoredCase(
        id=CaseId(UUID(int=number)),
        case=named,
        version=1,
        state=CaseState.OPEN,
        listed_at=AT,
        changed_at=AT,
        meeting=meeting,
    )
    with queue.transaction():
        queue.keep_meeting(Meeting(id=meeting, starts_at=AT))
        queue.add(listed)
        queue.keep_meeting(Meeting(id=meeting, starts_at=AT, agenda=(listed.id,)))


def _write_until_killed(file: Path, said: int) -> None:
    with open_queue(file) as queue:
        number = max((each.id.int for each in queue.rows()), default=0)
        while True:
            number += 1
            meeting_with_case(queue, number)
            os.write(said, f"{number}\n".encode())


def forked(child: Callable[[int], None]) -> tuple[int, int]:
    """Run something in a process of its own; return its number and what it writes to."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        status = 1
        try:
            child(writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    return pid, reading


def kill(count: int, folder: Path) -> Counts:
    """Kill -9 while it saves: what was acknowledged is there, and no meeting without its case."""
    chance, found = random.Random(count), Counter[str]()
    for number in range(count):
        file = folder / f"kill-{number % 20}.db"
        pid, reading = forked(lambda said, file=file: _write_until_killed(file, said))  # type: ignore[misc]  # the default binds the file of this turn
        with os.fdopen(reading, encoding="ascii") as said:
            acknowledged = [said.readline() for _ in range(chance.randrange(1, 8))]
            for _ in range(chance.randrange(4_000)):
                pass  # falls somewhere inside the next transaction
            os.kill(pid, signal.SIGKILL)
            acknowledged += said.readlines()
        os.waitpid(pid, 0)
        numbers = {int(each) for each in acknowledged if each.endswith("\n")}
        with open_queue(file) as queue:
            kept = {each.id.int for each in queue.rows()}
            torn = [each for each in queue.meetings() if [case.int for case in each.agenda] != [each.id.int]]
            found.update(
                killed=1,
                acknowledged=len(numbers),
                lost=len(numbers - kept),
                torn=len(torn) + len(queue.refused()),
            )
    return dict(found)


def flip(count: int, folder: Path) -> Counts:
    """Flip one bit anywhere in the file: it is refused, and left as it is."""
    file = folder / "flip.db"
    with open_queue(file) as queue:
        for number in range(1, 31):
            meeting_with_case(queue, number)
    good, chance, found = file.read_bytes(), random.Random(count), Counter[str]()
    for _ in range(count):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        try:
            open_queue(file).close()
            found["opened"] += 1
        except SiteError:
            found["refused"] += 1
        found["touched"] += file.read_bytes() != changed
    return dict(found)


def full(count: int, folder: Path) -> Counts:
    """No room at one point or another of a save: a sentence, and the queue as it was."""
    file, found = folder / "full.db", Counter[str]()
    with open_queue(file) as queue:
        meeting_with_case(queue, 1)
    for number in range(count):
        room = file.stat().st_size if number % 2 else 512
        room += (number // 2) * 512 % 40_960
        pid, reading = forked(lambda said, room=room: _fill(file, room, said))  # type: ignore[misc]  # as above
        with os.fdopen(reading, encoding="ascii") as said:
            lines = said.read().split()
        status = os.waitpid(pid, 0)[1]
        done = {int(each) for each in lines if each.isdigit()}
        with open_queue(file) as queue:
            kept = {each.id.int for each in queue.rows()}
            found.update(
                tried=1,
                refused=sum(each.startswith("store.") for each in lines),
                acknowledged=len(done),
                lost=len(done - kept),
                torn=len(queue.refused()),
                crashed=status != 0,
            )
    return dict(found)


def _fill(file: Path, room: int, said: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_queue(file) as queue:
        first = max(each.id.int for each in queue.rows()) + 1
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        for number in range(first, first + 3):
            try:
                meeting_with_case(queue, number)
                os.write(said, f"{number}\n".encode())
            except SiteError as error:
                os.write(said, f"{error.key}\n".encode())


def read_only(count: int, folder: Path) -> Counts:
    """A file or folder that may only be read: refused with a sentence, and left as it is."""
    found = Counter[str]()
    for number in range(count):
        file = folder / f"ward-{number}" / "queue.db"
        with open_queue(file) as queue:
            meeting_with_case(queue, 1)
        file.chmod(0o444)
        file.parent.chmod(0o555 if number % 2 else 0o755)
        before = file.read_bytes()
        pid, reading = forked(lambda said, file=file: _open_as_nobody(file, said))  # type: ignore[misc]  # as above
        with os.fdopen(reading, encoding="ascii") as said:
            key = said.read().strip()
        os.waitpid(pid, 0)
        file.parent.chmod(0o755)
        found.update(
            tried=1,
            refused=key in {"store.read_only", "store.no_permission"},
            touched=file.read_bytes() != before,
        )
    return dict(found)


def _open_as_nobody(file: Path, said: int) -> None:
    if os.getuid() == 0:  # whom nothing is read-only for
        for each in reversed(file.parents):
            if each.stat().st_uid == 0 and each.name.startswith(("pytest-", "faults-", "mdt-")):
                each.chmod(0o755)
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    try:
        open_queue(file).close()
        os.write(said, b"opened")
    except SiteError as error:
        os.write(said, error.key.encode())


def second(count: int, folder: Path) -> Counts:
    """Open a queue that is open: told that it is in use, and the first goes on."""
    file, found = folder / "second.db", Counter[str]()
    with open_queue(file) as queue:
        for number in range(1, count + 1):
            meeting_with_case(queue, number)
            try:
                open_queue(file).close()
                found["opened"] += 1
            except SiteError as error:
                found["refused"] += error.key == "store.in_use"
        found["lost"] = count - len(queue.rows())
    return dict(found)


def migrate(count: int, folder: Path) -> Counts:
    """Kill or fail a migration at each of its statements: the next start finds the whole queue."""
    found = Counter[str]()
    for at in range(1, count + 1):
        for way in ("kill", "fail"):
            file = folder / f"{way}-{at}.db"
            connection = by_hand(file)
            form_1(connection)
            connection.close()
            pid, reading = forked(lambda _said, file=file, way=way, at=at: _stop_at(file, way, at))  # type: ignore[misc]  # as above
            os.close(reading)
            ended = os.waitpid(pid, 0)[1]
            found["stopped"] += ended != 0
            with open_queue(file) as queue:
                found["whole"] += queue.rows() == (migrated(),) and len(queue.decisions()) == 1
            found["runs"] += 1
    return dict(found)


def _stop_at(file: Path, way: str, at: int) -> None:
    seen = Counter[str]()

    def stop(*_: object) -> None:
        seen["statements"] += 1
        if seen["statements"] == at:
            if way == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            os.close(2)  # the report of what follows is expected
            raise RuntimeError

    event.listen(Engine, "before_cursor_execute", stop)
    connection = by_hand(file)
    migrating.migrate(connection, file, migrating.steps_from(1))


def backup(count: int, folder: Path) -> Counts:
    """Back up while somebody writes: each backup is whole, and holds all that was acknowledged before it."""
    file, found = folder / "backup.db", Counter[str]()
    database = open_database(file, KEY)
    with Queue(database) as queue:
        acknowledged, stop = [0], threading.Event()

        def write() -> None:
            while not stop.is_set():
                meeting_with_case(queue, acknowledged[0] + 1)
                acknowledged[0] += 1

        writer = threading.Thread(target=write)
        writer.start()
        backups = BackupFolder(database, KEY, ZoneInfo("UTC"))
        for number in range(count):
            before = acknowledged[0]
            made = backups.make(Reason.ASKED, AT + timedelta(hours=number))
            after = acknowledged[0] + 1
            if made is None:
                continue
            try:
                copies.read_back(made.file, KEY)
            except KnownError:
                found["damaged"] += 1
            kept = by_hand(made.file)
            rows = int(kept.execute("SELECT count(*) FROM case_file").fetchone()[0])
            kept.close()
            found.update(made=1, incomplete=not before <= rows <= after)
        stop.set()
        writer.join()
    return dict(found)


RUNS: Final[dict[str, Callable[[int, Path], Counts]]] = {
    each.__name__: each for each in (kill, flip, full, read_only, second, migrate, backup)
}


def main() -> None:
    """Do one run and print its counts."""
    name, count, folder = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    found = RUNS[name](int(count), Path(folder))
    sys.stdout.write(json.dumps({**found, "leaked": leaked(Path(folder))}) + "\n")


if __name__ == "__main__":
    main()
