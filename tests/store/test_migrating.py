"""An older queue is backed up, then brought to the present form as a whole or not at all."""

import re
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from alembic.operations import Operations

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, Meeting, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import Texts
from mdt_desk.store import migrating
from mdt_desk.store.cipher import PLAIN_HEADER, Connection
from mdt_desk.store.copies import digests, read_back
from mdt_desk.store.engine import APPLICATION_ID, SCHEMA_VERSION
from mdt_desk.store.gate import digest_of, document_of, search_text
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import NoteKind, StoredCase
from tests.queues import KEY, by_hand, open_queue
from tests.store.samples import AT

FORMS = Path(__file__).parent / "forms"
CANARY = "Kanarievogel"
ONE = CaseId(UUID(int=1))
MEETING = MeetingId(UUID(int=9))


def case() -> StoredCase:
    named = with_fact(CaseOf(), "patient.family_name", CANARY)
    return StoredCase(
        id=ONE, case=named, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT, meeting=MEETING
    )


def fill(connection: sqlite3.Connection | Connection) -> None:
    """Keep a case, its meeting and its decision as form 1 kept them."""
    moment = AT.replace(tzinfo=None).isoformat(" ")
    connection.execute(
        "INSERT INTO meeting (id, starts_at, names_shown, state) VALUES (?, ?, 0, 'planned')",
        (MEETING.hex, moment),
    )
    fill_case(connection)
    connection.execute("INSERT INTO agenda_item VALUES (?, 0, ?)", (MEETING.hex, ONE.hex))
    connection.execute(
        "INSERT INTO decision (case_id, meeting_id, decided_at, options, deviates_from_leading,"
        " conditional_for_quorum) VALUES (?, ?, ?, '[\"sbrt\"]', 0, 0)",
        (ONE.hex, MEETING.hex, moment),
    )


def fill_case(connection: sqlite3.Connection | Connection) -> None:
    """Keep the row of a case as every form so far kept it."""
    stored = case()
    document, moment = document_of(stored), AT.replace(tzinfo=None).isoformat(" ")
    connection.execute(
        "INSERT INTO case_file VALUES (?, 1, 'open', ?, ?, ?, ?, ?, ?)",
        (
            ONE.hex,
            moment,
            moment,
            MEETING.hex,
            search_text(stored.case),
            document,
            digest_of(stored, document),
        ),
    )


