"""What changed between two versions of a case, and how two people's changes go together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mdt_desk.domain.case import FACTS, Case, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.screens.case.sections import LESION_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One fact that two people changed to different values since ``before``."""

    path: str
    mine: Any
    theirs: Any
    before: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The case with the changes of both; where they clash it holds mine until somebody chooses."""

    case: Case
    taken_over: tuple[str, ...]
    clashes: tuple[Clash, ...]


def changes(before: Case, after: Case) -> Mapping[str, Any]:
    """Return the facts that differ with their new values; other vertebrae: ``lesions`` as a whole."""
    found = {
        path: value_at(after, path)
        for path in FACTS
        if not path.startswith("lesions.") and value_at(after, path) != value_at(before, path)
    }
    if _levels(before) != _levels(after):
        return {**found, "lesions": after.lesions}
    paths = (
        f"lesions.{level}.{fact.partition('.')[2]}" for level in _levels(after) or () for fact in LESION_FACTS
    )
    return found | {
        path: value_at(after, path) for path in paths if value_at(after, path) != value_at(before, path)
    }


def applied(case: Case, changed: Mapping[str, Any]) -> Case:
    """Return the case with facts changed; a fact of a vertebra that is no longer there is left out."""
    for path, value in sorted(changed.items(), key=lambda each: each[0] != "lesions"):
        if not path.startswith("lesions.") or path.split(".")[1] in (_levels(case) or ()):
            case = with_fact(case, path, value)
    return case


def merged(before: Case, mine: Case, theirs: Case) -> Merged:
    """Put my changes on top of theirs; what both changed differently is a clash."""
    ours, others = changes(before, mine), changes(before, theirs)
    clashes = tuple(
        Clash(path=path, mine=value, theirs=value_at(theirs, path), before=value_at(before, path))
        for path, value in ours.items()
        if _touched(path, others) and value_at(theirs, path) != value
    )
    taken = tuple(path for path in others if not _touched(path, ours))
    return Merged(case=applied(theirs, ours), taken_over=taken, clashes=clashes)


def _touched(path: str, changed: Iterable[str]) -> bool:
    """Tell whether changes concern a fact: the list of vertebrae concerns every fact in it."""
    if not path.startswith("lesions"):
        return path in changed
    return any(
        each.startswith("lesions") and (each in {path, "lesions"} or path == "lesions") for each in changed
    )


def _levels(case: Case) -> tuple[str, ...] | None:
    return None if case.lesions is UNKNOWN else tuple(each.level.value for each in case.lesions)
