"""Cut the power at every point of a save: what the disk may then hold is built, opened and counted.

``python -m tests.faults.power power COUNT FOLDER`` records with strace what the store asks of the system while
it makes a queue, keeps cases, notes, keys and a backup, and is opened again after a first cut, and prints one JSON
object. What a disk may lose is in `tests.faults.disk`.
"""

import ast
import base64
import json
import lzma
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.store import cipher, copies, engine, places
from mdt_desk.store.backups import BackupFolder, backups_of
from mdt_desk.store.database import open_database
from mdt_desk.store.key_file import keys_beside
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.ports import NoteKind
from tests.faults.canary import leaked
from tests.faults.disk import Disk, Doing, Gone, Made, Moved, Resized, Said, Synced, Written
from tests.faults.storage import Counts, meeting_with_case
from tests.queues import KEY, open_queue
from tests.store.samples import AT

SHARES: Final = (0.0, 0.5, 1.0, 0.2, 0.8, 0.05, 0.95)
"""How much of what is on its way arrives, in turn."""

_QUEUE: Final = "made/here/queue.db"
_TRACED: Final = (
    "openat,write,pwrite64,lseek,fsync,fdatasync,ftruncate,fallocate,unlink,unlinkat,"
    "rename,renameat,renameat2,mkdir,mkdirat"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What was there, what had been acknowledged, and what was done then."""

    start: Mapping[str, bytes] = field(default_factory=dict)
    said: Sequence[str] = ()
    doings: Sequence[Doing]


Check = Callable[[Path, Sequence[str]], Counts]
"""Open what a cut left in a folder, knowing what had been acknowledged, and count."""


def _work(folder: Path) -> None:
    """Everything the store writes, each acknowledged when it is done."""
    file = folder / _QUEUE
    numbers = iter(range(1, 100))
    for turn in ("first", "second"):
        database = open_database(file, KEY)
        with Queue(database) as queue:
            _say("opened")
            for _ in range(3):
                _keep_case(queue, next(numbers))
            places.write_whole(keys_beside(file), _keys(turn))
            _say(f"keys {turn}")
            queue.notes.keep(NoteKind.DRAFT, "x", turn)
            _say(f"note {turn}")
            BackupFolder(database, KEY, ZoneInfo("UTC")).make(Reason.ASKED, AT)
            _say(f"backup {turn}")
            _keep_case(queue, next(numbers))


def _open_again(folder: Path) -> None:
    """The first thing that is done after a cut, and one more case."""
    with open_queue(folder / _QUEUE) as queue:
        _keep_case(queue, 90)


def _small(folder: Path) -> None:
    """A table of our own under the pragmas and the key of the store: few pages, and so a small recording."""
    with closing(_opened_small(folder)) as connection:
        for number in range(1, 7):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO pair VALUES (?, ?)", (number, f"{number} " * 300))
            connection.execute("INSERT INTO pair VALUES (?, ?)", (-number, "x"))
            connection.execute("COMMIT")
            _say(f"case {number}")


def _opened_small(folder: Path) -> cipher.Connection:
    file = folder / _QUEUE
    places.prepare(file)
    engine.refuse_strange(file, KEY)
    connection = cipher.connect(file, KEY)
    try:
        form = engine.take(connection, file)
    except (cipher.Error, SiteError) as error:
        connection.close()
        raise SiteError("store.damaged", file=str(file)) from error
    if not form:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE pair (number INTEGER PRIMARY KEY, words TEXT)")
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.execute("PRAGMA user_version=1")
        connection.execute("COMMIT")
    return connection


def _keep_case(queue: Queue, number: int) -> None:
    meeting_with_case(queue, number)
    _say(f"case {number}")


def _keys(turn: str) -> bytes:
    return turn.encode() * 300


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


WORKS: Final = {"work": _work, "open_again": _open_again, "small": _small}


def record(name: str, folder: Path) -> tuple[Doing, ...]:
    """Do one of `WORKS` in a process of its own and return everything it asked of the system below a folder."""
    trace, there = folder.with_suffix(".trace"), [str(each.relative_to(folder)) for each in folder.rglob("*")]
    subprocess.run(
        [
            *("strace", "--seccomp-bpf", "-f", "-xx", "-y", "-s", "1000000", "-e", f"trace={_TRACED}"),
            *("-o", str(trace), sys.executable, "-m", "tests.faults.power", name, "0", str(folder)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with trace.open(encoding="ascii") as lines:
        return tuple(Reader(folder.resolve(), there).doings(lines))


_CALL: Final = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?", re.DOTALL)
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE: Final = re.compile(r"(\d+)<([^>]*)>")


class Reader:
    """Turns the lines of strace into what was done with files below one folder."""

    def __init__(self, root: Path, there: Iterable[str]) -> None:
        self._root = root
        self._names = {".", *there}
        self._places: dict[str, int] = {}

    def doings(self, lines: Iterable[str]) -> Iterator[Doing]:
        begun: dict[str, str] = {}
        for line in lines:
            process, (before, cut_off, _) = line.partition(" ")[0], line.partition("<unfinished ...>")
            if cut_off:
                begun[process] = before
                continue
            _, resumed, after = line.partition("resumed>")
            call = _CALL.match(begun.pop(process) + after if resumed else line)
            if call is not None and int(call[4]) >= 0:
                yield from self._of(call[2], call[3], int(call[4]), call[5] or "")

    def _of(self, name: str, said: str, result: int, opened: str) -> Iterator[Doing]:
        texts = [bytes.fromhex(each.replace("\\x", "")) for each in _TEXT.findall(said)]
        handle = _HANDLE.match(said)
        path = self._inside(_plain(handle[2])) if handle and name != "openat" else None
        if name == "openat":
            yield from self._opened(self._inside(_plain(opened)), said)
        elif name == "write" and handle and handle[1] == "1":
            yield Said(words=texts[0].decode().strip())
        elif name in {"mkdir", "mkdirat", "unlink", "unlinkat", "rename", "renameat", "renameat2"}:
            yield from self._named(name, [self._inside(each.decode()) for each in texts])
        elif path is not None:
            yield from self._inside_file(name, path, said, texts, result)

    def _opened(self, path: str | None, said: str) -> Iterator[Doing]:
        if path is None:
            return
        self._places[path] = 0
        if "O_CREAT" in said and path not in self._names:
            self._names.add(path)
            yield Made(path=path)
        elif "O_TRUNC" in said:
            yield Resized(path=path, size=0)

    def _named(self, name: str, paths: list[str | None]) -> Iterator[Doing]:
        first, last = paths[0], paths[-1]
        if first is None or last is None:
            return
        if name.startswith("mkdir"):
            self._names.add(first)
            yield Made(path=first, folder=True)
            return
        self._names.discard(first)
        if name.startswith("rename"):
            self._names.add(last)
            yield Moved(path=first, to=last)
        else:
            yield Gone(path=first)

    def _inside_file(
        self, name: str, path: str, said: str, texts: list[bytes], result: int
    ) -> Iterator[Doing]:
        if name == "pwrite64":
            yield Written(path=path, at=int(said.rpartition(",")[2]), data=texts[0][:result])
        elif name == "write":
            yield Written(path=path, at=self._places[path], data=texts[0][:result])
            self._places[path] += result
        elif name == "lseek":
            self._places[path] = result
        elif name == "ftruncate":
            yield Resized(path=path, size=int(said.rpartition(",")[2]))
        elif name in {"fsync", "fdatasync"}:
            yield Synced(path=path)
        else:
            raise NotImplementedError(name)

    def _inside(self, path: str) -> str | None:
        place = Path(path)
        if path.endswith("(deleted)") or not place.is_relative_to(self._root):
            return None
        return str(place.relative_to(self._root))


def _plain(spelt: str) -> str:
    return str(ast.literal_eval(f"b'{spelt}'").decode()) if spelt else ""


def cut(recording: Recording, count: int, folder: Path, check: Check, chance: random.Random) -> Counter[str]:
    """Cut the power so many times, spread over everything that was done, and count what was found each time."""
    disk, found = Disk(recording.start), Counter[str]()
    disk.said.extend(recording.said)
    moments = Counter(number * len(recording.doings) // count for number in range(count))
    for moment, doing in enumerate(recording.doings):
        for _ in range(moments[moment]):
            build(disk.after_cut(chance, SHARES[found["cut"] % len(SHARES)]), folder)
            found += Counter(check(folder, disk.said))
            found["cut"] += 1
        disk.do(doing)
    return found


def build(files: Mapping[str, bytes | None], folder: Path) -> None:
    """Make a folder hold these files and folders, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, data in sorted(files.items()):
        if data is None:
            (folder / path).mkdir(exist_ok=True)
        else:
            (folder / path).write_bytes(data)


def whole(folder: Path, said: Sequence[str]) -> Counts:
    """Open the queue that a cut left, its keys and its backups."""
    file, found = folder / _QUEUE, Counter[str](leaked=leaked(folder))
    try:
        queue = open_queue(file)
    except SiteError as error:
        sys.stderr.write(f"refused: {error.key} after {said[-1:]}\n")
        return dict(found + Counter(refused=1))
    with queue:
        kept = {each.id.int for each in queue.rows()}
        torn = [each for each in queue.meetings() if [case.int for case in each.agenda] != [each.id.int]]
        notes = queue.notes.recall(NoteKind.DRAFT, "x")
        found["torn"] += len(torn) + len(queue.refused()) + (len(queue.meetings()) != len(kept))
    found["acknowledged"] += len(said)
    lost = _numbers(said) - kept
    turns = {each: [one.split()[1] for one in said if one.startswith(each)] for each in ("keys", "note")}
    keys = keys_beside(file).read_bytes() if keys_beside(file).exists() else None
    found["torn"] += keys not in {None, _keys("first"), _keys("second")}
    stale = {
        "keys": not _not_before(turns["keys"], None if keys is None else keys[:6].decode().removesuffix("f")),
        "note": not _not_before(turns["note"], notes),
    }
    backups = backups_of(file)
    found["lost"] += len(lost) + sum(stale.values())
    found["lost"] += len(backups) < sum(each.startswith("backup") for each in said)
    for each in backups:
        try:
            copies.read_back(each.file, KEY)
        except KnownError:
            found["damaged"] += 1
    if found["lost"] or found["torn"] or found["damaged"]:
        sys.stderr.write(f"{dict(found)} {lost} {stale} {len(backups)} after {list(said)}\n")
    return dict(found)


def _not_before(acknowledged: list[str], there: str | None) -> bool:
    """Tell whether what is there is what was acknowledged last, or came after it."""
    order = [None, "first", "second"]
    return order.index(there) >= len(acknowledged)


def _numbers(said: Sequence[str]) -> set[int]:
    return {int(each.split()[1]) for each in said if each.startswith("case ")}


def whole_small(folder: Path, said: Sequence[str]) -> Counts:
    """Open what a cut left of the small recording."""
    try:
        with closing(_opened_small(folder)) as connection:
            kept = {int(row[0]) for row in connection.execute("SELECT number FROM pair").fetchall()}
    except SiteError:
        return {"refused": 1}
    lost = _numbers(said) - kept
    return {"acknowledged": len(said), "lost": len(lost), "torn": sum(-each not in kept for each in kept)}


def power(count: int, folder: Path) -> Counts:
    """Three quarters of the cuts while the store works, the others while it is opened after such a cut."""
    chance = random.Random(count)
    work, again = folder / "work", folder / "again"
    work.mkdir(parents=True)
    recording = Recording(doings=record("work", work))
    found = cut(recording, count - count // 4, folder / "left", whole, chance)
    start, said = _hot(recording, chance)
    build(start, again)
    files = {path: data for path, data in start.items() if data is not None}
    reopening = Recording(start=files, said=said, doings=record("open_again", again))
    found += cut(reopening, count // 4, folder / "left", whole, chance)
    return {
        each: found[each] for each in ("cut", "acknowledged", "lost", "torn", "refused", "damaged", "leaked")
    }


def _hot(recording: Recording, chance: random.Random) -> tuple[dict[str, bytes | None], list[str]]:
    """Return what is left when half of the pages of the third case are in the file: a journal has to put them back."""
    disk = Disk(recording.start)
    for doing in recording.doings:
        if "case 2" in disk.said and doing == Synced(path=_QUEUE):
            break
        disk.do(doing)
    return disk.after_cut(chance, 0.5), disk.said


SPELT: Final = {each.__name__: each for each in (Made, Written, Resized, Synced, Gone, Moved, Said)}


def packed(doings: Sequence[Doing]) -> bytes:
    """Return a recording as a file."""
    return lzma.compress(json.dumps([[type(each).__name__, _fields(each)] for each in doings]).encode())


def _fields(doing: Doing) -> dict[str, object]:
    found = {name: getattr(doing, name) for name in doing.__slots__}
    return {
        name: base64.b85encode(value).decode() if isinstance(value, bytes) else value
        for name, value in found.items()
    }


def unpacked(data: bytes) -> tuple[Doing, ...]:
    """Return the recording that a file holds."""
    found = []
    for name, fields in json.loads(lzma.decompress(data)):
        if "data" in fields:
            fields["data"] = base64.b85decode(fields["data"])
        found.append(SPELT[name](**fields))
    return tuple(found)


def main() -> None:
    """Do one of the works, the whole run, or with ``keep`` record the small work into a file."""
    name, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if name in WORKS:
        WORKS[name](folder)
    elif name == "keep":
        made = folder / "small"
        made.mkdir(parents=True)
        Path(__file__).with_name("small.recording").write_bytes(packed(record("small", made)))
    else:
        sys.stdout.write(json.dumps(power(count, folder)) + "\n")


if __name__ == "__main__":
    main()