def form_1(connection: sqlite3.Connection | Connection) -> None:
    connection.executescript((FORMS / "form-1.sql").read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA user_version=1")
    fill(connection)


@pytest.fixture
def plain(file: Path) -> Path:
    """A queue of the first builds: form 1, not encrypted."""
    file.parent.mkdir()
    connection = sqlite3.connect(file, isolation_level=None)
    form_1(connection)
    connection.close()
    return file


@pytest.fixture
def older(file: Path) -> Path:
    """An encrypted queue of form 1."""
    file.parent.mkdir()
    connection = by_hand(file)
    form_1(connection)
    connection.close()
    return file


@pytest.fixture
def form_5(file: Path) -> Path:
    """An encrypted queue of form 5, in which nothing stands beside a case."""
    file.parent.mkdir()
    connection = by_hand(file)
    connection.executescript((FORMS / "form-5.sql").read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA user_version=5")
    planned = (MEETING.hex, AT.replace(tzinfo=None).isoformat(" "))
    connection.execute("INSERT INTO meeting VALUES (?, ?, 0, 'planned', NULL, NULL, 0)", planned)
    fill_case(connection)
    connection.close()
    return file


def assert_everything_is_there(file: Path) -> None:
    with open_queue(file) as queue:
        assert queue.rows() == (case(),)
        assert queue.meetings() == (Meeting(id=MEETING, starts_at=AT, agenda=(ONE,)),)
        assert queue.decisions() == (
            Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, options=("sbrt",)),
        )
        queue.notes.keep(NoteKind.RULE_SET, "case 1", "2026.11")
        queue.keep_meeting(queue.meeting(MEETING))


def backups(file: Path) -> list[str]:
    folder = file.parent / "backups"
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_that_a_queue_of_the_first_builds_is_encrypted_and_leaves_no_readable_name(plain: Path) -> None:
    assert CANARY.encode() in plain.read_bytes()
    before = plain.open("rb")
    assert_everything_is_there(plain)
    assert plain.read_bytes()[:16] == KEY.salt
    assert CANARY.encode() not in everything_on_disk(plain.parent)
    assert backups(plain) == ["queue-before-encryption.db", f"queue-before-form-{SCHEMA_VERSION}.db"]
    assert set(before.read()) == {0}  # the file that has lost its name was overwritten
    before.close()


def test_that_the_backup_made_before_encryption_opens_and_is_closed_to_others(plain: Path) -> None:
    open_queue(plain).close()
    for name in backups(plain):
        kept = plain.parent / "backups" / name
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert "case_file" in read_back(kept, KEY)


def test_that_a_foreign_or_newer_plain_file_is_refused_untouched(plain: Path) -> None:
    for change in ("PRAGMA application_id=7", f"PRAGMA user_version={SCHEMA_VERSION + 1}"):
        connection = sqlite3.connect(plain)
        connection.execute(change)
        connection.close()
        before = plain.read_bytes()
        with pytest.raises(SiteError, match=r"store\.(foreign|newer)"):
            open_queue(plain)
        assert plain.read_bytes() == before
        assert backups(plain) == []


def test_that_an_older_form_is_backed_up_and_brought_to_this_one(older: Path) -> None:
    assert_everything_is_there(older)
    assert backups(older) == [f"queue-before-form-{SCHEMA_VERSION}.db"]
    kept = by_hand(older.parent / "backups" / backups(older)[0])
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert kept.execute("SELECT count(*) FROM case_file").fetchone() == (1,)
    kept.close()


def test_that_a_backup_of_an_older_form_that_is_put_back_leaves_what_was_kept_of_that_form(
    older: Path,
) -> None:
    before = older.read_bytes()
    open_queue(older).close()
    (first,) = (older.parent / "backups").iterdir()
    kept = first.read_bytes()
    older.write_bytes(before)
    open_queue(older).close()  # as after a step that failed: the same once more
    assert backups(older) == [first.name]
    older.write_bytes(before)
    with closing(by_hand(older)) as hand:
        hand.execute("DELETE FROM decision")
    open_queue(older).close()
    assert backups(older) == [f"{first.stem}-2.db", first.name]
    assert read_back(first, KEY)["decision"] != read_back(first.with_stem(f"{first.stem}-2"), KEY)["decision"]
    first.write_bytes(kept[:-2000])
    older.write_bytes(before)
    open_queue(older).close()
    assert first.read_bytes() == kept[:-2000]


def test_that_a_queue_of_form_5_has_a_line_beside_each_case_that_is_found_and_not_yet_judged(
    form_5: Path,
) -> None:
    with open_queue(form_5) as queue:
        assert queue.rows() == (case(),)
    connection = by_hand(form_5)
    (line,) = connection.execute("SELECT case_id, waiting, mark, digest FROM queue_line").fetchall()
    assert tuple(line) == (ONE.hex, 1, "", "")
    found = connection.execute("SELECT rowid FROM queue_found WHERE queue_found MATCH '\"vogel\"'").fetchall()
    assert found == [(1,)]
    connection.close()


def test_that_notes_kept_by_later_builds_of_form_1_stay(older: Path) -> None:
    connection = by_hand(older)
    connection.execute("CREATE TABLE note (kind VARCHAR, key VARCHAR, text VARCHAR, PRIMARY KEY (kind, key))")
    connection.execute("INSERT INTO note VALUES ('draft', 'case 1', 'albumin 34')")
    connection.close()
    with open_queue(older) as queue:
        assert queue.notes.under(NoteKind.DRAFT) == {"case 1": "albumin 34"}


def shape(connection: Connection) -> dict[str, object]:
    """What the tables are, whatever the order of columns and the way it was written down."""
    found: dict[str, object] = {}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        columns = {
            (each[1], each[2], each[3], each[5]) for each in connection.execute(f"PRAGMA table_info({name})")
        }
        keys = {tuple(each[2:5]) for each in connection.execute(f"PRAGMA foreign_key_list({name})")}
        checks = set(re.findall(r"CONSTRAINT (\w+) CHECK \((.*)\)", sql))
        found[str(name)] = (columns, keys, checks)
    indexes = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    found["indexes"] = {each[0] for each in indexes}
    return found


def test_that_an_older_queue_ends_with_the_tables_of_a_new_one(older: Path, tmp_path: Path) -> None:
    """Fails when the tables changed without a step: raise SCHEMA_VERSION and add migrations/form_<n>.py."""
    new = tmp_path / "new.db"
    open_queue(older).close()
    open_queue(new).close()
    one, other = by_hand(older), by_hand(new)
    assert shape(one) == shape(other)
    one.close()
    other.close()


class StepError(Exception):
    pass


def failing(_op: object) -> None:
    raise StepError


def half(op: Operations) -> None:
    op.execute("DELETE FROM decision")
    op.execute("ALTER TABLE case_file DROP COLUMN search")
    op.execute("CREATE TABLE half (x)")


def dangling(op: Operations) -> None:
    op.execute("DELETE FROM case_file")


@pytest.mark.parametrize("steps", [(failing,), (half, failing), (half, lambda op: op.execute("nonsense"))])
def test_that_a_step_that_fails_changes_nothing(
    older: Path, steps: tuple[Callable[[Operations], None], ...]
) -> None:
    connection = by_hand(older)
    before = digests(connection)
    with pytest.raises((StepError, SiteError)):
        migrating.migrate(connection, older, steps)
    assert digests(connection) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    assert_everything_is_there(older)


def test_that_references_to_nothing_undo_a_migration(older: Path, texts: Texts) -> None:
    connection = by_hand(older)
    with pytest.raises(SiteError) as refused:
        migrating.migrate(connection, older, (dangling,))
    connection.close()
    assert "queue.db" in texts.get(refused.value.key, **refused.value.params)
    assert_everything_is_there(older)


KILLED = """
import os, signal, sys
from pathlib import Path
from mdt_desk.store import migrating
from tests.queues import by_hand
from tests.store.test_migrating import half

file = Path(sys.argv[1])
real = migrating.steps_from(1)
steps = [half, lambda op: os.kill(os.getpid(), signal.SIGKILL)] if sys.argv[2] == "half" else [
    *real, lambda op: os.kill(os.getpid(), signal.SIGKILL)]
migrating.migrate(by_hand(file), file, steps)
"""


@pytest.mark.parametrize("when", ["half", "all but the commit"])
def test_that_a_migration_killed_half_way_starts_again(older: Path, when: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(older), when], check=False)
    assert done.returncode == -signal.SIGKILL
    assert_everything_is_there(older)


def test_that_a_migration_without_room_for_its_backup_does_not_begin(older: Path) -> None:
    (older.parent / "backups").write_text("in the way", encoding="utf-8")
    before = older.read_bytes()
    with pytest.raises(SiteError):
        open_queue(older)
    assert older.read_bytes() == before


def test_that_opening_the_present_form_needs_no_alembic(file: Path) -> None:
    open_queue(file).close()
    script = (
        "import sys; from pathlib import Path; from tests.queues import open_queue;"
        "open_queue(Path(sys.argv[1])); print('alembic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
    assert file.read_bytes()[:16] != PLAIN_HEADER
    assert [each.name for each in file.parent.iterdir()] == ["queue.db"]
