"""Turn what was read and what is written into the state of the meeting screen."""

from datetime import datetime, timedelta

from mdt_desk.domain.meeting import Meeting, MeetingState
from mdt_desk.domain.people import Verb
from mdt_desk.ui.moments import day, short_moment
from mdt_desk.ui.screens.meeting import state as shown
from mdt_desk.ui.screens.meeting.agenda import agenda_lines, mark_of, unread_cases
from mdt_desk.ui.screens.meeting.attendance import attendance_shown
from mdt_desk.ui.screens.meeting.deciding import decision_shown, to_do_shown
from mdt_desk.ui.screens.meeting.discussion import case_shown
from mdt_desk.ui.screens.meeting.order import order_shown
from mdt_desk.ui.screens.meeting.pace import pace
from mdt_desk.ui.screens.meeting.state import HeaderShown, Mark
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.theme import Tone
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.preferences import Weekday

_STANDING_TONES = {
    MeetingState.PLANNED: Tone.CALM,
    MeetingState.HELD: Tone.INFO,
    MeetingState.CLOSED: Tone.CALM,
}
_WEEKDAYS = tuple(Weekday)
_DONE = frozenset({Mark.DECIDED, Mark.CONDITIONAL, Mark.DEFERRED})


def meeting_state(table: Table) -> shown.MeetingState:
    """Return the whole screen."""
    sheet = table.sheet
    return shown.MeetingState(
        header=_header(table),
        agenda=agenda_lines(table),
        unread=unread_cases(table),
        current=table.current,
        attendance=attendance_shown(table),
        to_do=to_do_shown(table),
        order=order_shown(table),
        asked_locked=table.closed_to(Verb.EDIT_CASE),
        table_locked=table.closed_to(Verb.PREPARE_MEETING),
        case=None if sheet is None else case_shown(table, sheet),
        decision=shown.DecisionShown(locked=table.closed_to(Verb.DECIDE))
        if sheet is None
        else decision_shown(table, sheet),
        empty="" if sheet is not None else _empty(table),
    )


def _empty(table: Table) -> str:
    return table.texts.get(f"meeting.empty.{'unread' if table.gathered.unread else 'agenda'}")


def loading_state() -> shown.MeetingState:
    """Return what is shown before anything was read."""
    return shown.MeetingState(loading=True)


def no_meeting_state(texts: Words) -> shown.MeetingState:
    """Return what is shown when no meeting was planned."""
    return shown.MeetingState(empty=texts.get("meeting.empty.none"))


def problem_state(sentence: str) -> shown.MeetingState:
    """Return what is shown when the meeting could not be read."""
    return shown.MeetingState(problem=sentence)


def pace_text(table: Table, moved_at: datetime | None, begun_at: datetime | None) -> str:
    """Say how long this case has been on the table, and whether the meeting is ahead or behind; or nothing."""
    meeting, texts = table.gathered.meeting, table.texts
    if meeting.state is not MeetingState.HELD or table.sheet is None or moved_at is None:
        return ""
    place = table.gathered.place(table.current)
    found = pace(begun_at or meeting.starts_at, len(meeting.agenda), place, moved_at, table.now)
    spent = texts.get("meeting.pace.case", spent=_spelled(found.on_case), slot=_spelled(found.slot))
    if found.behind is None:
        return spent
    minutes = int(abs(found.behind).total_seconds()) // 60
    word = "on_time" if minutes == 0 else "behind" if found.behind.total_seconds() > 0 else "ahead"
    return f"{spent} · {texts.get(f'meeting.pace.{word}', minutes=minutes)}"


def _spelled(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def meeting_name(texts: Words, meeting: Meeting, now: datetime) -> str:
    """Return a meeting as a list says it: its moment, and what is particular about it."""
    at = meeting.starts_at.astimezone(now.tzinfo)
    weekday = texts.get(f"moment.weekday_short.{_WEEKDAYS[at.weekday()]}")
    name = texts.get("meeting.choice.moment", weekday=weekday, day=day(at.date(), texts), time=f"{at:%H:%M}")
    if meeting.ad_hoc:
        name = texts.get("meeting.choice.ad_hoc", name=name)
    if meeting.addenda:
        name = texts.get("meeting.choice.addenda", name=name, count=len(meeting.addenda))
    if meeting.state is MeetingState.CLOSED:
        return texts.get("meeting.choice.closed", name=name)
    if meeting.state is MeetingState.PLANNED and not meeting.agenda:
        return texts.get("meeting.choice.empty", name=name)
    return name


def _header(table: Table) -> HeaderShown:
    texts, gathered = table.texts, table.gathered
    meeting = gathered.meeting
    done = sum(mark_of(table, each) in _DONE for each in meeting.agenda)
    standing = texts.get(f"meeting.standing.{meeting.state}")
    if meeting.signed_at is not None:
        standing = texts.get(
            "meeting.standing.signed",
            name=meeting.signed_by,
            moment=short_moment(meeting.signed_at.astimezone(table.now.tzinfo), texts),
        )
    return HeaderShown(
        meetings=tuple((each.id, meeting_name(texts, each, table.now)) for each in gathered.meetings[::-1]),
        meeting=meeting.id,
        standing=standing,
        tone=_STANDING_TONES[meeting.state],
        names_shown=meeting.names_shown if meeting.state is MeetingState.HELD else table.names_wanted,
        begun=meeting.state is MeetingState.HELD,
        locked=table.locked,
        counted=texts.get("meeting.counted", done=done, total=len(meeting.agenda)),
    )
