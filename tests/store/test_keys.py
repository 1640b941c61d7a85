"""The key of a queue: found again by key store or passphrase, never by anything else, never lost half way."""

import hashlib
import json
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from mdt_desk.i18n import Texts
from mdt_desk.store import key_header
from mdt_desk.store.glimpse import key_in_store
from mdt_desk.store.key_file import KeyFile, keys_beside
from mdt_desk.store.key_header import HeaderRefused
from mdt_desk.store.key_stores import KeyStore, SystemKeyStore
from mdt_desk.store.queue import open_queue
from mdt_desk.store.wrapping import Strength
from mdt_desk.usecases.errors import KnownError, SiteError, UserError
from mdt_desk.usecases.keys import Protection, QueueKey, suggestion, told, unattended
from tests.queues import NoKeyStore

WEAK = Strength(n=16)
PASSPHRASE = "negen blauwe zeilboten"


class OwnKeyStore:
    """A key store that can be closed to us."""

    def __init__(self) -> None:
        self.secrets: dict[bytes, bytes] = {}
        self.closed = False

    def keep(self, mark: bytes, secret: bytes) -> bool:
        if not self.closed:
            self.secrets[mark] = secret
        return not self.closed

    def recall(self, mark: bytes) -> bytes | None:
        return None if self.closed else self.secrets.get(mark)


