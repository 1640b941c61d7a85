"""The time line of a case: what was recorded with a moment, now, the meeting, and what is due."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from mdt_desk.domain.case import value_at
from mdt_desk.ui.moments import countdown, day, short_moment
from mdt_desk.ui.wording.advice import AdviceContext
from mdt_desk.ui.wording.moments import ago_text, day_ago_text
from mdt_desk.usecases.wording import label_of

MOMENTS: Final = (
    "referral.received_at",
    "symptoms.worsened_at",
    "neurology.complete_cord_injury_at",
    "imaging.mri_whole_spine_at",
    "imaging.ct_spine_at",
    "treatment.dexamethasone_started_at",
    "treatment.tissue_taken_at",
    "treatment.stability_judged_at",
    "treatment.admitted_at",
    "treatment.ad_hoc_consultation_at",
    "treatment.started_at",
    "treatment.radiotherapy_started_at",
    "treatment.surgery_done_on",
)


class TimeKind(StrEnum):
    """What a moment is; PLANNED was entered but lies ahead."""

    PAST = "past"
    NOW = "now"
    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"


class TimeLane(StrEnum):
    """On which line a moment is drawn: what the patient has, what is done about it, and what surrounds both."""

    NEUROLOGY = "neurology"
    TREATMENT = "treatment"
    CARE = "care"


_LANES: Final = {
    "symptoms": TimeLane.NEUROLOGY,
    "neurology": TimeLane.NEUROLOGY,
    "treatment": TimeLane.TREATMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """One moment: when, what, and how long ago or ahead; ``hours`` from now, those before it below nought."""

    moment: str
    name: str
    words: str
    kind: TimeKind
    hours: float = 0.0
    lane: TimeLane = TimeLane.CARE


def time_marks(context: AdviceContext) -> tuple[TimeMark, ...]:
    """Return the moments of a case, earliest first."""
    found = [*_recorded(context), *_due(context)]
    texts, now, meeting = context.texts, context.now, context.assessment.meeting_at
    here = TimeMark(
        moment=short_moment(now, texts), name=texts.get("case.timeline.now"), words="", kind=TimeKind.NOW
    )
    ahead = TimeMark(
        moment=short_moment(meeting.astimezone(now.tzinfo), texts),
        name=texts.get("case.timeline.meeting"),
        words=ago_text(texts, meeting, now),
        kind=TimeKind.PLANNED,
        hours=_hours(meeting, now),
    )
    found += [(now, here), (meeting, ahead)]
    return tuple(mark for _, mark in sorted(found, key=lambda each: each[0]))


def _recorded(context: AdviceContext) -> list[tuple[datetime, TimeMark]]:
    found = []
    for path in MOMENTS:
        value = value_at(context.case, path)
        if isinstance(value, datetime):
            local = value.astimezone(context.now.tzinfo)
            spelled, words = short_moment(local, context.texts), ago_text(context.texts, value, context.now)
        elif isinstance(value, date):
            local = datetime.combine(value, time(0), context.now.tzinfo)
            spelled = day(value, context.texts)
            words = day_ago_text(context.texts, (context.today - value).days)
        else:
            continue
        kind = TimeKind.PLANNED if local > context.now else TimeKind.PAST
        mark = TimeMark(
            moment=spelled,
            name=label_of(context.texts, path),
            words=words,
            kind=kind,
            hours=_hours(local, context.now),
            lane=_LANES.get(path.partition(".")[0], TimeLane.CARE),
        )
        found.append((local, mark))
    return found


def _due(context: AdviceContext) -> list[tuple[datetime, TimeMark]]:
    """Return the deadlines that run, the most urgent of each action."""
    first: dict[str, tuple[datetime, TimeMark]] = {}
    for clock in context.assessment.clocks:
        if clock.stopped_at is not None or (clock.action in first and first[clock.action][0] <= clock.due):
            continue
        action = context.texts.get(f"action.{clock.action}")
        mark = TimeMark(
            moment=short_moment(clock.due.astimezone(context.now.tzinfo), context.texts),
            name=context.texts.get("case.clock.line", action=action, guideline=context.name(clock.guideline)),
            words=countdown(clock.due, context.now, context.texts),
            kind=TimeKind.OVERDUE if clock.due < context.now else TimeKind.DUE,
            hours=_hours(clock.due, context.now),
        )
        first[clock.action] = (clock.due, mark)
    return list(first.values())


def _hours(at: datetime, now: datetime) -> float:
    return (at - now) / timedelta(hours=1)
