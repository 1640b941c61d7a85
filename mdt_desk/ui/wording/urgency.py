"""Whether the case can wait for the meeting, and its clocks, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from mdt_desk.domain.advice import ClockState
from mdt_desk.domain.case import Case
from mdt_desk.domain.restarting import restarted_at
from mdt_desk.ui.moments import countdown, restarted, short_moment
from mdt_desk.ui.wording.advice import AdviceContext
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import label_of

_SIGN: Final = "emergency_sign"
_AT_ONCE: Final = timedelta(minutes=1)


class Waiting(StrEnum):
    """URGENT cannot wait for the meeting, CALM can; OPEN: facts decide, an emergency sign among them."""

    URGENT = "urgent"
    OPEN_URGENT = "open_urgent"
    OPEN = "open"
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockShown:
    """The most urgent deadline of one action that still runs: what, how long, until when and for whom."""

    action: str
    span: str
    until: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyShown:
    """Whether the case can wait.

    Attributes:
        restarted: that clocks run anew since a worsening, or nothing.
        stopped: which deadlines were met, and which were not.

    """

    waiting: Waiting
    sentence: str
    because: tuple[str, ...]
    missing: tuple[str, ...]
    running: tuple[ClockShown, ...]
    stopped: tuple[str, ...]
    restarted: str = ""


def urgency_shown(context: AdviceContext) -> UrgencyShown:
    """Put urgency into words, the most urgent clock first."""
    urgency, texts = context.assessment.urgency, context.texts
    waiting = _waiting(urgency.wait_for_meeting, emergency=urgency.emergency_possible)
    return UrgencyShown(
        waiting=waiting,
        sentence=texts.get(f"case.urgency.{waiting}"),
        because=_because(context),
        missing=tuple(label_of(texts, each) for each in urgency.missing),
        running=_running(context),
        stopped=_stopped(context),
        restarted=restart_text(texts, context.case, context.now),
    )


def restart_text(texts: Words, case: Case, now: datetime) -> str:
    """Say since when clocks run anew because the patient got worse, or nothing; ``now`` is local time."""
    if now.tzinfo is None:
        raise ValueError("A moment without a zone has no local time.")
    since = restarted_at(case, now, now.tzinfo)
    return "" if since is None else restarted(since, now, texts)


def _waiting(wait: bool | None, *, emergency: bool) -> Waiting:
    if wait is None:
        return Waiting.OPEN_URGENT if emergency else Waiting.OPEN
    return Waiting.CALM if wait else Waiting.URGENT


def _because(context: AdviceContext) -> tuple[str, ...]:
    """Return each reason once, with every guideline that gives it."""
    by_action: dict[str, list[str]] = {}
    for each in context.assessment.urgency.because:
        by_action.setdefault(each.action, []).append(each.guideline)
    texts = context.texts
    return tuple(
        texts.get("case.urgency.sign")
        if action == _SIGN
        else texts.get(
            "case.clock.line", action=texts.get(f"action.{action}"), guideline=_names(context, who)
        )
        for action, who in by_action.items()
    )


def _names(context: AdviceContext, guidelines: list[str]) -> str:
    return ", ".join(context.name(each) for each in dict.fromkeys(guidelines))


def _running(context: AdviceContext) -> tuple[ClockShown, ...]:
    texts, now = context.texts, context.now
    running = sorted(
        (each for each in context.assessment.clocks if each.stopped_at is None), key=lambda each: each.due
    )
    found = []
    for action in dict.fromkeys(each.action for each in running):
        first = next(each for each in running if each.action == action)
        same = [each.guideline for each in running if each.action == action and each.due == first.due]
        moment = short_moment(first.due.astimezone(now.tzinfo), texts)
        until = texts.get("case.clock.by", moment=moment, guidelines=_names(context, same))
        found.append(
            ClockShown(
                action=texts.get(f"action.{action}"),
                span=texts.get("deadline.at_once")
                if abs(first.due - now) < _AT_ONCE
                else countdown(first.due, now, texts),
                until=until if first.certain else texts.get("case.clock.uncertain", by=until),
                overdue=first.due < now,
            )
        )
    return tuple(found)


def _stopped(context: AdviceContext) -> tuple[str, ...]:
    found: dict[tuple[ClockState, str], list[str]] = {}
    for each in context.assessment.clocks:
        if each.stopped_at is not None:
            found.setdefault((each.state, each.action), []).append(each.guideline)
    texts = context.texts
    return tuple(
        texts.get(
            f"case.clock.{state}", action=texts.get(f"action.{action}"), guidelines=_names(context, who)
        )
        for (state, action), who in found.items()
    )
