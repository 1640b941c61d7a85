"""The audit trail is kept in the transaction of the change, never changed, and checked against the backups."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.domain.audit import Actor, Deed, Event, Result, flaw_in
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, LeafletGiven, LeafletId, Meeting, MeetingId
from mdt_desk.domain.people import Role
from mdt_desk.domain.reading import with_fact
from mdt_desk.store import backups
from mdt_desk.store.backups import BackupFolder
from mdt_desk.store.checks import Finding, Subject, check_audit
from mdt_desk.store.cipher import Error
from mdt_desk.store.database import Database, open_database
from mdt_desk.store.either import EitherDatabase
from mdt_desk.store.heads import head_beside, read_head
from mdt_desk.store.queue import Queue
from mdt_desk.store.trail import KeptTrail
from mdt_desk.store.waiting import Waiting
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.keys import Protection
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.witness import Witness
from tests.queues import KEY, by_hand
from tests.store.homes import Home
from tests.store.samples import AT

CANARY = "Kanarievogel"
ONE = CaseId(UUID(int=1))
MEETING = MeetingId(UUID(int=9))
CHAIR = Actor(name="Dr A. Voorbeeld", role=Role.CHAIR)
ZONE = ZoneInfo("Europe/Amsterdam")


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    opened = open_database(file, KEY)
    yield opened
    opened.close()


@pytest.fixture
def either(home: Home) -> Iterator[EitherDatabase]:
    opened = home.database()
    yield opened
    opened.close()


def witness_of(database: EitherDatabase) -> Witness:
    return Witness(KeptTrail(database), Clock(), "desk-01", CHAIR)


@pytest.fixture
def witness(database: Database) -> Witness:
    return witness_of(database)


def audited(database: EitherDatabase, witness: Witness) -> AuditedQueue:
    return AuditedQueue(Queue(database), witness)


def stored() -> StoredCase:
    named = with_fact(CaseOf(), "patient.family_name", CANARY)
    return StoredCase(id=ONE, case=named, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT)


def checked(database: Database) -> Finding:
    return check_audit(Subject(database=database, queue=Queue(database), key=KEY, protection=Protection()))


def test_that_every_change_leaves_one_line_that_says_who_where_and_which_patient(
    either: EitherDatabase,
) -> None:
    witness = witness_of(either)
    queue = audited(either, witness)
    queue.add(stored())
    queue.replace(stored(), 1)
    queue.keep_meeting(Meeting(id=MEETING, starts_at=AT, agenda=(ONE,)))
    queue.keep_decision(Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, options=("sbrt",)))
    queue.log_leaflet(
        LeafletGiven(
            id=LeafletId(UUID(int=7)),
            case_id=ONE,
            given_by="B. Voorbeeld",
            given_at=AT,
            language="nl",
            large_print=False,
            card=True,
            teach_back=True,
        )
    )
    lines = witness.trail.lines()
    said = [(each.event.what, each.event.case) for each in lines]
    assert said == [
        (Deed.ADDED, ONE),
        (Deed.CHANGED, ONE),
        (Deed.MEETING_KEPT, None),
        (Deed.DECIDED, ONE),
        (Deed.LEAFLET_GIVEN, ONE),
    ]
    assert {(each.event.who, each.event.role, each.event.place) for each in lines} == {
        ("Dr A. Voorbeeld", Role.CHAIR, "desk-01")
    }
    assert [each.event.at for each in lines] == sorted(each.event.at for each in lines)
    assert lines[1].event.object == "version:2"
    assert CANARY not in repr(lines)
    assert witness.trail.lines(ONE) == tuple(each for each in lines if each.event.case == ONE)
    assert flaw_in(lines) is None


def test_that_a_change_that_is_undone_takes_its_line_along(either: EitherDatabase) -> None:
    witness = witness_of(either)
    queue = audited(either, witness)
    queue.add(stored())
    with pytest.raises(Conflict):
        queue.replace(stored(), 5)
    with pytest.raises(Conflict), queue.transaction():
        queue.replace(replace(queue.replace(stored(), 1), state=CaseState.DECIDED), 1)
    assert queue.get(ONE).version == 1
    assert [each.event.what for each in witness.trail.lines()] == [Deed.ADDED]


def test_that_a_change_is_not_kept_when_its_line_cannot_be(either: EitherDatabase) -> None:
    witness = witness_of(either)
    queue = audited(either, witness)
    witness.actor = Actor(name="\ud800")
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever keeps the line out keeps the change out
        queue.add(stored())
    assert queue.rows() == ()
    assert witness.trail.lines() == ()


def test_that_lines_come_back_as_they_were_kept_after_another_opening(home: Home) -> None:
    first = home.database()
    Witness(KeptTrail(first), Clock(), "desk-01", CHAIR).saw(
        Deed.OPENED, ONE, of="é ż", result=Result.REFUSED
    )
    before = KeptTrail(first).lines()
    first.close()
    again = home.database()
    assert KeptTrail(again).lines() == before
    assert flaw_in(before) is None
    again.close()


@pytest.mark.parametrize("sql", ["UPDATE audit_line SET who = 'x'", "DELETE FROM audit_line"])
def test_that_the_tables_refuse_to_change_or_drop_a_line(
    file: Path, database: Database, witness: Witness, sql: str
) -> None:
    witness.saw(Deed.OPENED, ONE)
    database.close()
    hand = by_hand(file)
    with pytest.raises(Error):
        hand.execute(sql)
    assert hand.execute("SELECT count(*) FROM audit_line").fetchone() == (1,)
    hand.close()


def tampered(file: Path, *sql: str) -> Finding:
    hand = by_hand(file)
    for name in ("audit_line_stays", "audit_line_kept"):
        hand.execute(f"DROP TRIGGER {name}")
    for each in sql:
        hand.executescript(each)
    hand.close()
    again = open_database(file, KEY)
    found = checked(again)
    again.close()
    return found


@pytest.mark.parametrize(
    ("sql", "key"),
    [
        ("UPDATE audit_line SET who = 'x' WHERE number = 2", "verify.audit.changed"),
        ("UPDATE audit_line SET case_id = NULL WHERE number = 2", "verify.audit.changed"),
        ("PRAGMA ignore_check_constraints=ON; UPDATE audit_line SET what = 'x'", "store.row_refused"),
        ("DELETE FROM audit_line WHERE number = 2", "verify.audit.gap"),
        ("DELETE FROM audit_line WHERE number > 2", "verify.audit.truncated"),
        ("DELETE FROM audit_line", "verify.audit.truncated"),
    ],
)
def test_that_what_somebody_does_past_the_program_is_found(
    file: Path, database: Database, witness: Witness, sql: str, key: str
) -> None:
    for _ in range(4):
        witness.saw(Deed.OPENED, ONE)
    made = BackupFolder(database, KEY, ZONE).make(Reason.ASKED, AT)
    assert made is not None
    assert read_head(made.file) == KeptTrail(database).head()
    witness.saw(Deed.OPENED, ONE)
    assert checked(database) == Finding(
        good=True, key="verify.audit.whole", params={"count": "5", "heads": "1"}
    )
    database.close()
    found = tampered(file, sql)
    assert not found.good
    assert found.key == key


def test_that_pruning_keeps_the_chain_whole_and_says_so_itself(database: Database, witness: Witness) -> None:
    for _ in range(6):
        witness.saw(Deed.OPENED, ONE)
    made = BackupFolder(database, KEY, ZONE).make(Reason.ASKED, AT)
    assert made is not None
    trail = KeptTrail(database)
    third = trail.lines()[2].event.at
    assert trail.prune(third, witness.event(Deed.PRUNED)) == 2
    assert [each.number for each in trail.lines()] == [3, 4, 5, 6, 7]
    assert trail.lines()[-1].event.what is Deed.PRUNED
    assert checked(database).good
    assert trail.prune(third, witness.event(Deed.PRUNED)) == 0
    assert trail.prune(AT + timedelta(days=1), witness.event(Deed.PRUNED)) == 5
    assert [each.event.what for each in trail.lines()] == [Deed.PRUNED]
    witness.saw(Deed.OPENED, ONE)
    assert checked(database).good


def test_that_a_head_goes_with_the_backup_it_lies_beside(database: Database, witness: Witness) -> None:
    folder = BackupFolder(database, KEY, ZONE)
    first = folder.make(Reason.ASKED, AT - timedelta(days=800))
    assert first is not None
    for days in range(4):
        witness.saw(Deed.OPENED, ONE)
        folder.make(Reason.ASKED, AT + timedelta(days=days))
    assert not head_beside(first.file).exists()
    assert all(head_beside(each.file).exists() for each in folder.kept())


def test_that_a_restore_is_no_truncation_because_a_line_says_so(
    file: Path, database: Database, witness: Witness
) -> None:
    witness.saw(Deed.OPENED, ONE)
    folder = BackupFolder(database, KEY, ZONE)
    early = folder.make(Reason.ASKED, AT)
    witness.saw(Deed.OPENED, ONE)
    witness.saw(Deed.OPENED, ONE)
    folder.make(Reason.ASKED, AT + timedelta(hours=1))
    database.close()
    assert early is not None
    backups.restore(file, KEY, early.file, AT + timedelta(hours=2))
    waiting = Waiting(queue=file)
    assert [each.what for each in waiting.events()] == [Deed.RESTORED]
    again = open_database(file, KEY)
    assert checked(again).key == "verify.audit.truncated"
    KeptTrail(again).append(waiting.events())
    assert checked(again).good
    again.close()


def test_that_what_waits_beside_a_shut_queue_is_read_in_order_and_nonsense_is_left_out(file: Path) -> None:
    file.parent.mkdir()
    waiting = Waiting(queue=file)
    waiting.add(Deed.UNLOCK_FAILED, AT)
    with waiting.file.open("ab") as said:
        said.write(b'nonsense\n[1]\n\xff\xfe\n["unlocked", "2026-11-18", "a", "b", "", "done"]\n')
    waiting.add(Deed.RESTORED, AT + timedelta(minutes=1), "3:abc")
    found = waiting.events()
    assert [(each.what, each.at, each.result) for each in found] == [
        (Deed.UNLOCK_FAILED, AT, Result.REFUSED),
        (Deed.RESTORED, AT + timedelta(minutes=1), Result.DONE),
    ]
    waiting.taken()
    assert waiting.events() == ()


def test_that_attempts_without_end_do_not_fill_the_disk(file: Path) -> None:
    file.parent.mkdir()
    waiting = Waiting(queue=file)
    for _ in range(300):
        waiting.add(Deed.UNLOCK_FAILED, AT)
    assert len(waiting.events()) == 200
    waiting.add(Deed.RESTORED, AT, "3:abc")  # what explains a shorter trail is told all the same
    assert waiting.events()[-1].what is Deed.RESTORED


def test_that_a_line_of_an_event_in_another_zone_says_the_same_moment(
    database: Database, witness: Witness
) -> None:
    event: Event = replace(witness.event(Deed.OPENED), at=AT.astimezone(ZONE))
    witness.trail.append([event])
    assert witness.trail.lines()[0].event.at == AT
    assert checked(database).good


def test_that_a_note_of_what_waits_that_cannot_be_taken_away_keeps_nobody_out(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "held by another program")

    file.parent.mkdir()
    waiting = Waiting(queue=file)
    waiting.add(Deed.UNLOCK_FAILED, AT)
    monkeypatch.setattr(Path, "unlink", held)
    waiting.taken()
    assert waiting.events() == ()
    monkeypatch.setattr(os, "truncate", held)
    waiting.taken()
    monkeypatch.undo()
    waiting.taken()
    assert not waiting.file.exists()
