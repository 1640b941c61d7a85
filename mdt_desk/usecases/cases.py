"""List a case, change what is known, take it from the queue."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from mdt_desk.domain.case import Case, Recorded, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, CaseState, strike
from mdt_desk.domain.moments import on_its_latest_day
from mdt_desk.domain.reading import case_tree, read_case, with_fact
from mdt_desk.usecases.errors import KnownError, ServerAway, UserError
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import CaseQueue, NewId, StoredCase

WAITING = (CaseState.OPEN, CaseState.DECIDED)
"""The states of a case that somebody may still refer a second time."""


def read_or_why(queue: CaseQueue, case_id: CaseId) -> StoredCase | KnownError:
    """Return a case, or why it alone cannot be read; a server that is away is still raised: it hides them all."""
    try:
        return queue.get(case_id)
    except ServerAway:
        raise
    except KnownError as error:
        return error


def list_case(queue: CaseQueue, new_id: NewId, case: Case, at: datetime) -> StoredCase:
    """Put a case in the queue.

    Raises:
        CaseRefused: the facts contradict each other.
        UserError: a case with the same hospital number or national number is in the queue.

    """
    stored = waiting_case(new_id, case, at)
    with queue.transaction():
        if any(_same_number(each.case, case) for each in _may_be_same(queue, case)):
            raise UserError("refused.case.same_number")
        queue.add(stored)
    return stored


def waiting_case(new_id: NewId, case: Case, at: datetime) -> StoredCase:
    """Return a case as it first stands in the queue; raises CaseRefused where its facts contradict each other."""
    return StoredCase(
        id=CaseId(new_id()),
        case=read_case(case_tree(case), on_its_latest_day(at)),
        version=1,
        state=CaseState.OPEN,
        listed_at=at,
        changed_at=at,
    )


def namesakes(queue: CaseQueue, case: Case) -> tuple[StoredCase, ...]:
    """Return the waiting cases with the same family name: a name alone does not tell them apart."""
    name = case.patient.family_name
    if name is UNKNOWN:
        return ()
    return tuple(each for each in queue.rows(name, WAITING) if _named(each.case, name))


def change_facts(
    queue: CaseQueue,
    case_id: CaseId,
    changes: Mapping[str, object],
    *,
    expected_version: int,
    at: datetime,
    source: str | None = None,
) -> StoredCase:
    """Change facts by their paths, together or not at all, and add them to the history of the case.

    ``changes`` are typed values by path, as `read_fact` gives them; UNKNOWN forgets a fact. ``source`` says
    where the new values come from, in the user's words.

    Raises:
        CaseRefused: the facts would contradict each other.
        Conflict: somebody changed the case since ``expected_version``.
        KeyError: no fact has this path.

    """
    with queue.transaction():
        stored = queue.get(case_id)
        case = stored.case
        for path, value in changes.items():
            if value_at(case, path) != value:
                case = _remembered(with_fact(case, path, value), path, value, at, source)
        return _keep(queue, replace(stored, case=case), expected_version, at)


def change_fact(
    queue: CaseQueue,
    case_id: CaseId,
    path: str,
    value: object,
    *,
    expected_version: int,
    at: datetime,
) -> StoredCase:
    """Change one fact; see `change_facts`."""
    return change_facts(queue, case_id, {path: value}, expected_version=expected_version, at=at)


def restore_case(
    queue: CaseQueue, case_id: CaseId, case: Case, *, expected_version: int, at: datetime
) -> StoredCase:
    """Put an earlier or edited document in place of the present one, as undo does; see `change_facts`."""
    with queue.transaction():
        return _keep(queue, replace(queue.get(case_id), case=case), expected_version, at)


def set_aside(
    queue: CaseQueue, case_id: CaseId, state: CaseState, *, expected_version: int, at: datetime
) -> StoredCase:
    """Withdraw, close or reopen a case; what no longer waits leaves the agenda of a meeting to come."""
    with queue.transaction():
        stored = queue.get(case_id)
        meeting = stored.meeting
        if meeting is not None and state is not CaseState.OPEN:
            queue.keep_meeting(strike(queue.meeting(meeting), case_id))
            meeting = None
        return _keep(queue, replace(stored, state=state, meeting=meeting), expected_version, at)


QUESTION = "referral.question"
RECEIVED = "referral.received_at"
DIED = "patient.died_on"


def refer_again(
    queue: CaseQueue, case_id: CaseId, question: str, *, expected_version: int, at: datetime
) -> StoredCase:
    """Let a case wait again with a new question; its facts stay, its clocks run from this referral.

    Raises:
        UserError: nothing is asked.

    """
    if not question.strip():
        raise UserError("refused.case.no_question")
    with queue.transaction():
        changes = {QUESTION: question.strip(), RECEIVED: at}
        stored = change_facts(queue, case_id, changes, expected_version=expected_version, at=at)
        return set_aside(queue, case_id, CaseState.OPEN, expected_version=stored.version, at=at)


def record_death(
    queue: CaseQueue, case_id: CaseId, died_on: date, *, expected_version: int, at: datetime
) -> StoredCase:
    """Record when the patient died, and take the case from queue and agenda."""
    with queue.transaction():
        stored = change_facts(queue, case_id, {DIED: died_on}, expected_version=expected_version, at=at)
        return set_aside(queue, case_id, CaseState.CLOSED, expected_version=stored.version, at=at)


def _keep(queue: CaseQueue, stored: StoredCase, expected_version: int, at: datetime) -> StoredCase:
    case = read_case(case_tree(stored.case), on_its_latest_day(at))
    return queue.replace(replace(stored, case=case, changed_at=at), expected_version)


def _remembered(case: Case, path: str, value: object, at: datetime, source: str | None) -> Case:
    if value is UNKNOWN or path == "lesions":
        return case
    entry = Recorded(fact=path, value=value, at=at, source=UNKNOWN if source is None else source)
    return replace(case, recorded=tuple(sorted((*case.recorded, entry), key=lambda each: each.at)))


def _named(case: Case, name: str) -> bool:
    found = case.patient.family_name
    return found is not UNKNOWN and fold(found) == fold(name)


def _may_be_same(queue: CaseQueue, case: Case) -> tuple[StoredCase, ...]:
    """Return the waiting cases to compare numbers with: the index of the queue knows the hospital's number only."""
    patient = case.patient
    if patient.national_id is not UNKNOWN:
        return queue.rows(states=WAITING)
    return () if patient.hospital_number is UNKNOWN else queue.rows(patient.hospital_number, WAITING)


def _same_number(one: Case, other: Case) -> bool:
    return any(
        getattr(one.patient, name) is not UNKNOWN
        and getattr(one.patient, name) == getattr(other.patient, name)
        for name in ("hospital_number", "national_id")
    )
