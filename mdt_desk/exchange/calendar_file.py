"""Meetings as an iCalendar file (RFC 5545), for the calendar of everybody at the table; it names no patient."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from mdt_desk.domain.meeting import Meeting
from mdt_desk.usecases.ports import Words

LENGTH: Final = timedelta(hours=1)
_LONGEST_LINE: Final = 75
"""Octets, without the line break."""


def calendar(meetings: Iterable[Meeting], place: str, words: Words, at: datetime) -> bytes:
    """Return an iCalendar file with these meetings.

    Args:
        meetings: what to put in; a meeting keeps its identity, so that importing it again moves it.
        place: the department, as the hospital wrote it.
        words: of the language of the calendar.
        at: when the file is made.

    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//MDT Desk//MDT Desk//EN", "CALSCALE:GREGORIAN"]
    for meeting in meetings:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{meeting.id}@mdt-desk",
            f"DTSTAMP:{_utc(at)}",
            f"DTSTART:{_utc(meeting.starts_at)}",
            f"DTEND:{_utc(meeting.starts_at + LENGTH)}",
            f"SUMMARY:{_escaped(words.get('calendar.summary'))}",
            f"DESCRIPTION:{_escaped(words.get('calendar.cases', count=len(meeting.agenda)))}",
            *([f"LOCATION:{_escaped(place)}"] if place else []),
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    bare = "".join(each for each in text if each.isprintable() or each == "\n")
    return bare.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Divide a line into pieces of at most 75 octets, between characters; all but the first start with a space."""
    pieces, piece, size = [], "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + each, size + octets
    return [*pieces, piece]
