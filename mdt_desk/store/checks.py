"""What `mdt-desk verify` asks of a queue, one finding each; another check is one more function in `CHECKS`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mdt_desk.domain.audit import Head, flaw_in
from mdt_desk.store import copies
from mdt_desk.store.backups import backups_of
from mdt_desk.store.cipher import Error, said_of
from mdt_desk.store.database import Database
from mdt_desk.store.heads import read_head
from mdt_desk.store.queue import Queue
from mdt_desk.store.trail import KeptTrail
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.keys import Protection, QueueKey
from mdt_desk.usecases.ports import NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An open queue with all that belongs to it."""

    database: Database
    queue: Queue
    key: QueueKey
    protection: Protection

    @property
    def path(self) -> Path:
        return self.database.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: the text of ``key`` with ``params`` says it."""

    good: bool
    key: str
    params: dict[str, str] = field(default_factory=dict)


Check = Callable[[Subject], Finding]


def check_file(subject: Subject) -> Finding:
    """Every page is as it was written."""
    good = subject.database.whole()
    return Finding(good=good, key="verify.file" if good else "verify.file_damaged")


def check_references(subject: Subject) -> Finding:
    """No row refers to one that is not there."""
    found = len(subject.database.select("PRAGMA foreign_key_check"))
    key = "verify.references_broken" if found else "verify.references"
    return Finding(good=not found, key=key, params={"count": str(found)})


def check_rows(subject: Subject) -> Finding:
    """Every row passes the gate."""
    return rows_of(subject.queue)


def rows_of(queue: Queue) -> Finding:
    """Tell whether every row of a queue passes the gate, wherever it is."""
    counted = 0
    for read in _readers(queue):
        try:
            counted += read()
        except KnownError as error:
            return Finding(good=False, key=error.key, params=dict(error.params))
    return Finding(good=True, key="verify.rows", params={"count": str(counted)})


def _readers(queue: Queue) -> Iterator[Callable[[], int]]:
    def cases() -> int:
        for refused in queue.refused():
            raise refused
        return len(queue.rows())

    yield cases
    yield lambda: len(queue.meetings())
    yield lambda: len(queue.decisions())
    yield lambda: len(queue.leaflets())
    yield lambda: len(queue.aftermath.executions())
    yield lambda: len(queue.aftermath.follow_ups())
    yield lambda: sum(len(queue.notes.under(each)) for each in NoteKind)


def check_key(subject: Subject) -> Finding:
    """Somebody's passphrase opens the queue when everything else is lost."""
    if subject.protection.open:
        return Finding(good=True, key="verify.key_open")
    if not subject.protection.passphrase:
        return Finding(good=True, key="verify.key_store_only")
    return Finding(good=True, key="verify.key")


def check_backups(subject: Subject) -> Finding:
    """Every backup opens and is whole."""
    with said_of(subject.path):
        kept = backups_of(subject.path)
    for each in kept:
        try:
            copies.read_back(each.file, subject.key)
        except (KnownError, Error, OSError):
            return Finding(good=False, key="verify.backup_damaged", params={"file": each.file.name})
    if not kept:
        return Finding(good=True, key="verify.no_backup")
    newest = kept[0].made_at.strftime("%Y-%m-%d %H:%M UTC")
    return Finding(good=True, key="verify.backups", params={"count": str(len(kept)), "newest": newest})


def check_audit(subject: Subject) -> Finding:
    """No line of the audit trail was changed or taken away; the heads beside the backups know how far it went."""
    with said_of(subject.path):
        heads = [read_head(each.file) for each in backups_of(subject.path)]
    return chain_of(KeptTrail(subject.database), [each for each in heads if each is not None])


def chain_of(trail: KeptTrail, written: Sequence[Head]) -> Finding:
    """Tell whether an audit trail is whole, and reaches as far as what was written down elsewhere."""
    try:
        lines = trail.lines()
        broken = flaw_in(lines, trail.anchor(), written)
    except KnownError as error:
        return Finding(good=False, key=error.key, params=dict(error.params))
    if broken is not None:
        return Finding(good=False, key=f"verify.audit.{broken.flaw}", params={"number": str(broken.number)})
    counts = {"count": str(len(lines)), "heads": str(len(written))}
    return Finding(good=True, key="verify.audit.whole", params=counts)


CHECKS: Final[tuple[Check, ...]] = (
    check_file,
    check_references,
    check_rows,
    check_key,
    check_backups,
    check_audit,
)


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what every check found."""
    return tuple(each(subject) for each in CHECKS)
