"""What keeps a desk out of a server is one sentence each, and leaves the server as it was."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from mdt_desk.i18n import Texts
from mdt_desk.store.engine import SCHEMA_VERSION
from mdt_desk.store.server import saying
from mdt_desk.store.server.opening import open_server
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import KnownError, ServerAway
from tests.servers import GUARDED, PASSWORD, Server, fresh

HAND = Callable[[str], None]


class OneStore:
    """A key store of one test."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def keep(self, mark: bytes, secret: bytes) -> bool:
        self.kept[mark] = secret
        return True

    def recall(self, mark: bytes) -> bytes | None:
        return self.kept.get(mark)

    def forget(self, mark: bytes) -> None:
        self.kept.pop(mark, None)


def refusal(address: ServerAddress, password: str | None = None) -> KnownError:
    with pytest.raises(KnownError) as refused:
        open_server(address, lambda: password, OneStore())
    return refused.value


def as_said(error: KnownError, texts: Texts) -> str:
    return texts.get(error.key, **error.params)


def test_that_a_server_that_is_not_there_is_away(tmp_path: Path, texts: Texts) -> None:
    found = refusal(ServerAddress(user="desk", host=str(tmp_path), port=5432, database="mdt"))
    assert isinstance(found, ServerAway)
    assert str(tmp_path) in as_said(found, texts)


def test_that_a_database_that_is_not_there_is_named(server: Server) -> None:
    assert refusal(server.address("nowhere")).key == "server.no_database"


def test_that_an_account_that_is_not_there_is_told_as_a_wrong_password_is(
    server: Server, address: ServerAddress
) -> None:
    nobody = server.address(address.database, user="nobody_known")
    assert refusal(nobody).key == "server.wrong_password"


@pytest.mark.parametrize(
    ("typed", "key"), [(None, "server.password_needed"), ("fout", "server.wrong_password")]
)
def test_that_without_the_right_password_nobody_comes_in_and_it_is_not_repeated(
    server: Server, address: ServerAddress, typed: str | None, key: str, texts: Texts
) -> None:
    found = refusal(server.address(address.database, GUARDED), typed)
    assert found.key == key
    assert "fout" not in as_said(found, texts).replace("een fout", "")
    assert found.__cause__ is None


def test_that_a_password_that_was_right_is_asked_once(server: Server, address: ServerAddress) -> None:
    guarded, store, asked = server.address(address.database, GUARDED), OneStore(), list[int]()

    def ask() -> str:
        asked.append(1)
        return PASSWORD

    open_server(guarded, ask, store).close()
    open_server(guarded, ask, store).close()
    assert len(asked) == 1
    assert PASSWORD.encode() in store.kept.values()


def test_that_the_driver_finds_a_password_where_it_always_looks(
    server: Server, address: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pass"
    file.write_text(f"*:*:*:{GUARDED}:{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    open_server(server.address(address.database, GUARDED), store=OneStore()).close()


def test_that_tables_of_another_program_are_left_alone(server: Server) -> None:
    with fresh(server, "template0") as address:
        server.say("CREATE TABLE stock (id integer)", address.database)
        assert refusal(address).key == "server.foreign"
        with server.by_hand(address.database) as hand:
            assert hand.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall() == [
                ("stock",)
            ]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (f"form = {SCHEMA_VERSION + 1}", "server.newer"),
        ("application = 7", "server.foreign"),
        ("form = 1", "server.foreign"),
    ],
)
def test_that_a_newer_form_and_another_mark_are_refused(
    server: Server, address: ServerAddress, change: str, key: str, texts: Texts
) -> None:
    server.say(f"UPDATE queue_form SET {change}", address.database)
    found = refusal(address)
    assert found.key == key
    assert as_said(found, texts)


def test_that_an_account_that_may_not_make_tables_is_told_who_must(server: Server) -> None:
    with fresh(server, "template0") as address:
        server.say("CREATE ROLE guest LOGIN")
        try:
            assert refusal(server.address(address.database, "guest")).key == "server.not_made"
        finally:
            server.say("DROP ROLE guest")


def test_that_an_older_server_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: ServerAddress, texts: Texts
) -> None:
    monkeypatch.setattr("mdt_desk.store.server.line.OLDEST", 99)
    found = refusal(address)
    assert found.key == "server.too_old"
    assert "99" in as_said(found, texts)


def test_that_a_server_that_may_only_be_read_says_so(server: Server, address: ServerAddress) -> None:
    server.say(f"ALTER DATABASE {address.database} SET default_transaction_read_only = on")
    assert refusal(address).key == "server.read_only"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("server does not support SSL, but SSL was required", "server.tls"),
        ("SSL error: certificate verify failed", "server.tls"),
        ("FATAL:  sorry, too many clients already", "server.too_many"),
        ('FATAL:  database "mdt" bestaat niet', "server.no_database"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "server.wrong_password"),
        ("connection refused", "server.away"),
    ],
)
def test_that_the_words_of_a_server_at_the_door_become_ours(words: str, key: str) -> None:
    address = ServerAddress(user="desk", host="db.voorbeeld", port=5432, database="mdt")
    assert saying.door_error(psycopg.OperationalError(words), address).key == key
