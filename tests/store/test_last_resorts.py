"""What the store does when what lies below it does otherwise than it says: nothing is believed, nothing is lost."""

import getpass
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.reading import with_fact
from mdt_desk.store import cipher, engine, places
from mdt_desk.store.backups import BackupFolder, backups_of, difference, restore
from mdt_desk.store.copies import read_back
from mdt_desk.store.database import Database, open_database
from mdt_desk.store.either import Row
from mdt_desk.store.key_file import KeyFile
from mdt_desk.store.moving import move, tables_of
from mdt_desk.store.own import is_its_own
from mdt_desk.store.plain import encrypt
from mdt_desk.store.queue import Queue
from mdt_desk.store.server.opening import HeldPassword
from mdt_desk.store.server.saying import known_error
from mdt_desk.store.wrapping import Strength
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.errors import BugError, KnownError, SiteError, UserError
from mdt_desk.usecases.ports import StoredCase
from tests.queues import KEY, NoKeyStore, open_queue
from tests.store.samples import AT

ZONE = ZoneInfo("Europe/Amsterdam")
SERVER = ServerAddress(user="mdt", host="server.example", port=5432, database="queue")


def case(number: int) -> StoredCase:
    named = with_fact(CaseOf(), "patient.family_name", "Voorbeeld")
    return StoredCase(
        id=CaseId(UUID(int=number)), case=named, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT
    )


def filled(file: Path, count: int = 1) -> Database:
    database = open_database(file, KEY)
    for number in range(1, count + 1):
        Queue(database).add(case(number))
    return database


def backed_up(file: Path) -> Path:
    with closing(filled(file)) as database:
        made = BackupFolder(database, KEY, ZONE).make(Reason.ASKED, AT)
    assert made is not None
    return made.file


