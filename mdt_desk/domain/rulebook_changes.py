"""A rulebook as a plain tree that a file can keep, and what differs between two of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Final

from mdt_desk.domain.guidelines.rule import Do
from mdt_desk.domain.moments import Within
from mdt_desk.domain.rulebook import (
    REFERENCE,
    Condition,
    Entry,
    Row,
    Rulebook,
    Said,
    Table,
    event_of,
    folded,
    one_lesion,
    tables_of,
)
from mdt_desk.domain.settle import Input

Tree = dict[str, Any]

TREE_SCHEMA: Final = "mdt-desk-rulebook/1"
_PARTS: Final = ("actions", "gaps", "words", "numbers")


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two rulebooks.

    Attributes:
        guideline: its identifier; ``part`` is ``document``, ``actions``, ``gaps``, ``words`` or ``numbers``.
        name: the action, gap, word or number.
        about: what of it differs: ``row``, ``whole``, ``order``, ``note``, ``place``, ``status``, ``gated``,
            ``number``, or a property of the document.
        before, after: what it said and says, in words of the code; empty where there is none.

    """

    kind: ChangeKind
    guideline: str
    part: str
    name: str
    about: str
    before: str = ""
    after: str = ""


def plain(value: object) -> object:
    """Return a value as a file keeps it; days are counted from the moment of the rulebook."""
    if isinstance(value, Within):
        return {"hours": value.hours} if value.days is None else {"days": value.days}
    if isinstance(value, Do):
        told = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return {name: each for name, each in told.items() if each or name == "consider"}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return f"{(value - REFERENCE.at).total_seconds() / 3600:+g} hours"
    if isinstance(value, date):
        return f"{(value - REFERENCE.at.date()).days:+d} days"
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def _condition(condition: Condition) -> tuple[str, list[Any]]:
    name, values = name_of(condition.input), condition.values
    if condition.input.kind == "event":
        return name, sorted({event_of(each, REFERENCE).value for each in values})
    return name, sorted((plain(each) for each in values), key=_spelled)


def name_of(given: Input) -> str:
    """Return the name of an input; that a word takes the numbers of its source is no part of it."""
    return given.name.removesuffix(" numbers")


def _row(row: Row) -> Tree:
    return {"when": dict(sorted(map(_condition, row.conditions))), "answer": plain(row.answer)}


def table_tree(table: Table) -> list[Tree]:
    short = folded(one_lesion(table))
    rows = [*short.rows, *(() if short.otherwise is None else (short.otherwise,))]
    return [_row(each) for each in rows]


def _said(said: Said) -> Tree:
    when = None if said.table is None else table_tree(said.table)
    return {"even_if_open": said.even_if_open, "when": when}


def _entry(entry: Entry, rulebook: Rulebook) -> Tree:
    cited = rulebook.source.citations[entry.name]
    tree: Tree = {
        "place": cited.place,
        "status": cited.status.value,
        "rows": table_tree(entry.table),
        "numbers": sorted({name for table in tables_of(entry) for name in table.numbers}),
    }
    if entry.gated:
        tree["gated"] = True
    if entry.notes:
        tree["notes"] = {each.key: _said(each) for each in entry.notes}
    return tree


def rulebook_tree(rulebook: Rulebook) -> Tree:
    """Return a rulebook as a tree of plain values that is the same for the same rules on every machine.

    Ask for a rulebook tabulated at `REFERENCE`: days are told as distances from that moment.
    """
    source = rulebook.source
    document = source.document
    review = None if document.review_by is None else document.review_by.isoformat()
    return {
        "schema": TREE_SCHEMA,
        "guideline": source.id,
        "document": {"title": document.title, "dated": document.dated, "review_by": review},
        "actions": {each.name: _entry(each, rulebook) for each in rulebook.actions},
        "gaps": {each.name: _entry(each, rulebook) for each in rulebook.gaps},
        "words": {
            name_of(each.subject): {"rows": table_tree(each)} for each in rulebook.words if tells_itself(each)
        },
        "numbers": {
            name: {
                "value": plain(getattr(source.numbers, name)),
                "place": cited.place,
                "status": cited.status.value,
            }
            for name, cited in source.provenance.items()
        },
    }


