"""What two people changed since both looked: what goes together by itself, and what somebody has to choose."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from mdt_desk.domain.case import FACTS, Case, Lesion, value_at
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import LEVELS, Level

Key = TypeVar("Key")

LESION_FACTS: Final = tuple(path for path in FACTS if path.startswith("lesions.") and path != "lesions.level")
"""The facts of one vertebra, as ``lesions.pain``."""

_PLAIN: Final = tuple(path for path in FACTS if not path.startswith("lesions."))
_NAMES: Final = tuple(path.partition(".")[2] for path in LESION_FACTS)
_LEVEL_PARTS: Final = 2
_LISTED: Final = "a vertebra in the list of both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One thing that two people changed to different values since ``before``.

    ``path`` is that of a fact, or ``lesions.T6`` for a vertebra that one of them took out of the list: its values are
    then the vertebra with its facts, or None. ``lesions`` is the list as a whole.
    """

    path: str
    mine: Any
    theirs: Any
    before: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Both(Generic[Key]):
    """The values of both together; where they clash it holds mine until somebody chooses."""

    values: Mapping[Key, Any]
    taken_over: tuple[Key, ...]
    clashes: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The case with the changes of both; where they clash it holds mine until somebody chooses."""

    case: Case
    taken_over: tuple[str, ...]
    clashes: tuple[Clash, ...]


def together(
    before: Mapping[Key, Any], mine: Mapping[Key, Any], theirs: Mapping[Key, Any], absent: object = None
) -> Both[Key]:
    """Put two changes of the same values together, key by key; ``absent`` is the value of a key that is not there."""
    values, taken, clashes = {}, [], []
    for key in dict.fromkeys((*mine, *theirs, *before)):
        was, here, there = (each.get(key, absent) for each in (before, mine, theirs))
        if here == was != there:
            taken.append(key)
            here = there
        elif there not in (was, here):
            clashes.append(key)
        if here != absent:
            values[key] = here
    return Both(values=MappingProxyType(values), taken_over=tuple(taken), clashes=tuple(clashes))


def merged(before: Case, mine: Case, theirs: Case) -> Merged:
    """Put what I changed in a case and what they changed together, fact by fact.

    Nothing of either is lost: what only one changed is in the result, and what both changed differently is named as a
    clash. The dated history is theirs: it belongs to the store.
    """
    cases = (before, mine, theirs)
    if _denied(before, mine, theirs) or _denied(before, theirs, mine):
        parts = tuple({**_plain(each), "lesions": each.lesions} for each in cases)
    else:
        alone = _not_in_all(cases)
        parts = tuple({**_plain(each), **_vertebrae(each, alone)} for each in cases)
    both = together(parts[0], parts[1], parts[2], absent=UNKNOWN)
    case = replace(_with_plain(theirs, both.values), lesions=_lesions(both.values, cases))
    clashes = tuple(
        Clash(path=path, **{name: part_at(each, path) for name, each in _named(cases)})
        for path in both.clashes
    )
    news = (each for each in both.taken_over if each.rpartition(".")[0] not in both.taken_over)
    return Merged(case=case, taken_over=tuple(news), clashes=clashes)


def part_at(case: Case, path: str) -> object:
    """Return what a case holds where two people may clash: see `Clash`."""
    level = _level_of(path)
    if level is None:
        return value_at(case, path)
    return next((each for each in _listed(case) if each.level is level), None)


def with_part(case: Case, path: str, value: object) -> Case:
    """Return the case with another value where two people clashed; a fact of a vertebra that is gone is left out."""
    level = _level_of(path)
    if level is not None:
        rest = tuple(each for each in _listed(case) if each.level is not level)
        found = (*rest, value) if isinstance(value, Lesion) else rest
        return replace(case, lesions=_in_order(found) or UNKNOWN)
    if path.startswith("lesions.") and path.split(".")[1] not in {each.level for each in _listed(case)}:
        return case
    return with_fact(case, path, value)


def changes(before: Case, after: Case) -> Mapping[str, Any]:
    """Return the facts that differ with their new values; other vertebrae: ``lesions`` as a whole."""
    found = {
        path: value_at(after, path) for path in _PLAIN if value_at(after, path) != value_at(before, path)
    }
    if _levels(before) != _levels(after):
        return {**found, "lesions": after.lesions}
    paths = (f"lesions.{level}.{name}" for level in _levels(after) or () for name in _NAMES)
    return found | {
        path: value_at(after, path) for path in paths if value_at(after, path) != value_at(before, path)
    }


def _denied(before: Case, one: Case, other: Case) -> bool:
    """Tell whether one recorded that there are no lesions while the other recorded something else of them."""
    denied = one.lesions == () and before.lesions != ()
    return denied and other.lesions not in ((), before.lesions)


def _not_in_all(cases: tuple[Case, ...]) -> frozenset[Level]:
    """Return the vertebrae that were listed before and that somebody took out: each is compared as one."""
    before, *since = ({each.level for each in _listed(case)} for case in cases)
    return frozenset(level for level in before if any(level not in each for each in since))


def _plain(case: Case) -> dict[str, Any]:
    return {path: value for path in _PLAIN if (value := value_at(case, path)) is not UNKNOWN}


def _vertebrae(case: Case, alone: frozenset[Level]) -> dict[str, Any]:
    """Return each vertebra as one value where it stands ``alone``, and fact by fact otherwise."""
    if case.lesions == ():
        return {"lesions": ()}
    found: dict[str, Any] = {}
    for each in _listed(case):
        path = f"lesions.{each.level}"
        if each.level in alone:
            found[path] = each
            continue
        found[path] = _LISTED
        known = ((name, getattr(each, name)) for name in _NAMES)
        found |= {f"{path}.{name}": value for name, value in known if value is not UNKNOWN}
    return found


def _with_plain(case: Case, values: Mapping[str, Any]) -> Case:
    for path in _PLAIN:
        value = values.get(path, UNKNOWN)
        if value_at(case, path) != value:
            case = with_fact(case, path, value)
    return case


def _lesions(values: Mapping[str, Any], cases: tuple[Case, ...]) -> "tuple[Lesion[Any], ...] | Unknown":
    """Return the list of vertebrae that the values make, in the order that one of the cases has if it can be."""
    whole: tuple[Lesion[Any], ...] | Unknown = values.get("lesions", UNKNOWN)
    if whole is not UNKNOWN and whole:
        return whole
    found = [
        value if isinstance(value, Lesion) else _made(Level(path.split(".")[1]), values)
        for path, value in values.items()
        if _level_of(path) is not None
    ]
    if not found:
        return whole
    there = {each.level: each for each in found}
    before, mine, theirs = (_levels(each) or () for each in cases)
    kept = mine if theirs in (before, mine) else theirs if mine == before else ()
    if set(kept) == set(there):
        return tuple(there[Level(each)] for each in kept)
    return _in_order(found)


def _made(level: Level, values: Mapping[str, Any]) -> Lesion[Any]:
    known = {name: values.get(f"lesions.{level}.{name}", UNKNOWN) for name in _NAMES}
    return Lesion(level=level, **known)


def _in_order(lesions: Iterable[Lesion[Any]]) -> tuple[Lesion[Any], ...]:
    by_place: Callable[[Lesion[Any]], int] = lambda each: LEVELS.index(each.level)  # noqa: E731  # its type is said
    return tuple(sorted(lesions, key=by_place))


def _listed(case: Case) -> tuple[Lesion[Any], ...]:
    return () if case.lesions is UNKNOWN else case.lesions


def _levels(case: Case) -> tuple[str, ...] | None:
    return None if case.lesions is UNKNOWN else tuple(each.level.value for each in case.lesions)


def _level_of(path: str) -> Level | None:
    parts = path.split(".")
    return Level(parts[1]) if parts[0] == "lesions" and len(parts) == _LEVEL_PARTS else None


def _named(cases: tuple[Case, ...]) -> Iterable[tuple[str, Case]]:
    return zip(("before", "mine", "theirs"), cases, strict=True)
