"""Decisions and actions out as tables: what was decided about whom, and who does what until when."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId, Decision, Meeting, MeetingId
from mdt_desk.exchange.case_table import Value
from mdt_desk.usecases.ports import Words

_TEXTS = (
    "own_words",
    "reasons",
    "alternatives",
    "dissent",
    "condition",
    "responsible_physician",
    "informs_patient",
    "informs_gp",
    "deferred_because",
)


def decisions(
    made: Iterable[Decision],
    cases: Mapping[CaseId, Case],
    meetings: Mapping[MeetingId, Meeting],
    words: Words,
    zone: tzinfo,
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Return headers and one row for each decision, in the order given."""
    headers = ("number", "meeting", "options", "deviation", *_TEXTS)
    rows: list[tuple[Value, ...]] = [
        (
            _number(cases, each.case_id),
            _start(meetings, each.meeting_id, zone),
            "; ".join(words.get(f"action.{option}") for option in each.options) or None,
            None if each.deviation is None else words.get(f"value.DeviationReason.{each.deviation}"),
            *(getattr(each, name) for name in _TEXTS),
        )
        for each in made
    ]
    return tuple(words.get(f"export.column.{each}") for each in headers), rows


def actions(
    made: Iterable[Decision],
    cases: Mapping[CaseId, Case],
    meetings: Mapping[MeetingId, Meeting],
    words: Words,
    zone: tzinfo,
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Return headers and one row for each action, those of one decision together."""
    headers = ("number", "meeting", "action", "owner", "due", "done_on")
    rows: list[tuple[Value, ...]] = [
        (
            _number(cases, each.case_id),
            _start(meetings, each.meeting_id, zone),
            item.text,
            item.owner,
            item.due,
            item.done_on,
        )
        for each in made
        for item in each.actions
    ]
    return tuple(words.get(f"export.column.{each}") for each in headers), rows


def _number(cases: Mapping[CaseId, Case], case_id: CaseId) -> Value:
    case = cases.get(case_id)
    number = UNKNOWN if case is None else case.patient.hospital_number
    return None if number is UNKNOWN else number


def _start(meetings: Mapping[MeetingId, Meeting], meeting_id: MeetingId, zone: tzinfo) -> Value:
    meeting = meetings.get(meeting_id)
    return None if meeting is None else meeting.starts_at.astimezone(zone).replace(tzinfo=None)
