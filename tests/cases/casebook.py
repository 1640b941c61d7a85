"""Read the clinical cases: what was written for a doctor, checked so strictly that nothing misspelt can pass."""

import copy
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mdt_desk.domain.case import FACTS, spec_for
from mdt_desk.domain.reading import SCHEMA

FOLDER = Path(__file__).parent
BASES = FOLDER / "bases.toml"
DOCUMENTS = ("erasmus-2022", "lwno-2015", "nice-ng234", "noms", "summary", "house reading", "contract")
NEEDED = {"id", "base", "source", "check", "expect"}
ALLOWED = NEEDED | {"change", "forget", "at", "meeting", "raw"}
BASE_KEYS = {"says", "extends", "facts", "forget", "at", "meeting"}


class MiswrittenError(Exception):
    """A case file says something that nobody could have meant."""


@dataclass(frozen=True, kw_only=True)
class Base:
    """A patient from whom cases start: facts by their dotted names, lesions by level, and two moments."""

    facts: Mapping[str, Any]
    lesions: Mapping[str, Mapping[str, Any]] | None
    at: datetime
    meeting: datetime


@dataclass(frozen=True, kw_only=True)
class ClinicalCase:
    """One case: the tree of its case file, the moments, and what must come out."""

    name: str
    tree: Mapping[str, Any]
    at: datetime
    meeting: datetime
    source: str
    check: str
    expect: tuple[tuple[Any, ...], ...]


def _fail(where: str, what: str) -> MiswrittenError:
    return MiswrittenError(f"{where}: {what}")


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, dict) and f"{prefix}{name}" not in FACTS:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _known(where: str, path: str) -> str:
    try:
        spec_for(path)
    except KeyError as error:
        raise _fail(where, f"there is no fact {path!r}") from error
    return path


def _moment(where: str, value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _fail(where, f"{value!r} is not a moment") from error
    if moment.tzinfo is None:
        raise _fail(where, f"{value!r} has no offset")
    return moment


def _lesions(where: str, listed: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in listed:
        level = each["level"]
        for name in each:
            if name != "level":
                _known(where, f"lesions.{level}.{name}")
        if level in found:
            raise _fail(where, f"{level} is listed twice")
        found[level] = dict(each)
    return found


def _changed(where: str, start: Base, change: Mapping[str, Any], forget: list[str]) -> Base:
    facts, lesions = dict(start.facts), copy.deepcopy(start.lesions)
    for path in forget:
        if path == "lesions" and lesions is not None:
            lesions = None
        elif path.startswith("lesions.") and lesions is not None:
            _, level, name = path.split(".")
            if name not in lesions.get(level, {}):
                raise _fail(where, f"{path!r} is not there to be forgotten")
            lesions = {**lesions, level: {key: lesions[level][key] for key in lesions[level] if key != name}}
        elif facts.pop(path, None) is None:
            raise _fail(where, f"{path!r} is not there to be forgotten")
    for path, value in _flat(change):
        if path == "lesions":
            lesions = _lesions(where, value)
        elif path.startswith("lesions."):
            _, level, name = _known(where, path).split(".")
            if lesions is None or level not in lesions:
                raise _fail(where, f"the base has no lesion {level}")
            lesions = {**lesions, level: {**lesions[level], name: value}}
        else:
            if facts.get(_known(where, path)) == value:
                raise _fail(where, f"{path!r} is {value!r} already")
            facts[path] = value
    return Base(facts=facts, lesions=lesions, at=start.at, meeting=start.meeting)


def case_tree_of(base: Base) -> dict[str, Any]:
    """Return the case file of a patient as a tree of plain values."""
    tree: dict[str, Any] = {"schema": SCHEMA}
    for path, value in base.facts.items():
        section, name = path.split(".")
        tree.setdefault(section, {})[name] = value
    if base.lesions is not None:
        tree["lesions"] = [dict(each) for each in base.lesions.values()]
    return tree


def bases() -> dict[str, Base]:
    """Read the patients from whom cases start; a later one may extend an earlier one."""
    found: dict[str, Base] = {}
    for name, raw in tomllib.loads(BASES.read_text(encoding="utf-8")).items():
        where = f"base {name}"
        if set(raw) - BASE_KEYS or "says" not in raw:
            raise _fail(where, f"keys are {sorted(BASE_KEYS)}")
        if "extends" in raw:
            if raw["extends"] not in found:
                raise _fail(where, f"extends {raw['extends']!r}, which does not stand above it")
            start = found[raw["extends"]]
        else:
            at, meeting = _moment(where, raw["at"]), _moment(where, raw["meeting"])
            start = Base(facts={}, lesions=None, at=at, meeting=meeting)
        found[name] = _changed(where, start, raw.get("facts", {}), raw.get("forget", []))
    return found


def read_table(where: str, raw: Mapping[str, Any], starts: Mapping[str, Base]) -> ClinicalCase:
    """Read one case from its table; raise MiswrittenError when it says what nobody could have meant."""
    if set(raw) - ALLOWED:
        raise _fail(where, f"keys not known: {sorted(set(raw) - ALLOWED)}")
    if NEEDED - set(raw):
        raise _fail(where, f"keys missing: {sorted(NEEDED - set(raw))}")
    if raw["base"] not in starts:
        raise _fail(where, f"there is no base {raw['base']!r}")
    if not raw["source"].startswith(DOCUMENTS):
        raise _fail(where, f"the source must begin with one of {DOCUMENTS}")
    if not raw["check"].strip() or not raw["expect"]:
        raise _fail(where, "says nothing to check")
    start = starts[raw["base"]]
    changed = _changed(where, start, raw.get("change", {}), raw.get("forget", []))
    tree = case_tree_of(changed)
    for section, facts in raw.get("raw", {}).items():
        tree[section] = {**tree.get(section, {}), **facts} if isinstance(facts, dict) else facts
    return ClinicalCase(
        name=where,
        tree=tree,
        at=_moment(where, raw["at"]) if "at" in raw else start.at,
        meeting=_moment(where, raw["meeting"]) if "meeting" in raw else start.meeting,
        source=raw["source"],
        check=raw["check"],
        expect=tuple(tuple(each) for each in raw["expect"]),
    )


def casebook() -> dict[str, ClinicalCase]:
    """Read every case of every file, by a name that says where it stands."""
    starts, found = bases(), dict[str, ClinicalCase]()
    for path in sorted(FOLDER.glob("*/*.toml")):
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
        place = path.relative_to(FOLDER).with_suffix("").as_posix()
        if set(tree) != {"topic", "case"}:
            raise _fail(place, "a file has a topic and cases, nothing else")
        for raw in tree["case"]:
            name = f"{place}: {raw.get('id', '?')}"
            if name in found:
                raise _fail(name, "stands there twice")
            found[name] = read_table(name, raw, starts)
    return found