class Chance:
    """Bytes that repeat from test to test, never twice the same in one."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, count: int) -> bytes:
        self.asked += 1
        return hashlib.shake_256(str(self.asked).encode()).digest(count)


@pytest.fixture
def key_store() -> OwnKeyStore:
    return OwnKeyStore()


@pytest.fixture
def keeper(file: Path, key_store: OwnKeyStore) -> KeyFile:
    return KeyFile(file, key_store, Chance(), WEAK)


def bare(file: Path, key_store: KeyStore | None = None) -> KeyFile:
    return KeyFile(file, key_store or NoKeyStore(), Chance(), WEAK)


def refused(keeper: KeyFile, passphrase: str) -> str:
    with pytest.raises(KnownError) as refusal:
        keeper.with_passphrase(passphrase)
    return refusal.value.key


def test_that_a_new_queue_has_no_key(keeper: KeyFile) -> None:
    assert keeper.protection() is None
    assert keeper.without_asking() is None


def test_that_key_store_and_passphrase_each_open_the_queue(keeper: KeyFile) -> None:
    key = keeper.make(PASSPHRASE)
    assert keeper.protection() == Protection(passphrase=True, key_store=True)
    assert keeper.without_asking() == key
    assert keeper.with_passphrase(PASSPHRASE) == key


def test_that_a_passphrase_may_be_typed_with_other_spaces_and_composed_letters(keeper: KeyFile) -> None:
    key = keeper.make("négen blauwe zeilboten")
    assert keeper.with_passphrase("  ne\u0301gen  blauwe zeilboten ") == key
    assert refused(keeper, "Négen blauwe zeilboten") == "keys.wrong_passphrase"


def test_that_nothing_in_the_file_is_the_key_or_the_passphrase(keeper: KeyFile) -> None:
    key = keeper.make(PASSPHRASE)
    content = keeper.file.read_bytes()
    for secret in (key.raw, key.raw.hex().encode(), PASSPHRASE.encode()):
        assert secret not in content
    assert key.raw.hex() not in repr(key)


def test_that_only_this_user_can_read_the_keys(keeper: KeyFile) -> None:
    keeper.make(PASSPHRASE)
    assert stat.S_IMODE(keeper.file.stat().st_mode) == 0o600
    assert [each.name for each in keeper.file.parent.iterdir()] == ["queue.keys"]


def test_that_a_lost_key_store_costs_a_passphrase_and_is_told_again(
    keeper: KeyFile, key_store: OwnKeyStore, file: Path
) -> None:
    key = keeper.make(PASSPHRASE)
    open_queue(file, key).close()
    key_store.secrets.clear()
    assert keeper.without_asking() is None
    assert keeper.with_passphrase(PASSPHRASE) == key
    assert keeper.without_asking() == key
    open_queue(file, key).close()


def test_that_a_key_store_with_another_secret_opens_nothing(keeper: KeyFile, key_store: OwnKeyStore) -> None:
    keeper.make(PASSPHRASE)
    for mark in key_store.secrets:
        key_store.secrets[mark] = b"\x01" * 32
    assert keeper.without_asking() is None


def test_that_another_computer_without_key_store_opens_with_the_passphrase(
    keeper: KeyFile, file: Path
) -> None:
    key = keeper.make(PASSPHRASE)
    assert bare(file).without_asking() is None
    assert bare(file).with_passphrase(PASSPHRASE) == key


def test_that_a_changed_passphrase_opens_the_same_queue_and_the_old_one_nothing(keeper: KeyFile) -> None:
    key = keeper.make(PASSPHRASE)
    keeper.set_passphrase(key, "tien rode fietsen")
    assert keeper.with_passphrase("tien rode fietsen") == key
    assert refused(keeper, PASSPHRASE) == "keys.wrong_passphrase"
    assert keeper.without_asking() == key


def test_that_what_opened_the_copies_beside_the_backups_opens_them_no_more(file: Path) -> None:
    key = unattended(bare(file), None)
    beside = file.parent / "backups" / "queue-20261120T120000Z.keys"
    others = beside.with_name("queue-20261119T120000Z.keys")
    beside.parent.mkdir()
    beside.write_bytes(keys_beside(file).read_bytes())
    others.write_bytes(b"{}")
    bare(file).set_passphrase(key, PASSPHRASE)
    assert beside.read_bytes() == keys_beside(file).read_bytes()
    assert key.raw.hex().encode() not in beside.read_bytes()
    assert others.read_bytes() == b"{}"


@pytest.mark.parametrize("short", ["", "kort", "elf letters", "aaaaaaaaaaaaaaaa", "   a b c d e   "])
def test_that_a_short_passphrase_is_refused_before_anything_is_written(keeper: KeyFile, short: str) -> None:
    with pytest.raises(UserError, match="too_short"):
        keeper.make(short)
    assert keeper.protection() is None


def test_that_keys_are_never_made_over_others(keeper: KeyFile) -> None:
    keeper.make(PASSPHRASE)
    before = keeper.file.read_bytes()
    with pytest.raises(SiteError, match=r"keys\.there"):
        keeper.make("tien rode fietsen")
    assert keeper.file.read_bytes() == before


def test_that_an_unwatched_command_makes_a_queue_that_opens_again_and_says_it_lies_open(file: Path) -> None:
    key = unattended(bare(file), None)
    assert bare(file).protection() == Protection(open=True)
    assert unattended(bare(file), None) == key
    bare(file).set_passphrase(key, PASSPHRASE)
    assert bare(file).protection() == Protection(passphrase=True)
    assert key.raw.hex() not in keys_beside(file).read_text(encoding="utf-8")
    with pytest.raises(SiteError, match=r"keys\.ask"):
        unattended(bare(file), None)
    assert unattended(bare(file), PASSPHRASE) == key


def test_that_a_queue_without_its_keys_is_told_apart_from_a_new_one(keeper: KeyFile, file: Path) -> None:
    open_queue(file, keeper.make(PASSPHRASE)).close()
    keeper.file.unlink()
    with pytest.raises(SiteError, match=r"keys\.missing"):
        keeper.protection()
    with pytest.raises(SiteError, match=r"keys\.missing"):
        keeper.make(PASSPHRASE)


def test_that_the_keys_of_another_queue_are_told_apart_from_damage(keeper: KeyFile, file: Path) -> None:
    open_queue(file, keeper.make(PASSPHRASE)).close()
    before = file.read_bytes()
    with pytest.raises(SiteError, match=r"store\.other_key"):
        open_queue(file, QueueKey(b"\x07" * 32, b"\x08" * 16))
    assert file.read_bytes() == before


def test_that_a_changed_header_never_opens_and_never_crashes(keeper: KeyFile) -> None:
    key = keeper.make(PASSPHRASE)
    content = keeper.file.read_bytes()
    for at in range(0, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 4
        keeper.file.write_bytes(changed)
        for way in (keeper.without_asking, lambda: keeper.with_passphrase(PASSPHRASE)):
            try:
                found = way()
            except (SiteError, UserError):
                continue
            assert found in {None, key}


@given(st.binary(max_size=200))
def test_that_any_file_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(HeaderRefused):
        key_header.read(content)


@pytest.mark.parametrize(
    ("work", "value"),
    [("n", 1 << 40), ("n", 3), ("n", 0), ("r", 1 << 20), ("p", 17), ("p", True), ("n", "16")],
)
def test_that_work_without_measure_is_refused(keeper: KeyFile, work: str, value: object) -> None:
    keeper.make(PASSPHRASE)
    tree = json.loads(keeper.file.read_bytes())
    tree["passphrase"][work] = value
    keeper.file.write_text(json.dumps(tree), encoding="utf-8")
    with pytest.raises(SiteError, match=r"keys\.damaged"):
        keeper.protection()


def test_that_newer_keys_are_refused_untouched(keeper: KeyFile) -> None:
    keeper.make(PASSPHRASE)
    tree = json.loads(keeper.file.read_bytes()) | {"schema": "mdt-desk/keys/2"}
    keeper.file.write_text(json.dumps(tree), encoding="utf-8")
    with pytest.raises(SiteError, match=r"keys\.newer"):
        keeper.protection()


@pytest.fixture
def read_only(keeper: KeyFile) -> KeyFile:
    keeper.make(PASSPHRASE)
    (keeper.file.parent / f".{keeper.file.name}.new").mkdir()
    return keeper


def test_that_a_passphrase_that_cannot_be_written_leaves_the_old_one(read_only: KeyFile) -> None:
    key = read_only.with_passphrase(PASSPHRASE)
    with pytest.raises(SiteError):
        read_only.set_passphrase(key, "tien rode fietsen")
    assert read_only.with_passphrase(PASSPHRASE) == key


def test_that_a_passphrase_that_cannot_be_written_beside_a_backup_leaves_the_old_one_everywhere(
    file: Path,
) -> None:
    key = bare(file).make(PASSPHRASE)
    folder = file.parent / "backups"
    folder.mkdir()
    beside = [folder / f"queue-2026112{day}T120000Z.keys" for day in (0, 1, 2)]
    content = bare(file).file.read_bytes()
    for each in beside:
        each.write_bytes(content)
    (folder / f".{beside[1].name}.new").mkdir()
    with pytest.raises(SiteError):
        bare(file).set_passphrase(key, "tien rode fietsen")
    assert bare(file).with_passphrase(PASSPHRASE) == key
    assert {each.read_bytes() for each in beside} == {content}


def test_that_a_system_without_key_store_is_no_error() -> None:
    store = SystemKeyStore()
    assert not store.keep(b"\x01" * 16, b"\x02" * 32)
    assert store.recall(b"\x01" * 16) is None


def test_that_the_real_work_of_a_passphrase_is_what_it_should_be() -> None:
    assert Strength() == Strength(n=1 << 17, r=8, p=1)


def test_that_a_suggested_passphrase_is_long_enough_and_free_of_lookalikes() -> None:
    said = suggestion(bytes(range(25)))
    assert len(said) == 29
    assert told(said) == said
    assert not set("ilo01") & set(said)


def test_that_every_refusal_has_its_sentence(texts: Texts) -> None:
    params = {"file": "f", "keys": "k", "least": "12", "name": "n", "number": "3"}
    keys = ("missing", "damaged", "newer", "there", "other", "too_short", "differ", "wrong_passphrase", "ask")
    assert len({texts.get(f"keys.{each}", **params) for each in keys}) == len(keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"passphrase": None},
        {"queue": 7},
        {"queue": "00"},
        {"queue": "no number"},
        {"open": "00"},
        {"open": 7},
        {"key_store": {"nonce": "00" * 12}},
    ],
)
def test_that_keys_that_open_nothing_or_are_of_another_size_are_refused(
    keeper: KeyFile, key_store: OwnKeyStore, changes: dict[str, object]
) -> None:
    key_store.closed = True
    keeper.make(PASSPHRASE)
    tree = json.loads(keeper.file.read_bytes()) | changes
    kept = {name: value for name, value in tree.items() if value is not None}
    with pytest.raises(HeaderRefused):
        key_header.read(json.dumps(kept).encode())


def test_that_the_passphrase_of_another_queue_is_not_changed(keeper: KeyFile) -> None:
    other = QueueKey(b"\x07" * 32, b"\x08" * 16)
    with pytest.raises(SiteError, match=r"keys\.other"):
        keeper.set_passphrase(other, PASSPHRASE)
    keeper.make(PASSPHRASE)
    before = keeper.file.read_bytes()
    with pytest.raises(SiteError, match=r"keys\.other"):
        keeper.set_passphrase(other, "tien groene zeilboten")
    assert keeper.file.read_bytes() == before


def test_that_keys_that_cannot_be_read_are_a_sentence_for_the_site(keeper: KeyFile) -> None:
    keeper.file.mkdir(parents=True)
    with pytest.raises(SiteError):
        keeper.protection()


def test_that_a_queue_from_before_there_were_keys_waits_for_its_first(keeper: KeyFile, file: Path) -> None:
    file.parent.mkdir()
    sqlite3.connect(file).execute("CREATE TABLE before (x)").connection.close()
    assert keeper.protection() is None


class Ring(KeyringBackend):
    """The key store of a system: open or locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # of keyring, which has no types here
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_locked()
        self.secrets[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_locked()
        return self.secrets.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_locked()
        del self.secrets[service, username]

    def _refuse_locked(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, own = keyring.get_keyring(), Ring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


def test_that_the_key_store_of_the_system_keeps_and_gives_back(ring: Ring) -> None:
    store = SystemKeyStore()
    assert store.recall(b"mark") is None
    assert store.keep(b"mark", b"secret")
    assert store.recall(b"mark") == b"secret"
    assert len(ring.secrets) == 1


def test_that_a_locked_key_store_is_as_good_as_none(ring: Ring) -> None:
    store = SystemKeyStore()
    assert store.keep(b"mark", b"secret")
    ring.locked = True
    assert not store.keep(b"mark", b"other")
    assert store.recall(b"mark") is None
    ring.locked = False
    assert store.recall(b"mark") == b"secret"


def test_that_what_another_program_put_there_is_no_secret_of_ours(ring: Ring) -> None:
    store = SystemKeyStore()
    assert store.keep(b"mark", b"secret")
    ring.secrets = dict.fromkeys(ring.secrets, "no number")
    assert store.recall(b"mark") is None


def test_that_a_start_finds_the_key_that_the_system_keeps(file: Path, ring: Ring) -> None:
    key = KeyFile(file, SystemKeyStore(), Chance(), WEAK).make(PASSPHRASE)
    assert key_in_store(file) == (key.raw.hex(), key.salt.hex())
    ring.secrets = dict.fromkeys(ring.secrets, "00" * 32)
    assert key_in_store(file) is None
    ring.secrets.clear()
    assert key_in_store(file) is None