def plain_queue(file: Path, meetings: int = 0) -> None:
    """Lay down a queue as older builds kept it: ours, and not encrypted."""
    file.parent.mkdir(exist_ok=True)
    form_1 = (Path(__file__).parent / "forms" / "form-1.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(form_1)
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.execute("PRAGMA user_version=1")
        for number in range(meetings):
            planned = (UUID(int=number).hex, "2026-11-20 12:00:00")
            connection.execute(
                "INSERT INTO meeting (id, starts_at, names_shown, state) VALUES (?, ?, 0, 'planned')", planned
            )
        connection.commit()


def spoilt(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at : at + 64] = bytes(64)
    file.write_bytes(content)


def test_that_a_backup_that_arrives_as_something_else_does_not_take_the_place_of_the_queue(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(file)
    with open_queue(file) as queue:
        queue.add(case(2))
    newer = file.read_bytes()
    monkeypatch.setattr(shutil, "copyfile", lambda _source, target: Path(target).write_bytes(newer))
    with pytest.raises(SiteError, match=r"backup\.differs"):
        restore(file, KEY, backup, AT)
    monkeypatch.undo()
    assert file.read_bytes() == newer
    assert [each.name for each in file.parent.iterdir() if "restor" in each.name] == []


def test_that_nothing_is_counted_as_lost_of_a_queue_that_is_damaged(file: Path) -> None:
    backup = backed_up(file)
    spoilt(file, file.stat().st_size - 2000)
    with pytest.raises(SiteError, match=r"store\.damaged"):
        difference(file, KEY, backup)


def test_that_the_copy_from_before_a_change_of_form_is_a_lasting_backup(file: Path) -> None:
    backup = backed_up(file)
    lasting = backup.with_name(f"{file.stem}-before-form-9.db")
    shutil.copyfile(backup, lasting)
    found = {each.file: each.lasting for each in backups_of(file)}
    assert found == {backup: False, lasting: True}
    backup.unlink()
    with closing(open_database(file, KEY)) as database:
        assert BackupFolder(database, KEY, ZONE).make(Reason.TIMED, AT) is not None


def test_that_a_plain_queue_whose_encrypted_copy_differs_is_left_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_queue(file)
    before = file.read_bytes()

    def half(_connection: cipher.Connection, target: Path, _key: object) -> None:
        open_queue(target).close()

    monkeypatch.setattr(cipher, "export_into", half)
    with pytest.raises(SiteError, match=r"backup\.differs"):
        encrypt(file, KEY)
    assert file.read_bytes() == before
    assert not file.with_name(f".{file.name}.encrypting").exists()


def test_that_a_queue_that_comes_back_unencrypted_leaves_what_was_kept_of_the_first(file: Path) -> None:
    kept, said = [], []
    for meetings in (0, 1, 1):
        file.unlink(missing_ok=True)
        plain_queue(file, meetings)
        kept.append(encrypt(file, KEY))
        said.append(read_back(file, KEY))
    assert [each.name for each in kept] == [
        f"{file.stem}-before-encryption{each}.db" for each in ("", "-2", "-2")
    ]
    assert [read_back(each, KEY) for each in kept] == said
    assert {each.file for each in backups_of(file) if each.lasting} == set(kept)
    assert sorted(each.name for each in kept[0].parent.iterdir()) == sorted({each.name for each in kept})


def test_that_a_damaged_plain_queue_is_not_encrypted(file: Path) -> None:
    plain_queue(file)
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'case_file'").fetchone()[0]
    spoilt(file, (page - 1) * size)
    before = file.read_bytes()
    with pytest.raises((SiteError, cipher.Error)):
        encrypt(file, KEY)
    assert file.read_bytes() == before


def test_that_a_setting_the_engine_does_not_take_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(file).close()
    monkeypatch.setattr(engine, "_PRAGMAS", (("secure_delete", "ON", "never"),))
    with pytest.raises(SiteError, match=r"store\.pragma") as refused:
        open_queue(file)
    assert refused.value.params["name"] == "secure_delete"


def test_that_an_engine_that_cannot_encrypt_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "driver", sqlite3)
    with pytest.raises(SiteError, match=r"store\.engine"):
        cipher.connect(tmp_path / "queue.db", KEY)


def test_that_a_file_that_is_no_database_is_not_whole_and_a_shut_one_is_our_own_mistake(
    tmp_path: Path,
) -> None:
    file = tmp_path / "noise.db"
    file.write_bytes(bytes(range(256)) * 32)
    connection = cipher.connect(file, None)
    assert not cipher.whole(connection)
    connection.close()
    with pytest.raises(cipher.Error):
        cipher.whole(connection)


def test_that_a_table_that_is_not_there_is_a_sentence_for_the_site(file: Path) -> None:
    with closing(filled(file)) as database:
        asked: tuple[Callable[[], object], ...] = (
            lambda: database.select("SELECT * FROM nowhere"),
            lambda: database.numbers("SELECT number FROM nowhere"),
            lambda: list(database.each("SELECT * FROM nowhere")),
        )
        for ask in asked:
            with pytest.raises(SiteError, match=r"store\.failed"):
                ask()
        with pytest.raises(SiteError, match=r"store\.failed"), database.changing() as change:
            change("DELETE FROM nowhere")
        assert [each.id.int for each in Queue(database).rows()] == [1]


def test_that_a_queue_that_arrives_with_a_row_less_is_not_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        closing(filled(tmp_path / "first" / "queue.db", 3)) as first,
        closing(open_database(tmp_path / "second" / "queue.db", KEY)) as second,
    ):
        real = second.fill

        def but_one(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
            real(table, columns, list(rows)[1:])

        monkeypatch.setattr(second, "fill", but_one)
        with pytest.raises(SiteError, match=r"move\.differs"):
            move(first, second)
        assert {each.rows for each in tables_of(second)} == {0}


def test_that_keys_that_read_back_as_something_else_were_not_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    keeper = KeyFile(file, NoKeyStore(), os.urandom, Strength(n=16))
    monkeypatch.setattr(places, "write_whole", lambda target, _content: target.write_bytes(b"something else"))
    with pytest.raises(SiteError, match=r"store\.failed") as refused:
        keeper.make("negen blauwe zeilboten")
    assert refused.value.params["code"] == "read_back"


def test_that_a_row_with_a_moment_that_is_none_is_not_our_own() -> None:
    assert not is_its_own({"listed_at": "yesterday", "changed_at": "2026-11-18 09:00:00"})


def test_that_an_account_the_system_does_not_name_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert places.account_name() == ""


def test_that_a_queue_that_may_not_be_written_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(file).close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(SiteError, match=r"store\.read_only"):
        open_queue(file)


@pytest.mark.parametrize(
    ("error", "said", "key"),
    [
        (psycopg.errors.UniqueViolation(), BugError, "store.constraint"),
        (psycopg.errors.DivisionByZero(), SiteError, "server.failed"),
        (psycopg.InterfaceError("odd"), SiteError, "server.failed"),
    ],
)
def test_that_what_no_sentence_was_made_for_is_sorted_by_who_can_act(
    error: psycopg.Error, said: type[KnownError], key: str
) -> None:
    found = known_error(error, SERVER)
    assert (type(found), found.key) == (said, key)


def test_that_the_password_of_a_server_is_changed_where_accounts_are_kept() -> None:
    held = HeldPassword(SERVER)
    assert held.protection().passphrase
    with pytest.raises(UserError, match=r"server\.no_file"):
        held.set_passphrase("negen blauwe zeilboten")
