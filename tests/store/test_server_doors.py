"""What keeps a desk out of a server is one sentence each, and leaves the server as it was."""

import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from mdt_desk.i18n import Texts
from mdt_desk.store.engine import SCHEMA_VERSION
from mdt_desk.store.server import saying
from mdt_desk.store.server.knocking import Refusal
from mdt_desk.store.server.opening import open_server
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import KnownError, ServerAway
from tests.servers import GUARDED, PASSWORD, Server, fresh

STORE = Path(saying.__file__).parents[1]
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


@contextmanager
def refusing(code: str, words: str) -> Iterator[ServerAddress]:
    """Stand where a server would, and refuse whoever comes as one does: with a code, and words of some language."""
    fields = {"S": "FATALE", "V": "FATAL", "C": code, "M": words, "D": words}
    said = b"".join(name.encode() + text.encode() + b"\0" for name, text in fields.items()) + b"\0"
    answer = b"E" + (len(said) + 4).to_bytes(4, "big") + said

    def answer_each() -> None:
        with suppress(OSError):
            while True:
                guest, _ = listening.accept()
                with guest:
                    guest.recv(10_000)
                    guest.sendall(answer)

    folder = Path(tempfile.mkdtemp(prefix="mdt-door-"))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / ".s.PGSQL.5432"))
        listening.listen()
        answering = Thread(target=answer_each, daemon=True)
        answering.start()
        try:
            yield ServerAddress(user="desk", host=str(folder), port=5432, database="mdt")
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            answering.join()
            shutil.rmtree(folder)


MISLEADING = (
    'certificate SSL too many authentication "mdt" does not exist pg_hba.conf',
    "le mot de passe n'est pas bon",
    "データベースは存在しません",
    "",
)
"""What a server may say in whatever language: nothing of it is read."""


@pytest.mark.parametrize("words", MISLEADING)
@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("53300", "server.too_many"),
        ("3D000", "server.no_database"),
        ("28000", "server.wrong_password"),
        ("28P01", "server.wrong_password"),
        ("57P03", "server.away"),
        ("XX000", "server.failed"),
    ],
)
def test_that_why_a_server_keeps_us_out_is_read_from_its_code_in_every_language(
    code: str, key: str, words: str, texts: Texts
) -> None:
    with refusing(code, words) as address:
        found = refusal(address)
    assert found.key == key
    assert as_said(found, texts)
    assert not words or words not in as_said(found, texts)


def test_that_a_refusal_without_a_code_is_read_from_how_far_it_went() -> None:
    address = ServerAddress(user="desk", host="db.voorbeeld", port=5432, database="mdt")
    keys = {
        Refusal(proving=True): "server.tls",
        Refusal(needs_password=True, used_password=True): "server.password_needed",
        Refusal(used_password=True): "server.wrong_password",
        Refusal(): "server.away",
    }
    assert {each: saying.door_error(each, address).key for each in keys} == keys


def test_that_nothing_of_the_store_reads_the_words_of_an_error() -> None:
    words = re.compile(r"str\(error\)|message_(primary|detail|hint)|pgerror|error\.args|repr\(error\)")
    read = [each.name for each in STORE.rglob("*.py") if words.search(each.read_text(encoding="utf-8"))]
    assert read == []
