"""The audit trail in the tables: lines are added, and those of long ago pruned; nothing is ever changed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from mdt_desk.domain.audit import START, Deed, Event, Head, Line, Result, chained
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Role
from mdt_desk.store.either import Change, EitherDatabase, Row
from mdt_desk.store.gate import Cells

_KEEP: Final = (
    'INSERT INTO audit_line (number, "at", who, role, place, what, case_id, object, result, digest)'
)
_LAST: Final = "SELECT number, digest FROM audit_line ORDER BY number DESC LIMIT 1"
_BACKWARDS: Final = "SELECT * FROM audit_line WHERE number < ? ORDER BY number DESC LIMIT 100"
_ANCHOR: Final = "SELECT number, digest FROM audit_anchor ORDER BY number DESC LIMIT 1"


class KeptTrail:
    """Implements `Trail` with plain SQL, so that the first line of a start needs no SQLModel."""

    def __init__(self, database: EitherDatabase) -> None:
        """Share the database of the queue."""
        self._database = database

    def append(self, events: Iterable[Event]) -> None:
        with self._database.changing() as change:
            self._append(change, events)

    def lines(self, case: CaseId | None = None) -> tuple[Line, ...]:
        where, given = ("", ()) if case is None else ("WHERE case_id = ?", (case.hex,))
        found = self._database.select(f"SELECT * FROM audit_line {where} ORDER BY number", *given)  # noqa: S608  # ours
        return tuple(line_of(each) for each in found)

    def latest(self, since: datetime) -> tuple[Line, ...]:
        found: list[Line] = []
        before = self.head().number + 1
        while page := self._database.select(_BACKWARDS, before):
            lines = [line_of(each) for each in page]
            found += [each for each in lines if each.event.at >= since]
            before = lines[-1].number
            if lines[-1].event.at < since:
                break
        return tuple(reversed(found))

    def head(self) -> Head:
        return self._head(_LAST) or self.anchor()

    def anchor(self) -> Head:
        """Return the last line that was pruned away; raises SiteError."""
        return self._head(_ANCHOR) or START

    def prune(self, before: datetime, said: Event) -> int:
        with self._database.changing() as change:
            first_kept = self._database.select(
                'SELECT min(number) AS number FROM audit_line WHERE "at" >= ?', _moment(before)
            )[0]["number"]
            last = self._head(
                _LAST if first_kept is None else f"{_LAST.replace('ORDER', 'WHERE number < ? ORDER')}",
                *(() if first_kept is None else (first_kept,)),
            )
            if last is None:
                return 0
            count = last.number - self.anchor().number
            change("INSERT INTO audit_anchor (number, digest) VALUES (?, ?)", last.number, last.digest)
            change("DELETE FROM audit_anchor WHERE number < ?", last.number)
            change("DELETE FROM audit_line WHERE number <= ?", last.number)
            pruned = Event(
                at=said.at, who=said.who, role=said.role, place=said.place, what=Deed.PRUNED, object=str(last)
            )
            self._append(change, [pruned])
            return count

    def _append(self, change: Change, events: Iterable[Event]) -> None:
        head = self.head()
        for said in events:
            event = replace(said, at=self._database.moment(said.at))
            line = chained(event, head)
            head = Head(number=line.number, digest=line.digest)
            change(
                f"{_KEEP} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                line.number,
                _moment(event.at),
                event.who,
                event.role.value,
                event.place,
                event.what.value,
                None if event.case is None else event.case.hex,
                event.object,
                event.result.value,
                line.digest,
            )

    def _head(self, sql: str, *given: object) -> Head | None:
        found = self._database.select(sql, *given)
        if not found:
            return None
        cells = Cells(table="audit_line", row=found[0])
        return Head(number=cells.number("number"), digest=cells.text("digest"))


def line_of(row: Row) -> Line:
    """Return a row as a line; raises RowRefused."""
    cells = Cells(table="audit_line", row={**row, "id": str(row["number"])})
    case = cells.identity_or_none("case_id")
    event = Event(
        at=cells.moment("at"),
        who=cells.text("who"),
        role=cells.one_of("role", Role),
        place=cells.text("place"),
        what=cells.one_of("what", Deed),
        case=None if case is None else CaseId(case),
        object=cells.text("object"),
        result=cells.one_of("result", Result),
    )
    return Line(number=cells.number("number"), event=event, digest=cells.text("digest"))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
