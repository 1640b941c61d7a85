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
        before, after: what it said and says, a row or a number in words of the code; empty where there is none.

    """

    kind: ChangeKind
    guideline: str
    part: str
    name: str
    before: str = ""
    after: str = ""


def _plain(value: object) -> object:
    """Return a value as a file keeps it; days are counted from the moment of the rulebook."""
    if isinstance(value, Within):
        return {"hours": value.hours} if value.days is None else {"days": value.days}
    if isinstance(value, Do):
        told = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {name: each for name, each in told.items() if each or name == "consider"}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return f"{(value - REFERENCE.at).total_seconds() / 3600:+g} hours"
    if isinstance(value, date):
        return f"{(value - REFERENCE.at.date()).days:+d} days"
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _condition(condition: Condition) -> tuple[str, list[Any]]:
    name, values = _name(condition.input), condition.values
    if condition.input.kind == "event":
        return name, sorted({event_of(each, REFERENCE).value for each in values})
    return name, sorted((_plain(each) for each in values), key=_spelled)


def _name(given: Input) -> str:
    """Return the name of an input; that a word takes the numbers of its source is no part of it."""
    return given.name.removesuffix(" numbers")


def _row(row: Row) -> Tree:
    return {"when": dict(sorted(map(_condition, row.conditions))), "answer": _plain(row.answer)}


def _table(table: Table) -> list[Tree]:
    short = folded(one_lesion(table))
    rows = [*short.rows, *(() if short.otherwise is None else (short.otherwise,))]
    return [_row(each) for each in rows]


def _said(said: Said) -> Tree:
    when = None if said.table is None else _table(said.table)
    return {"even_if_open": said.even_if_open, "when": when}


def _entry(entry: Entry, rulebook: Rulebook) -> Tree:
    cited = rulebook.source.citations[entry.name]
    tree: Tree = {
        "place": cited.place,
        "status": cited.status.value,
        "rows": _table(entry.table),
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
            _name(each.subject): {"rows": _table(each)} for each in rulebook.words if _tells_itself(each)
        },
        "numbers": {
            name: {
                "value": _plain(getattr(source.numbers, name)),
                "place": cited.place,
                "status": cited.status.value,
            }
            for name, cited in source.provenance.items()
        },
    }


def _tells_itself(table: Table) -> bool:
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


def _row_spelled(row: Mapping[str, Any]) -> str:
    when = "; ".join(f"{name} is {_spelled(values)}" for name, values in row["when"].items()) or "otherwise"
    answer = row["answer"]
    if isinstance(answer, Mapping):
        told = ", ".join(
            f"{name} {_spelled(each)}" for name, each in answer.items() if name != "consider" or each
        )
        return f"{when} → applies{': ' if told else ''}{told}"
    return f"{when} → {_spelled(answer)}"


def _rows_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[ChangeKind, str, str]]:
    before, after = list(map(_row_spelled, old["rows"])), list(map(_row_spelled, new["rows"]))
    gone = [each for each in before if each not in after]
    come = [each for each in after if each not in before]
    answers = {each.rpartition(" → ")[0]: each for each in come}
    for each in gone:
        other = answers.get(each.rpartition(" → ")[0])
        if other is None:
            yield ChangeKind.REMOVED, each, ""
        else:
            come.remove(other)
            yield ChangeKind.CHANGED, each, other
    for each in come:
        yield ChangeKind.ADDED, "", each
    if not gone and not come and before != after:
        yield ChangeKind.CHANGED, " / ".join(before), " / ".join(after)
    for name in ("place", "status", "gated", "notes"):
        if old.get(name) != new.get(name):
            yield (
                ChangeKind.CHANGED,
                f"{name}: {_spelled(old.get(name))}",
                f"{name}: {_spelled(new.get(name))}",
            )


def _number_spelled(number: Mapping[str, Any]) -> str:
    return f"{_spelled(number['value'])} ({number['place']}; {number['status']})"


def _whole(part: str, tree: Mapping[str, Any]) -> str:
    return _number_spelled(tree) if part == "numbers" else " / ".join(map(_row_spelled, tree["rows"]))


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what a newer rulebook of one guideline says otherwise: rows and numbers, in words of the code.

    Args:
        old, new: what `rulebook_tree` returned, perhaps years apart.

    Raises:
        ValueError: the trees are of different guidelines.

    """
    if old["guideline"] != new["guideline"]:
        raise ValueError(f"{old['guideline']} and {new['guideline']} are different guidelines")
    guideline, changes = old["guideline"], []
    if old["document"] != new["document"]:
        before, after = _spelled(old["document"]), _spelled(new["document"])
        changes.append(
            Change(
                kind=ChangeKind.CHANGED,
                guideline=guideline,
                part="document",
                name="document",
                before=before,
                after=after,
            )
        )
    for part in _PARTS:
        for name in dict.fromkeys([*old[part], *new[part]]):
            found = _differ(part, old[part].get(name), new[part].get(name))
            changes.extend(
                Change(kind=kind, guideline=guideline, part=part, name=name, before=before, after=after)
                for kind, before, after in found
            )
    return tuple(changes)


def _differ(
    part: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[tuple[ChangeKind, str, str]]:
    if old is None or new is None:
        if new is not None:
            yield ChangeKind.ADDED, "", _whole(part, new)
        if old is not None:
            yield ChangeKind.REMOVED, _whole(part, old), ""
    elif part != "numbers":
        yield from _rows_differ(old, new)
    elif _number_spelled(old) != _number_spelled(new):
        yield ChangeKind.CHANGED, _number_spelled(old), _number_spelled(new)
