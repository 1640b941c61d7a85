"""Two people change one case."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.screens.case.merging import applied, changes, merged
from tests.ui.case.bench import CORD, case_of

BASE = case_of(CORD)
VALUES: dict[str, list[Any]] = {
    "condition.karnofsky": [10, 50, UNKNOWN],
    "condition.ecog": [0, 3, UNKNOWN],
    "symptoms.lhermitte": [True, False, UNKNOWN],
    "lesions.T6.canal_fraction": [0.1, 0.5, UNKNOWN],
    "lesions.T6.pathological_fracture": [True, False],
}
edits = st.lists(
    st.sampled_from([(path, value) for path, values in VALUES.items() for value in values]), max_size=6
)


def edited(case: Case, made: list[tuple[str, Any]]) -> Case:
    for path, value in made:
        case = with_fact(case, path, value)
    return case


@given(edits)
def test_that_the_differences_of_two_cases_turn_one_into_the_other(made: list[tuple[str, Any]]) -> None:
    after = edited(BASE, made)
    assert applied(BASE, changes(BASE, after)) == after


@given(edits, edits)
def test_that_a_merge_keeps_mine_and_takes_theirs_where_only_they_changed(
    mine: list[tuple[str, Any]], theirs: list[tuple[str, Any]]
) -> None:
    here, there = edited(BASE, mine), edited(BASE, theirs)
    both = merged(BASE, here, there)
    for path in VALUES:
        before, my, their = (value_at(each, path) for each in (BASE, here, there))
        assert value_at(both.case, path) == (my if my != before else their)
        clashes = my != before and their not in (before, my)
        assert (path in {each.path for each in both.clashes}) is clashes


def test_that_a_change_of_the_list_of_vertebrae_is_one_change() -> None:
    without = with_fact(BASE, "lesions", ())
    assert dict(changes(BASE, without)) == {"lesions": ()}


def test_that_a_fact_of_a_vertebra_that_somebody_removed_is_a_clash() -> None:
    here = with_fact(BASE, "lesions.T6.canal_fraction", 0.4)
    there = with_fact(BASE, "lesions", ())
    both = merged(BASE, here, there)
    assert [each.path for each in both.clashes] == ["lesions.T6.canal_fraction"]
    assert both.case.lesions == ()


def test_that_cases_without_lesions_differ_only_where_they_differ() -> None:
    empty: Case = CaseOf()
    assert dict(changes(empty, with_fact(empty, "condition.ecog", 1))) == {"condition.ecog": 1}
