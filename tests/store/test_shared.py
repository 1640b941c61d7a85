"""A computer that several system users share: a folder for their group, one queue, the passphrase once for each."""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.durable import file_mode, make_folder, shared, write_whole
from mdt_desk.store.key_file import KeyFile
from mdt_desk.store.wrapping import Strength
from mdt_desk.usecases.backups import Reason

PASSPHRASE = "zeven paarse fietsen"
GROUPS = 0o2770


class OwnKeyStore:
    """The key store of one system user, as the port has it."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def keep(self, name: bytes, secret: bytes) -> bool:
        self.kept[name] = secret
        return True

    def recall(self, name: bytes) -> bytes | None:
        return self.kept.get(name)


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o077)
    yield os.umask
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "for the group"
    made.mkdir()
    made.chmod(GROUPS)
    return made


def keeper(folder: Path, store: OwnKeyStore) -> KeyFile:
    return KeyFile(folder / "queue.db", store, os.urandom, Strength(n=1 << 10))


def test_that_each_user_types_the_passphrase_once_and_none_again(folder: Path) -> None:
    first, second = OwnKeyStore(), OwnKeyStore()
    key = keeper(folder, first).make(PASSPHRASE)
    assert keeper(folder, second).without_asking() is None
    assert keeper(folder, second).with_passphrase(PASSPHRASE) == key
    for _ in range(2):
        assert keeper(folder, first).without_asking() == key
        assert keeper(folder, second).without_asking() == key


def test_that_what_the_key_store_keeps_is_not_the_key(folder: Path) -> None:
    store = OwnKeyStore()
    key = keeper(folder, store).make(PASSPHRASE)
    assert key.raw not in store.kept.values()


@pytest.mark.parametrize(
    ("mode", "for_group"), [(0o700, False), (0o770, False), (0o2750, False), (GROUPS, True), (0o2775, False)]
)
def test_that_only_a_folder_made_for_a_group_on_purpose_is_shared(
    tmp_path: Path, mode: int, for_group: bool
) -> None:
    made = tmp_path / "folder"
    made.mkdir()
    made.chmod(mode)
    assert shared(made) is for_group
    assert file_mode(made) == (0o660 if for_group else 0o600)


def modes(folder: Path) -> dict[str, int]:
    return {
        each.relative_to(folder).as_posix().split("-")[0]: stat.S_IMODE(each.stat().st_mode)
        for each in folder.rglob("*")
    }


@pytest.mark.parametrize(("made", "files", "folders"), [(GROUPS, 0o660, GROUPS), (0o700, 0o600, 0o700)])
def test_that_queue_keys_and_backups_are_for_whom_the_folder_is(
    tmp_path: Path, made: int, files: int, folders: int, umask: Callable[[int], int]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(made)
    umask(0o077)
    with open_desk(folder / "queue.db", passphrase=PASSPHRASE) as services:
        assert services.backups is not None
        services.backups.make(Reason.ASKED, datetime(2026, 11, 18, 9, 0, tzinfo=UTC))
    write_whole(folder / "queue.note", b"x")
    found = modes(folder)
    assert found.pop("backups") == folders
    assert set(found.values()) == {files}, found


def test_that_a_folder_within_one_of_a_group_is_the_groups_too(folder: Path) -> None:
    make_folder(folder / "deeper")
    assert stat.S_IMODE((folder / "deeper").stat().st_mode) == GROUPS
    make_folder(folder.parent / "own" / "deeper")
    assert stat.S_IMODE((folder.parent / "own" / "deeper").stat().st_mode) & 0o077 == 0


def test_that_the_name_of_a_new_folder_is_on_the_disk_before_anything_is_kept_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = list[str]()

    def noted(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))

    monkeypatch.setattr("os.fsync", noted)
    make_folder(tmp_path / "above" / "below")
    assert synced == [str(tmp_path), str(tmp_path / "above")]
