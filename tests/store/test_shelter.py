"""Drafts wait on this computer encrypted, or in memory only: a planted name is never found in a file."""

import os
from pathlib import Path

from mdt_desk.store.shelter import Shelter
from mdt_desk.usecases.ports import NoteKind
from tests.queues import NoKeyStore

NAME = "Zwanenburg-Kanarie"


class Drawer:
    """A key store in memory."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def keep(self, mark: bytes, secret: bytes) -> bool:
        self._kept[mark] = secret
        return True

    def recall(self, mark: bytes) -> bytes | None:
        return self._kept.get(mark)


def written(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_that_a_draft_outlives_the_program_and_stands_nowhere_readable(tmp_path: Path) -> None:
    drawer = Drawer()
    first = Shelter(tmp_path, "mdt@server/queue", drawer, os.urandom)
    first.keep(NoteKind.DRAFT, "case", NAME)
    assert written(tmp_path)
    assert NAME.encode() not in written(tmp_path)
    first.close()
    second = Shelter(tmp_path, "mdt@server/queue", drawer, os.urandom)
    assert second.recall(NoteKind.DRAFT, "case") == NAME
    other = Shelter(tmp_path, "mdt@other/queue", drawer, os.urandom)
    assert other.recall(NoteKind.DRAFT, "case") is None
    second.close()


def test_that_a_place_in_which_nothing_waits_is_taken_away(tmp_path: Path) -> None:
    shelter = Shelter(tmp_path, "mdt@server/queue", Drawer(), os.urandom)
    shelter.keep(NoteKind.DRAFT, "case", NAME)
    shelter.forget(NoteKind.DRAFT, "case")
    shelter.close()
    assert written(tmp_path) == b""


def test_that_without_a_key_store_a_draft_waits_in_memory_only(tmp_path: Path) -> None:
    shelter = Shelter(tmp_path, "mdt@server/queue", NoKeyStore(), os.urandom)
    shelter.keep(NoteKind.DRAFT, "case", NAME)
    assert shelter.recall(NoteKind.DRAFT, "case") == NAME
    assert written(tmp_path) == b""
    shelter.close()


def test_that_a_second_window_keeps_what_it_holds_in_memory(tmp_path: Path) -> None:
    drawer = Drawer()
    first, second = (Shelter(tmp_path, "mdt@server/queue", drawer, os.urandom) for _ in range(2))
    first.keep(NoteKind.DRAFT, "one", NAME)
    second.keep(NoteKind.DRAFT, "two", NAME)
    assert second.recall(NoteKind.DRAFT, "two") == NAME
    second.close()
    assert first.recall(NoteKind.DRAFT, "one") == NAME
    first.close()
