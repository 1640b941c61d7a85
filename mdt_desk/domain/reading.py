"""The one strict gate between trees of plain values (JSON, rows, forms) and a case; and the way back."""

import difflib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from enum import Enum
from itertools import pairwise
from typing import Any, Final

from mdt_desk.domain.case import (
    FACTS,
    SECTIONS,
    Case,
    CaseOf,
    ExternalEstimate,
    Lesion,
    NationalId,
    Recorded,
    spec_for,
    value_at,
)
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.neurology import Frankel
from mdt_desk.domain.problems import CaseRefused, Problem, problem
from mdt_desk.domain.spine import parse_level
from mdt_desk.domain.values import read_typed, read_value

SCHEMA: Final = "mdt-desk/case/1"
_LONGEST_LIFE: Final = 130
_TOP: Final = ("schema", *SECTIONS, "lesions", "recorded")


def _unknown_key(key: str, name: str, raw: Any, known: tuple[str, ...]) -> Problem:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return problem(key, raw, "unknown_key_close", hint=close[0])
    return problem(key, raw, "unknown_key")


def _read_section(section: str, raw: Any, problems: list[Problem]) -> dict[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        problems.append(problem(section, raw, "type_section"))
        return {}
    known = tuple(each.name for each in fields(SECTIONS[section]))
    return _read_facts(section, raw, known, problems)


def _read_facts(
    prefix: str, raw: Mapping[str, Any], known: tuple[str, ...], problems: list[Problem]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    section = prefix.partition(".")[0]
    for name, value in raw.items():
        key = f"{prefix}.{name}"
        if name not in known:
            problems.append(_unknown_key(key, name, value, known))
        elif value is not None:
            try:
                found[name] = read_value(FACTS[f"{section}.{name}"], key, value)
            except CaseRefused as refused:
                problems.extend(refused.problems)
    return found


def _read_lesions(raw: Any, problems: list[Problem]) -> tuple[Lesion[Unknown], ...] | Unknown:
    if raw is None:
        return UNKNOWN
    if not isinstance(raw, list):
        problems.append(problem("lesions", raw, "type_lesions"))
        return UNKNOWN
    known = tuple(each.name for each in fields(Lesion))
    found: list[Lesion[Unknown]] = []
    for place, table in enumerate(raw, start=1):
        if not isinstance(table, dict):
            problems.append(problem(f"lesions.{place}", table, "type_section"))
            continue
        spelled = table.get("level")
        level = parse_level(spelled) if isinstance(spelled, str) else None
        if spelled is None:
            problems.append(problem(f"lesions.{place}.level", None, "level_absent"))
        values = _read_facts(f"lesions.{level or place}", table, known, problems)
        if level is not None:
            if any(each.level is level for each in found):
                problems.append(problem(f"lesions.{level}", spelled, "level_twice"))
            found.append(Lesion(**values))
    return tuple(found)


def _fact_path(key: str) -> str | None:
    """Return the path of a fact as histories name it; a vertebra may be written as in a list of lesions."""
    section, _, rest = key.partition(".")
    if section != "lesions":
        return key if key in FACTS else None
    spelled, _, name = rest.partition(".")
    level = parse_level(spelled)
    return None if level is None or f"lesions.{name}" not in FACTS else f"lesions.{level}.{name}"


def _read_entry(path: str, key: str, raw: Any, problems: list[Problem]) -> Recorded | None:
    if not isinstance(raw, dict):
        problems.append(problem(key, raw, "type_history"))
        return None
    parts = {
        "value": spec_for(path),
        "at": FACTS["symptoms.worsened_at"],
        "source": FACTS["referral.referrer"],
    }
    known = tuple(parts)
    wrong = [_unknown_key(f"{key}.{name}", name, raw[name], known) for name in raw if name not in known]
    found: dict[str, Any] = {}
    for name, spec in parts.items():
        if raw.get(name) is not None:
            try:
                found[name] = read_value(spec, f"{key}.{name}", raw[name])
            except CaseRefused as refused:
                wrong.extend(refused.problems)
        elif name != "source":
            wrong.append(problem(f"{key}.{name}", None, "absent_key"))
    problems.extend(wrong)
    return None if wrong else Recorded(fact=path, **found)


def _read_history(raw: Any, problems: list[Problem]) -> tuple[Recorded, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, dict):
        problems.append(problem("recorded", raw, "type_section"))
        return ()
    found: list[Recorded] = []
    for name, entries in raw.items():
        key, path = f"recorded.{name}", _fact_path(name)
        if path is None:
            problems.append(_unknown_key(key, name, entries, tuple(FACTS)))
            continue
        if not isinstance(entries, list):
            problems.append(problem(key, entries, "type_history"))
            continue
        read = [
            _read_entry(path, f"{key}.{place}", each, problems) for place, each in enumerate(entries, start=1)
        ]
        kept = [each for each in read if each is not None]
        if any(later.at < earlier.at for earlier, later in pairwise(kept)):
            problems.append(problem(key, None, "history_order"))
        found.extend(kept)
    return tuple(found)


def contradictions(case: Case, at: datetime) -> tuple[Problem, ...]:
    """Return what in a case cannot be true together, or not at the moment of assessment."""
    found: list[Problem] = []
    tumour, today = case.tumour, at.date()
    pairs = (("spinal_metastases", "skeletal_metastases"), ("skeletal_metastases", "metastases_total"))
    for fewer, more in pairs:
        part, whole = getattr(tumour, fewer), getattr(tumour, more)
        if part is not UNKNOWN and whole is not UNKNOWN and part > whole:
            found.append(problem(f"tumour.{fewer}", part, f"{fewer}_exceed", whole=str(whole)))
    for path in ("patient.birth_date", "tumour.diagnosed_on"):
        value = value_at(case, path)
        if isinstance(value, date) and value > today:
            found.append(problem(path, value.isoformat(), "future", at=today.isoformat()))
    born = case.patient.birth_date
    if born is not UNKNOWN and today.year - born.year > _LONGEST_LIFE:
        found.append(
            problem("patient.birth_date", born.isoformat(), "too_long_ago", years=str(_LONGEST_LIFE))
        )
    neurology = case.neurology
    if neurology.frankel is Frankel.E and neurology.complete_cord_injury_at is not UNKNOWN:
        path = "neurology.complete_cord_injury_at"
        found.append(
            problem(path, neurology.complete_cord_injury_at.isoformat(), "complete_lesion_frankel_e")
        )
    return tuple(found)


def read_case(tree: object, at: datetime) -> Case:
    """Turn a tree of plain values into a case, whole or not at all.

    Args:
        tree: what a JSON parser gives for a case file.
        at: the moment of assessment, against which dates of birth and diagnosis are checked.

    Raises:
        CaseRefused: with every problem found, each naming the key, the value and what is allowed.

    """
    if not isinstance(tree, dict):
        raise CaseRefused((problem("", tree, "not_an_object"),))
    problems: list[Problem] = []
    if tree.get("schema") != SCHEMA:
        problems.append(problem("schema", tree.get("schema"), "schema", allowed=SCHEMA))
    problems.extend(_unknown_key(key, key, value, _TOP) for key, value in tree.items() if key not in _TOP)
    sections = {
        name: kind(**_read_section(name, tree.get(name), problems)) for name, kind in SECTIONS.items()
    }
    lesions = _read_lesions(tree.get("lesions"), problems)
    recorded = _read_history(tree.get("recorded"), problems)
    case: Case = CaseOf(lesions=lesions, recorded=recorded, **sections)
    problems.extend(contradictions(case, at))
    if problems:
        raise CaseRefused(tuple(problems))
    return case


def read_fact(path: str, typed: str, at: datetime) -> Any:
    """Read one fact as typed into a field; local times are taken to be in the zone of ``at``.

    Raises:
        CaseRefused: with the one problem of this field, also when a date lies after ``at`` where it may not.
        KeyError: no fact has this path.

    """
    value = read_typed(spec_for(path), path, typed, at.tzinfo)
    if path in {"patient.birth_date", "tumour.diagnosed_on"}:
        found = contradictions(with_fact(CaseOf(), path, value), at)
        if found:
            raise CaseRefused(found)
    return value


def with_fact(case: Case, path: str, value: Any) -> Case:
    """Return the case with one fact changed; UNKNOWN forgets it, and ``lesions`` takes a tuple of lesions.

    Raises:
        KeyError: no fact has this path, or the case has no lesion at this vertebra.

    """
    if path == "lesions":
        return replace(case, lesions=value)
    spec = spec_for(path)
    if spec.section != "lesions":
        section = replace(getattr(case, spec.section), **{spec.name: value})
        return replace(case, **{spec.section: section})
    level = path.split(".")[1]
    lesions = () if case.lesions is UNKNOWN else case.lesions
    if not any(each.level == level for each in lesions):
        raise KeyError(path)
    changed = tuple(replace(each, **{spec.name: value}) if each.level == level else each for each in lesions)
    return replace(case, lesions=changed)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(each.value for each in value)
    if isinstance(value, NationalId | ExternalEstimate):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _facts_of(section: Any) -> dict[str, Any]:
    values = ((each.name, getattr(section, each.name)) for each in fields(section))
    return {name: _plain(value) for name, value in values if value is not UNKNOWN}


def case_tree(case: Case) -> dict[str, Any]:
    """Return a case as the tree of its case file: only what is known, so that reading it back gives the same case."""
    tree: dict[str, Any] = {"schema": SCHEMA}
    for name in SECTIONS:
        facts = _facts_of(getattr(case, name))
        if facts:
            tree[name] = facts
    if case.lesions is not UNKNOWN:
        tree["lesions"] = [_facts_of(each) for each in case.lesions]
    history: dict[str, list[dict[str, Any]]] = {}
    for entry in case.recorded:
        known = {} if entry.source is UNKNOWN else {"source": entry.source}
        history.setdefault(entry.fact, []).append(
            {"value": _plain(entry.value), "at": entry.at.isoformat(), **known}
        )
    if history:
        tree["recorded"] = history
    return tree
