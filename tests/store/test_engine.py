"""The file on disk: whose it is, how it is opened, and that nothing but a queue of ours is touched."""

import hashlib
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import Texts
from mdt_desk.store.cipher import Connection
from mdt_desk.store.database import Database
from mdt_desk.store.engine import SCHEMA_VERSION, default_path, open_connection, site_error
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import StoredCase
from tests.queues import KEY, by_hand, open_queue
from tests.store.samples import AT


def case(number: int, **patient: str) -> StoredCase:
    document: Case = CaseOf()
    for name, value in patient.items():
        document = with_fact(document, f"patient.{name}", value)
    return StoredCase(
        id=CaseId(UUID(int=number)),
        case=document,
        version=1,
        state=CaseState.OPEN,
        listed_at=AT,
        changed_at=AT,
    )


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def refusal(file: Path) -> SiteError:
    with pytest.raises(SiteError) as refused:
        open_queue(file)
    return refused.value


@pytest.fixture
def closed(file: Path) -> Iterator[Connection]:
    """The file of a queue with a case, as another program would open it."""
    with open_queue(file) as queue:
        queue.add(case(1, family_name="Voorbeeld"))
    connection = by_hand(file)
    yield connection
    connection.close()


def test_that_only_this_user_can_read_the_file_and_its_folder(file: Path) -> None:
    with open_queue(file) as queue:
        queue.add(case(1))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    beside = list(file.parent.iterdir())
    assert {stat.S_IMODE(each.stat().st_mode) for each in beside} == {0o600}


