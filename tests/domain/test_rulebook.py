"""The rulebook says what the code says."""

import pytest

from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.rulebook import Row, Rulebook, Tabulator
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.scores.nesms import nesms, raw
from tests.domain.desk import AT, rules

MOMENTS = Moments(at=AT, treatment_clock=AT, recurrence=AT)


@pytest.fixture(params=list(GUIDELINES))
def rulebook(request: pytest.FixtureRequest) -> Rulebook:
    (source,) = [each for each in rules().sources if each.id == request.param]
    return Tabulator(MOMENTS).rulebook(source)


def holds(row: Row, chosen: dict[str, object]) -> bool:
    return all(chosen[each.input.name] in each.values for each in row.conditions)


def test_that_every_action_and_gap_of_a_guideline_has_rows(rulebook: Rulebook) -> None:
    guideline = rulebook.source.guideline
    assert [each.name for each in rulebook.actions] == [each.action for each in guideline.questions]
    assert [each.name for each in rulebook.gaps] == [each.note for each in guideline.gaps]
    assert all(each.table.rows for each in (*rulebook.actions, *rulebook.gaps))


def test_that_every_action_can_be_advised_and_every_gap_can_occur(rulebook: Rulebook) -> None:
    for each in rulebook.actions:
        assert any(row.answer is not None for row in each.table.rows), each.name
    for each in rulebook.gaps:
        assert {row.answer for row in each.table.rows} == {True, False}, each.name


def test_that_rows_exclude_each_other_and_leave_nothing_out(rulebook: Rulebook) -> None:
    for table in (each.table for each in rulebook.actions):
        every: dict[str, set[object]] = {each.name: set() for each in table.inputs}
        for row in table.rows:
            for condition in row.conditions:
                every[condition.input.name] |= set(condition.values)
        chosen: list[dict[str, object]] = [{}]
        for name, values in every.items():
            chosen = [{**each, name: value} for each in chosen for value in values]
        for each in chosen[:300]:
            assert sum(holds(row, each) for row in table.rows) == 1


def test_that_a_row_names_only_what_matters_in_it() -> None:
    table = Tabulator(MOMENTS).table(nesms)
    assert [each.name for each in table.inputs] == ["nesms.raw"]
    assert {row.answer: set(row.conditions[0].values) for row in table.rows} == {
        0: {0},
        1: {1},
        2: {2},
        3: {3, 4},
    }


def test_that_the_truth_table_of_the_score_has_its_eight_combinations() -> None:
    table = Tabulator(MOMENTS).table(raw)
    sums = {
        tuple(condition.values[0] for condition in row.conditions): row.answer
        for row in table.rows
        if all(len(condition.values) == 1 for condition in row.conditions)
    }
    assert len(table.inputs) == 3
    assert all(sum(points) == answer for points, answer in sums.items())
    assert sorted(sums.values()) == [0, 1, 1, 2, 2, 3, 3, 4]
