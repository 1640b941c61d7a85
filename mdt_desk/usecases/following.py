"""What follows from decisions: actions, conditions, whether it was done, and how the patients are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.domain.case import Recorded
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.follow_up import Execution, FollowUp, NotCarriedOut, ToAsk, first_decisions, to_ask
from mdt_desk.domain.meeting import ActionItem, Decision, MeetingId
from mdt_desk.domain.waking import arrived
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import CaseQueue, StoredCase

DIED_ON: Final = "patient.died_on"
ASKED_AFTER: Final = timedelta(days=14)
"""So long after a decision somebody is asked whether it was carried out."""

DONE_SHOWN: Final = timedelta(days=28)
"""An action that was done longer ago is no longer shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """An action with the decision and the case it belongs to; ``late``: its day has passed and it is not done."""

    item: ActionItem
    decision: Decision
    stored: StoredCase
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A decision under a condition; ``arrived`` is what was recorded since of what it waits for."""

    decision: Decision
    stored: StoredCase
    arrived: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A decision of which nobody said whether it was carried out."""

    decision: Decision
    stored: StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A patient to ask about, with the decision that started the months."""

    to_ask: ToAsk
    decision: Decision
    stored: StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowThrough:
    """All that waits for an answer, what waits longest first; actions by what is late, then by day."""

    asked: tuple[Asked, ...]
    untold: tuple[Untold, ...]
    actions: tuple[Following, ...]
    awaited: tuple[Awaited, ...]


def follow_through(queue: CaseQueue, today: date) -> FollowThrough:
    """Read what follows from every decision."""
    cases = {each.id: each for each in queue.rows()}
    decisions = tuple(each for each in queue.decisions() if each.case_id in cases)
    told = queue.aftermath.follow_ups()
    first = first_decisions(decisions)
    facts = {case_id: each.case for case_id, each in cases.items()}
    return FollowThrough(
        asked=tuple(
            Asked(to_ask=each, decision=first[each.case_id], stored=cases[each.case_id])
            for each in to_ask(decisions, facts, told, today)
        ),
        untold=tuple(
            Untold(decision=each, stored=cases[each.case_id])
            for each in _untold(decisions, queue.aftermath.executions(), today)
        ),
        actions=_actions(((each, cases[each.case_id]) for each in decisions), today),
        awaited=_awaited((each, cases[each.case_id]) for each in decisions),
    )


def tell_execution(
    queue: CaseQueue,
    decision: Decision,
    because: NotCarriedOut | None,
    *,
    carried_out: bool,
    by: str,
    on: date,
) -> Execution:
    """Keep whether a decision was carried out; ``because`` says why it was not.

    Raises:
        UserError: it was not carried out and nobody said why.

    """
    if not carried_out and because is None:
        raise UserError("follow.refused.why")
    told = Execution(
        case_id=decision.case_id,
        meeting_id=decision.meeting_id,
        carried_out=carried_out,
        because=None if carried_out else because,
        recorded_on=on,
        recorded_by=by,
    )
    queue.aftermath.keep_execution(told)
    return told


def tell_follow_up(
    queue: CaseQueue, told: FollowUp, *, died_on: date | None = None, at: datetime
) -> FollowUp:
    """Keep how a patient is; that somebody died is kept in the case, with the day.

    Raises:
        UserError: somebody died on no day, on a day to come, or before the decision.

    """
    zone = at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else ZoneInfo("UTC")
    with queue.transaction():
        stored = queue.get(told.case_id)
        if told.alive is False and stored.case.patient.died_on is UNKNOWN:
            first = first_decisions(queue.decisions(case=told.case_id)).get(told.case_id)
            if died_on is None:
                raise UserError("follow.refused.day")
            if died_on > at.date():
                raise UserError("follow.refused.future")
            if first is not None and died_on < first.decided_at.astimezone(zone).date():
                raise UserError("follow.refused.before")
            change_fact(queue, stored.id, DIED_ON, died_on, expected_version=stored.version, at=at)
        queue.aftermath.keep_follow_up(told)
    return told


def _untold(decisions: Iterable[Decision], told: Iterable[Execution], today: date) -> list[Decision]:
    known: set[tuple[object, MeetingId]] = {(each.case_id, each.meeting_id) for each in told}
    return [
        each
        for each in decisions
        if each.deferred_because is None
        and (each.case_id, each.meeting_id) not in known
        and today - each.decided_at.date() >= ASKED_AFTER
    ]


def _actions(decisions: Iterable[tuple[Decision, StoredCase]], today: date) -> tuple[Following, ...]:
    found = [
        Following(
            item=item,
            decision=decision,
            stored=stored,
            late=item.done_on is None and item.due is not None and item.due < today,
        )
        for decision, stored in decisions
        for item in decision.actions
        if item.done_on is None or today - item.done_on <= DONE_SHOWN
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.item.done_on is not None,
                each.item.due is None,
                each.item.due or each.item.done_on or date.min,
            ),
        )
    )


def _awaited(decisions: Iterable[tuple[Decision, StoredCase]]) -> tuple[Awaited, ...]:
    """Return the last decision about each case where it waits for a fact: those that woke come first."""
    last: dict[object, tuple[Decision, StoredCase]] = {
        each.case_id: (each, stored) for each, stored in decisions
    }
    found = [
        Awaited(decision=each, stored=stored, arrived=arrived(each, stored.case))
        for each, stored in last.values()
        if each.condition or each.wakes_on
    ]
    return tuple(sorted(found, key=lambda each: (each.decision.woken_at is None, each.decision.decided_at)))
