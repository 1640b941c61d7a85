"""Turn the meeting's table into its check list."""

from collections.abc import Iterable
from typing import Final

from mdt_desk.domain.meeting import (
    CaseId,
    MeetingState,
    OpenPoint,
    OpenPointKind,
    open_points,
)
from mdt_desk.ui.moments import long_moment, short_moment
from mdt_desk.ui.screens.close.state import CloseState, Group, Paper, Point, Remedy
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.wording.people import identity_text, name_text, unread_text
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import pseudonym_text

_BLOCKING: Final = frozenset({OpenPointKind.NO_DECISION})


def close_state(
    table: Table | None, texts: Words, minutes: Paper, letters: Paper, *, problem: str = ""
) -> CloseState:
    """Return the whole screen; ``problem``: why no meeting could be read."""
    if table is None:
        return CloseState(empty=problem or texts.get("meeting.empty.none"))
    meeting = table.gathered.meeting
    groups = tuple(_groups(table))
    undecided = sum(any(each.blocks for each in group.points) for group in groups)
    return CloseState(
        meeting=meeting.id,
        heading=long_moment(meeting.starts_at.astimezone(table.now.tzinfo), texts),
        summary=_summary(table, groups),
        groups=groups,
        blocked=_blocked(texts, undecided, empty=not meeting.agenda),
        following=_following(table),
        signed=_signed(table),
        addenda=_addenda(table),
        minutes=minutes,
        letters=letters,
    )


def to_write_to(table: Table) -> tuple[CaseId, ...]:
    """Return the cases whose general practitioner gets a letter: those that were decided."""
    return tuple(
        each.stored.id
        for each in table.gathered.sheets
        if (decision := table.gathered.decisions.get(each.stored.id)) is not None
        and decision.deferred_because is None
    )


def _groups(table: Table) -> Iterable[Group]:
    cases = {each.stored.id: each.stored.case for each in table.gathered.sheets}
    points = open_points(table.gathered.meeting, table.gathered.decisions.values(), cases)
    for place, case_id in enumerate(table.gathered.meeting.agenda, start=1):
        sheet, texts = table.gathered.sheet(case_id), table.texts
        found = [_point(table, each) for each in points if each.case_id == case_id]
        if sheet is not None and table.pad(case_id).changed:
            text = texts.get("close.point.unrecorded")
            found.insert(0, Point(text=text, remedy=Remedy.DECISION, blocks=True))
        if found:
            name = unread_text(texts) if sheet is None else name_text(texts, sheet.stored.case)
            yield Group(
                id=case_id,
                heading=texts.get("meeting.case.heading", number=place, name=name),
                identity=pseudonym_text(texts, case_id)
                if sheet is None
                else identity_text(texts, sheet.stored.case, table.now.date()),
                points=tuple(found),
            )


def _point(table: Table, point: OpenPoint) -> Point:
    what = ""
    decision = table.gathered.decisions.get(point.case_id)
    if decision is not None and point.action is not None:
        what = next((each.text for each in decision.actions if each.id == point.action), "")
    why = table.gathered.unread.get(point.case_id)
    if why is not None and decision is None:
        text = table.texts.get("close.point.unread", why=sentence(why, table.texts))
        return Point(text=text, remedy=Remedy.TAKE_OFF, blocks=True)
    leaflet = point.kind is OpenPointKind.LEAFLET_NOT_GIVEN
    return Point(
        text=table.texts.get(f"close.point.{point.kind}", what=what),
        remedy=Remedy.LEAFLET if leaflet else Remedy.DECISION,
        blocks=point.kind in _BLOCKING,
    )


def _summary(table: Table, groups: tuple[Group, ...]) -> str:
    texts, total = table.texts, len(table.gathered.meeting.agenda)
    count = sum(len(each.points) for each in groups)
    if not count:
        return texts.get("close.nothing_open", total=total)
    return texts.get("close.open", count=count)


def _blocked(texts: Words, undecided: int, *, empty: bool) -> str:
    if empty:
        return texts.get("close.blocked.empty")
    return texts.get("close.blocked.undecided", count=undecided) if undecided else ""


def _following(table: Table) -> str:
    deferred = sum(each.deferred_because is not None for each in table.gathered.decisions.values())
    if not deferred or table.locked:
        return ""
    return table.texts.get("close.deferred", count=deferred)


def _addenda(table: Table) -> tuple[str, ...]:
    texts, zone = table.texts, table.now.tzinfo
    return tuple(
        texts.get(
            "close.addenda.line",
            moment=short_moment(each.at.astimezone(zone), texts),
            name=each.by,
            text=each.text,
        )
        for each in table.gathered.meeting.addenda
    )


def _signed(table: Table) -> str:
    meeting = table.gathered.meeting
    if meeting.state is not MeetingState.CLOSED or meeting.signed_at is None:
        return ""
    at = short_moment(meeting.signed_at.astimezone(table.now.tzinfo), table.texts)
    return table.texts.get("meeting.standing.signed", name=meeting.signed_by, moment=at)
