"""What the memory makes of the answers of the store: kept, failed, or changed by somebody else."""

from dataclasses import replace
from datetime import datetime

from mdt_desk.domain.case import Case
from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.screens.case.history import History, Step
from mdt_desk.ui.screens.case.memory import Memory
from mdt_desk.ui.screens.case.merging import applied, changes, merged
from mdt_desk.usecases.ports import StoredCase


def opened(stored: StoredCase, meeting_at: datetime, discussed_at: datetime | None) -> Memory:
    """Begin a sitting with a case as it is kept."""
    return Memory(
        stored=stored,
        history=History(present=_facts_of(stored.case)),
        meeting_at=meeting_at,
        discussed_at=discussed_at,
    )


def waits(memory: Memory) -> bool:
    """Tell whether there is something to keep, and nothing stands in the way."""
    idle = memory.sent is None and not memory.clashes and not memory.failure
    return idle and bool(changes(memory.stored.case, memory.case))


def kept(memory: Memory, stored: StoredCase, at: datetime) -> Memory:
    """Take over the new version; what was changed meanwhile is still to be kept."""
    return replace(memory, stored=stored, sent=None, saved_at=at, failure="")


def failed(memory: Memory, why: str) -> Memory:
    """Remember why nothing was kept; everything entered stays."""
    return replace(memory, sent=None, failure=why)


def overtaken(memory: Memory, theirs: StoredCase) -> Memory:
    """Put what was entered here on top of what somebody else kept meanwhile; the steps back follow."""
    both = merged(_facts_of(memory.stored.case), memory.history.present, _facts_of(theirs.case))
    others = changes(memory.stored.case, theirs.case)
    taken = {path: value for path, value in others.items() if path in both.taken_over}

    def moved(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(replace(each, case=applied(each.case, taken)) for each in steps)

    history = replace(
        memory.history,
        present=both.case,
        past=moved(memory.history.past),
        future=moved(memory.history.future),
        open_fact="",
    )
    return replace(
        memory,
        stored=theirs,
        sent=None,
        failure="",
        history=history,
        clashes=both.clashes,
        taken_over=len(both.taken_over),
    )


def resolved(memory: Memory, path: str, *, mine: bool) -> Memory:
    """Settle one clash: keep the value entered here, or take the other."""
    found = [each for each in memory.clashes if each.path == path]
    left = tuple(each for each in memory.clashes if each.path != path)
    history = memory.history
    if found and not mine:
        history = history.changed(with_fact(history.present, path, found[0].theirs), path)
    return replace(memory, clashes=left, history=history)


def _facts_of(case: Case) -> Case:
    """Return the case without its dated history, which belongs to the store."""
    return replace(case, recorded=())
