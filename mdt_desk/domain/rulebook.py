"""The rules as tables that a clinician can proof-read, enumerated from the code that runs.

A rule becomes the rows of its reduced decision diagram: what a row does not name does not matter in it. Words that a
rule uses are inputs of its table and have a table of their own, so that no table is longer than its idea.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from mdt_desk.domain.diagram import Node
from mdt_desk.domain.guidelines.rule import Source
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.settle import Input, Unbound


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An input is one of these values; the values left out lead elsewhere."""

    input: Input
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """When all conditions hold, this is the answer."""

    conditions: tuple[Condition, ...]
    answer: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One rule: what it reads, and its rows, which exclude each other and leave nothing out."""

    subject: Input
    inputs: tuple[Input, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action or gap of a guideline with its table; ``gated`` as the question says."""

    name: str
    gated: bool
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules of one source: its actions, its gaps, and the words they use."""

    source: Source
    actions: tuple[Entry, ...]
    gaps: tuple[Entry, ...]
    words: tuple[Table, ...]


def _rows(node: Node, inputs: dict[str, Input], path: tuple[Condition, ...]) -> Iterator[Row]:
    if not node.fact:
        yield Row(conditions=path, answer=node.values[0])
        return
    groups: dict[int, tuple[Node, list[Any]]] = {}
    for value, kid in zip(node.values, node.kids, strict=True):
        groups.setdefault(id(kid), (kid, []))[1].append(value)
    for kid, values in groups.values():
        if kid.fact or kid.answers:
            yield from _rows(kid, inputs, (*path, Condition(input=inputs[node.fact], values=tuple(values))))


class Tabulator:
    """Turns rules into tables; judged at one moment, because dates need one."""

    def __init__(self, moments: Moments) -> None:
        self._settler = Unbound(moments)

    def table(self, rule: Callable[..., Any], *args: Hashable) -> Table:
        """Return one rule as a table."""
        node, inputs = self._settler.tabulate(rule, *args)
        by_name = {each.name: each for each in inputs}
        inner = getattr(rule, "__wrapped__", rule)
        used = tuple(each for each in inputs if each.name in node.support)
        return Table(
            subject=Input.of(("word", inner, args)), inputs=used, rows=tuple(_rows(node, by_name, ()))
        )

    def rulebook(self, source: Source) -> Rulebook:
        """Return every action, gap and word of a source."""
        actions = tuple(
            Entry(name=each.action, gated=each.gated, table=self.table(each.rule, source.numbers))
            for each in source.guideline.questions
        )
        gaps = tuple(
            Entry(name=each.note, gated=False, table=self.table(each.when, source.numbers))
            for each in source.guideline.gaps
        )
        return Rulebook(source=source, actions=actions, gaps=gaps, words=self._words([*actions, *gaps]))

    def _words(self, entries: list[Entry]) -> tuple[Table, ...]:
        """Return the tables of all words that these entries use, and that those words use, each once."""
        found: dict[str, Table] = {}
        waiting = [each for entry in entries for each in entry.table.inputs]
        while waiting:
            each = waiting.pop(0)
            if each.rule is None or each.name in found:
                continue
            found[each.name] = self.table(each.rule, *each.args)
            waiting.extend(found[each.name].inputs)
        return tuple(found.values())