def test_that_a_file_left_open_to_others_is_closed_to_them(file: Path, closed: Connection) -> None:
    closed.close()
    file.chmod(0o644)
    open_queue(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_that_every_commit_is_written_through_and_deleted_rows_are_wiped(file: Path) -> None:
    connection = open_connection(file, KEY)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "journal_mode", "synchronous", "secure_delete", "trusted_schema")
    }
    connection.close()
    assert found == {
        "foreign_keys": 1,
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


def test_that_a_second_program_is_told_that_the_queue_is_in_use(file: Path) -> None:
    queue = open_queue(file)
    assert refusal(file).key == "store.in_use"
    queue.add(case(1))
    assert refusal(file).key == "store.in_use"
    queue.close()
    with open_queue(file) as again:
        assert again.rows() == (case(1),)


def test_that_a_newer_file_is_refused_untouched(file: Path, closed: Connection, texts: Texts) -> None:
    closed.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    closed.close()
    before = fingerprint(file)
    newer = refusal(file)
    assert newer.key == "store.newer"
    assert str(SCHEMA_VERSION + 1) in texts.get(newer.key, **newer.params)
    assert fingerprint(file) == before


def test_that_another_programs_database_is_refused_untouched(file: Path) -> None:
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = fingerprint(file)
    assert refusal(file).key == "store.foreign"
    assert fingerprint(file) == before


def test_that_a_file_which_is_no_database_is_refused_untouched(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("Beste collega, hierbij de lijst.", encoding="utf-8")
    assert refusal(file).key == "store.foreign"
    assert file.read_text(encoding="utf-8") == "Beste collega, hierbij de lijst."


def test_that_a_damaged_file_is_refused_untouched(file: Path, closed: Connection) -> None:
    closed.close()
    content = bytearray(file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    file.write_bytes(content)
    before = fingerprint(file)
    assert refusal(file).key == "store.damaged"
    assert fingerprint(file) == before


def test_that_a_folder_that_cannot_be_made_is_a_sentence_for_the_site(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert refusal(tmp_path / "taken" / "queue.db").key == "store.failed"


def test_that_an_empty_file_left_by_a_crash_becomes_a_queue(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    with open_queue(file) as queue:
        queue.add(case(1))
        assert queue.rows() == (case(1),)


def test_that_every_way_to_be_refused_has_its_sentence(texts: Texts) -> None:
    keys = ("in_use", "foreign", "newer", "damaged", "read_only", "no_permission", "full", "pragma", "failed")
    params = {"file": "queue.db", "found": "2", "known": "1", "name": "x", "code": "x"}
    sentences = {texts.get(f"store.{key}", **params) for key in keys}
    assert len(sentences) == len(keys)
    assert all("queue.db" in each for each in sentences)


def test_that_a_full_disk_is_named_and_loses_nothing(file: Path) -> None:
    connection = open_connection(file, KEY)
    with Queue(Database(connection, file, KEY)) as queue:
        queue.add(case(1))
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(SiteError) as refused:
            queue.add(case(2, family_name="x" * 100_000))
        assert refused.value.key == "store.full"
        assert queue.rows() == (case(1),)


def test_that_a_name_is_found_however_it_is_typed(queue: Queue) -> None:
    for number, name in enumerate(
        ("Yılmaz", "Łukasz", "Strauß", "Đorđević", "İnönü", "van der Berg", "José"), 1
    ):
        queue.add(case(number, family_name=name))
    typed = ("yilmaz", "lukasz", "strauss", "dordevic", "inonu", "berg  VAN", "jose", "JOSÉ", "%", "_")
    found = [[each.id.int for each in queue.rows(each)] for each in typed]
    assert found == [[1], [2], [3], [4], [5], [6], [7], [7], [], []]


def test_that_reading_needs_no_heavy_library(file: Path, closed: Connection) -> None:
    closed.close()
    script = (
        "import sys; from pathlib import Path; from tests.queues import KEY, by_hand, open_queue;"
        "queue = open_queue(Path(sys.argv[1])); assert len(queue.rows()) == 1;"
        "queue.meetings(); queue.decisions(); queue.leaflets();"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_two_threads_take_turns(queue: Queue) -> None:
    def list_ten(start: int) -> None:
        for number in range(start, start + 10):
            with queue.transaction():
                queue.add(case(number))
                queue.replace(case(number, family_name="Voorbeeld"), 1)

    threads = [threading.Thread(target=list_ten, args=(start,)) for start in (1, 11, 21)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.id.int for each in queue.rows("voorbeeld")) == list(range(1, 31))


def test_that_the_usual_place_is_this_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().name == "queue.db"
    assert default_path().parent.name == "MDT Desk"


def test_that_a_file_that_cannot_be_written_any_more_is_named_and_still_reads(file: Path) -> None:
    connection = open_connection(file, KEY)
    with Queue(Database(connection, file, KEY)) as queue:
        queue.add(case(1))
        connection.execute("PRAGMA query_only=ON")
        with pytest.raises(SiteError) as refused:
            queue.add(case(2))
        assert refused.value.key == "store.read_only"
        assert queue.rows() == (case(1),)


def test_that_what_the_operating_system_refuses_is_told_apart(file: Path) -> None:
    assert site_error(PermissionError(13, "Permission denied"), file).key == "store.no_permission"
    assert site_error(OSError(5, "Input/output error"), file).key == "store.failed"


BEGUN: Final = bytes.fromhex("d9d505f920a163d7 00000000 efe62c9a 00000000 00000200 00001000")
"""The head of a journal of the first page of a new file, as SQLite writes it."""


def test_that_a_file_whose_first_page_was_never_finished_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "queue.db"
    file.write_bytes(bytes(2560) + b"x" * 1536)
    file.with_name("queue.db-journal").write_bytes(BEGUN.ljust(512, b"\0"))
    with open_queue(file) as queue:
        queue.add(case(1))
    with open_queue(file) as queue:
        assert [each.id.int for each in queue.rows()] == [1]


@pytest.mark.parametrize(
    ("pages", "head"), [(2, BEGUN), (1, BEGUN[:16] + b"\0\0\0\1"), (1, bytes(20)), (1, b"")]
)
def test_that_a_stray_journal_lets_nobody_touch_the_file_of_another_key(
    tmp_path: Path, pages: int, head: bytes
) -> None:
    file = tmp_path / "queue.db"
    before = b"x" * 4096 * pages
    file.write_bytes(before)
    file.with_name("queue.db-journal").write_bytes(head.ljust(512, b"\0"))
    with pytest.raises(SiteError, match=r"store\.other_key"):
        open_queue(file)
    assert file.read_bytes() == before
