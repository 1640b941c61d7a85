"""Read the queue as the table needs it: every waiting case, assessed, in the order of urgency."""

from mdt_desk.domain.deadlines import queue_key
from mdt_desk.domain.meeting import MeetingState
from mdt_desk.domain.readiness import readiness
from mdt_desk.ui.screens.queue.cells import Listed
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.ports import DeskServices


def read_queue(services: DeskServices) -> tuple[Listed, ...]:
    """Return every case that waits; each is assessed for the meeting it is on, or else for the next one."""
    now, preferences = services.clock.now(), services.settings.current()
    meetings = {each.id: each for each in services.queue.meetings() if each.state is not MeetingState.CLOSED}
    following = next_meeting_at(preferences, now)
    found = []
    for stored in services.queue.rows(states=WAITING):
        meeting = None if stored.meeting is None else meetings.get(stored.meeting)
        assessment = services.assess(stored.case, now, meeting.starts_at if meeting else following)
        agenda = meeting.agenda if meeting else ()
        found.append(
            Listed(
                stored=stored,
                assessment=assessment,
                readiness=readiness(stored.case, assessment, preferences.leading_guideline),
                meeting_at=meeting.starts_at if meeting else None,
                place=agenda.index(stored.id) + 1 if stored.id in agenda else None,
            )
        )
    leading = preferences.leading_guideline
    return tuple(sorted(found, key=lambda each: queue_key(each.assessment, each.readiness, leading)))
