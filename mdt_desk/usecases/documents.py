"""Gather what a document about a meeting prints."""

from datetime import datetime

from mdt_desk.domain.meeting import MeetingId
from mdt_desk.usecases.ports import Assess, CaseQueue, CaseSheet, MeetingFile
from mdt_desk.usecases.preferences import Preferences


def meeting_file(
    queue: CaseQueue, assess: Assess, meeting_id: MeetingId, preferences: Preferences, made_at: datetime
) -> MeetingFile:
    """Return everything that agenda and minutes of a meeting print, in the order of the agenda.

    A case that was decided is assessed as of its decision, any other as of ``made_at``.

    Raises:
        NotThere: no such meeting.

    """
    meeting = queue.meeting(meeting_id)
    taken = {each.case_id: each for each in queue.decisions(meeting=meeting.id)}
    sheets = []
    for case_id in meeting.agenda:
        stored, decision = queue.get(case_id), taken.get(case_id)
        at = made_at if decision is None else decision.decided_at
        assessment = assess(stored.case, at, meeting.starts_at)
        sheets.append(CaseSheet(stored=stored, assessment=assessment, decision=decision))
    return MeetingFile(
        meeting=meeting,
        sheets=tuple(sheets),
        preferences=preferences,
        language=preferences.language,
        made_at=made_at,
    )
