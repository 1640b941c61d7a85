"""Gather what a document about a meeting or a case prints."""

from dataclasses import replace
from datetime import datetime

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, MeetingId
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import (
    Assess,
    CaseQueue,
    CaseSheet,
    CaseSheetOrder,
    LetterOrder,
    MeetingFile,
)
from mdt_desk.usecases.preferences import LANGUAGES, Preferences


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


def of_one_case(order: MeetingFile, case_id: CaseId) -> MeetingFile:
    """Return what the minutes print about one case, to be filed in the record of one patient."""
    return replace(order, sheets=tuple(each for each in order.sheets if each.stored.id == case_id))


def letter_about(order: MeetingFile, case_id: CaseId) -> LetterOrder:
    """Return what a letter about one case of a meeting prints."""
    return LetterOrder(
        meeting=order.meeting,
        sheet=of_one_case(order, case_id).sheets[0],
        preferences=order.preferences,
        language=order.language,
        made_at=order.made_at,
    )


def summary_about(order: MeetingFile, case_id: CaseId) -> LetterOrder:
    """Return what the patient's summary prints, in the language of the patient where we write it."""
    letter = letter_about(order, case_id)
    return replace(letter, language=written_language(letter.sheet.stored.case, order.language))


def written_language(case: Case, otherwise: str) -> str:
    """Return the patient's language where the program writes it, else another."""
    spoken = case.patient.language
    return spoken if spoken is not UNKNOWN and spoken in LANGUAGES else otherwise


def last_decided_at(queue: CaseQueue, case_id: CaseId) -> MeetingId:
    """Return the meeting that last decided about a case.

    Raises:
        UserError: none ever did.

    """
    taken = queue.decisions(case=case_id)
    if not taken:
        raise UserError("document.summary.none")
    return taken[-1].meeting_id


def case_sheet_order(
    queue: CaseQueue, assess: Assess, case_id: CaseId, preferences: Preferences, made_at: datetime
) -> CaseSheetOrder:
    """Return everything that the sheet of one case prints, assessed now.

    Raises:
        NotThere: no such case.

    """
    stored = queue.get(case_id)
    meeting_at = None if stored.meeting is None else queue.meeting(stored.meeting).starts_at
    assessment = assess(stored.case, made_at, meeting_at or made_at)
    return CaseSheetOrder(
        sheet=CaseSheet(stored=stored, assessment=assessment),
        preferences=preferences,
        language=preferences.language,
        made_at=made_at,
        meeting_at=meeting_at,
    )
