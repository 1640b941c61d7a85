"""Read a meeting as its screens need it: the agenda's cases assessed, what was decided, and other meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.meeting import CaseId, Decision, LeafletGiven, Meeting, MeetingId, MeetingState
from mdt_desk.domain.readiness import Readiness, readiness
from mdt_desk.usecases.ports import DeskServices, StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One case of the agenda; ``earlier`` are its decisions at other meetings, oldest first."""

    stored: StoredCase
    assessment: Assessment
    readiness: Readiness
    earlier: tuple[Decision, ...] = ()
    leaflets: tuple[LeafletGiven, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One meeting with everything on its table; ``meetings`` are all of them, earliest first."""

    meeting: Meeting
    sheets: tuple[Sheet, ...]
    decisions: Mapping[CaseId, Decision]
    meetings: tuple[Meeting, ...]
    leading: str

    def sheet(self, case_id: CaseId | None) -> Sheet | None:
        """Return the sheet of a case, or None when it is not on the agenda."""
        return next((each for each in self.sheets if each.stored.id == case_id), None)

    def place(self, case_id: CaseId | None) -> int:
        """Return the place of a case on the agenda, from 0; a case that is not there counts as the first."""
        return next((at for at, each in enumerate(self.sheets) if each.stored.id == case_id), 0)


def gather(services: DeskServices, wanted: MeetingId | None) -> Gathered | None:
    """Return the wanted meeting, or else the one to show now; None when no meeting was planned."""
    now, leading = services.clock.now(), services.settings.current().leading_guideline
    meetings = services.queue.meetings()
    meeting = next((each for each in meetings if each.id == wanted), None) or nearest(meetings, now)
    if meeting is None:
        return None
    sheets = []
    for case_id in meeting.agenda:
        stored = services.queue.get(case_id)
        assessment = services.assess(stored.case, now, meeting.starts_at)
        earlier = services.queue.decisions(case=case_id)
        sheets.append(
            Sheet(
                stored=stored,
                assessment=assessment,
                readiness=readiness(stored.case, assessment, leading),
                earlier=tuple(each for each in earlier if each.meeting_id != meeting.id),
                leaflets=services.queue.leaflets(case_id),
            )
        )
    taken = services.queue.decisions(meeting=meeting.id)
    return Gathered(
        meeting=meeting,
        sheets=tuple(sheets),
        decisions=MappingProxyType({each.case_id: each for each in taken}),
        meetings=meetings,
        leading=leading,
    )


def nearest(meetings: tuple[Meeting, ...], now: datetime) -> Meeting | None:
    """Return the meeting to show: the nearest in time that is not closed, one with cases before one without."""
    return min(
        (each for each in meetings if each.state is not MeetingState.CLOSED),
        key=lambda each: (not each.agenda, abs(each.starts_at - now)),
        default=None,
    )
