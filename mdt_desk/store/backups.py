"""The folder of backups beside the queue, and putting one back in its place."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from mdt_desk import durable
from mdt_desk.domain.audit import START, Deed, Head
from mdt_desk.domain.meeting import CaseId
from mdt_desk.store import cipher, copies, engine, places
from mdt_desk.store.cipher import Connection, Error, said_of
from mdt_desk.store.copies import FOLDER
from mdt_desk.store.database import Database
from mdt_desk.store.heads import head_beside, read_head, write_head
from mdt_desk.store.key_file import keys_beside
from mdt_desk.store.trail import KeptTrail
from mdt_desk.store.waiting import Waiting
from mdt_desk.usecases.backups import Backup, CaseLost, Losses, Reason, to_drop
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.keys import QueueKey

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_REPLACED: Final = "before-restore-"
_COUNTED: Final = ("decision", "meeting", "leaflet_log")


class BackupFolder:
    """Implements `Backups` for an open queue."""

    def __init__(self, database: Database, key: QueueKey, zone: ZoneInfo) -> None:
        """Keep backups beside the queue; days are counted in this zone."""
        self._database = database
        self._key = key
        self._zone = zone

    def kept(self) -> tuple[Backup, ...]:
        with said_of(self._folder):
            return backups_of(self._database.path)

    def make(self, reason: Reason, at: datetime) -> Backup | None:
        if not self._database.whole():
            raise SiteError("backup.queue_damaged", file=str(self._database.path))
        if reason is not Reason.ASKED and self._as_the_last():
            return None
        path = self._database.path
        file = _free(path, at)
        head = KeptTrail(self._database).head()  # read first: what is witnessed meanwhile only adds to it
        self._database.copy_to(file)
        with said_of(file):
            write_head(file, head)
            if keys_beside(path).exists():
                places.write_whole(file.with_suffix(".keys"), keys_beside(path).read_bytes())
            self._thin(at)
            return _described(file, path.stem)

    def losses(self, backup: Backup) -> Losses:
        with said_of(backup.file), closing(_opened(backup.file, self._key)) as copy:
            return _difference(self._database.select, _reader(copy))

    @property
    def _folder(self) -> Path:
        return self._database.path.parent / FOLDER

    def _as_the_last(self) -> bool:
        """Tell whether the last backup is whole and says what the queue says."""
        newest = next((each for each in self.kept() if not each.lasting), None)
        if newest is None:
            return False
        try:
            return copies.read_back(newest.file, self._key) == self._database.digests()
        except (KnownError, Error):
            return False

    def _thin(self, at: datetime) -> None:
        thinned = {each.made_at: each.file for each in self.kept() if not each.lasting}
        for each in to_drop(thinned, at, self._zone):
            thinned[each].unlink(missing_ok=True)
            thinned[each].with_suffix(".keys").unlink(missing_ok=True)
            head_beside(thinned[each]).unlink(missing_ok=True)


def backups_of(queue: Path) -> tuple[Backup, ...]:
    """Return the backups of a queue, newest first; OSError: the folder cannot be read."""
    folder = queue.parent / FOLDER
    if not folder.is_dir():
        return ()
    found = (_described(each, queue.stem) for each in folder.glob("*.db") if not each.name.startswith("."))
    mine = [each for each in found if each is not None]
    return tuple(sorted(mine, key=lambda each: each.made_at, reverse=True))


def restore(queue: Path, key: QueueKey, backup: Path, at: datetime) -> Path | None:
    """Put a backup in the place of a queue that is not open, and return where the queue as it was is kept.

    A whole queue is kept as a backup, a damaged one as it is; older forms are brought up when it is opened.

    Raises:
        SiteError: the backup is damaged or of other keys, the queue is in use, or the disk does not take it; the
            queue is as it was.

    """
    incoming = queue.with_name(f".{queue.name}.restoring")
    with said_of(backup):
        engine.refuse_strange(backup, key)
        rows = copies.read_back(backup, key)
        with closing(_opened(backup, key)) as opened:
            engine.look(opened, backup)
    with said_of(queue):
        places.prepare(queue)
        kept = _laid_aside(queue, key, at)
        gone = _furthest(queue, key)  # what a crash left half done is undone by now
        try:
            shutil.copyfile(backup, incoming)
            incoming.chmod(durable.file_mode(incoming.parent))
            durable.sync_file(incoming)
            if copies.read_back(incoming, key) != rows:
                raise SiteError("backup.differs", file=str(backup))
            durable.move(incoming, queue)
        finally:
            incoming.unlink(missing_ok=True)
    Waiting(queue=queue).add(Deed.RESTORED, at, str(gone))
    return kept


def _furthest(queue: Path, key: QueueKey) -> Head:
    """Return how far the audit trail went that a restore takes back, as far as anything can tell."""
    heads = [read_head(each.file) for each in backups_of(queue)]
    with suppress(SiteError, Error), closing(_opened(queue, key)) as live:
        found = _reader(live)("SELECT number, digest FROM audit_line ORDER BY number DESC LIMIT 1")
        heads += [Head(number=int(str(each["number"])), digest=str(each["digest"])) for each in found]
    return max((each for each in heads if each is not None), key=lambda each: each.number, default=START)


def put_keys_back(queue: Path, backup: Path) -> bool:
    """Copy the keys that lie beside a backup to a queue that has none; tell whether that was done."""
    keys, beside = keys_beside(queue), backup.with_suffix(".keys")
    with said_of(keys):
        if keys.exists() or not beside.exists():
            return False
        places.write_whole(keys, beside.read_bytes())
        return True


def difference(queue: Path, key: QueueKey, backup: Path) -> Losses:
    """Return what putting a backup back would undo in a queue that is not open.

    Raises:
        SiteError: one of the two cannot be read.

    """
    with said_of(backup):
        engine.refuse_strange(backup, key)
        copies.read_back(backup, key)
    if not queue.exists() or queue.stat().st_size == 0:
        return Losses()
    with said_of(queue):
        engine.refuse_strange(queue, key)
        # Open to be written: what a crash left half done is undone first, as by any opening.
        with closing(cipher.connect(queue, key)) as live, closing(_opened(backup, key)) as copy:
            if not cipher.whole(live):
                raise SiteError("store.damaged", file=str(queue))
            return _difference(_reader(live), _reader(copy))


Rows = list[dict[str, object]]
Read = Callable[[str], Rows]


def _reader(connection: Connection) -> Read:
    def read(sql: str) -> Rows:
        cursor = connection.cursor()
        cursor.row_factory = cipher.Row
        return [dict(each) for each in cursor.execute(sql)]

    return read


def _difference(live: Read, copy: Read) -> Losses:
    now, then = _cases(live), _cases(copy)
    lost = [
        CaseLost(
            id=CaseId(UUID(each)),
            changed_at=datetime.fromisoformat(str(row["changed_at"])).replace(tzinfo=UTC),
            new=each not in then,
        )
        for each, row in now.items()
        if then.get(each) != row
    ]
    counts = [_missing(live, copy, each) for each in _COUNTED]
    return Losses(
        cases=tuple(sorted(lost, key=lambda each: each.changed_at, reverse=True)),
        decisions=counts[0],
        meetings=counts[1],
        leaflets=counts[2],
        returning=len(then.keys() - now.keys()),
    )


def _cases(read: Read) -> Mapping[str, Mapping[str, object]]:
    return {str(each["id"]): each for each in read("SELECT id, version, changed_at, digest FROM case_file")}


def _missing(live: Read, copy: Read, table: str) -> int:
    """Count rows of the queue that the backup has not, or has otherwise."""
    sql = f"SELECT * FROM {table}"  # noqa: S608  # our own tables
    then = copy(sql)
    columns = tuple(then[0]) if then else ()  # an older form has fewer
    there = {tuple(each[name] for name in columns) for each in then}
    return sum(tuple(each.get(name) for name in columns) not in there for each in live(sql))


def _laid_aside(queue: Path, key: QueueKey, at: datetime) -> Path | None:
    """Keep the queue as it is among the backups: as a backup where it is whole, byte for byte where it is not."""
    if queue.stat().st_size == 0:
        _journal_aside(queue, _free(queue, at, "damaged-"))
        return None
    kept = _free(queue, at, _REPLACED)
    try:
        engine.refuse_strange(queue, key)
        with closing(cipher.connect(queue, key)) as live:
            engine.take(live, queue)
            copies.copy_verified(live, key, kept)
            if keys_beside(queue).exists():
                places.write_whole(kept.with_suffix(".keys"), keys_beside(queue).read_bytes())
            return kept
    except (SiteError, Error) as error:
        found = error if isinstance(error, SiteError) else cipher.site_error(error, queue)
        if found.key not in {"store.damaged", "store.other_key", "store.foreign"}:
            raise found from error
    kept = _free(queue, at, "damaged-")
    durable.make_folder(kept.parent)
    shutil.copyfile(queue, kept)
    kept.chmod(durable.file_mode(kept.parent))
    _journal_aside(queue, kept)
    return kept


def _journal_aside(queue: Path, kept: Path) -> None:
    """Lay a journal beside what is kept: it belongs to a file that is gone or damaged.

    It must not be played into the one that takes its place: that would be emptied or torn.
    """
    journal = queue.with_name(f"{queue.name}-journal")
    if journal.exists():
        durable.make_folder(kept.parent)
        journal.replace(kept.with_name(f"{kept.name}-journal"))
        durable.sync_folder(queue.parent)


def _free(queue: Path, at: datetime, what: str = "") -> Path:
    """Return where a backup of this moment goes: no other is ever written over."""
    while True:
        file = queue.parent / FOLDER / f"{queue.stem}-{what}{at.astimezone(UTC).strftime(_STAMP)}.db"
        if not file.exists():
            return file
        at += timedelta(seconds=1)


def _opened(file: Path, key: QueueKey) -> Connection:
    return cipher.connect(file, key, read_only=True)


def _described(file: Path, stem: str) -> Backup | None:
    name = file.stem.removeprefix(f"{stem}-")
    if name == file.stem:
        return None
    facts = file.stat()
    try:
        made = datetime.strptime(name.removeprefix(_REPLACED), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        if not name.startswith("before-"):
            return None
        made = datetime.fromtimestamp(facts.st_mtime, UTC)
        return Backup(file=file, made_at=made, size=facts.st_size, lasting=True)
    replaced = name.startswith(_REPLACED)
    return Backup(file=file, made_at=made, size=facts.st_size, lasting=replaced, replaced=replaced)
