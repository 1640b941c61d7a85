"""What the desk keeps beside the cases."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.usecases.ports import NoteKind
from tests.queues import open_queue

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def test_that_a_note_outlives_the_program(tmp_path: Path) -> None:
    with open_queue(tmp_path / "queue.db") as queue:
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 3")
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 34")
    with open_queue(tmp_path / "queue.db") as queue:
        assert queue.notes.recall(NoteKind.DRAFT, "case 1") == "albumin 34"
        assert queue.notes.under(NoteKind.DRAFT) == {"case 1": "albumin 34"}


def test_that_kinds_do_not_meet(tmp_path: Path) -> None:
    with open_queue(tmp_path / "queue.db") as queue:
        queue.notes.keep(NoteKind.SAVED_FILTER, "mine", "Jansen")
        assert queue.notes.recall(NoteKind.DRAFT, "mine") is None
        assert not queue.notes.under(NoteKind.HEADER_MAPPING)


def test_that_a_note_forgotten_is_gone_and_forgetting_twice_is_no_error(tmp_path: Path) -> None:
    with open_queue(tmp_path / "queue.db") as queue:
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 34")
        queue.notes.forget(NoteKind.DRAFT, "case 1")
        queue.notes.forget(NoteKind.DRAFT, "case 1")
        assert queue.notes.recall(NoteKind.DRAFT, "case 1") is None


@given(notes=st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=6))
def test_that_every_text_comes_back_as_it_was(
    notes: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_queue(tmp_path_factory.mktemp("notes") / "queue.db") as queue:
        for key, text in notes.items():
            queue.notes.keep(NoteKind.DRAFT, key, text)
        assert queue.notes.under(NoteKind.DRAFT) == notes
