"""A proposed order of the agenda, and what it trades, in words."""

from mdt_desk.domain.agenda_order import Leaving, Placed, Proposal, Why, candidate, propose
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.screens.meeting.pace import slot
from mdt_desk.ui.screens.meeting.state import OrderShown, PlacedShown
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.wording.people import name_text


def proposed(table: Table) -> Proposal:
    """Return the order that is proposed for the agenda as it stands."""
    gathered = table.gathered
    candidates = [candidate(each.stored.id, each.assessment, gathered.leading) for each in gathered.sheets]
    return propose(candidates, gathered.meeting.attendees, gathered.meeting.starts_at, slot(len(candidates)))


def order_shown(table: Table) -> OrderShown | None:
    """Put a proposed order into words; None while none is on the table."""
    found, texts = table.proposal, table.texts
    if found is None or {each.case_id for each in found.placed} != set(table.gathered.meeting.agenda):
        return None
    moved = sum(each.was != each.now for each in found.placed)
    summary = texts.get("order.moved", count=moved) if found.changes else texts.get("order.same")
    return OrderShown(
        summary=summary,
        placed=tuple(_placed(table, each) for each in found.placed),
        trades=tuple(_trades(table, found)),
        changes=found.changes,
    )


def _placed(table: Table, each: Placed) -> PlacedShown:
    texts = table.texts
    time = _time(table, each.leaving) if each.leaving is not None else ""
    who = each.leaving.name if each.leaving is not None else ""
    key = "order.why.complex" if each.why is Why.COMPLEX else f"order.why.{each.why}"
    params = {"count": each.complexity} if each.why is Why.COMPLEX else {}
    return PlacedShown(
        number=str(each.now),
        name=_name(table, each.case_id),
        move=texts.get("order.stays") if each.was == each.now else texts.get("order.from", place=each.was),
        why=texts.get(key, name=who, time=time, **params),
        moved=each.was != each.now,
    )


def _trades(table: Table, found: Proposal) -> list[str]:
    texts = table.texts
    said = [
        texts.get(
            "order.trade",
            later=_name(table, each.later),
            earlier=_name(table, each.earlier),
            name=each.leaving.name,
            time=_time(table, each.leaving),
        )
        for each in found.trades
    ]
    said += [
        texts.get("order.missed", case=_name(table, case_id), name=leaving.name, time=_time(table, leaving))
        for case_id, leaving in found.missed
    ]
    return said or [texts.get("order.no_trade")]


def _name(table: Table, case_id: CaseId) -> str:
    sheet = table.gathered.sheet(case_id)
    return "–" if sheet is None else name_text(table.texts, sheet.stored.case)


def _time(table: Table, leaving: Leaving) -> str:
    return f"{leaving.at.astimezone(table.now.tzinfo):%H:%M}"
