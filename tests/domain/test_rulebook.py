"""The rulebook says what the code says."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, product

import pytest

from mdt_desk.domain.guidelines import erasmus_2022
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.guidelines.rule import Do
from mdt_desk.domain.moments import Within
from mdt_desk.domain.rulebook import (
    REFERENCE,
    Folded,
    Happened,
    Row,
    Rulebook,
    Table,
    Tabulator,
    event_of,
    folded,
    one_lesion,
    tables_of,
)
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.scores.bollen import bollen
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


def choices(table: Table, most: int = 400) -> Iterator[dict[str, object]]:
    """Return completions of a table, spread over all of them where there are many."""
    names = [each.name for each in table.inputs]
    values = [table.domain(name) for name in names]
    total = 1
    for each in values:
        total *= len(each)
    for chosen in islice(product(*values), 0, None, max(1, total // most)):
        yield dict(zip(names, chosen, strict=True))


def told(short: Folded, chosen: dict[str, object]) -> object:
    for row in short.rows:
        if holds(row, chosen):
            return row.answer
    assert short.otherwise is not None
    return short.otherwise.answer


def test_that_a_folded_table_read_from_above_answers_as_the_rule(rulebook: Rulebook) -> None:
    tables = [table for each in (*rulebook.actions, *rulebook.gaps) for table in tables_of(each)]
    for table in (*tables, *rulebook.words):
        short = folded(table)
        for chosen in choices(table):
            answers = [row.answer for row in table.rows if holds(row, chosen)]
            if answers:
                assert told(short, chosen) == answers[0], table.subject.name


def test_that_a_folded_table_is_no_longer_than_the_rule(rulebook: Rulebook) -> None:
    for each in (*rulebook.actions, *rulebook.gaps):
        assert len(folded(each.table).rows) <= len(each.table.rows)


def test_that_what_applies_stands_above_and_the_most_urgent_first() -> None:
    (source,) = [each for each in rules().sources if each.id == "erasmus-2022"]
    short = folded(Tabulator(MOMENTS).table(erasmus_2022.start_treatment, source.numbers))
    hours = [row.answer.within.hours for row in short.rows if row.answer.within is not None]
    assert hours == sorted(hours)
    assert short.rows[-1].answer.consider
    assert short.otherwise == Row(conditions=(), answer=None)


def test_that_alternatives_are_rows_of_one_condition_each() -> None:
    short = folded(Tabulator(MOMENTS).table(w.deficit))
    assert [len(row.conditions) for row in short.rows] == [1, 1, 1]
    assert {row.conditions[0].input.path for row in short.rows} == {
        "neurology.cord_or_cauda_signs",
        "neurology.radicular_deficit",
        "neurology.frankel",
    }


def test_that_rows_of_one_answer_that_differ_in_one_fact_are_one_row() -> None:
    short = folded(Tabulator(MOMENTS).table(w.doubtful_origin, 2, 5))
    listed = [
        row
        for row in short.rows
        if any(each.input.rule is not None and each.values == (True,) for each in row.conditions)
    ]
    assert len(listed) == 1


def test_that_answers_that_are_values_stand_in_their_own_order() -> None:
    answers = [row.answer for row in folded(Tabulator(MOMENTS).table(bollen)).rows]
    assert answers == sorted(answers)


def test_that_a_rule_without_conditions_is_one_row() -> None:
    (source,) = [each for each in rules().sources if each.id == "summary"]
    (entry,) = [each for each in Tabulator(MOMENTS).rulebook(source).actions if each.name == "bone_agent"]
    assert folded(entry.table) == Folded(rows=(Row(conditions=(), answer=Do()),), otherwise=None)


def test_that_a_rule_about_some_lesion_is_told_of_one() -> None:
    (source,) = [each for each in rules().sources if each.id == "noms"]
    entries = Tabulator(MOMENTS).rulebook(source).actions
    (table,) = [each.table for each in entries if each.name == "cement_augmentation"]
    told_of_one = one_lesion(table)
    assert not {"levels", "aspect"} & {each.kind for each in told_of_one.inputs}
    assert [each.args for each in told_of_one.inputs if each.name.startswith("noms._stable_fracture")] == [
        (each,) for each in ("T6",)
    ]


def test_that_a_table_names_the_numbers_it_reads_itself(rulebook: Rulebook) -> None:
    named = {
        name
        for table in (
            *(table for each in (*rulebook.actions, *rulebook.gaps) for table in tables_of(each)),
            *rulebook.words,
        )
        for name in table.numbers
    }
    assert named == set(rulebook.source.provenance)


def test_that_numbers_of_a_word_are_not_those_of_the_rule_that_uses_it() -> None:
    (source,) = [each for each in rules().sources if each.id == "erasmus-2022"]
    book = Tabulator(MOMENTS).rulebook(source)
    by_name = {each.name: each.table for each in book.actions}
    assert by_name["biopsy"].numbers == ("biopsy_mescc", "biopsy_without_mescc")
    assert by_name["surgery_preferred"].numbers == ()


def test_that_a_deadline_keeps_its_days() -> None:
    (source,) = [each for each in rules().sources if each.id == "erasmus-2022"]
    (table,) = [
        each
        for each in Tabulator(MOMENTS).rulebook(source).words
        if each.subject.name.startswith("erasmus_2022.tier")
    ]
    answers = [row.answer for row in folded(table).rows]
    assert answers[0] == Within(hours=12)
    assert answers[-1] == Within(hours=336, days=14)


@pytest.mark.parametrize(
    ("days", "happened"),
    [
        (None, Happened.NOT_RECORDED),
        (-1, Happened.DONE),
        (-9, Happened.BEFORE_WORSENING),
        (9, Happened.PLANNED),
    ],
)
def test_that_an_event_is_told_by_what_it_stands_for(days: int | None, happened: Happened) -> None:
    moment = None if days is None else REFERENCE.at + timedelta(days=days)
    assert event_of(moment, REFERENCE) is happened
