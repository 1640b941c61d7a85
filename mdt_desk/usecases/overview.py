"""The audit trail of one patient, in words."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.domain.audit import Event
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.ports import AuditLine, AuditOrder, CaseQueue, Words
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.witness import Trail

OBJECTS: Final = frozenset(
    """
    version meeting leaflet card months execution agenda minutes case_minutes letter case_sheet summary audit name
    pseudonym at_meeting file chase_list found printer
    """.split()
)
"""What a line may be about, beside the patient; what follows a colon is its number or kind."""


def overview(
    queue: CaseQueue, trail: Trail, case_id: CaseId, preferences: Preferences, words: Words, made_at: datetime
) -> AuditOrder:
    """Return everything that was kept about one patient's record.

    Raises:
        NotThere: no such case.

    """
    stored, zone = queue.get(case_id), ZoneInfo(preferences.time_zone)
    events = [each.event for each in trail.lines(case_id)]
    days = [each.at.astimezone(zone).date() for each in events]
    today = made_at.astimezone(zone).date()
    return AuditOrder(
        case_id=case_id,
        case=stored.case,
        lines=tuple(_said(each, words, zone) for each in events),
        first=min(days, default=today),
        last=today,
        preferences=preferences,
        language=words.language,
        made_at=made_at,
    )


def case_numbered(queue: CaseQueue, number: str) -> CaseId:
    """Return the case of the patient with this hospital number, the latest where there are several.

    Raises:
        UserError: nobody in the queue has it.

    """
    found = [each for each in queue.rows() if _number(each.case) == number.strip()]
    if not found:
        raise UserError("audit.no_number")
    return found[-1].id


def _number(case: Case) -> str | None:
    number = case.patient.hospital_number
    return None if number is UNKNOWN else str(number)


def _said(event: Event, words: Words, zone: ZoneInfo) -> AuditLine:
    return AuditLine(
        when=event.at.astimezone(zone),
        who=event.who,
        role=words.get(f"audit.role.{event.role}"),
        where=event.place,
        what=words.get(f"audit.what.{event.what}"),
        object=object_text(event.object, words),
        result=words.get(f"audit.result.{event.result}"),
    )


def object_text(of: str, words: Words) -> str:
    """Return in words what a line is about; what another version of the program wrote stays as it is."""
    code, _, detail = of.partition(":")
    if code == "printer":
        detail = object_text(detail, words)
    return words.get(f"audit.of.{code}", detail=detail).strip() if code in OBJECTS else of
