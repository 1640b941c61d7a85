"""Turn listed cases, and what the user asked for, into the state of the queue screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mdt_desk.domain.advice import Urgency
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.ui.moments import countdown, day
from mdt_desk.ui.screens.queue.cells import Line, line, next_clock, patient_name, urgent_action
from mdt_desk.ui.screens.queue.state import Call, Column, Empty, QueueState, Scope, UrgentCard
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import VERIFIED_FOR_DAYS, OnCall
from mdt_desk.usecases.view import Listed
from mdt_desk.usecases.wording import label_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user chose to see, and in which order."""

    typed: str = ""
    scope: Scope = Scope.ALL
    column: Column = Column.URGENCY
    descending: bool = False

    def sorted_by(self, column: Column) -> tuple[Column, bool]:
        """Return the order after a click on a heading: the same heading again turns it round."""
        return column, column is self.column and not self.descending


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the screen says beside the cases; ``now`` is in the hospital's time zone.

    ``refused`` are the cases that are kept but cannot be read, one sentence each.
    """

    texts: Words
    now: datetime
    on_call: tuple[OnCall, ...] = ()
    refused: tuple[KnownError, ...] = ()


def lines(listed: Iterable[Listed], around: Around) -> tuple[Line, ...]:
    """Make rows ready; ``listed`` is in the order of urgency."""
    return tuple(line(each, rank, around.texts, around.now) for rank, each in enumerate(listed))


def queue_state(ready: Sequence[Line], asked: Asked, around: Around) -> QueueState:
    """Filter, sort and count; everything else was made ready by `lines`."""
    texts = around.texts
    words = fold(asked.typed).split()
    shown = [
        each
        for each in ready
        if in_scope(each.listed, asked.scope) and all(word in each.found_by for word in words)
    ]
    shown.sort(key=lambda each: each.keys[asked.column], reverse=asked.descending)
    return QueueState(
        rows=tuple(each.row for each in shown),
        total=len(ready),
        counted=_counted(len(shown), len(ready), texts),
        scopes=tuple((scope, _scope_text(scope, ready, texts)) for scope in Scope),
        scope=asked.scope,
        column=asked.column,
        descending=asked.descending,
        typed=asked.typed,
        lane=_lane(ready, texts),
        urgent=tuple(_card(each.listed, around) for each in ready if cannot_wait(each.listed)),
        calls=tuple(_call(each, around) for each in around.on_call),
        warnings=tuple(sentence(each, texts) for each in around.refused),
        empty=_empty(len(shown), len(ready)),
    )


def problem_state(problem: str) -> QueueState:
    """Return what is shown when the queue could not be read."""
    return QueueState(problem=problem)


def in_scope(listed: Listed, scope: Scope) -> bool:
    """Tell whether a case belongs to what the user chose to see."""
    if scope is Scope.URGENT:
        return cannot_wait(listed)
    if scope is Scope.AGENDA:
        return listed.meeting_at is not None
    if scope is Scope.INCOMPLETE:
        return listed.readiness.state is not ReadinessState.READY
    return True


def cannot_wait(listed: Listed) -> bool:
    """Tell whether the case is shown above the table: it cannot wait, or perhaps it cannot."""
    urgency = listed.assessment.urgency
    possible = urgency.wait_for_meeting is None and urgency.emergency_possible
    return urgency.wait_for_meeting is False or possible


def _card(listed: Listed, around: Around) -> UrgentCard:
    texts, urgency, clock = around.texts, listed.assessment.urgency, next_clock(listed.assessment)
    certain = urgency.wait_for_meeting is False
    patient = patient_name(listed.stored.case, texts)
    due = texts.get("queue.lane.now" if certain else "queue.lane.perhaps")
    if certain and clock is not None:
        due = countdown(clock.due, around.now, texts)
    action, source = _advised(listed, texts) if certain else _asked_for(urgency, texts)
    return UrgentCard(
        id=listed.stored.id,
        patient=patient,
        due=due[:1].upper() + due[1:],
        action=action,
        source=source,
        tone=Tone.URGENT if certain else Tone.SOON,
        spoken=f"{patient}, {due}, {action}, {source}",
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
    return Call(role=entry.role, telephone=entry.telephone, hours=entry.hours, verified=verified)


def _lane(ready: Sequence[Line], texts: Words) -> str:
    if not ready:
        return ""
    waits = [each.listed.assessment.urgency.wait_for_meeting for each in ready if cannot_wait(each.listed)]
    certain, perhaps = waits.count(False), waits.count(None)
    parts = []
    if certain:
        parts.append(texts.get("queue.lane.certain", count=certain))
    if perhaps:
        parts.append(texts.get("queue.lane.possible", count=perhaps))
    return " ".join(parts) or texts.get("queue.lane.none")


def _counted(shown: int, total: int, texts: Words) -> str:
    if shown == total:
        return texts.get("count.cases", count=total)
    return texts.get("queue.counted", shown=shown, total=total)


def _scope_text(scope: Scope, ready: Sequence[Line], texts: Words) -> str:
    number = sum(in_scope(each.listed, scope) for each in ready)
    return texts.get("queue.scope.counted", scope=texts.get(f"queue.scope.{scope}"), number=number)


def _empty(shown: int, total: int) -> Empty:
    if not total:
        return Empty.NO_CASES
    return Empty.NO if shown else Empty.NOTHING_FOUND
