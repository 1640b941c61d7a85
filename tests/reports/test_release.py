"""A document leaves whole and checked, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.release import Made, check, read_pages, release, release_bytes
from mdt_desk.reports.style import house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.usecases.errors import BugError, SiteError
from tests.reports.examples import MADE


@pytest.fixture
def made(gate: TextGate) -> Made:
    furniture = Furniture(
        title="A title",
        owner="Ziekenhuis Voorbeeld",
        status="demonstration",
        notes=("a note",),
        number="X-1",
        rules="",
        page="page {page} of ",
        language="en",
        author="MDT Desk",
        made_at=MADE,
    )
    return HouseDocument(furniture, gate).make([*gate.paragraphs("hello", house_styles(gate.fonts).body)])


def test_that_a_released_document_is_there_whole(made: Made, tmp_path: Path) -> None:
    file = release(made, tmp_path / "document.pdf")
    assert "hello" in read_pages(file.read_bytes())[0]
    assert [each.name for each in tmp_path.iterdir()] == ["document.pdf"]


def test_that_only_its_owner_may_read_it(made: Made, tmp_path: Path) -> None:
    file = release(made, tmp_path / "document.pdf")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_that_a_document_that_does_not_read_back_is_not_released(made: Made, tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(b"older")
    lacking = Made(content=made.content, expected=(("a name that is not on the page",),))
    with pytest.raises(BugError, match=r"document\.not_as_made"):
        release(lacking, file)
    assert file.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["document.pdf"]


def test_that_a_missing_page_is_noticed(made: Made) -> None:
    with pytest.raises(BugError):
        check(made.content, (*made.expected, ()))


def test_that_a_cut_file_is_noticed(made: Made) -> None:
    with pytest.raises(BugError):
        check(made.content[: len(made.content) // 2], made.expected)


def test_that_a_folder_that_cannot_be_written_is_for_the_site_to_mend(made: Made, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(SiteError, match=r"document\.not_written"):
        release(made, blocked / "document.pdf")


def test_that_a_text_of_which_the_disk_keeps_a_part_only_is_not_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "minutes.txt"
    assert release_bytes(b"older", file).read_bytes() == b"older"
    monkeypatch.setattr(os, "fsync", lambda handle: os.ftruncate(handle, 3))
    with pytest.raises(BugError, match=r"document\.not_as_made"):
        release_bytes(b"newer", file)
    assert file.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["minutes.txt"]
