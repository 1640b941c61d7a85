"""Bring back the cases whose condition has come: the awaited fact was recorded after the decision."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from mdt_desk.domain.case import Recorded
from mdt_desk.domain.meeting import CaseId, CaseState, Decision
from mdt_desk.domain.waking import arrived
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda
from mdt_desk.usecases.ports import CaseQueue, NewId, StoredCase
from mdt_desk.usecases.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Woken:
    """Why a case is back: the decision, and what was recorded since of what it waited for."""

    decision: Decision
    facts: tuple[Recorded, ...]


def wake_conditions(
    queue: CaseQueue, new_id: NewId, preferences: Preferences, at: datetime
) -> tuple[Woken, ...]:
    """List every case whose condition has come for the next meeting, once; return those that are new.

    A case that is on an agenda already stays there; one that was withdrawn or closed is left in peace, and so is one
    that cannot be read. A later decision about the case ends the waiting of an earlier one.
    """
    waiting = [each for each in queue.decisions(awaiting=True) if each.woken_at is None]
    if not waiting:
        return ()
    found = []
    with queue.transaction():
        for decision in waiting:
            stored = _waiting(queue, decision.case_id)
            facts = () if stored is None else arrived(decision, stored.case)
            if stored is not None and facts and _is_last(queue, decision):
                woken = replace(decision, woken_at=at)
                queue.keep_decision(woken)
                _relist(queue, new_id, preferences, stored, at)
                found.append(Woken(decision=woken, facts=facts))
    return tuple(found)


def woken_now(queue: CaseQueue, cases: Iterable[StoredCase]) -> dict[CaseId, Woken]:
    """Return why each of these cases is back; those that are not back are left out."""
    by_id = {each.id: each for each in cases}
    found = {}
    for decision in queue.decisions(awaiting=True):
        stored = by_id.get(decision.case_id)
        if decision.woken_at is not None and stored is not None and _is_last(queue, decision):
            facts = arrived(decision, stored.case)
            found[decision.case_id] = Woken(decision=decision, facts=facts)
    return found


def woken_cases(queue: CaseQueue) -> dict[CaseId, Woken]:
    """Return why each waiting case that is back is back; one that cannot be read is left out."""
    woken = (each.case_id for each in queue.decisions(awaiting=True) if each.woken_at is not None)
    back = (_waiting(queue, each) for each in woken)
    return woken_now(queue, (each for each in back if each is not None))


def _waiting(queue: CaseQueue, case_id: CaseId) -> StoredCase | None:
    """Return a case; None: it does not wait, or it cannot be read, as the queue says beside the others."""
    try:
        stored = queue.get(case_id)
    except KnownError:
        return None
    return stored if stored.state in WAITING else None


def _is_last(queue: CaseQueue, decision: Decision) -> bool:
    return queue.decisions(case=decision.case_id)[-1].meeting_id == decision.meeting_id


def _relist(
    queue: CaseQueue, new_id: NewId, preferences: Preferences, stored: StoredCase, at: datetime
) -> None:
    if stored.meeting is None:
        meeting = plan_meeting(queue, new_id, preferences, at)
        put_on_agenda(queue, meeting.id, stored.id, at)
    elif stored.state is CaseState.DECIDED:
        # At a meeting that is not closed yet: it can be taken up again there.
        queue.replace(replace(stored, state=CaseState.OPEN, changed_at=at), stored.version)
