"""Read a meeting as its screens need it: the agenda's cases assessed, what was decided, and other meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.meeting import (
    ActionItem,
    CaseId,
    Decision,
    LeafletGiven,
    Meeting,
    MeetingId,
    MeetingState,
    open_actions,
)
from mdt_desk.domain.people import Verb
from mdt_desk.domain.readiness import Readiness, readiness
from mdt_desk.usecases.cases import read_or_why
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.people import allowed
from mdt_desk.usecases.ports import DeskServices, StoredCase
from mdt_desk.usecases.waking import Woken, wake_conditions, woken_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One case of the agenda; ``earlier`` are its decisions at other meetings, oldest first.

    ``woken``: the condition of an earlier decision has come, which brought the case back.
    """

    stored: StoredCase
    assessment: Assessment
    readiness: Readiness
    earlier: tuple[Decision, ...] = ()
    woken: Woken | None = None
    leaflets: tuple[LeafletGiven, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One action of an earlier meeting that was not done yet, and the case it is about; None: it cannot be read."""

    decision: Decision
    item: ActionItem
    stored: StoredCase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One meeting with everything on its table; ``meetings`` are all of them, earliest first.

    ``to_do`` is what is still to be done from other meetings, what is due first before the rest; ``unread`` are the
    cases on the agenda that cannot be read, and why: they have no sheet.
    """

    meeting: Meeting
    sheets: tuple[Sheet, ...]
    decisions: Mapping[CaseId, Decision]
    meetings: tuple[Meeting, ...]
    leading: str
    to_do: tuple[ToDo, ...] = ()
    unread: Mapping[CaseId, KnownError] = field(default_factory=dict)

    def sheet(self, case_id: CaseId | None) -> Sheet | None:
        """Return the sheet of a case, or None when it is not on the agenda."""
        return next((each for each in self.sheets if each.stored.id == case_id), None)

    def place(self, case_id: CaseId | None) -> int:
        """Return the place of a case on the agenda, from 0; a case that is not there counts as the first."""
        return next((at for at, each in enumerate(self.meeting.agenda) if each == case_id), 0)

    def beside(self, case_id: CaseId | None, by: int) -> Sheet:
        """Return the sheet so many after or before that of a case; past the ends of the agenda the last or the first.

        Raises:
            IndexError: there are no sheets.

        """
        at = next((at for at, each in enumerate(self.sheets) if each.stored.id == case_id), 0)
        return self.sheets[max(0, min(len(self.sheets) - 1, at + by))]


def gather(services: DeskServices, wanted: MeetingId | None) -> Gathered | None:
    """Return the wanted meeting, or else the one to show now; None when no meeting was planned.

    Cases whose conditions have come are listed first, so that they stand on the agenda that is read. A case that
    cannot be read keeps no other from being read.
    """
    now, preferences = services.clock.now(), services.settings.current()
    leading = preferences.leading_guideline
    if allowed(services.people, Verb.PREPARE_MEETING):
        wake_conditions(services.queue, services.new_id, preferences, now)
    meetings = services.queue.meetings()
    meeting = next((each for each in meetings if each.id == wanted), None) or nearest(meetings, now)
    if meeting is None:
        return None
    sheets = []
    read = {each: read_or_why(services.queue, each) for each in meeting.agenda}
    listed = {each: found for each, found in read.items() if isinstance(found, StoredCase)}
    back = woken_now(services.queue, listed.values())
    woken = {each: found for each, found in back.items() if found.decision.meeting_id != meeting.id}
    for case_id, stored in listed.items():
        assessment = services.assess(stored.case, now, meeting.starts_at)
        earlier = services.queue.decisions(case=case_id)
        sheets.append(
            Sheet(
                stored=stored,
                assessment=assessment,
                readiness=readiness(stored.case, assessment, leading),
                earlier=tuple(each for each in earlier if each.meeting_id != meeting.id),
                woken=woken.get(case_id),
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
        to_do=_to_do(services, meeting.id),
        unread={each: found for each, found in read.items() if isinstance(found, KnownError)},
    )


def _to_do(services: DeskServices, meeting: MeetingId) -> tuple[ToDo, ...]:
    earlier = (each for each in services.queue.decisions() if each.meeting_id != meeting)
    found = [(each, item, read_or_why(services.queue, each.case_id)) for each, item in open_actions(earlier)]
    return tuple(
        ToDo(decision=each, item=item, stored=stored if isinstance(stored, StoredCase) else None)
        for each, item, stored in found
    )


def nearest(meetings: tuple[Meeting, ...], now: datetime) -> Meeting | None:
    """Return the meeting to show: the nearest in time that is not closed, one with cases before one without."""
    return min(
        (each for each in meetings if each.state is not MeetingState.CLOSED),
        key=lambda each: (not each.agenda, abs(each.starts_at - now)),
        default=None,
    )
