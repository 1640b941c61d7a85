"""Who is at the table: by discipline, with those who usually come and the core that is missing."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from mdt_desk.domain.meeting import CORE, Attendee, Discipline, Meeting, MeetingState, quorum
from mdt_desk.ui.screens.meeting.state import AttendanceShown, Bench, SeatShown
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.usecases.ports import Words

_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
_HOURS: Final = 24
_MINUTES: Final = 60
_REMEMBERED: Final = 8
"""How many earlier meetings tell who usually comes."""


def seated(meeting: Meeting, name: str, discipline: Discipline, at: datetime) -> tuple[Attendee, ...]:
    """Return the attendance with somebody at the table; during the meeting it is noted since when.

    Somebody who had left and is back keeps the time of arrival.
    """
    found = next((each for each in meeting.attendees if each.name == name), None)
    if found is None:
        arrived = at if meeting.state is MeetingState.HELD else None
        return (*meeting.attendees, Attendee(name=name, discipline=discipline, arrived_at=arrived))
    back = replace(found, discipline=discipline, left_at=None)
    return tuple(back if each is found else each for each in meeting.attendees)


def left(meeting: Meeting, name: str, at: datetime) -> tuple[Attendee, ...]:
    """Return the attendance after somebody left: during the meeting the time is noted, before it the seat is free."""
    if meeting.state is not MeetingState.HELD:
        return unseated(meeting, name)
    return tuple(
        replace(each, left_at=at)
        if each.name == name and (each.left_at is None or each.left_at > at)
        else each
        for each in meeting.attendees
    )


def leaving_at(meeting: Meeting, name: str, typed: str, now: datetime) -> tuple[Attendee, ...] | None:
    """Return the attendance with the time at which somebody has to leave, on the day of the meeting.

    An empty text takes it back; None: it is no time of the day, or not after the meeting begins.
    """
    leaves: datetime | None = None
    if typed.strip():
        found = _TIME.fullmatch(typed.strip())
        begins = meeting.starts_at.astimezone(now.tzinfo)
        if found is None or int(found[1]) >= _HOURS or int(found[2]) >= _MINUTES:
            return None
        leaves = begins.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
        if leaves <= begins:
            return None
    return tuple(replace(each, left_at=leaves) if each.name == name else each for each in meeting.attendees)


def unseated(meeting: Meeting, name: str) -> tuple[Attendee, ...]:
    """Return the attendance without somebody who was never there."""
    return tuple(each for each in meeting.attendees if each.name != name)


def usual(meetings: Iterable[Meeting], meeting: Meeting) -> tuple[Attendee, ...]:
    """Return who came to earlier meetings and is not at this table, the most faithful first."""
    others = [each for each in meetings if each.id != meeting.id and each.attendees]
    there = {each.name for each in meeting.attendees}
    latest: dict[str, Attendee] = {}
    times: Counter[str] = Counter()
    for each in others[-_REMEMBERED:]:
        for attendee in each.attendees:
            latest[attendee.name] = attendee
            times[attendee.name] += 1
    absent = [each for name, each in latest.items() if name not in there]
    return tuple(sorted(absent, key=lambda each: (-times[each.name], each.name)))


def attendance_shown(table: Table) -> AttendanceShown:
    """Put the attendance into words."""
    texts, meeting = table.texts, table.gathered.meeting
    here = table.seated(table.now) if meeting.state is MeetingState.HELD else meeting.attendees
    missing = quorum((), here).missing
    wanted = [each for each in Discipline if each in CORE or _of(meeting.attendees, each)]
    names = ", ".join(discipline_text(texts, each) for each in missing)
    return AttendanceShown(
        benches=tuple(
            Bench(
                name=discipline_text(texts, each),
                seats=tuple(_seat(table, one) for one in _of(meeting.attendees, each)),
                absent=each in missing,
            )
            for each in wanted
        ),
        usual=tuple(
            SeatShown(
                name=each.name, discipline=each.discipline, detail=discipline_text(texts, each.discipline)
            )
            for each in usual(table.gathered.meetings, meeting)
        ),
        counted=texts.get("meeting.attendance.counted", count=len(here)),
        quorum=texts.get("meeting.attendance.missing", names=names)
        if missing
        else texts.get("meeting.attendance.complete"),
        complete=not missing,
    )


def discipline_text(texts: Words, discipline: Discipline) -> str:
    """Return the word for a discipline."""
    return texts.get(f"value.Discipline.{discipline}")


def _of(attendees: Iterable[Attendee], discipline: Discipline) -> tuple[Attendee, ...]:
    return tuple(each for each in attendees if each.discipline is discipline)


def _seat(table: Table, attendee: Attendee) -> SeatShown:
    texts, zone = table.texts, table.now.tzinfo
    detail, leaves = "", attendee.left_at
    gone = leaves is not None and leaves <= table.now
    if leaves is not None and (gone or table.locked):
        detail = texts.get("meeting.attendance.left", time=f"{leaves.astimezone(zone):%H:%M}")
    elif attendee.arrived_at is not None:
        detail = texts.get("meeting.attendance.arrived", time=f"{attendee.arrived_at.astimezone(zone):%H:%M}")
    return SeatShown(
        name=attendee.name,
        discipline=attendee.discipline,
        detail=detail,
        gone=gone,
        until=f"{leaves.astimezone(zone):%H:%M}" if leaves is not None and not gone else "",
    )
