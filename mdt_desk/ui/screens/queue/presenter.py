"""Turn what was read, and what the user asked for, into the state of the queue screen."""

from array import array
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mdt_desk.ui.moments import countdown, day, restarted
from mdt_desk.ui.screens.queue.cells import old_text, patient_name, urgent_action
from mdt_desk.ui.screens.queue.narrowing import Asked, chips
from mdt_desk.ui.screens.queue.row import Rows
from mdt_desk.ui.screens.queue.state import Call, Empty, Point, QueueState, Scope, UrgentCard
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.briefs import CANNOT_WAIT, PERHAPS, UNJUDGED, Brief, Counts, Judged
from mdt_desk.usecases.duty import on_duty
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.labels import label_of
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import VERIFIED_FOR_DAYS, OnCall

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
    narrowed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was read of the queue: how many wait, which rows were asked for, and the first that cannot wait."""

    counts: Counts = field(default_factory=Counts)
    rows: Rows = field(default_factory=lambda: Rows(array("q")))
    urgent: tuple[Brief, ...] = ()


def queue_state(seen: Seen, asked: Asked, around: Around) -> QueueState:
    """Return everything that the screen shows; rows were filtered and sorted when they were read."""
    texts, counts, shown = around.texts, seen.counts, len(seen.rows)
    many = counts.lanes.get(CANNOT_WAIT, 0) + counts.lanes.get(PERHAPS, 0)
    return QueueState(
        rows=seen.rows,
        total=max(counts.waiting, shown),
        counted=_counted(shown, counts.waiting, texts),
        scopes=tuple((scope, _scope_text(scope, counts, texts)) for scope in Scope),
        scope=asked.scope,
        chips=chips(asked.filter, texts),
        narrowed=around.narrowed,
        saved=around.saved,
        column=asked.column,
        descending=asked.descending,
        typed=asked.filter.typed,
        lane=_lane(counts, texts),
        # Another desk may change a case between two questions: it is not judged then, and soon is again.
        urgent=tuple(_card(each, around) for each in seen.urgent[:MOST_CARDS] if each.judged is not None),
        more=max(0, many - MOST_CARDS),
        points=around.points,
        calls=_calls(around),
        warnings=tuple(sentence(each, texts) for each in around.refused),
        empty=_empty(shown, max(counts.waiting, shown)),
    )


def problem_state(problem: str) -> QueueState:
    """Return what is shown when the queue could not be read."""
    return QueueState(problem=problem)


def _card(brief: Brief, around: Around) -> UrgentCard:
    judged = brief.judged
    if judged is None:
        raise ValueError("A case that was not judged stands in no lane.")
    texts, certain = around.texts, judged.waits is False
    patient = patient_name(brief.facts, texts)
    due = texts.get("queue.lane.now" if certain else "queue.lane.perhaps")
    if certain and judged.due is not None:
        due = countdown(judged.due.at, around.now, texts)
    action, source = _advised(judged, texts) if certain else _asked_for(judged, texts)
    if brief.old:
        source = old_text(judged, texts, around.now)
    again = "" if judged.restarted is None else restarted(judged.restarted, around.now, texts)
    return UrgentCard(
        id=brief.id,
        patient=patient,
        due=due[:1].upper() + due[1:],
        action=action,
        source=source,
        restarted=again,
        tone=Tone.URGENT if certain else Tone.SOON,
        spoken=", ".join(each for each in (patient, due, action, again, source) if each),
    )


def _advised(judged: Judged, texts: Words) -> tuple[str, str]:
    first = () if judged.due is None else (judged.due.guideline,)
    guidelines = dict.fromkeys((*first, *(guideline for guideline, _ in judged.because if guideline)))
    names = ", ".join(texts.get(f"case.guideline.{each}") for each in guidelines)
    return urgent_action(judged, texts), names


def _asked_for(judged: Judged, texts: Words) -> tuple[str, str]:
    names = ", ".join(label_of(texts, each) for each in judged.deciding[:3])
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


def _lane(counts: Counts, texts: Words) -> str:
    if not counts.waiting:
        return ""
    parts = [
        texts.get(f"queue.lane.{word}", count=counts.lanes[lane])
        for word, lane in (("certain", CANNOT_WAIT), ("possible", PERHAPS), ("unjudged", UNJUDGED))
        if counts.lanes.get(lane)
    ]
    return " ".join(parts) or texts.get("queue.lane.none")


def _counted(shown: int, total: int, texts: Words) -> str:
    if shown >= total:
        return texts.get("count.cases", count=shown)
    return texts.get("queue.counted", shown=shown, total=total)


def _scope_text(scope: Scope, counts: Counts, texts: Words) -> str:
    numbers = {
        Scope.ALL: counts.waiting,
        Scope.URGENT: counts.lanes.get(CANNOT_WAIT, 0) + counts.lanes.get(PERHAPS, 0),
        Scope.AGENDA: counts.listed,
        Scope.INCOMPLETE: counts.ready.get(1, 0) + counts.ready.get(2, 0),
    }
    text = texts.get(f"queue.scope.{scope}")
    return texts.get("queue.scope.counted", scope=text, number=numbers[scope])


def _empty(shown: int, total: int) -> Empty:
    if not total:
        return Empty.NO_CASES
    return Empty.NO if shown else Empty.NOTHING_FOUND
