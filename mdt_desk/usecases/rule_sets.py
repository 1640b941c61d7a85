"""A new rule set: which waiting cases it advises otherwise than the one before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.meeting import MeetingId
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.ports import Assess, CaseQueue, StoredCase

_STATES: Final = WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a rule set says of one action: whether it applies, how strongly, and within how many hours."""

    status: AdviceStatus
    strength: Strength
    within_hours: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedOtherwise:
    """One action of one guideline that two rule sets advise differently; None: certainly not advised."""

    guideline: str
    action: str
    before: Told | None
    after: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOtherwise:
    """A case whose advice would differ, with every action that does."""

    stored: StoredCase
    changes: tuple[AdvisedOtherwise, ...]


def _told(assessment: Assessment) -> Mapping[tuple[str, str], Told]:
    return {
        (guideline, each.action): _of(each)
        for guideline, advised in assessment.guidelines.items()
        for each in advised
    }


def _of(advice: Advice) -> Told:
    return Told(status=advice.status, strength=advice.strength, within_hours=advice.within_hours)


def changes_between(old: Assessment, new: Assessment) -> tuple[AdvisedOtherwise, ...]:
    """Return the actions on which two assessments of one case differ, in the order of the newer rule set."""
    before, after = _told(old), _told(new)
    return tuple(
        AdvisedOtherwise(guideline=key[0], action=key[1], before=before.get(key), after=after.get(key))
        for key in dict.fromkeys([*after, *before])
        if before.get(key) != after.get(key)
    )


def advised_otherwise(
    queue: CaseQueue, assess_old: Assess, assess_new: Assess, at: datetime
) -> tuple[CaseOtherwise, ...]:
    """Return the waiting cases that another rule set would advise otherwise, oldest first.

    Args:
        queue: where cases are kept; withdrawn and closed cases are left alone.
        assess_old: assesses with the rule set that was in use.
        assess_new: assesses with the one that would replace it.
        at: the moment at which both assess.

    """
    starts = {meeting.id: meeting.starts_at for meeting in queue.meetings()}
    return tuple(_compared(queue, assess_old, assess_new, at, starts))


def _compared(
    queue: CaseQueue,
    assess_old: Assess,
    assess_new: Assess,
    at: datetime,
    starts: Mapping[MeetingId, datetime],
) -> Iterator[CaseOtherwise]:
    for stored in queue.rows(states=_STATES):
        meeting_at = at if stored.meeting is None else starts.get(stored.meeting, at)
        old, new = assess_old(stored.case, at, meeting_at), assess_new(stored.case, at, meeting_at)
        changes = changes_between(old, new)
        if changes:
            yield CaseOtherwise(stored=stored, changes=changes)
