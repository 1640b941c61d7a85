"""What each intent of the user makes of the memory; nothing is asked, saved or shown here."""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from mdt_desk.domain.case import Lesion, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import contradictions, read_fact, with_fact
from mdt_desk.domain.spine import LEVELS, Level, parse_level
from mdt_desk.ui.screens.case.compound import (
    ESTIMATES,
    IDENTITY,
    IncompleteError,
    estimates_after,
    identity_from,
)
from mdt_desk.ui.screens.case.history import History
from mdt_desk.ui.screens.case.memory import LEVEL, Draft, Memory
from mdt_desk.ui.wording.facts import problem_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import label_of

_FACT_OF_LESION = 2


def own_path(memory: Memory, path: str) -> str:
    """Return the path of a fact; ``lesions.pain`` is that of the vertebra in hand."""
    parts = path.split(".")
    if parts[0] == "lesions" and len(parts) == _FACT_OF_LESION and memory.level is not None:
        return f"lesions.{memory.level}.{parts[1]}"
    return path


def drafted(memory: Memory, path: str, text: str) -> Memory:
    """Remember what is being typed."""
    return _with_draft(memory, path, Draft(text=text))


def paused(memory: Memory, path: str, text: str, at: datetime) -> Memory:
    """Take what was typed so far when it can be read; else leave it alone until the field is left."""
    waiting = drafted(memory, path, text)
    if not text.strip():
        return waiting
    try:
        return _taken(waiting, path, read_fact(path, text, at), at, going_on=True)
    except CaseRefused:
        return waiting


def left(memory: Memory, path: str, text: str, at: datetime, texts: Words) -> Memory:
    """Take what stands in a field, forget the fact when nothing does, or keep the text and say why not."""
    try:
        value = read_fact(path, text, at) if text.strip() else UNKNOWN
        taken = _taken(memory, path, value, at, going_on=True)
    except CaseRefused as refused:
        return _with_draft(memory, path, Draft(text=text, problem=problem_text(texts, refused.problems[0])))
    return _settled(_without_draft(taken, path))


def picked(memory: Memory, path: str, value: object, at: datetime, texts: Words) -> Memory:
    """Take a value that was picked; what contradicts another fact is refused at the field."""
    draft = Draft(text="")
    try:
        if path == IDENTITY and isinstance(value, tuple):
            draft = Draft(text=value[1], part=value[0])
            value = identity_from(*value)
        elif path == ESTIMATES:
            value = estimates_after(value_at(memory.case, path), value, at)
        taken = _taken(memory, path, value, at)
    except IncompleteError:
        silent = path == IDENTITY and not draft.text.strip()
        key = "case.problem.identity_part" if path == IDENTITY else "case.problem.estimate_part"
        sentence = "" if silent else texts.get(key, fact=label_of(texts, path))
        return _with_draft(memory, path, replace(draft, problem=sentence))
    except CaseRefused as refused:
        sentence = problem_text(texts, refused.problems[0])
        return _with_draft(memory, path, replace(draft, problem=sentence))
    return _without_draft(taken, path)


def undone(memory: Memory) -> Memory:
    """Go back one step, and bring the fact into sight."""
    return _walked(memory, memory.history.undone(), memory.history.undoes)


def redone(memory: Memory) -> Memory:
    """Go forward one step again, and bring the fact into sight."""
    return _walked(memory, memory.history.redone(), memory.history.redoes)


def chosen(memory: Memory, level: Level) -> Memory:
    """Take a vertebra in hand."""
    return replace(memory, level=level)


def added(memory: Memory, level: Level, at: datetime) -> Memory:
    """Enter a vertebra as affected, nothing else being known of it, and take it in hand."""
    known = memory.case.lesions
    lesions = () if known is UNKNOWN else known
    if all(each.level is not level for each in lesions):
        both: list[Lesion[Any]] = [*lesions, Lesion(level=level)]
        both.sort(key=lambda each: LEVELS.index(each.level))
        memory = _taken(memory, "lesions", tuple(both), at)
    return chosen(_without_draft(memory, LEVEL), level)


def removed(memory: Memory, level: Level, at: datetime) -> Memory:
    """Take a vertebra out of the list; when it was the last, nothing is known of lesions again."""
    known = memory.case.lesions
    left_over = tuple(each for each in (() if known is UNKNOWN else known) if each.level is not level)
    return _taken(memory, "lesions", left_over or UNKNOWN, at)


def declared(memory: Memory, value: object, at: datetime) -> Memory:
    """Record that there are no lesions (the empty tuple), or forget the list (UNKNOWN)."""
    return _taken(memory, "lesions", value, at)


def level_left(memory: Memory, text: str, at: datetime, texts: Words) -> Memory:
    """Add the vertebra whose level was typed, or keep the text and say what is wrong."""
    if not text.strip():
        return _without_draft(memory, LEVEL)
    level = parse_level(text)
    if level is None:
        sentence = texts.get("case.problem.level", value=f"‘{text.strip()[:40]}’")
        return _with_draft(memory, LEVEL, Draft(text=text, problem=sentence))
    return added(memory, level, at)


def _taken(memory: Memory, path: str, value: object, at: datetime, *, going_on: bool = False) -> Memory:
    """Change one fact; raise CaseRefused when that contradicts another."""
    before = memory.history.present
    after = with_fact(before, path, value)
    known = {(each.key, each.code) for each in contradictions(before, at)}
    fresh = tuple(each for each in contradictions(after, at) if (each.key, each.code) not in known)
    if fresh:
        raise CaseRefused(fresh)
    return replace(memory, history=memory.history.changed(after, path, going_on=going_on), failure="")


def _settled(memory: Memory) -> Memory:
    return replace(memory, history=memory.history.settled())


def _walked(memory: Memory, history: History, fact: str) -> Memory:
    if not fact:
        return memory
    parts = fact.split(".")
    level = Level(parts[1]) if parts[0] == "lesions" and len(parts) > _FACT_OF_LESION else memory.level
    moved = replace(memory, history=history, level=level, reveal=(memory.reveal[0] + 1, fact), failure="")
    return _without_draft(moved, fact)


def _with_draft(memory: Memory, path: str, draft: Draft) -> Memory:
    return replace(memory, drafts=MappingProxyType({**memory.drafts, path: draft}))


def _without_draft(memory: Memory, path: str) -> Memory:
    kept = {each: draft for each, draft in memory.drafts.items() if each != path}
    return replace(memory, drafts=MappingProxyType(kept))
