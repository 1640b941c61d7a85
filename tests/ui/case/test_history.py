"""Walking back and forth through the steps of a case."""

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.screens.case.history import History

EMPTY: Case = CaseOf()
FACT = "condition.karnofsky"

steps = st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=30)


def played(values: list[tuple[int, bool]]) -> History:
    history = History(present=EMPTY)
    for value, going_on in values:
        history = history.changed(with_fact(history.present, FACT, value * 10), FACT, going_on=going_on)
    return history


@given(steps)
def test_that_undoing_everything_gives_the_case_it_began_with(values: list[tuple[int, bool]]) -> None:
    history = played(values)
    while history.undoes:
        history = history.undone()
    assert history.present == EMPTY


@given(steps)
def test_that_redoing_everything_gives_the_case_it_ended_with(values: list[tuple[int, bool]]) -> None:
    history = end = played(values)
    while history.undoes:
        history = history.undone()
    while history.redoes:
        history = history.redone()
    assert history.present == end.present
    assert history.past == end.past


@given(steps, st.integers(0, 30))
def test_that_a_step_back_and_forth_changes_nothing(values: list[tuple[int, bool]], back: int) -> None:
    history = played(values)
    for _ in range(back):
        history = history.undone()
    if history.undoes:
        there = history.undone().redone()
        assert (there.present, there.past, there.future) == (history.present, history.past, history.future)


def test_that_a_thousand_changes_can_all_be_undone() -> None:
    history = History(present=EMPTY)
    for number in range(1000):
        history = history.changed(
            with_fact(history.present, "tumour.metastases_total", number), "tumour.metastases_total"
        )
    for _ in range(1000):
        assert history.undoes
        history = history.undone()
    assert history.present == EMPTY


def test_that_typing_in_one_field_is_one_step_until_it_ends() -> None:
    history = played([(1, True), (2, True), (3, True)])
    assert len(history.past) == 1
    later = history.settled()
    later = later.changed(with_fact(later.present, FACT, 90), FACT)
    assert len(later.past) == 2


def test_that_typing_in_another_field_begins_another_step() -> None:
    history = played([(1, True)])
    history = history.changed(
        with_fact(history.present, "condition.ecog", 2), "condition.ecog", going_on=True
    )
    assert [step.fact for step in history.past] == [FACT, "condition.ecog"]


def test_that_a_new_change_forgets_what_was_taken_back() -> None:
    history = played([(1, False), (2, False)]).undone()
    history = history.changed(with_fact(history.present, FACT, 50), FACT)
    assert history.redoes == ""


def test_that_a_change_that_changes_nothing_is_no_step() -> None:
    history = played([(4, False)])
    assert history.changed(history.present, FACT).past == history.past


def test_that_nothing_happens_at_either_end() -> None:
    history = History(present=EMPTY)
    assert history.undone() == history
    assert history.redone() == history
