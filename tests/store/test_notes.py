"""What the desk keeps beside the cases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import NoteKind
from tests.servers import open_server_queue
from tests.store.homes import Home

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


def test_that_a_note_outlives_the_program(home: Home) -> None:
    with home.open() as queue:
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 3")
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 34")
    with home.open() as queue:
        assert queue.notes.recall(NoteKind.DRAFT, "case 1") == "albumin 34"
        assert queue.notes.under(NoteKind.DRAFT) == {"case 1": "albumin 34"}


def test_that_kinds_do_not_meet(home: Home) -> None:
    with home.open() as queue:
        queue.notes.keep(NoteKind.SAVED_FILTER, "mine", "Jansen")
        assert queue.notes.recall(NoteKind.DRAFT, "mine") is None
        assert not queue.notes.under(NoteKind.HEADER_MAPPING)


def test_that_a_note_forgotten_is_gone_and_forgetting_twice_is_no_error(home: Home) -> None:
    with home.open() as queue:
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 34")
        queue.notes.forget(NoteKind.DRAFT, "case 1")
        queue.notes.forget(NoteKind.DRAFT, "case 1")
        assert queue.notes.recall(NoteKind.DRAFT, "case 1") is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=6))
def test_that_every_text_comes_back_as_it_was(home: Home, notes: dict[str, str]) -> None:
    home.fresh()
    with home.open() as queue:
        for key, text in notes.items():
            queue.notes.keep(NoteKind.DRAFT, key, text)
        assert queue.notes.under(NoteKind.DRAFT) == notes


def test_that_a_text_no_database_takes_is_refused_and_leaves_the_rest(home: Home) -> None:
    with home.open() as queue:
        queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 34")
        with pytest.raises(UserError):
            queue.notes.keep(NoteKind.DRAFT, "case 1", "\ud800")
        assert queue.notes.under(NoteKind.DRAFT) == {"case 1": "albumin 34"}


def test_that_a_server_says_that_it_cannot_keep_a_null(address: ServerAddress) -> None:
    with open_server_queue(address) as queue, pytest.raises(UserError, match="text_unstorable"):
        queue.notes.keep(NoteKind.DRAFT, "case 1", "\0")
