"""The queue as it is shown: every waiting case, assessed, in the order of urgency."""

from dataclasses import dataclass
from datetime import datetime

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.deadlines import queue_key
from mdt_desk.domain.meeting import MeetingState
from mdt_desk.domain.readiness import Readiness, readiness
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.ports import Assess, CaseQueue, StoredCase
from mdt_desk.usecases.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One waiting case; ``meeting_at`` and ``place`` (from 1) where it is on an agenda."""

    stored: StoredCase
    assessment: Assessment
    readiness: Readiness
    meeting_at: datetime | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """Every waiting case, and a sentence for each that is kept but cannot be read: show both."""

    listed: tuple[Listed, ...]
    refused: tuple[KnownError, ...]


def queue_view(queue: CaseQueue, assess: Assess, preferences: Preferences, at: datetime) -> QueueView:
    """Return the queue; each case is assessed for the meeting it is on, or else for the next one."""
    meetings = {each.id: each for each in queue.meetings() if each.state is not MeetingState.CLOSED}
    following = next_meeting_at(preferences, at)
    leading = preferences.leading_guideline
    found = []
    for stored in queue.rows(states=WAITING):
        meeting = None if stored.meeting is None else meetings.get(stored.meeting)
        assessment = assess(stored.case, at, meeting.starts_at if meeting else following)
        agenda = meeting.agenda if meeting else ()
        found.append(
            Listed(
                stored=stored,
                assessment=assessment,
                readiness=readiness(stored.case, assessment, leading),
                meeting_at=meeting.starts_at if meeting else None,
                place=agenda.index(stored.id) + 1 if stored.id in agenda else None,
            )
        )
    found.sort(key=lambda each: queue_key(each.assessment, each.readiness, leading))
    return QueueView(listed=tuple(found), refused=queue.refused())
