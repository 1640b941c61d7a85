"""Turn the data of a source (numbers, citations, review dates) into what its rules need; refuse what has no source."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from mdt_desk.domain.case import FACTS
from mdt_desk.domain.evidence import Citation, Document, Status
from mdt_desk.domain.guidelines.rule import Guideline, Source
from mdt_desk.domain.moments import Within

_HOURS: Final = {"hours": 1}
_DAYS: Final = {"days": 1, "weeks": 7}


class SourceRefusedError(Exception):
    """The data of a source are incomplete or wrong; each problem is one sentence for whoever maintains them."""

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"{source}: " + "; ".join(problems))
        self.problems = problems


def _citation(name: str, raw: Mapping[str, Any], problems: list[str]) -> Citation | None:
    absent = [each for each in ("place", "status", "checked") if each not in raw]
    if absent:
        problems.append(f"{name} has no {', '.join(absent)}")
        return None
    if raw["status"] not in set(Status):
        problems.append(f"{name} has status {raw['status']!r}: {', '.join(Status)} is allowed")
        return None
    if type(raw["checked"]) is not date or not str(raw["place"]).strip():
        problems.append(f"{name} needs a place in words and a date on which it was checked")
        return None
    return Citation(place=raw["place"], status=Status(raw["status"]), checked=raw["checked"])


def _number(name: str, raw: Mapping[str, Any], kind: object, problems: list[str]) -> Any:
    value, unit = raw.get("value"), raw.get("unit", "")
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.append(f"{name} has no value")
        return None
    fact = raw.get("fact")
    if fact is not None and (fact not in FACTS or value not in FACTS[fact].cuts):
        problems.append(f"{name} compares {fact} with {value}, which unknown facts are not tried around")
    if kind is not Within:
        return value
    if unit in _HOURS:
        return Within(hours=int(value))
    if unit in _DAYS:
        days = int(value) * _DAYS[unit]
        return Within(hours=days * 24, days=days)
    problems.append(f"{name} is a deadline in {unit!r}: hours, days or weeks is allowed")
    return None


def _document(raw: Mapping[str, Any], problems: list[str]) -> Document:
    absent = [each for each in ("id", "title", "dated") if not raw.get(each)]
    problems.extend(f"document has no {each}" for each in absent)
    return Document(
        id=str(raw.get("id")),
        title=str(raw.get("title")),
        dated=str(raw.get("dated")),
        review_by=raw.get("review_by"),
        advisory_only=bool(raw.get("advisory_only", False)),
    )


def load_source(guideline: Guideline, tree: Mapping[str, Any]) -> Source:
    """Bind the data of a source to its rules.

    Args:
        guideline: the rules, which name the numbers they need.
        tree: the parsed data file: ``document``, ``numbers``, ``actions``, ``gaps``, ``regimens``.

    Raises:
        SourceRefusedError: a number without place, status or date, one that no rule needs or that is missing, an
            action without citation, or a document without title.

    """
    problems: list[str] = []
    document = _document(tree.get("document", {}), problems)
    if document.id != guideline.id:
        problems.append(f"the file is for {document.id}, not {guideline.id}")
    provenance: dict[str, Citation] = {}
    values: dict[str, Any] = {}
    numbers = tree.get("numbers", {})
    kinds = {each.name: each.type for each in fields(guideline.numbers)}
    problems.extend(f"number {name} is needed by no rule" for name in numbers if name not in kinds)
    for name, kind in kinds.items():
        if name not in numbers:
            problems.append(f"number {name} is missing")
            continue
        values[name] = _number(f"number {name}", numbers[name], kind, problems)
        cited = _citation(f"number {name}", numbers[name], problems)
        if cited is not None:
            provenance[name] = cited
    citations = _cited(guideline, tree, problems)
    if problems:
        raise SourceRefusedError(guideline.id, tuple(problems))
    return Source(
        guideline=guideline,
        document=document,
        numbers=guideline.numbers(**values),
        citations=MappingProxyType(citations),
        provenance=MappingProxyType(provenance),
    )


def _cited(guideline: Guideline, tree: Mapping[str, Any], problems: list[str]) -> dict[str, Citation]:
    """Return the citation of every action, gap and regimen; nothing may be left without one, or over."""
    found: dict[str, Citation] = {}
    wanted = {
        "actions": [each.action for each in guideline.questions],
        "gaps": [each.note for each in guideline.gaps],
    }
    for table, names in wanted.items():
        given = tree.get(table, {})
        problems.extend(f"{table}.{name} belongs to no rule" for name in given if name not in names)
        problems.extend(f"{table}.{name} has no citation" for name in names if name not in given)
        for name in given:
            cited = _citation(f"{table}.{name}", given[name], problems)
            if cited is not None:
                found[name] = cited
    for name, raw in tree.get("regimens", {}).items():
        cited = _citation(f"regimens.{name}", raw, problems)
        if cited is not None:
            found[name] = cited
    return found
