"""What there is to know since the case was discussed last: why it is back, what was decided, what has changed."""

from collections.abc import Iterator

from mdt_desk.domain.case import Recorded
from mdt_desk.domain.meeting import Decision
from mdt_desk.ui.moments import day, short_day
from mdt_desk.ui.screens.meeting.reading import Sheet
from mdt_desk.ui.screens.meeting.state import SinceShown
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.widgets.short import short
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.view import named
from mdt_desk.usecases.wording import label_of

_VALUE = 60
_WORDS = 160


def since_shown(table: Table, sheet: Sheet) -> SinceShown:
    """Put into words what is new about a case."""
    last = sheet.earlier[-1] if sheet.earlier else None
    alerts = [each for each in (_why_back(table, sheet), _namesake(table, sheet)) if each]
    return SinceShown(
        alert="\n".join(alerts),
        heading="" if last is None else _heading(table, last),
        lines=() if last is None else tuple(_changes(table, sheet, last)),
    )


def namesakes(table: Table, stored: StoredCase) -> tuple[int, ...]:
    """Return the places on this agenda of other patients with the same family name."""
    family = named(stored).family
    return tuple(
        table.gathered.place(each.stored.id) + 1
        for each in table.gathered.sheets
        if family and each.stored.id != stored.id and named(each.stored).family == family
    )


def _why_back(table: Table, sheet: Sheet) -> str:
    if sheet.woken is None:
        return ""
    texts = table.texts
    facts = "; ".join(
        f"{label_of(texts, each.fact)}: {_said(table, each)}, {_on(table, each)}"
        for each in sheet.woken.facts
    )
    condition = short(sheet.woken.decision.condition or "–", _WORDS)
    return texts.get("meeting.since.woken", facts=facts or "–", condition=condition)


def _namesake(table: Table, sheet: Sheet) -> str:
    places = namesakes(table, sheet.stored)
    if not places:
        return ""
    return table.texts.get("meeting.since.namesake", numbers=", ".join(map(str, places)))


def _heading(table: Table, last: Decision) -> str:
    texts = table.texts
    on = day(last.decided_at.astimezone(table.now.tzinfo).date(), texts)
    if last.deferred_because is not None:
        return texts.get("meeting.since.deferred", day=on, because=short(last.deferred_because, _WORDS))
    said = [texts.get(f"action.{each}") for each in last.options]
    words = "; ".join([*said, *([short(last.own_words, _WORDS)] if last.own_words else [])])
    return texts.get("meeting.since.decided", day=on, decision=words or "–")


def _changes(table: Table, sheet: Sheet, last: Decision) -> Iterator[str]:
    texts, case = table.texts, sheet.stored.case
    entries = sorted(case.recorded, key=lambda each: each.at)
    newest = {each.fact: each for each in entries if each.at > last.decided_at}
    before = {each.fact: each for each in entries if each.at <= last.decided_at}
    for fact, entry in newest.items():
        name, value = label_of(texts, fact), _said(table, entry)
        old = before.get(fact)
        if old is None:
            yield texts.get("meeting.since.new", fact=name, value=value, day=_on(table, entry))
        elif fold(_said(table, old)) != fold(value):
            yield texts.get(
                "meeting.since.changed",
                fact=name,
                value=value,
                before=_said(table, old),
                day=_on(table, entry),
            )


def _said(table: Table, entry: Recorded) -> str:
    return short(value_text(table.texts, entry.fact, entry.value, table.now.tzinfo), _VALUE)


def _on(table: Table, entry: Recorded) -> str:
    return short_day(entry.at.astimezone(table.now.tzinfo).date(), table.texts)
