"""Whether the case can wait for the meeting, and its clocks, in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mdt_desk.domain.advice import Clock, ClockState
from mdt_desk.ui.moments import countdown, short_moment
from mdt_desk.ui.wording.advice import AdviceContext
from mdt_desk.ui.wording.facts import label_of

_SIGN: Final = "emergency_sign"


class Waiting(StrEnum):
    """URGENT cannot wait for the meeting, CALM can; OPEN: facts decide, an emergency sign among them."""

    URGENT = "urgent"
    OPEN_URGENT = "open_urgent"
    OPEN = "open"
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockShown:
    """One deadline; ``state`` in words, ``certain`` false while facts decide whether it runs."""

    action: str
    guideline: str
    words: str
    state: ClockState
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyShown:
    waiting: Waiting
    sentence: str
    because: tuple[str, ...]
    missing: tuple[str, ...]
    clocks: tuple[ClockShown, ...]


def urgency_shown(context: AdviceContext) -> UrgencyShown:
    """Put urgency into words, clocks that run first, most urgent first."""
    urgency, texts = context.assessment.urgency, context.texts
    waiting = _waiting(urgency.wait_for_meeting, emergency=urgency.emergency_possible)
    clocks = sorted(context.assessment.clocks, key=lambda each: (each.stopped_at is not None, each.due))
    return UrgencyShown(
        waiting=waiting,
        sentence=texts.get(f"case.urgency.{waiting}"),
        because=tuple(
            dict.fromkeys(_reason(context, each.guideline, each.action) for each in urgency.because)
        ),
        missing=tuple(label_of(texts, each) for each in urgency.missing),
        clocks=tuple(_clock(context, each) for each in clocks),
    )


def _waiting(wait: bool | None, *, emergency: bool) -> Waiting:
    if wait is None:
        return Waiting.OPEN_URGENT if emergency else Waiting.OPEN
    return Waiting.CALM if wait else Waiting.URGENT


def _reason(context: AdviceContext, guideline: str, action: str) -> str:
    if action == _SIGN:
        return context.texts.get("case.urgency.sign")
    said = context.texts.get(f"action.{action}")
    return context.texts.get("case.advice.side", guideline=context.name(guideline), says=said)


def _clock(context: AdviceContext, clock: Clock) -> ClockShown:
    texts, now = context.texts, context.now
    moment = short_moment(clock.due.astimezone(now.tzinfo), texts)
    if clock.stopped_at is None:
        words = texts.get("case.clock.running", moment=moment, span=countdown(clock.due, now, texts))
    else:
        stopped = short_moment(clock.stopped_at.astimezone(now.tzinfo), texts)
        words = texts.get(f"case.clock.{clock.state}", moment=moment, stopped=stopped)
    return ClockShown(
        action=texts.get(f"action.{clock.action}"),
        guideline=context.name(clock.guideline),
        words=words,
        state=clock.state,
        certain=clock.certain,
    )
