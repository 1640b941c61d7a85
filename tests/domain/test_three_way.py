"""Two people change the same thing: nothing of either is lost, and only what differs is asked."""

from dataclasses import replace
from functools import reduce
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf, Collapse, Lesion, LesionPain, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.domain.three_way import changes, merged, part_at, together, with_part

T6: Lesion[Any] = Lesion(level=Level.T6, pain=LesionPain.MECHANICAL)
L2: Lesion[Any] = Lesion(level=Level.L2)
LISTS: tuple[Any, ...] = (
    UNKNOWN,
    (),
    (T6,),
    (L2,),
    (L2, T6),
    (replace(T6, pain=LesionPain.NONE),),
    (replace(T6, collapse=Collapse.NONE),),
)
Values = dict[str, int]
values = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 3))


FACTS_OF_CASE: dict[str, tuple[object, ...]] = {
    "condition.ecog": (0, 3, UNKNOWN),
    "labs.albumin_g_per_l": (34.5, 40, UNKNOWN),
    "symptoms.lhermitte": (True, False, UNKNOWN),
    "referral.question": ("one", "two", UNKNOWN),
}
cases = st.builds(
    lambda found, lesions: reduce(
        lambda made, each: with_fact(made, *each), found.items(), CaseOf(lesions=lesions)
    ),
    st.fixed_dictionaries({path: st.sampled_from(found) for path, found in FACTS_OF_CASE.items()}),
    st.sampled_from(LISTS),
)
triples = st.tuples(cases, cases, cases)


def without_order(case: Case) -> object:
    lesions = UNKNOWN if case.lesions is UNKNOWN else frozenset(case.lesions)
    return replace(case, lesions=UNKNOWN), lesions


@given(values, values)
def test_that_values_changed_by_one_alone_are_taken_whole(before: Values, after: Values) -> None:
    assert together(before, after, before).values == after
    assert together(before, before, after).values == after
    assert together(before, after, after).values == after
    assert together(before, after, before).clashes == ()


@given(values, values, values)
def test_that_each_value_is_mine_or_theirs_or_asked(before: Values, mine: Values, theirs: Values) -> None:
    both = together(before, mine, theirs)
    for key in {*before, *mine, *theirs}:
        was, here, there = before.get(key), mine.get(key), theirs.get(key)
        assert both.values.get(key) == (there if here == was else here)
        assert (key in both.clashes) is (here != was and there not in (was, here))
        assert (key in both.taken_over) is (here == was and there != was)


@given(triples)
def test_that_a_case_changed_by_one_alone_is_that_one_s(made: tuple[Case, Case, Case]) -> None:
    before, mine, _ = made
    assert merged(before, mine, before).case == mine
    assert merged(before, before, mine).case == mine
    assert merged(before, mine, mine).case == mine
    assert merged(before, mine, before).clashes == merged(before, mine, mine).clashes == ()


@given(triples)
def test_that_who_is_asked_makes_no_difference_to_what_is_found(made: tuple[Case, Case, Case]) -> None:
    before, mine, theirs = made
    here, there = merged(before, mine, theirs), merged(before, theirs, mine)
    assert {each.path for each in here.clashes} == {each.path for each in there.clashes}
    turned = here.case
    for each in here.clashes:
        turned = with_part(turned, each.path, each.theirs)
    assert without_order(turned) == without_order(there.case)


@given(triples)
def test_that_nothing_of_either_is_lost(made: tuple[Case, Case, Case]) -> None:
    before, mine, theirs = made
    both = merged(before, mine, theirs)
    asked = {each.path: each for each in both.clashes}
    for path in FACTS_OF_CASE:
        was, here, there = (value_at(each, path) for each in (before, mine, theirs))
        assert value_at(both.case, path) == (there if here == was else here)
        assert (path in asked) is (here != was and there not in (was, here))
    for each in asked.values():
        assert (each.mine, each.theirs) == (part_at(mine, each.path), part_at(theirs, each.path))
        assert part_at(both.case, each.path) == each.mine


@given(triples)
def test_that_the_differences_of_two_cases_turn_one_into_the_other(made: tuple[Case, Case, Case]) -> None:
    case, after, _ = made
    for path, value in sorted(changes(case, after).items(), key=lambda each: each[0] != "lesions"):
        case = with_part(case, path, value)
    assert case == after


def test_that_vertebrae_added_by_two_people_are_both_listed() -> None:
    empty: Case = CaseOf()
    both = merged(empty, replace(empty, lesions=(L2,)), replace(empty, lesions=(T6,)))
    assert both.case.lesions == (T6, L2)
    assert both.clashes == ()
    assert both.taken_over == ("lesions.T6",)


def test_that_two_facts_of_one_vertebra_go_together() -> None:
    begun: Case = replace(CaseOf(), lesions=(T6,))
    mine = with_fact(begun, "lesions.T6.collapse", Collapse.NONE)
    theirs = with_fact(begun, "lesions.T6.pain", LesionPain.NONE)
    both = merged(begun, mine, theirs)
    assert both.case.lesions == (replace(T6, pain=LesionPain.NONE, collapse=Collapse.NONE),)
    assert both.clashes == ()


def test_that_a_vertebra_taken_out_by_one_and_changed_by_the_other_is_asked_as_a_whole() -> None:
    begun: Case = replace(CaseOf(), lesions=(T6, L2))
    theirs = with_fact(begun, "lesions.T6.pain", LesionPain.NONE)
    both = merged(begun, replace(begun, lesions=(L2,)), theirs)
    assert [each.path for each in both.clashes] == ["lesions.T6"]
    assert both.case.lesions == (L2,)
    chosen = with_part(both.case, "lesions.T6", both.clashes[0].theirs)
    assert chosen.lesions == (replace(T6, pain=LesionPain.NONE), L2)


def test_that_no_lesions_beside_a_lesion_is_asked() -> None:
    empty: Case = CaseOf()
    both = merged(empty, replace(empty, lesions=()), replace(empty, lesions=(T6,)))
    assert [(each.path, each.mine, each.theirs) for each in both.clashes] == [("lesions", (), (T6,))]
    assert both.case.lesions == ()


def test_that_a_fact_of_a_vertebra_that_is_gone_is_left_out() -> None:
    assert with_part(CaseOf(), "lesions.T6.pain", value=True) == CaseOf()
