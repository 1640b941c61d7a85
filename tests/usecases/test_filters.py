"""Saved filters come back as they were kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.filters import Filter, Urgent, delete_filter, save_filter, saved_filters
from mdt_desk.usecases.ports import NoteKind, Notes

filters = st.builds(
    Filter,
    typed=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    urgency=st.frozensets(st.sampled_from(Urgent)),
    readiness=st.frozensets(st.sampled_from(ReadinessState)),
    states=st.frozensets(st.sampled_from(CaseState)),
    listed=st.booleans(),
)


class Kept(dict[tuple[NoteKind, str], str]):
    """Notes in memory."""

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        self[kind, key] = text

    def recall(self, kind: NoteKind, key: str) -> str | None:
        return self.get((kind, key))

    def under(self, kind: NoteKind) -> dict[str, str]:
        return {key: text for (of, key), text in self.items() if of is kind}

    def forget(self, kind: NoteKind, key: str) -> None:
        self.pop((kind, key), None)


@given(filters)
@settings(max_examples=60)
def test_that_a_filter_comes_back_as_it_was_saved(chosen: Filter) -> None:
    notes: Notes = Kept()
    save_filter(notes, "mine", chosen)
    assert saved_filters(notes) == {"mine": chosen}


def test_that_a_name_is_kept_once_and_forgotten_on_demand(queue: Queue) -> None:
    assert save_filter(queue.notes, "  Radio   therapy ", Filter(typed="a")) == "Radio therapy"
    save_filter(queue.notes, "Radio therapy", Filter(typed="b"))
    assert saved_filters(queue.notes) == {"Radio therapy": Filter(typed="b")}
    delete_filter(queue.notes, "Radio therapy")
    assert saved_filters(queue.notes) == {}


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_that_a_name_must_be_one(queue: Queue, texts: Texts, name: str) -> None:
    with pytest.raises(UserError) as refused:
        save_filter(queue.notes, name, Filter())
    assert "40" in texts.get(refused.value.key, **refused.value.params)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "1",
        '{"typed": 1, "urgency": [], "readiness": [], "states": [], "listed": false}',
        '{"typed": "", "urgency": ["never"], "readiness": [], "states": [], "listed": false}',
    ],
)
def test_that_what_is_no_filter_is_left_out(queue: Queue, text: str) -> None:
    queue.notes.keep(NoteKind.SAVED_FILTER, "odd", text)
    assert saved_filters(queue.notes) == {}
