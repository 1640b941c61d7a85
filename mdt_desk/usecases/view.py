"""The cases that wait, each with its meeting and with what the rules say of it, in the order of urgency."""

from dataclasses import dataclass
from datetime import datetime

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.deadlines import queue_key
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, MeetingState
from mdt_desk.domain.mixups import Named
from mdt_desk.domain.readiness import Readiness, readiness
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.cases import WAITING
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import Assess, CaseQueue, StoredCase
from mdt_desk.usecases.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One case before the rules have spoken; ``meeting_at`` and ``place`` (from 1) where it is on an agenda."""

    stored: StoredCase
    meeting_at: datetime | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One waiting case after they have; see `Entry`."""

    stored: StoredCase
    assessment: Assessment
    readiness: Readiness
    meeting_at: datetime | None = None
    place: int | None = None


def entry_for(queue: CaseQueue, case_id: CaseId) -> Entry:
    """Return a case with the meeting it is on; raises NotThere, and SiteError where it cannot be read."""
    return entry_of(queue, queue.get(case_id))


def entry_of(queue: CaseQueue, stored: StoredCase) -> Entry:
    """Return a case with the meeting it is on, unless that is closed."""
    meeting = None if stored.meeting is None else queue.meeting(stored.meeting)
    if meeting is None or meeting.state is MeetingState.CLOSED:
        return Entry(stored=stored)
    place = meeting.agenda.index(stored.id) + 1 if stored.id in meeting.agenda else None
    return Entry(stored=stored, meeting_at=meeting.starts_at, place=place)


def judged_now(assess: Assess, waiting: Entry, preferences: Preferences, at: datetime) -> Listed:
    """Return a case with what the rules say about it, for the meeting it is on or else for the next."""
    case = waiting.stored.case
    assessment = assess(case, at, waiting.meeting_at or next_meeting_at(preferences, at))
    return Listed(
        stored=waiting.stored,
        assessment=assessment,
        readiness=readiness(case, assessment, preferences.leading_guideline),
        meeting_at=waiting.meeting_at,
        place=waiting.place,
    )


def all_judged(
    queue: CaseQueue, assess: Assess, preferences: Preferences, at: datetime
) -> tuple[Listed, ...]:
    """Return every waiting case that can be read, judged now, in the order of urgency; takes a while for many."""
    rows = queue.rows(states=WAITING)
    judged = (judged_now(assess, entry_of(queue, each), preferences, at) for each in rows)
    leading = preferences.leading_guideline
    return tuple(sorted(judged, key=lambda each: queue_key(each.assessment, each.readiness, leading)))


def named(stored: StoredCase) -> Named:
    """Return what tells a patient apart from another."""
    patient = stored.case.patient
    family, given, born = patient.family_name, patient.given_name, patient.birth_date
    return Named(
        family="" if family is UNKNOWN else fold(family),
        given="" if given is UNKNOWN else fold(given),
        born=None if born is UNKNOWN else born,
    )
