"""Reduced decision diagrams: one answer for every completion of the unknown facts, shared wherever it is the same.

A diagram is either a leaf (an answer) or a branch on one unknown fact with one child for each of its values. They
are reduced and ordered, so two diagrams that answer alike are the same object, and the facts that occur in a diagram
are exactly the facts that can still change its answer. Completions that cannot exist have no answer: a fact that only
tells them apart occurs in the diagram, and is not among those that can change the answer.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

_LEAF_RANK: Final = 1 << 30


class Impossible(Exception):  # noqa: N818  # raised by a rule to say "this combination cannot exist"
    """A rule met a combination of facts that no patient can have; such completions do not count."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A leaf or a branch; compare by identity.

    Attributes:
        fact: the unknown fact a branch asks for; empty for a leaf.
        values: what the fact can be; a leaf holds its answer as the only value.
        rank: position of the fact in the order of asking.
        support: the facts that can still change the answer.
        answers: the answers that can still be reached, in order of discovery, without repetition.
        partial: whether some completions cannot exist.

    """

    fact: str
    values: tuple[Any, ...]
    kids: tuple["Node", ...]
    rank: int
    support: frozenset[str]
    answers: tuple[Any, ...]
    partial: bool = False


class _Nothing:
    """The answer of a completion that cannot exist."""


def _key(value: object) -> Hashable:
    """Return a key that tells True from 1."""
    return (value.__class__, value)


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({_key(each): each for each in values}.values())


def _differ(one: Node, other: Node, seen: dict[tuple[int, int], bool]) -> bool:
    """Tell whether two diagrams answer differently for some completion that can exist in both."""
    if one is other or not one.answers or not other.answers:
        return False
    if not one.fact and not other.fact:
        return True
    key = (id(one), id(other))
    if key not in seen:
        first = min(one, other, key=lambda each: each.rank)
        seen[key] = any(
            _differ(_at(one, first, place), _at(other, first, place), seen)
            for place in range(len(first.values))
        )
    return seen[key]


def _at(node: Node, first: Node, place: int) -> Node:
    """Return what is left of a diagram once the fact that ``first`` asks for has its value at ``place``."""
    return node.kids[place] if node.rank == first.rank else node


class Diagrams:
    """Makes diagrams and keeps one copy of each."""

    def __init__(self) -> None:
        self._leaves: dict[Hashable, Node] = {}
        self._branches: dict[Hashable, Node] = {}
        self._ranks: dict[Hashable, int] = {}
        self.impossible = Node("", (_Nothing,), (), _LEAF_RANK, frozenset(), (), partial=True)

    def leaf(self, answer: Any) -> Node:
        """Return the diagram that answers the same for every completion."""
        key = _key(answer)
        found = self._leaves.get(key)
        if found is None:
            found = self._leaves[key] = Node("", (answer,), (), _LEAF_RANK, frozenset(), (answer,))
        return found

    def variable(self, name: Hashable, fact: str, values: tuple[Any, ...]) -> Node:
        """Return the diagram that answers with the value of an unknown fact.

        Variables are ordered by when they are first asked for; several may stand for aspects of one fact.
        """
        rank = self._ranks.setdefault(name, len(self._ranks))
        return self._branch(rank, fact, values, tuple(self.leaf(each) for each in values))

    def _branch(self, rank: int, fact: str, values: tuple[Any, ...], kids: tuple[Node, ...]) -> Node:
        if len({id(each) for each in kids}) == 1:
            return kids[0]
        key = (rank, tuple(map(id, kids)))
        found = self._branches.get(key)
        if found is None:
            partial = any(each.partial for each in kids)
            support = frozenset[str]().union(*(each.support for each in kids))
            if not partial or any(_differ(one, other, {}) for one, other in combinations(kids, 2)):
                support |= {fact}
            answers = _distinct(answer for each in kids for answer in each.answers)
            found = self._branches[key] = Node(fact, values, kids, rank, support, answers, partial)
        return found

    def choose(self, subject: Node, branches: Mapping[Any, Node]) -> Node:
        """Return the diagram that asks ``subject`` first and goes on with the branch of its answer."""
        by_key = {_key(value): node for value, node in branches.items()}
        done: dict[Hashable, Node] = {}

        def walk(node: Node, kids: dict[Hashable, Node]) -> Node:
            if not node.fact:
                return self.impossible if node is self.impossible else kids[_key(node.values[0])]
            reached = {key: kids[key] for key in map(_key, node.answers)}
            if len({id(each) for each in reached.values()}) == 1 and not node.partial:
                return next(iter(reached.values()))
            name = (id(node), *((key, id(each)) for key, each in reached.items()))
            found = done.get(name)
            if found is None:
                found = done[name] = self._split(walk, node, reached)
            return found

        return walk(subject, by_key)

    def _split(self, walk: Any, node: Node, kids: dict[Hashable, Node]) -> Node:
        first = min((node, *kids.values()), key=lambda each: each.rank)
        parts = []
        for place in range(len(first.values)):
            head = _at(node, first, place)
            rest = {key: _at(each, first, place) for key, each in kids.items()}
            parts.append(walk(head, rest))
        return self._branch(first.rank, first.fact, first.values, tuple(parts))
