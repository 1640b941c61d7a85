"""Judge the cases of which nothing is known, or of which it holds no longer, and keep that beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from mdt_desk.domain.meeting import CaseId, Meeting, MeetingState
from mdt_desk.usecases.briefing import judged_of, ranked
from mdt_desk.usecases.briefs import Known
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.marking import ZONE
from mdt_desk.usecases.ports import Assess, CaseQueue, StoredCase
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.view import Entry, Unjudged, judged_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many cases were tried, and which of them cannot be read, by the number of their line."""

    tried: int
    refused: tuple[tuple[int, KnownError], ...] = ()


def judge_some(
    queue: CaseQueue,
    assess: Assess,
    preferences: Preferences,
    known: Known,
    *,
    most: int,
    first: Sequence[int] = (),
    but: Sequence[int] = (),
) -> Done:
    """Judge at most so many cases, ``first`` these lines; ``but`` are left out, because they cannot be read."""
    found = queue.lines.to_judge(known, first, but, most)
    kept = []
    for _, read in found:
        if isinstance(read, StoredCase):
            waiting = waiting_entry(queue, read)
            listed = judged_now(assess, waiting, preferences, known.at)
            mark = known.marks[waiting.meeting_at is None]
            judged = judged_of(listed, ZoneInfo(ZONE))
            kept.append((read, judged, ranked(listed, preferences.leading_guideline, mark)))
    if kept:
        queue.lines.keep_judged(kept)
    refused = tuple((number, read) for number, read in found if isinstance(read, KnownError))
    return Done(tried=len(found), refused=refused)


def entry_of(queue: CaseQueue, case_id: CaseId) -> Entry:
    """Return a case with the meeting it is on; raises NotThere, and SiteError where it cannot be read."""
    return waiting_entry(queue, queue.get(case_id))


def waiting_entry(queue: CaseQueue, stored: StoredCase) -> Unjudged:
    """Return a case with the meeting it is on, unless that is closed."""
    meeting = _open_meeting(queue, stored)
    agenda = meeting.agenda if meeting else ()
    return Unjudged(
        stored=stored,
        meeting_at=meeting.starts_at if meeting else None,
        place=agenda.index(stored.id) + 1 if stored.id in agenda else None,
    )


def _open_meeting(queue: CaseQueue, stored: StoredCase) -> Meeting | None:
    if stored.meeting is None:
        return None
    meeting = queue.meeting(stored.meeting)
    return None if meeting.state is MeetingState.CLOSED else meeting
