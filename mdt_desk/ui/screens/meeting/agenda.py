"""The agenda in words: who when, and how far the team is with each case."""

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.screens.meeting.pace import planned
from mdt_desk.ui.screens.meeting.reading import Sheet
from mdt_desk.ui.screens.meeting.since import namesakes
from mdt_desk.ui.screens.meeting.state import AgendaLine, Mark
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.wording.people import name_text, unread_text
from mdt_desk.usecases.wording import choice_text, pseudonym_text


def agenda_lines(table: Table) -> tuple[AgendaLine, ...]:
    """Return a line for every case, in the order of discussion, with the time planned for it."""
    gathered, agenda = table.gathered, table.gathered.meeting.agenda
    times = planned(gathered.meeting.starts_at.astimezone(table.now.tzinfo), len(agenda))
    listed = enumerate(zip(agenda, times, strict=True), start=1)
    lines = []
    for place, (case_id, time) in listed:
        sheet, spelled = gathered.sheet(case_id), f"{time:%H:%M}"
        if sheet is None:
            lines.append(_unread_line(table, case_id, place, spelled))
        else:
            lines.append(_line(table, sheet, place, spelled))
    return tuple(lines)


def unread_cases(table: Table) -> tuple[str, ...]:
    """Name every case that cannot be read by its place, with the sentence that says why."""
    gathered, texts = table.gathered, table.texts
    said = [
        texts.get("meeting.unread.line", number=place, why=sentence(gathered.unread[each], texts))
        for place, each in enumerate(gathered.meeting.agenda, start=1)
        if each in gathered.unread
    ]
    return (*said, texts.get("meeting.unread.do")) if said and not table.locked else tuple(said)


def mark_of(table: Table, case_id: CaseId) -> Mark:
    """Return how far the team is with a case."""
    pad = table.pad(case_id)
    if pad.changed:
        return Mark.WRITING
    if pad.recorded is None:
        return Mark.OPEN
    if pad.recorded.deferred_because is not None:
        return Mark.DEFERRED
    return Mark.CONDITIONAL if pad.recorded.conditional_for_quorum else Mark.DECIDED


def cannot_wait(sheet: Sheet) -> bool:
    """Tell whether a case cannot, or perhaps cannot, wait for the meeting."""
    urgency = sheet.assessment.urgency
    return urgency.wait_for_meeting is False or (
        urgency.wait_for_meeting is None and urgency.emergency_possible
    )


def _unread_line(table: Table, case_id: CaseId, place: int, time: str) -> AgendaLine:
    texts, mark = table.texts, mark_of(table, case_id)
    name, detail = unread_text(texts), pseudonym_text(texts, case_id)
    return AgendaLine(
        id=case_id,
        number=place,
        time=time,
        name=name,
        detail=detail,
        mark=mark,
        urgent=False,
        spoken=", ".join((str(place), time, name, detail, texts.get(f"meeting.mark.{mark}"))),
        unread=True,
    )


def _line(table: Table, sheet: Sheet, place: int, time: str) -> AgendaLine:
    texts, case = table.texts, sheet.stored.case
    mark, urgent = mark_of(table, sheet.stored.id), cannot_wait(sheet)
    name = name_text(texts, case)
    primary = "" if case.tumour.primary is UNKNOWN else choice_text(texts, case.tumour.primary)
    marks = [texts.get("meeting.since.namesake_short")] if namesakes(table, sheet.stored) else []
    marks += [texts.get("meeting.since.woken_short")] if sheet.woken is not None else []
    detail = " · ".join(each for each in (*marks, pseudonym_text(texts, sheet.stored.id), primary) if each)
    spoken = [str(place), time, name, detail, texts.get(f"meeting.mark.{mark}")]
    if urgent:
        spoken.append(texts.get("meeting.urgent"))
    return AgendaLine(
        id=sheet.stored.id,
        number=place,
        time=time,
        name=name,
        detail=detail,
        mark=mark,
        urgent=urgent,
        spoken=", ".join(spoken),
    )
