"""The rules as tables that a clinician can proof-read, enumerated from the code that runs.

A rule becomes the rows of its reduced decision diagram: what a row does not name does not matter in it. Words that a
rule uses are inputs of its table and have a table of their own, so that no table is longer than its idea.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any, Final

from mdt_desk.domain.diagram import Node
from mdt_desk.domain.guidelines.rule import Note, Question, Source
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.settle import Input, Unbound
from mdt_desk.domain.spine import Level

_ANY_DAY: Final = datetime(2026, 1, 15, 12, tzinfo=UTC)
REFERENCE: Final = Moments(at=_ANY_DAY, treatment_clock=_ANY_DAY, recurrence=_ANY_DAY)
"""Dates need a moment to be judged at; a fixed one makes two rulebooks comparable."""

ONE_LESION: Final = (Level.T6,)
"""The list of lesions that stands for "some affected vertebra" in what `Unbound` tries."""


class Happened(StrEnum):
    """What an event can be when nobody in particular is assessed."""

    NOT_RECORDED = "not_recorded"
    DONE = "done"
    BEFORE_WORSENING = "before_worsening"
    PLANNED = "planned"


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
    """One rule: what it reads, and its rows, which exclude each other and leave nothing out.

    Attributes:
        numbers: the names of the numbers of its source that the rule reads itself.

    """

    subject: Input
    inputs: tuple[Input, ...]
    rows: tuple[Row, ...]
    numbers: tuple[str, ...] = ()

    def domain(self, name: str) -> tuple[Any, ...]:
        """Return every value that an input has in some row, in the order of trying."""
        found = {
            _key(value): value
            for row in self.rows
            for condition in row.conditions
            if condition.input.name == name
            for value in condition.values
        }
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence of an action's detail; ``table`` tells when it is said, None: always."""

    key: str
    even_if_open: bool
    table: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action or gap of a guideline with its table; ``gated`` as the question says."""

    name: str
    gated: bool
    table: Table
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules of one source: its actions, its gaps, and the words they use."""

    source: Source
    actions: tuple[Entry, ...]
    gaps: tuple[Entry, ...]
    words: tuple[Table, ...]


def _key(value: object) -> Hashable:
    """Return a key that tells True from 1."""
    return (value.__class__, value)


def event_of(value: object, moments: Moments) -> Happened:
    """Return what a value stands for that `Unbound` tries for an event."""
    if not isinstance(value, datetime):
        return Happened.NOT_RECORDED
    if value > moments.at:
        return Happened.PLANNED
    return Happened.DONE if (moments.at - value).days <= 2 else Happened.BEFORE_WORSENING


class _Read:
    """The numbers of a source as rules see them; remembers which were read."""

    def __init__(self, numbers: object) -> None:
        self._numbers = numbers
        self.names: dict[str, None] = {}

    def __getattr__(self, name: str) -> object:
        self.names[name] = None
        return getattr(self._numbers, name)

    def __repr__(self) -> str:
        return "numbers"


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
            subject=Input.of(("word", inner, args)),
            inputs=used,
            rows=tuple(_rows(node, by_name, ())),
            numbers=self._numbers(rule, args),
        )

    def _numbers(self, rule: Callable[..., Any], args: tuple[Hashable, ...]) -> tuple[str, ...]:
        """Return the numbers a rule reads itself: the words it uses were answered before and read nothing now."""
        read = next((each for each in args if isinstance(each, _Read)), None)
        if read is None:
            return ()
        read.names.clear()
        self._settler.tabulate(rule, *args)
        return tuple(read.names)

    def rulebook(self, source: Source) -> Rulebook:
        """Return every action, gap and word of a source."""
        read = _Read(source.numbers)
        actions = tuple(self._action(each, read) for each in source.guideline.questions)
        gaps = tuple(
            Entry(name=each.note, gated=False, table=self.table(each.when, read))
            for each in source.guideline.gaps
        )
        return Rulebook(source=source, actions=actions, gaps=gaps, words=self._words([*actions, *gaps]))

    def _action(self, question: Question, read: _Read) -> Entry:
        return Entry(
            name=question.action,
            gated=question.gated,
            table=self.table(question.rule, read),
            notes=tuple(self._said(each, read) for each in question.notes),
        )

    def _said(self, note: Note, read: _Read) -> Said:
        table = None if note.when is None else self.table(note.when, read)
        return Said(key=note.key, even_if_open=note.even_if_open, table=table)

    def _words(self, entries: list[Entry]) -> tuple[Table, ...]:
        """Return the tables of all words that these entries use, and that those words use, each once."""
        found: dict[str, Table] = {}
        waiting = [each for entry in entries for table in tables_of(entry) for each in table.inputs]
        while waiting:
            each = waiting.pop(0)
            if each.rule is None or each.name in found:
                continue
            found[each.name] = self.table(each.rule, *each.args)
            waiting.extend(found[each.name].inputs)
        return tuple(found.values())


