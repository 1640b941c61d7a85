"""Backups: verified, thinned only while the queue is whole, and put back without losing what is there."""

import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from mdt_desk.domain.audit import Deed, Event
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, Meeting, MeetingId
from mdt_desk.domain.people import Role
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import Texts
from mdt_desk.store import backups, cipher, copies
from mdt_desk.store.backups import BackupFolder, difference, put_keys_back, restore
from mdt_desk.store.checks import Subject, findings
from mdt_desk.store.database import Database, open_database
from mdt_desk.store.queue import Queue
from mdt_desk.store.trail import KeptTrail
from mdt_desk.store.waiting import Waiting
from mdt_desk.usecases.backups import Losses, Reason
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.keys import Protection, QueueKey
from mdt_desk.usecases.ports import StoredCase
from tests.queues import KEY, by_hand, open_queue
from tests.store.samples import AT

ZONE = ZoneInfo("Europe/Amsterdam")


def case(number: int, name: str = "Voorbeeld") -> StoredCase:
    named = with_fact(CaseOf(), "patient.family_name", name)
    return StoredCase(
        id=CaseId(UUID(int=number)), case=named, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT
    )


class Desk:
    """An open queue with its backups."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.database = open_database(file, KEY)
        self.queue = Queue(self.database)
        self.backups = BackupFolder(self.database, KEY, ZONE)

    def make(self, minutes: int = 0, reason: Reason = Reason.ASKED) -> Path | None:
        made = self.backups.make(reason, AT + timedelta(minutes=minutes))
        return None if made is None else made.file

    def must(self, minutes: int = 0) -> Path:
        made = self.make(minutes)
        assert made is not None
        return made


class HeldUntilCopied:
    """Keeps others from the connection, and once they may, somebody keeps a case."""

    def __init__(self, queue: Queue, stored: StoredCase) -> None:
        self._queue = queue
        self._stored = stored

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._queue.add(self._stored)


@pytest.fixture
def desk(file: Path) -> Iterator[Desk]:
    made = Desk(file)
    made.queue.add(case(1))
    yield made
    made.queue.close()


def names(file: Path) -> list[str]:
    """Name what lies in the folder, without the heads of the audit trail beside each backup."""
    found = sorted(each.name for each in (file.parent / "backups").iterdir())
    return [each for each in found if not each.endswith(".head")]


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-2000] ^= 1
    file.write_bytes(content)


def test_that_a_backup_says_what_the_queue_says_under_the_same_key(desk: Desk) -> None:
    made = desk.must()
    assert copies.read_back(made, KEY) == desk.database.digests()
    assert b"Voorbeeld" not in made.read_bytes()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_that_nothing_is_made_of_a_queue_that_was_not_changed(desk: Desk) -> None:
    desk.must()
    assert desk.make(30, Reason.TIMED) is None
    desk.queue.add(case(2))
    assert desk.make(60, Reason.TIMED) is not None
    assert len(names(desk.file)) == 2


def test_that_a_damaged_last_backup_is_followed_by_a_good_one(desk: Desk) -> None:
    damage(desk.must())
    assert desk.make(30, Reason.TIMED) is not None


def test_that_older_backups_are_thinned_with_their_keys(desk: Desk) -> None:
    desk.file.with_suffix(".keys").write_text("keys", encoding="utf-8")
    for minutes in range(0, 60, 10):
        desk.must(minutes)
    assert len(desk.backups.kept()) == 3 or len(desk.backups.kept()) == 4
    assert {Path(each).stem for each in names(desk.file)} == {each.file.stem for each in desk.backups.kept()}


def test_that_no_backup_is_dropped_or_made_while_the_queue_fails_its_check(desk: Desk, texts: Texts) -> None:
    for minutes in range(0, 30, 10):
        desk.must(minutes)
    before = names(desk.file)
    damage(desk.file)
    with pytest.raises(SiteError) as refused:
        desk.must(40)
    assert refused.value.key == "backup.queue_damaged"
    assert str(desk.file) in texts.get(refused.value.key, **refused.value.params)
    assert names(desk.file) == before


def test_that_a_backup_that_cannot_be_written_leaves_nothing_half_done(desk: Desk) -> None:
    (desk.file.parent / "backups").write_text("in the way", encoding="utf-8")
    with pytest.raises(SiteError):
        desk.must()
    assert desk.queue.rows() == (case(1),)


def test_that_a_copy_that_differs_is_thrown_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(connection: cipher.Connection, file: Path) -> None:
        with_rows = connection.execute("SELECT count(*) FROM case_file").fetchone()
        assert with_rows == (1,)
        open_queue(file).close()

    monkeypatch.setattr(cipher, "vacuum_into", forget)
    with pytest.raises(SiteError, match=r"backup\.differs"):
        desk.must()
    assert names(desk.file) == []


def test_that_what_would_be_lost_is_counted(desk: Desk) -> None:
    made = desk.must()
    assert desk.backups.losses(desk.backups.kept()[0]) == Losses()
    desk.queue.replace(case(1, "Anders"), 1)
    desk.queue.add(case(2))
    losses = desk.backups.losses(desk.backups.kept()[0])
    assert {(each.id.int, each.new) for each in losses.cases} == {(1, False), (2, True)}
    assert losses.returning == 0
    desk.queue.close()
    assert difference(desk.file, KEY, made) == losses


def test_that_what_was_decided_met_or_given_since_is_counted_also_against_an_older_form(desk: Desk) -> None:
    met = Meeting(id=MeetingId(UUID(int=9)), starts_at=AT)
    desk.queue.keep_meeting(met)
    made = desk.must()
    desk.queue.keep_meeting(replace(met, starts_at=AT + timedelta(hours=1)))
    for number in (7, 8):
        desk.queue.keep_meeting(replace(met, id=MeetingId(UUID(int=number))))
    losses = desk.backups.losses(desk.backups.kept()[0])
    assert (losses.meetings, losses.decisions, losses.leaflets) == (3, 0, 0)
    desk.queue.close()
    with closing(by_hand(made)) as older:
        older.execute("ALTER TABLE meeting DROP COLUMN ad_hoc")
    assert difference(desk.file, KEY, made) == losses


def test_that_a_backup_put_back_is_the_queue_and_the_queue_becomes_a_backup(desk: Desk) -> None:
    made = desk.must()
    desk.queue.replace(case(1, "Anders"), 1)
    desk.queue.close()
    kept = restore(desk.file, KEY, made, AT + timedelta(hours=1))
    with open_queue(desk.file) as queue:
        assert queue.rows() == (case(1),)
    assert kept is not None
    restore(desk.file, KEY, kept, AT + timedelta(hours=2))
    with open_queue(desk.file) as queue:
        assert [each.case.patient.family_name for each in queue.rows()] == ["Anders"]


def test_that_the_queue_before_a_restore_lasts_with_its_keys_and_says_what_it_is(desk: Desk) -> None:
    desk.file.with_suffix(".keys").write_text("keys", encoding="utf-8")
    made = desk.must()
    desk.queue.close()
    kept = restore(desk.file, KEY, made, AT + timedelta(minutes=5))
    assert kept is not None
    assert kept.with_suffix(".keys").read_text(encoding="utf-8") == "keys"
    again = Desk(desk.file)
    for minutes in range(10, 190, 10):
        again.must(minutes)
    (found,) = (each for each in again.backups.kept() if each.replaced)
    again.queue.close()
    assert (found.file, found.made_at, found.lasting) == (kept, AT + timedelta(minutes=5), True)


def test_that_a_damaged_queue_is_kept_as_it_is_when_a_backup_takes_its_place(desk: Desk) -> None:
    made = desk.must()
    desk.queue.close()
    damage(desk.file)
    before = desk.file.read_bytes()
    journal = desk.file.with_name("queue.db-journal")
    journal.write_bytes(b"old")
    kept = restore(desk.file, KEY, made, AT)
    assert kept is not None
    assert kept.read_bytes() == before
    assert not journal.exists()
    with open_queue(desk.file) as queue:
        assert queue.rows() == (case(1),)


def test_that_a_backup_is_weighed_and_put_back_after_a_crash_in_the_middle_of_a_change(desk: Desk) -> None:
    made = desk.must()
    desk.queue.add(case(2))
    trail = KeptTrail(desk.database)
    trail.append([Event(at=AT, who="A", role=Role.OWNER, place="desk", what=Deed.UNLOCKED)])
    with desk.queue.transaction():
        desk.queue.add(case(3))
        left = desk.file.read_bytes(), synced(desk.file.with_name("queue.db-journal"))
    head = trail.head()
    desk.queue.close()

    def crashed() -> None:
        desk.file.write_bytes(left[0])
        desk.file.with_name("queue.db-journal").write_bytes(left[1])

    crashed()
    assert [each.id.int for each in difference(desk.file, KEY, made).cases] == [2]
    crashed()
    restore(desk.file, KEY, made, AT)
    assert [each.object for each in Waiting(queue=desk.file).events()] == [str(head)]


def synced(journal: Path) -> bytes:
    """Return a journal as after a sync: with its mark, and records that go on to its end."""
    return bytes.fromhex("d9d505f920a163d7 ffffffff") + journal.read_bytes()[12:]


def test_that_no_journal_of_a_queue_that_is_gone_is_played_into_what_is_put_back(desk: Desk) -> None:
    made = desk.must()
    journal, hot = desk.file.with_name("queue.db-journal"), list[bytes]()
    with desk.queue.transaction():
        desk.queue.add(case(2))
        hot.append(synced(journal))
    hot.append(hot[0][:16] + bytes(4) + hot[0][20:])  # as of a file that was only begun
    desk.queue.close()
    for left in hot:
        desk.file.unlink()
        journal.write_bytes(left)
        assert restore(desk.file, KEY, made, AT) is None
        assert not journal.exists()
        with open_queue(desk.file) as queue:
            assert queue.rows() == (case(1),)
    (aside,) = made.parent.glob("*.db-journal")
    assert aside.read_bytes() == hot[-1]


def test_that_a_damaged_or_strange_backup_is_not_put_back(desk: Desk) -> None:
    made = desk.must()
    desk.queue.close()
    before = desk.file.read_bytes()
    with pytest.raises(SiteError, match="other_key"):
        restore(desk.file, QueueKey(KEY.raw, b"\x09" * 16), made, AT)
    damage(made)
    with pytest.raises(SiteError, match="damaged"):
        restore(desk.file, KEY, made, AT)
    assert desk.file.read_bytes() == before


def test_that_nothing_is_put_back_under_an_open_window(desk: Desk) -> None:
    made = desk.must()
    desk.queue.add(case(2))
    with pytest.raises(SiteError, match="in_use"):
        restore(desk.file, KEY, made, AT)
    assert len(desk.queue.rows()) == 2


def test_that_a_new_computer_takes_queue_and_keys_from_a_backup(desk: Desk, tmp_path: Path) -> None:
    desk.file.with_suffix(".keys").write_text("the keys", encoding="utf-8")
    made = desk.must()
    new = tmp_path / "new" / "queue.db"
    assert put_keys_back(new, made)
    assert new.with_suffix(".keys").read_text(encoding="utf-8") == "the keys"
    assert not put_keys_back(new, made)
    assert difference(new, KEY, made) == Losses()
    assert restore(new, KEY, made, AT) is None
    with open_queue(new) as queue:
        assert queue.rows() == (case(1),)


def test_that_other_files_in_the_folder_are_no_backups(desk: Desk) -> None:
    made = desk.must()
    for name in ("other-20261120T120000Z.db", "queue-notes.db", ".queue-20261120T120000Z.db.new"):
        (made.parent / name).write_text("x", encoding="utf-8")
    assert [each.file for each in backups.backups_of(desk.file)] == [made]


def subject(desk: Desk, protection: Protection) -> Subject:
    return Subject(database=desk.database, queue=desk.queue, key=KEY, protection=protection)


def test_that_every_check_has_its_sentence(desk: Desk, texts: Texts) -> None:
    for protection in (Protection(open=True), Protection(key_store=True), Protection(passphrase=True)):
        found = findings(subject(desk, protection))
        assert all(each.good for each in found)
        assert len({texts.get(each.key, **each.params) for each in found}) == 6


def test_that_each_thing_that_is_wrong_is_named_by_its_own_check(desk: Desk, texts: Texts) -> None:
    damage(desk.must())
    other = by_hand(desk.file.parent / "other.db")
    other.close()
    desk.database.select("UPDATE case_file SET digest = ?", "0" * 64)
    desk.database.select("PRAGMA foreign_keys=OFF")
    desk.database.select("UPDATE case_file SET meeting_id = ?", "f" * 32)
    bad = [each for each in findings(subject(desk, Protection(passphrase=True))) if not each.good]
    assert [each.key for each in bad] == [
        "verify.references_broken",
        "store.row_refused",
        "verify.backup_damaged",
    ]
    assert all(texts.get(each.key, **each.params) for each in bad)


@pytest.mark.parametrize(
    "damage_to", ["UPDATE execution SET recorded_on = ?", "UPDATE follow_up SET asked_on = ?"]
)
def test_that_what_was_told_afterwards_is_checked_too(desk: Desk, damage_to: str) -> None:
    told_afterwards(desk)
    rows = findings(subject(desk, Protection()))[2]
    assert (rows.good, rows.params["count"]) == (True, "5")
    desk.database.select(damage_to, "some day")
    assert not findings(subject(desk, Protection()))[2].good


def told_afterwards(desk: Desk) -> None:
    """Keep a decision about the case that is there, that it was carried out, and how the patient is."""
    case_id, meeting = desk.queue.rows()[0].id, MeetingId(UUID(int=9))
    on = AT.date()
    desk.queue.keep_meeting(Meeting(id=meeting, starts_at=AT, agenda=(case_id,)))
    desk.queue.keep_decision(Decision(case_id=case_id, meeting_id=meeting, decided_at=AT, options=("sbrt",)))
    done = Execution(
        case_id=case_id, meeting_id=meeting, carried_out=True, recorded_on=on, recorded_by="A. Voorbeeld"
    )
    desk.queue.aftermath.keep_execution(done)
    desk.queue.aftermath.keep_follow_up(
        FollowUp(case_id=case_id, months=3, asked_on=on, asked_by="A. Voorbeeld", alive=True)
    )


def test_that_a_damaged_page_is_found_while_the_queue_is_open(desk: Desk) -> None:
    damage(desk.file)
    assert not desk.database.whole()
    assert isinstance(desk.database, Database)
    assert findings(subject(desk, Protection()))[0].key == "verify.file_damaged"


def test_that_what_is_kept_while_a_backup_is_read_back_is_in_the_queue_and_spoils_no_backup(
    desk: Desk,
) -> None:
    desk.queue.add(case(1))
    copy = desk.file.with_name("copy.db")
    copies.copy_verified(
        desk.database._connection, KEY, copy, alone=HeldUntilCopied(desk.queue, case(2, "Later"))
    )
    assert len(desk.queue.rows()) == 2
    with open_queue(copy) as copied:
        assert [each.id for each in copied.rows()] == [CaseId(UUID(int=1))]