def tells_itself(table: Table) -> bool:
    """Leave out sums of items, which take functions: the items tell themselves."""
    given = [arg for each in (table.subject, *table.inputs) for arg in each.args if isinstance(arg, tuple)]
    return not any(callable(each) for arg in given for each in arg)


# --- what differs -----------------------------------------------------------------------------------------


def _spelled(value: object) -> str:
    """Spell a plain value for people: no quotation marks, no braces."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_spelled(each)}" for name, each in value.items()) or "yes"
    if isinstance(value, list):
        return " or ".join(map(_spelled, value))
    return str(value)


def row_spelled(row: Mapping[str, Any]) -> str:
    """Spell a row in words of the code, by which a book of phrases can find it."""
    when = "; ".join(f"{name} is {_spelled(values)}" for name, values in row["when"].items()) or "otherwise"
    answer = row["answer"]
    if isinstance(answer, Mapping):
        told = ", ".join(
            f"{name} {_spelled(each)}" for name, each in answer.items() if name != "consider" or each
        )
        return f"{when} → applies{': ' if told else ''}{told}"
    return f"{when} → {_spelled(answer)}"


_Found = tuple[ChangeKind, str, str, str]
"""Kind, what it is about, before, after."""


def _rows_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Found]:
    before, after = list(map(row_spelled, old["rows"])), list(map(row_spelled, new["rows"]))
    gone = [each for each in before if each not in after]
    come = [each for each in after if each not in before]
    answers = {each.rpartition(" → ")[0]: each for each in come}
    for each in gone:
        other = answers.get(each.rpartition(" → ")[0])
        if other is None:
            yield ChangeKind.REMOVED, "row", each, ""
        else:
            come.remove(other)
            yield ChangeKind.CHANGED, "row", each, other
    for each in come:
        yield ChangeKind.ADDED, "row", "", each
    if not gone and not come and before != after:
        yield ChangeKind.CHANGED, "order", JOINT.join(before), JOINT.join(after)


def _entries_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Found]:
    yield from _rows_differ(old, new)
    for name in ("place", "status", "gated"):
        if old.get(name) != new.get(name):
            yield ChangeKind.CHANGED, name, _spelled(old.get(name)), _spelled(new.get(name))
    yield from _notes_differ(old.get("notes", {}), new.get("notes", {}))


def _notes_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Found]:
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield ChangeKind.REMOVED, "note", key, ""
        elif key not in old:
            yield ChangeKind.ADDED, "note", "", key
        elif old[key] != new[key]:
            yield ChangeKind.CHANGED, "note", key, key


def _number_spelled(number: Mapping[str, Any]) -> str:
    return f"{_spelled(number['value'])} ({number['place']}; {number['status']})"


JOINT: Final = " / "
"""What stands between rows that are told together."""


def _whole(part: str, tree: Mapping[str, Any]) -> str:
    return _number_spelled(tree) if part == "numbers" else JOINT.join(map(row_spelled, tree["rows"]))


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what a newer rulebook of one guideline says otherwise: rows and numbers, in words of the code.

    Args:
        old, new: what `rulebook_tree` returned, perhaps years apart.

    Raises:
        ValueError: the trees are of different guidelines.

    """
    if old["guideline"] != new["guideline"]:
        raise ValueError(f"{old['guideline']} and {new['guideline']} are different guidelines")
    return tuple(
        Change(
            kind=kind,
            guideline=new["guideline"],
            part=part,
            name=name,
            about=about,
            before=before,
            after=after,
        )
        for part, name, (kind, about, before, after) in _differences(old, new)
    )


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, _Found]]:
    before, after = old["document"], new["document"]
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            found = (ChangeKind.CHANGED, name, _spelled(before.get(name)), _spelled(after.get(name)))
            yield "document", "document", found
    for part in _PARTS:
        for name in dict.fromkeys([*old[part], *new[part]]):
            for each in _differ(part, old[part].get(name), new[part].get(name)):
                yield part, name, each


def _differ(part: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[_Found]:
    if old is None or new is None:
        if new is not None:
            yield ChangeKind.ADDED, "whole", "", _whole(part, new)
        if old is not None:
            yield ChangeKind.REMOVED, "whole", _whole(part, old), ""
    elif part != "numbers":
        yield from _entries_differ(old, new)
    elif _number_spelled(old) != _number_spelled(new):
        yield ChangeKind.CHANGED, "number", _number_spelled(old), _number_spelled(new)
