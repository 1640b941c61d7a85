"""Reduced decision diagrams: one answer for every completion of the unknown facts, shared wherever it is the same.

A diagram is either a leaf (an answer) or a branch on one unknown fact with one child for each of its values. They
are reduced and ordered, so two diagrams that answer alike are the same object, and the facts that occur in a diagram
are exactly the facts that can still change its answer. Completions that cannot exist have no answer: a fact that only
tells them apart occurs in the diagram, and is not among those that can change the answer.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import Any, Final

_LEAF_RANK: Final = 1 << 30
_NONE: Final[frozenset[str]] = frozenset()
_rank: Final = attrgetter("rank")


class Impossible(Exception):  # noqa: N818  # raised by a rule to say "this combination cannot exist"
    """A rule met a combination of facts that no patient can have; such completions do not count."""


@dataclass(slots=True, eq=False)
class Node:
    """A leaf or a branch; compare by identity. Thousands are made a case: not frozen, yet never changed once made.

    Attributes:
        fact: the unknown fact a branch asks for; empty for a leaf.
        values: what the fact can be; a leaf holds its answer as the only value.
        rank: position of the fact in the order of asking.
        support: the facts that can still change the answer.
        answers: the answers that can still be reached, in order of discovery, without repetition.
        partial: whether some completions cannot exist.
        ends: the leaves that it can come to, that of completions that cannot exist among them; of a leaf itself.

    """

    fact: str
    values: tuple[Any, ...]
    kids: tuple["Node", ...]
    rank: int
    support: frozenset[str]
    answers: tuple[Any, ...]
    partial: bool = False
    ends: tuple["Node", ...] = ()


class _Nothing:
    """The answer of a completion that cannot exist."""


def _key(value: object) -> Hashable:
    """Return a key that tells True from 1."""
    return (value.__class__, value)


def _differ(one: Node, other: Node, seen: dict[tuple[Node, Node], bool]) -> bool:
    """Tell whether two diagrams answer differently for some completion that can exist in both."""
    if one is other or not one.answers or not other.answers:
        return False
    if not one.fact and not other.fact:
        return True
    key = (one, other)
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
        self._chosen: dict[Hashable, Node] = {}
        self._picks: dict[Node, tuple[tuple[int, ...], ...]] = {}
        self._differing: dict[tuple[Node, Node], bool] = {}
        self._ranks: dict[Hashable, int] = {}
        self.impossible = Node("", (_Nothing,), (), _LEAF_RANK, _NONE, (), partial=True)
        self.impossible.ends = (self.impossible,)

    def leaf(self, answer: Any) -> Node:
        """Return the diagram that answers the same for every completion."""
        key = _key(answer)
        found = self._leaves.get(key)
        if found is None:
            found = self._leaves[key] = Node("", (answer,), (), _LEAF_RANK, _NONE, (answer,))
            found.ends = (found,)
        return found

    def variable(self, name: Hashable, fact: str, values: tuple[Any, ...]) -> Node:
        """Return the diagram that answers with the value of an unknown fact.

        Variables are ordered by when they are first asked for; several may stand for aspects of one fact.
        """
        rank = self._ranks.setdefault(name, len(self._ranks))
        return self._branch(rank, fact, values, tuple(self.leaf(each) for each in values))

    def _branch(self, rank: int, fact: str, values: tuple[Any, ...], kids: tuple[Node, ...]) -> Node:
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (rank, kids)
        found = self._branches.get(key)
        if found is None:
            partial = True in [each.partial for each in kids]
            support = _NONE.union(*[each.support for each in kids])
            if not partial or any(
                _differ(one, other, self._differing) for one, other in combinations(kids, 2)
            ):
                support |= {fact}
            ends = tuple(dict.fromkeys([end for each in kids for end in each.ends]))
            found = self._branches[key] = Node(
                fact=fact,
                values=values,
                kids=kids,
                rank=rank,
                support=support,
                answers=tuple([end.values[0] for end in ends if end is not self.impossible]),
                partial=partial,
                ends=ends,
            )
        return found

    def choose(self, subject: Node, branches: Mapping[Any, Node]) -> Node:
        """Return the diagram that asks ``subject`` first and goes on with the branch of its answer."""
        by_key = {_key(value): node for value, node in branches.items()}
        return self._put(
            subject,
            tuple(end if end is self.impossible else by_key[_key(end.values[0])] for end in subject.ends),
        )

    def _put(self, node: Node, kids: tuple[Node, ...]) -> Node:
        """Return a diagram with each of its ends, in their order, replaced by another diagram."""
        if not node.fact or kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (node, kids)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = self._split(node, kids)
        return found

    def _split(self, node: Node, kids: tuple[Node, ...]) -> Node:
        first = min((node, *kids), key=_rank)
        rank, parts = first.rank, []
        picks = self._picked(node) if node.rank == rank else ()
        for place in range(len(first.values)):
            head, rest = node, kids
            if picks:
                head = node.kids[place]
                rest = tuple([kids[each] for each in picks[place]])
            rest = tuple([each.kids[place] if each.rank == rank else each for each in rest])
            parts.append(self._put(head, rest) if head.fact else rest[0])
        return self._branch(rank, first.fact, first.values, tuple(parts))

    def _picked(self, node: Node) -> tuple[tuple[int, ...], ...]:
        """Return for each child of a branch which of the branch's ends it can come to, by place."""
        found = self._picks.get(node)
        if found is None:
            place = {end: number for number, end in enumerate(node.ends)}
            picks = [tuple([place[end] for end in each.ends]) for each in node.kids]
            found = self._picks[node] = tuple(picks)
        return found
