"""The disk of the power cuts loses what was not synced, and only that."""

import random

import pytest

from tests.faults.disk import SECTOR, Disk, Gone, Made, Moved, Resized, Synced, Written

OLD, NEW = b"o" * SECTOR * 4, b"n" * SECTOR * 4


def disk(**start: bytes) -> Disk:
    return Disk({f"here/{name}": data for name, data in start.items()})


def left(of: Disk, share: float, times: int = 200) -> set[bytes | None]:
    """Return everything that may be in the file after a cut; None: it is not there."""
    chance = random.Random(1)
    return {of.after_cut(chance, share).get("here/file") for _ in range(times)}


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_that_what_was_synced_is_there_whatever_happens(share: float) -> None:
    found = disk(file=OLD)
    found.do(Written(path="here/file", at=0, data=NEW))
    found.do(Synced(path="here/file"))
    assert left(found, share) == {NEW}


def test_that_of_a_write_that_was_not_synced_any_sector_may_be_there_and_no_part_of_one() -> None:
    found = disk(file=OLD)
    found.do(Written(path="here/file", at=0, data=NEW))
    assert left(found, 0) == {OLD}
    assert left(found, 1) == {NEW}
    torn = left(found, 0.5)
    assert len(torn) == 16
    sectors = {each[at : at + SECTOR] for each in torn if each for at in range(0, len(each), SECTOR)}
    assert sectors == {OLD[:SECTOR], NEW[:SECTOR]}


def test_that_a_sector_holds_what_it_held_after_one_write_or_another() -> None:
    found = disk(file=b"aaaa")
    found.do(Written(path="here/file", at=0, data=b"b"))
    found.do(Written(path="here/file", at=2, data=b"c"))
    assert left(found, 0.5) == {b"aaaa", b"baaa", b"baca"}


def test_that_a_file_may_have_grown_before_what_it_holds_is_there() -> None:
    found = disk(file=b"")
    found.do(Written(path="here/file", at=0, data=NEW))
    assert bytes(len(NEW)) in left(found, 0.2, times=2_000)


def test_that_a_file_that_was_cut_off_may_still_be_long() -> None:
    found = disk(file=OLD)
    found.do(Resized(path="here/file", size=3))
    assert left(found, 0.5) == {OLD, OLD[:3]}


def test_that_a_name_is_lost_until_its_folder_is_synced_also_when_its_content_is_there() -> None:
    found = disk(other=OLD)
    found.do(Made(path="here/file"))
    found.do(Written(path="here/file", at=0, data=NEW))
    found.do(Synced(path="here/file"))
    assert left(found, 0) == {None}
    found.do(Synced(path="here"))
    assert left(found, 0) == {NEW}


def test_that_everything_in_a_folder_is_lost_with_its_name() -> None:
    found = disk(file=OLD)
    found.do(Made(path="here/new", folder=True))
    found.do(Made(path="here/new/file"))
    found.do(Synced(path="here/new"))
    assert set(found.after_cut(random.Random(1), 0)) == {".", "here", "here/file"}
    found.do(Synced(path="here"))
    assert "here/new/file" in found.after_cut(random.Random(1), 0)


def test_that_a_file_that_took_a_place_is_there_whole_or_the_one_before() -> None:
    found = disk(file=OLD)
    found.do(Made(path="here/part"))
    found.do(Written(path="here/part", at=0, data=NEW))
    found.do(Synced(path="here/part"))
    found.do(Moved(path="here/part", to="here/file"))
    assert left(found, 0.5) == {OLD, NEW}
    found.do(Synced(path="here"))
    assert left(found, 0.5) == {NEW}


def test_that_a_file_that_was_removed_may_be_back() -> None:
    found = disk(file=OLD)
    found.do(Gone(path="here/file"))
    assert left(found, 0.5) == {OLD, None}
    found.do(Synced(path="here"))
    assert left(found, 0.5) == {None}
