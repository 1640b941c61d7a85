"""Turn listed cases, and what the user asked for, into the state of the queue screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mdt_desk.domain.advice import Urgency
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.moments import countdown, day
from mdt_desk.ui.screens.queue.cells import (
    NOTHING,
    Line,
    Remark,
    line,
    next_clock,
    patient_name,
    retimed,
    urgent_action,
)
from mdt_desk.ui.screens.queue.narrowing import SCOPES, Asked, cannot_wait, chips, shows, urgent_of
from mdt_desk.ui.screens.queue.state import Call, Empty, Point, QueueState, Scope, UrgentCard
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.urgency import restart_text
from mdt_desk.usecases.duty import on_duty
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.filters import Urgent
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import VERIFIED_FOR_DAYS, OnCall
from mdt_desk.usecases.view import PUT_AWAY, Entry, Listed
from mdt_desk.usecases.wording import label_of

MOST_CARDS: Final = 12
"""How many cases stand in the urgent lane; a button shows the rest in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the screen says beside the cases; ``now`` is in the hospital's time zone.

    ``refused`` are the cases that are kept but cannot be read, one sentence each; ``saved`` the names of filters.
    """

    texts: Words
    now: datetime
    on_call: tuple[OnCall, ...] = ()
    refused: tuple[KnownError, ...] = ()
    saved: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    remarks: Mapping[CaseId, Remark] = field(default_factory=dict)
    narrowed: bool = False


def lines(
    entries: Iterable[Entry], around: Around, before: Mapping[CaseId, Line] | None = None
) -> tuple[Line, ...]:
    """Make rows ready; ``entries`` are in the order of urgency. Rows made ``before`` are used again where they hold."""
    known = before or {}
    return tuple(_line(each, rank, around, known.get(each.stored.id)) for rank, each in enumerate(entries))


def _line(entry: Entry, rank: int, around: Around, before: Line | None) -> Line:
    remark = around.remarks.get(entry.stored.id, NOTHING)
    if before is not None and before.entry is entry and before.remark == remark:
        return retimed(before, rank, around.texts, around.now)
    return line(entry, rank, around.texts, around.now, remark)


def queue_state(ready: Sequence[Line], asked: Asked, around: Around) -> QueueState:
    """Filter, sort and count; everything else was made ready by `lines`."""
    texts = around.texts
    words = fold(asked.filter.typed).split()
    shown = [
        each
        for each in ready
        if shows(asked.filter, each.entry) and all(word in each.found_by for word in words)
    ]
    shown.sort(key=lambda each: each.keys[asked.column], reverse=asked.descending)
    waiting = [each for each in ready if each.entry.stored.state not in PUT_AWAY]
    urgent = [each.entry for each in waiting if isinstance(each.entry, Listed) and cannot_wait(each.entry)]
    return QueueState(
        rows=tuple(each.row for each in shown),
        total=len(ready),
        counted=_counted(len(shown), len(waiting), texts),
        scopes=tuple((scope, _scope_text(scope, waiting, texts)) for scope in Scope),
        scope=asked.scope,
        chips=chips(asked.filter, texts),
        narrowed=around.narrowed,
        saved=around.saved,
        column=asked.column,
        descending=asked.descending,
        typed=asked.filter.typed,
        lane=_lane(waiting, texts),
        urgent=tuple(_card(each, around) for each in urgent[:MOST_CARDS]),
        more=max(0, len(urgent) - MOST_CARDS),
        points=around.points,
        calls=_calls(around),
        warnings=tuple(sentence(each, texts) for each in around.refused),
        empty=_empty(len(shown), len(ready)),
    )


def problem_state(problem: str) -> QueueState:
    """Return what is shown when the queue could not be read."""
    return QueueState(problem=problem)


def _card(listed: Listed, around: Around) -> UrgentCard:
    texts, urgency, clock = around.texts, listed.assessment.urgency, next_clock(listed.assessment)
    certain = urgency.wait_for_meeting is False
    patient = patient_name(listed.stored.case, texts)
    due = texts.get("queue.lane.now" if certain else "queue.lane.perhaps")
    if certain and clock is not None:
        due = countdown(clock.due, around.now, texts)
    action, source = _advised(listed, texts) if certain else _asked_for(urgency, texts)
    restarted = restart_text(texts, listed.stored.case, around.now)
    return UrgentCard(
        id=listed.stored.id,
        patient=patient,
        due=due[:1].upper() + due[1:],
        action=action,
        source=source,
        restarted=restarted,
        tone=Tone.URGENT if certain else Tone.SOON,
        spoken=", ".join(each for each in (patient, due, action, restarted, source) if each),
    )


def _advised(listed: Listed, texts: Words) -> tuple[str, str]:
    clock, because = next_clock(listed.assessment), listed.assessment.urgency.because
    first = () if clock is None else (clock.guideline,)
    guidelines = dict.fromkeys((*first, *(each.guideline for each in because if each.guideline)))
    names = ", ".join(texts.get(f"case.guideline.{each}") for each in guidelines)
    return urgent_action(listed.assessment, texts), names


def _asked_for(urgency: Urgency, texts: Words) -> tuple[str, str]:
    names = ", ".join(label_of(texts, each) for each in urgency.missing[:3])
    return texts.get("queue.lane.ask", facts=names), texts.get("queue.lane.decides")


def _call(entry: OnCall, around: Around) -> Call:
    old = (around.now.date() - entry.verified_on).days > VERIFIED_FOR_DAYS
    key = "queue.calls.stale" if old else "queue.calls.verified"
    verified = around.texts.get(key, day=day(entry.verified_on, around.texts))
    duty = on_duty(entry.hours, around.now, around.texts)
    hours = entry.hours
    if duty is not None:
        hours = around.texts.get("queue.calls.now" if duty else "queue.calls.not_now", hours=hours)
    return Call(role=entry.role, telephone=entry.telephone, hours=hours, verified=verified, on_duty=duty)


def _calls(around: Around) -> tuple[Call, ...]:
    """Return whom to call: who is on duty first, who is not last."""
    made = (_call(each, around) for each in around.on_call)
    return tuple(sorted(made, key=lambda each: {True: 0, None: 1, False: 2}[each.on_duty]))


def _lane(ready: Sequence[Line], texts: Words) -> str:
    if not ready:
        return ""
    kinds = [urgent_of(each.entry) for each in ready if isinstance(each.entry, Listed)]
    parts = [
        texts.get(f"queue.lane.{word}", count=kinds.count(kind))
        for word, kind in (("certain", Urgent.CANNOT_WAIT), ("possible", Urgent.PERHAPS))
        if kind in kinds
    ]
    unjudged = len(ready) - len(kinds)
    if unjudged:
        parts.append(texts.get("queue.lane.unjudged", count=unjudged))
    return " ".join(parts) or texts.get("queue.lane.none")


def _counted(shown: int, total: int, texts: Words) -> str:
    if shown >= total:
        return texts.get("count.cases", count=shown)
    return texts.get("queue.counted", shown=shown, total=total)


def _scope_text(scope: Scope, ready: Sequence[Line], texts: Words) -> str:
    number = sum(shows(SCOPES[scope], each.entry) for each in ready)
    return texts.get("queue.scope.counted", scope=texts.get(f"queue.scope.{scope}"), number=number)


def _empty(shown: int, total: int) -> Empty:
    if not total:
        return Empty.NO_CASES
    return Empty.NO if shown else Empty.NOTHING_FOUND