def tables_of(entry: Entry) -> tuple[Table, ...]:
    """Return the table of an entry and those of its notes."""
    return (entry.table, *(each.table for each in entry.notes if each.table is not None))


def one_lesion(table: Table) -> Table:
    """Return a rule about lesions as it answers for a list of one; any other rule as it is.

    What a rule says of "some affected vertebra" is said of that one.
    """
    if all(each.kind != "levels" for each in table.inputs):
        return table
    rows = []
    for row in table.rows:
        listed = [each for each in row.conditions if each.input.kind == "levels"]
        if all(ONE_LESION in each.values for each in listed):
            kept = tuple(each for each in row.conditions if each.input.kind not in {"levels", "aspect"})
            rows.append(Row(conditions=kept, answer=row.answer))
    named = {each.input.name for row in rows for each in row.conditions}
    inputs = tuple(each for each in table.inputs if each.name in named)
    return Table(subject=table.subject, inputs=inputs, rows=tuple(rows), numbers=table.numbers)


# --- the same table, shorter ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A table to be read from above: the first row whose conditions all hold answers, else ``otherwise`` does.

    Attributes:
        otherwise: the row without conditions that ends the table; None where the rows leave nothing out.

    """

    rows: tuple[Row, ...]
    otherwise: Row | None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return what the rows name, in order of appearance."""
        found = {each.input.name: each.input for row in self.rows for each in row.conditions}
        return tuple(found.values())


_NEVER: Final = 1 << 30
_NOTHING: Final = 2


def _natural(answer: object) -> tuple[str, int, str]:
    """Sort values as they are written: numbers by size, choices as they are declared, letters by the alphabet."""
    place = answer if isinstance(answer, int) else 0
    if isinstance(answer, Enum):
        place = list(type(answer)).index(answer)
    return type(answer).__name__, place, answer if isinstance(answer, str) else ""


def _precedence(answer: object) -> tuple[int, int, int]:
    """Sort answers: what applies before what does not, the most urgent first, "do" before "consider"."""
    if answer is None or answer is False:
        return _NOTHING, 0, 0
    within = getattr(answer, "within", answer)
    hours = getattr(within, "hours", _NEVER)
    return 0, hours, int(getattr(answer, "consider", False))


def _may_be_nothing(values: Iterable[object]) -> bool:
    return any(each is False or each is None or getattr(each, "value", "") == "none" for each in values)


def _compatible(conditions: Iterable[Condition], row: Row) -> bool:
    """Tell whether some completion lies both in a row and in what these conditions describe."""
    wanted = {each.input.name: each.values for each in row.conditions}
    for each in conditions:
        other = wanted.get(each.input.name)
        if other is not None and {_key(value) for value in other}.isdisjoint(map(_key, each.values)):
            return False
    return True


def _covers(wide: Row, narrow: Row) -> bool:
    """Tell whether every completion of a row lies in another."""
    own = {each.input.name: set(map(_key, each.values)) for each in narrow.conditions}
    return all(
        each.input.name in own and own[each.input.name] <= set(map(_key, each.values))
        for each in wide.conditions
    )


def _generalised(row: Row, table: Table, earlier: frozenset[Hashable]) -> Row:
    """Drop the conditions without which a row still says nothing wrong.

    A condition that only rules something out is dropped as well where rows above take over.
    """
    kept = list(row.conditions)
    for allowed in (frozenset[Hashable](), earlier):
        right = allowed | {_key(row.answer)}
        for each in tuple(kept):
            if allowed and not _may_be_nothing(each.values):
                continue
            rest = [other for other in kept if other is not each]
            if all(_key(other.answer) in right for other in table.rows if _compatible(rest, other)):
                kept = rest
    return Row(conditions=tuple(kept), answer=row.answer)


def _needed(rows: list[Row], own: list[Row]) -> list[Row]:
    """Leave out rows without which every completion of an answer is still in one row."""
    kept = rows
    for each in reversed(rows):
        rest = [other for other in kept if other is not each]
        if all(any(_covers(other, row) for other in rest) for row in own):
            kept = rest
    return kept


def folded(table: Table) -> Folded:
    """Return a table with no more rows and conditions than it takes to say the same."""
    answers = {_key(row.answer): row.answer for row in table.rows}
    order = sorted(sorted(answers.values(), key=_natural), key=_precedence)
    ends = len(order) > 1 and _precedence(order[-1])[0] == _NOTHING
    found: list[Row] = []
    earlier: frozenset[Hashable] = frozenset()
    for answer in order[:-1] if ends else order:
        own = [row for row in table.rows if _key(row.answer) == _key(answer)]
        chosen: list[Row] = []
        for row in own:
            if not any(_covers(each, row) for each in chosen):
                chosen.append(_generalised(row, table, earlier))
        found.extend(_needed(chosen, own))
        earlier |= {_key(answer)} if ends else frozenset()
    return Folded(rows=tuple(found), otherwise=Row(conditions=(), answer=order[-1]) if ends else None)
