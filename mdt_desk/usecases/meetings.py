"""Prepare a meeting, hold it, record what was decided, and close it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from mdt_desk.domain import meeting as rules
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import (
    ActionId,
    Addendum,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    Meeting,
    MeetingId,
    MeetingRefused,
    MeetingState,
    OpenPoint,
    OpenPointKind,
)
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.three_way import together
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.cases import change_fact, read_or_why
from mdt_desk.usecases.errors import Conflict, KnownError, UserError
from mdt_desk.usecases.ports import Assess, CaseQueue, NewId, StoredCase
from mdt_desk.usecases.preferences import Preferences

RESPONSIBLE = "referral.responsible_physician"
CONSULTED = "treatment.ad_hoc_consultation_at"
"""The event that stops the clock of an ad hoc consultation."""

_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)


def plan_meeting(
    queue: CaseQueue,
    new_id: NewId,
    preferences: Preferences,
    at: datetime,
    starts_at: datetime | None = None,
) -> Meeting:
    """Return the meeting at this moment (the hospital's next one unless given), planned if there was none."""
    start = starts_at or next_meeting_at(preferences, at)
    with queue.transaction():
        for each in queue.meetings():
            if each.starts_at == start and each.state is not MeetingState.CLOSED:
                return each
        planned = Meeting(id=MeetingId(new_id()), starts_at=start, names_shown=preferences.names_in_room)
        queue.keep_meeting(planned)
        return planned


def call_ad_hoc(
    queue: CaseQueue, new_id: NewId, preferences: Preferences, case_id: CaseId, at: datetime
) -> Meeting:
    """Plan a meeting now for a case that cannot wait, or put the case on the one that was called and not closed."""
    with queue.transaction(), _as_sentence():
        waiting = (each for each in queue.meetings() if each.ad_hoc and each.state is not MeetingState.CLOSED)
        meeting = next(waiting, None)
        if meeting is None:
            meeting = Meeting(
                id=MeetingId(new_id()), starts_at=at, names_shown=preferences.names_in_room, ad_hoc=True
            )
            queue.keep_meeting(meeting)
        return put_on_agenda(queue, meeting.id, case_id, at)


def put_on_agenda(queue: CaseQueue, meeting_id: MeetingId, case_id: CaseId, at: datetime) -> Meeting:
    """Put a case at the end of an agenda, and take it from that of another meeting still to come."""
    with queue.transaction(), _as_sentence():
        stored = queue.get(case_id)
        if stored.meeting not in {None, meeting_id}:
            take_off_agenda(queue, case_id, at)
            stored = queue.get(case_id)
        meeting = rules.enlist(queue.meeting(meeting_id), case_id)
        queue.keep_meeting(meeting)
        _place(queue, stored, CaseState.OPEN, meeting_id, at)
        return meeting


def take_off_agenda(queue: CaseQueue, case_id: CaseId, at: datetime) -> None:
    with queue.transaction(), _as_sentence():
        stored = queue.get(case_id)
        if stored.meeting is not None:
            meeting = queue.meeting(stored.meeting)
            if case_id in meeting.agenda:  # it went from there without it while it could not be read
                queue.keep_meeting(rules.strike(meeting, case_id))
            _place(queue, stored, stored.state, None, at)


def take_off_unread(queue: CaseQueue, meeting_id: MeetingId, case_id: CaseId) -> None:
    """Take a case that cannot be read off an agenda; the case itself is left as it is, and stays in the queue."""
    with queue.transaction(), _as_sentence():
        queue.keep_meeting(rules.strike(queue.meeting(meeting_id), case_id))


def reorder_agenda(queue: CaseQueue, meeting_id: MeetingId, agenda: Sequence[CaseId]) -> Meeting:
    with queue.transaction(), _as_sentence():
        meeting = rules.reorder(queue.meeting(meeting_id), agenda)
        queue.keep_meeting(meeting)
        return meeting


def set_attendance(
    queue: CaseQueue,
    meeting_id: MeetingId,
    attendees: Iterable[Attendee],
    seen: Iterable[Attendee] | None = None,
) -> Meeting:
    """Seat exactly these people, and judge anew who sat there when each decision was taken.

    ``seen`` are those whom a desk saw at the table: whom another desk seated since then keeps the seat.
    """
    with queue.transaction(), _as_sentence():
        now, wanted = queue.meeting(meeting_id), tuple(attendees)
        meeting = replace(now, attendees=())
        for each in wanted if seen is None else _seated(tuple(seen), wanted, now.attendees):
            meeting = rules.attend(meeting, each)
        queue.keep_meeting(meeting)
        taken = queue.decisions(meeting=meeting_id)
        for decision in (each for each in taken if each.case_id in meeting.agenda):
            anew = rules.decide(meeting, decision)
            if anew != decision:
                queue.keep_decision(anew)
        return meeting


def hold_meeting(
    queue: CaseQueue, meeting_id: MeetingId, *, names_shown: bool, at: datetime | None = None
) -> Meeting:
    """Open the meeting; the room sees names only when it chose so.

    ``at`` is when it opens: an ad hoc meeting then counts as the consultation of each case on its agenda, which stops
    the clock of that consultation.
    """
    with queue.transaction(), _as_sentence():
        before = queue.meeting(meeting_id)
        meeting = rules.hold(before, names_shown=names_shown)
        queue.keep_meeting(meeting)
        if at is not None and meeting.ad_hoc and before.state is MeetingState.PLANNED:
            for case_id in meeting.agenda:
                _consulted(queue, case_id, at)
        return meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a desk saw of a decision before it wrote another; None: nothing was decided then."""

    decision: Decision | None


def decide(
    queue: CaseQueue, assess: Assess, decision: Decision, *, leading: str, seen: Seen | None = None
) -> Decision:
    """Record a decision, in place of an earlier one at this meeting, and return it as kept.

    Whether it departs from the leading guideline, and whether quorum makes it conditional, is judged here. What is
    recorded already is not recorded again, so that a desk may ask twice when it did not hear the answer.

    Raises:
        Conflict: another desk recorded something else since this was ``seen``.
        UserError: the meeting is closed, the case is not on its agenda, or nothing was decided.

    """
    with queue.transaction(), _as_sentence():
        meeting, stored = queue.meeting(decision.meeting_id), queue.get(decision.case_id)
        there = next(iter(queue.decisions(meeting=meeting.id, case=stored.id)), None)
        if seen is not None and _words(there) != _words(seen.decision):
            if there is not None and _words(there) == _words(decision):
                return there
            raise Conflict("both.decided")
        decision = _followed(decision, there)
        assessment = assess(stored.case, decision.decided_at, meeting.starts_at)
        departs = rules.deviates(decision, assessment.guidelines.get(leading, ()))
        kept = rules.decide(meeting, replace(decision, deviates_from_leading=departs))
        queue.keep_decision(kept)
        if kept.responsible_physician:
            case = with_fact(stored.case, RESPONSIBLE, kept.responsible_physician)
            stored = replace(stored, case=case)
        state = CaseState.DECIDED if kept.deferred_because is None else CaseState.OPEN
        _place(queue, stored, state, meeting.id, decision.decided_at)
        return kept


def defer(queue: CaseQueue, meeting_id: MeetingId, case_id: CaseId, because: str, at: datetime) -> Decision:
    """Record that a case was put off, and why; closing the meeting lists it for the next.

    Raises:
        UserError: as `decide`; a reason is needed.

    """
    with queue.transaction(), _as_sentence():
        meeting, stored = queue.meeting(meeting_id), queue.get(case_id)
        kept = rules.defer(meeting, case_id, because, at)
        queue.keep_decision(kept)
        _place(queue, stored, CaseState.OPEN, meeting.id, at)
        return kept


def finish_action(queue: CaseQueue, meeting_id: MeetingId, action_id: ActionId, done_on: date | None) -> None:
    """Mark an action as done, or with None as still to do; also after its meeting was signed."""
    with queue.transaction():
        for decision in queue.decisions(meeting=meeting_id):
            actions = tuple(
                replace(each, done_on=done_on) if each.id == action_id else each for each in decision.actions
            )
            if actions != decision.actions:
                queue.keep_decision(replace(decision, actions=actions))


def add_to_minutes(queue: CaseQueue, meeting_id: MeetingId, by: str, text: str, at: datetime) -> Meeting:
    """Add to the minutes of a signed meeting; minutes made from now on carry it and say that they supersede.

    Raises:
        UserError: the meeting is not signed, nothing is said, or nobody answers for it.

    """
    with queue.transaction(), _as_sentence():
        meeting = rules.append(queue.meeting(meeting_id), Addendum(by=by, at=at, text=text))
        queue.keep_meeting(meeting)
        return meeting


def check_list(queue: CaseQueue, meeting_id: MeetingId) -> tuple[OpenPoint, ...]:
    """Return what is still open before the meeting can, or should, be closed.

    Of a case that cannot be read this is what its decision leaves open.
    """
    meeting = queue.meeting(meeting_id)
    read = (read_or_why(queue, each) for each in meeting.agenda)
    cases = {each.id: each.case for each in read if isinstance(each, StoredCase)}
    return rules.open_points(meeting, queue.decisions(meeting=meeting_id), cases)


def close_meeting(
    queue: CaseQueue, new_id: NewId, preferences: Preferences, meeting_id: MeetingId, by: str, at: datetime
) -> tuple[OpenPoint, ...]:
    """Sign and lock the meeting, list deferred cases for the next one, and return what stays open.

    A case that cannot be read, though it was decided or put off, is itself left as it is.

    Raises:
        UserError: a case on the agenda has neither a decision nor a deferral, or nobody signs.

    """
    with queue.transaction(), _as_sentence():
        points = check_list(queue, meeting_id)
        if any(each.kind is OpenPointKind.NO_DECISION for each in points):
            raise MeetingRefused("undecided")
        meeting = rules.sign(queue.meeting(meeting_id), by, at)
        queue.keep_meeting(meeting)
        taken = queue.decisions(meeting=meeting_id)
        for decision in (each for each in taken if each.case_id in meeting.agenda):
            stored = read_or_why(queue, decision.case_id)
            if isinstance(stored, StoredCase):
                _place(queue, stored, stored.state, None, at)
            if decision.deferred_because is None:
                continue
            later = plan_meeting(queue, new_id, preferences, max(at, meeting.starts_at))
            if isinstance(stored, StoredCase):
                put_on_agenda(queue, later.id, decision.case_id, at)
            else:
                queue.keep_meeting(rules.enlist(later, decision.case_id))
        return points


def _seated(
    seen: Iterable[Attendee], wanted: Iterable[Attendee], now: Iterable[Attendee]
) -> tuple[Attendee, ...]:
    before, mine, theirs = ({each.name: each for each in people} for people in (seen, wanted, now))
    both = together(before, mine, theirs)
    return tuple(both.values[name] for name in {**mine, **theirs} if name in both.values)


def _words(decision: Decision | None) -> Decision | None:
    """Return what somebody wrote of a decision, without what follows from it or from time."""
    if decision is None:
        return None
    actions = tuple(replace(each, done_on=None) for each in decision.actions)
    return replace(
        decision,
        decided_at=_NO_TIME,
        woken_at=None,
        actions=actions,
        deviates_from_leading=False,
        conditional_for_quorum=False,
    )


def _followed(decision: Decision, there: Decision | None) -> Decision:
    """Return a decision with what became of it meanwhile: actions that were done, a fact that arrived."""
    if there is None:
        return decision
    done = {each.id: each.done_on for each in there.actions}
    actions = tuple(replace(each, done_on=done.get(each.id, each.done_on)) for each in decision.actions)
    woken = there.woken_at if there.wakes_on == decision.wakes_on else decision.woken_at
    return replace(decision, actions=actions, woken_at=woken)


def _consulted(queue: CaseQueue, case_id: CaseId, at: datetime) -> None:
    stored = read_or_why(queue, case_id)
    if isinstance(stored, KnownError):
        return  # what it says is left as it is, and keeps no other from being consulted about
    if stored.case.treatment.ad_hoc_consultation_at is UNKNOWN:
        change_fact(queue, case_id, CONSULTED, at, expected_version=stored.version, at=at)


def _place(
    queue: CaseQueue, stored: StoredCase, state: CaseState, meeting: MeetingId | None, at: datetime
) -> None:
    placed = replace(stored, state=state, meeting=meeting)
    if placed != queue.get(stored.id):
        queue.replace(replace(placed, changed_at=at), stored.version)


@contextmanager
def _as_sentence() -> Iterator[None]:
    try:
        yield
    except MeetingRefused as refused:
        raise UserError(f"meeting.refused.{refused.reason}") from refused
