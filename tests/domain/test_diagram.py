"""Decision diagrams: one answer for every completion, one copy of each diagram, exactly the facts that matter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.diagram import Diagrams, Node

VARIABLES: Final = {"a": (True, False), "b": (0, 1, 2), "c": ("x", "y"), "d": (0, 1)}
IMPOSSIBLE: Final = "impossible"

Completion = tuple[Any, ...]
COMPLETIONS: Final[tuple[Completion, ...]] = tuple(product(*VARIABLES.values()))


@dataclass
class Desk:
    """Diagrams of functions that are given as a table of all completions."""

    made: Diagrams = field(default_factory=Diagrams)

    def of(self, table: Mapping[Completion, Any], order: str = "abcd") -> Node:
        """Make the diagram of a table, asking for the variables in this order."""
        return self._of(table, order, {})

    def _of(self, table: Mapping[Completion, Any], order: str, path: dict[str, Any]) -> Node:
        if not order:
            answer = table[tuple(path[name] for name in VARIABLES)]
            return self.made.impossible if answer == IMPOSSIBLE else self.made.leaf(answer)
        name = order[0]
        subject = self.made.variable(name, f"fact.{name}", VARIABLES[name])
        branches = {value: self._of(table, order[1:], {**path, name: value}) for value in VARIABLES[name]}
        return self.made.choose(subject, branches)


def answer(node: Node, completion: Completion) -> Any:  # noqa: ANN401  # answers of every type
    """Follow a diagram; a completion that cannot exist has no answer."""
    values = dict(zip(("fact.a", "fact.b", "fact.c", "fact.d"), completion, strict=True))
    while node.fact:
        node = node.kids[node.values.index(values[node.fact])]
    return node.values[0] if node.answers else IMPOSSIBLE


def tables(answers: tuple[Any, ...] = (0, 1, 2)) -> st.SearchStrategy[dict[Completion, Any]]:
    return st.fixed_dictionaries({each: st.sampled_from(answers) for each in COMPLETIONS})


def partial_tables() -> st.SearchStrategy[dict[Completion, Any]]:
    return tables((0, 1, IMPOSSIBLE))


def decisive(table: Mapping[Completion, Any]) -> set[str]:
    """Return the facts of which one change alone changes an answer, by trying all pairs."""
    found = set()
    for one, other in product(table, repeat=2):
        differing = [place for place in range(4) if one[place] != other[place]]
        here, there = table[one], table[other]
        if len(differing) == 1 and IMPOSSIBLE not in {here, there} and here != there:
            found.add(f"fact.{'abcd'[differing[0]]}")
    return found


def check(node: Node, table: Mapping[Completion, Any]) -> None:
    assert {each: answer(node, each) for each in table} == dict(table)
    assert set(node.answers) == set(table.values()) - {IMPOSSIBLE}
    assert len(set(node.answers)) == len(node.answers)
    assert set(node.support) == decisive(table)


@given(table=tables())
def test_that_a_diagram_answers_every_completion_and_names_what_decides(table: dict[Completion, Any]) -> None:
    check(Desk().of(table), table)


@given(table=partial_tables())
def test_that_completions_that_cannot_exist_have_no_answer_and_decide_nothing(
    table: dict[Completion, Any],
) -> None:
    check(Desk().of(table), table)


@given(table=partial_tables(), order=st.permutations("abcd"))
def test_that_diagrams_that_answer_alike_are_one_object(
    table: dict[Completion, Any], order: list[str]
) -> None:
    desk = Desk()
    assert desk.of(table) is desk.of(table, "".join(order))


@given(table=tables((0, 1)))
def test_that_a_function_of_nothing_is_a_leaf(table: dict[Completion, Any]) -> None:
    node = Desk().of(table)
    assert (not node.fact) == (len(set(table.values())) == 1)


@settings(max_examples=60)
@given(subject=partial_tables(), first=partial_tables(), second=partial_tables())
def test_that_diagrams_compose(
    subject: dict[Completion, Any], first: dict[Completion, Any], second: dict[Completion, Any]
) -> None:
    desk = Desk()
    branches = {0: desk.of(first), 1: desk.of(second, "dcba")}
    by_hand = {each: {0: first, 1: second, IMPOSSIBLE: subject}[subject[each]][each] for each in COMPLETIONS}
    check(desk.made.choose(desk.of(subject), branches), by_hand)


@given(subject=partial_tables(), same=tables())
def test_that_branches_that_are_alike_do_not_bring_back_what_cannot_exist(
    subject: dict[Completion, Any], same: dict[Completion, Any]
) -> None:
    desk = Desk()
    kid = desk.of(same)
    by_hand = {each: IMPOSSIBLE if subject[each] == IMPOSSIBLE else same[each] for each in COMPLETIONS}
    check(desk.made.choose(desk.of(subject), {0: kid, 1: kid}), by_hand)


def test_that_true_is_not_one_and_false_is_not_zero() -> None:
    diagrams = Diagrams()
    assert diagrams.leaf(True) is not diagrams.leaf(1)
    counted = diagrams.variable("n", "fact.n", ("many", "none"))
    node = diagrams.choose(counted, {"many": diagrams.leaf(True), "none": diagrams.leaf(1)})
    assert [type(each) for each in node.answers] == [bool, int]
    assert node.support == {"fact.n"}


def test_that_a_value_that_cannot_be_is_left_out_of_a_variable() -> None:
    diagrams = Diagrams()
    count = diagrams.variable("n", "fact.n", (0, 1, 2))
    kids = {0: diagrams.impossible, 1: diagrams.leaf("few"), 2: diagrams.leaf("few")}
    node = diagrams.choose(count, kids)
    assert (node.answers, node.support, node.partial) == (("few",), frozenset(), True)


def test_that_nothing_can_be_left_at_all() -> None:
    diagrams = Diagrams()
    count = diagrams.variable("n", "fact.n", (0, 1))
    node = diagrams.choose(count, {0: diagrams.impossible, 1: diagrams.impossible})
    assert node is diagrams.impossible
    assert (node.answers, node.support) == ((), frozenset())


def test_that_two_aspects_of_one_fact_are_told_apart_and_named_once() -> None:
    diagrams = Diagrams()
    fracture = diagrams.variable(("lesions", "fracture"), "lesions", (True, False))
    unstable = diagrams.variable(("lesions", "unstable"), "lesions", (True, False))
    no = diagrams.leaf("no")
    node = diagrams.choose(
        fracture, {True: diagrams.choose(unstable, {True: diagrams.leaf("both"), False: no}), False: no}
    )
    assert set(node.answers) == {"both", "no"}
    assert node.support == {"lesions"}


def test_that_a_leaf_asks_nothing_and_can_exist() -> None:
    diagrams = Diagrams()
    leaf = diagrams.leaf("yes")
    assert (leaf.fact, leaf.kids, leaf.support, leaf.partial) == ("", (), frozenset(), False)
    assert leaf.ends == (leaf,)
    nothing = diagrams.impossible
    assert (nothing.fact, nothing.kids, nothing.support, nothing.partial) == ("", (), frozenset(), True)
    assert (nothing.answers, nothing.ends) == ((), (nothing,))


def test_that_a_node_is_whole_and_ends_nowhere_unless_told() -> None:
    plain = Node("", (1,), (), 0, frozenset(), (1,))
    assert (plain.partial, plain.ends) == (False, ())
