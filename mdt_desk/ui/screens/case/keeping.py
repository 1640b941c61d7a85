"""What the memory makes of the answers of the store: kept, failed, or changed by somebody else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from mdt_desk.domain.case import Case
from mdt_desk.domain.three_way import Clash, changes, merged, part_at, with_part
from mdt_desk.ui.screens.case.history import History, Step
from mdt_desk.ui.screens.case.memory import Memory
from mdt_desk.usecases.ports import StoredCase


def opened(stored: StoredCase, meeting_at: datetime, discussed_at: datetime | None) -> Memory:
    """Begin a sitting with a case as it is kept."""
    return Memory(
        stored=stored,
        history=History(present=_facts_of(stored.case)),
        meeting_at=meeting_at,
        discussed_at=discussed_at,
    )


def resumed(memory: Memory, now: Memory) -> Memory:
    """Go on where a sitting was left with something not kept, in the surroundings of a new one."""
    return replace(
        memory,
        sent=None,
        failure="",
        meeting_at=now.meeting_at,
        discussed_at=now.discussed_at,
        recovered=None,
    )


def unkept(memory: Memory) -> bool:
    """Tell whether something was entered that is not known to be kept."""
    return bool(memory.clashes) or bool(changes(memory.stored.case, memory.case))


def to_keep(memory: Memory) -> Mapping[str, Any]:
    """Return what can be kept now: where two people differ, only after somebody chose."""
    asked = {each.path for each in memory.clashes}
    vertebrae = any(each.startswith("lesions") for each in asked)
    found = {
        path: value
        for path, value in changes(memory.stored.case, memory.case).items()
        if path not in asked and not (vertebrae and path.startswith("lesions"))
    }
    return MappingProxyType(found)


def waits(memory: Memory) -> bool:
    """Tell whether there is something to keep, and nothing stands in the way."""
    return memory.sent is None and not memory.failure and bool(to_keep(memory))


def kept(memory: Memory, stored: StoredCase, at: datetime) -> Memory:
    """Take over the new version; what was changed meanwhile is still to be kept."""
    return replace(memory, stored=stored, sent=None, saved_at=at, failure="")


def failed(memory: Memory, why: str) -> Memory:
    """Remember why nothing was kept; everything entered stays."""
    return replace(memory, sent=None, failure=why)


def overtaken(memory: Memory, theirs: StoredCase) -> Memory:
    """Put what was entered here and what somebody else kept meanwhile together; the steps back follow.

    A step back leads to what it led to, with their changes in it: walking all the way back gives theirs.
    """
    before, there = _facts_of(memory.stored.case), _facts_of(theirs.case)
    both = merged(before, memory.history.present, there)

    def moved(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(replace(each, case=merged(before, each.case, there).case) for each in steps)

    history = replace(
        memory.history,
        present=both.case,
        past=moved(memory.history.past),
        future=moved(memory.history.future),
        open_fact="",
    )
    crossed = {each.path: each for each in memory.crossed}
    for path in (each for each in both.taken_over if each in memory.drafts):
        was, now = part_at(before, path), part_at(there, path)
        crossed[path] = Clash(path=path, before=was, mine=now, theirs=now)
    asked = {each.path: each for each in both.clashes}
    for earlier in memory.clashes:
        theirs_now = part_at(there, earlier.path)
        asked[earlier.path] = replace(earlier, mine=part_at(both.case, earlier.path), theirs=theirs_now)
    return settled(
        replace(
            memory,
            stored=theirs,
            sent=None,
            failure="",
            history=history,
            clashes=tuple(asked.values()),
            crossed=tuple(crossed.values()),
            taken_over=tuple(dict.fromkeys((*memory.taken_over, *both.taken_over))),
        )
    )


def settled(memory: Memory) -> Memory:
    """Follow what is entered here; where it comes to what the other entered, nothing is left to choose."""
    if not (memory.clashes or memory.crossed):
        return memory
    known = {each.path for each in memory.clashes}
    open_now = (*memory.clashes, *(each for each in memory.crossed if each.path not in known))
    now = ((each, part_at(memory.history.present, each.path)) for each in open_now)
    left = tuple(replace(each, mine=mine) for each, mine in now if mine != each.theirs)
    typing = tuple(
        each
        for each in memory.crossed
        if each.path in memory.drafts and all(each.path != other.path for other in left)
    )
    return replace(memory, clashes=left, crossed=typing)


def resolved(memory: Memory, path: str, *, mine: bool) -> Memory:
    """Settle one clash: keep the value entered here, or take the other."""
    found = [each for each in memory.clashes if each.path == path]
    left = tuple(each for each in memory.clashes if each.path != path)
    history = memory.history
    if found and not mine:
        history = history.changed(with_part(history.present, path, found[0].theirs), path)
    return replace(memory, clashes=left, history=history)


def _facts_of(case: Case) -> Case:
    """Return the case without its dated history, which belongs to the store."""
    return replace(case, recorded=())
