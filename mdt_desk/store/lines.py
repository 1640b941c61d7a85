"""The lines beside the cases: made with them, sorted and found in SQL, and checked against them when shown."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from mdt_desk.store.finding import Finding, Indexed
from mdt_desk.store.line_order import HOLDS, LANE, RANKED, given_of, moment, order_of
from mdt_desk.store.line_rows import SEALED, brief_of, keep_line, read_case, text_or_none
from mdt_desk.store.own import is_its_own
from mdt_desk.usecases.briefs import Brief, Counts, Judged, Known, NamedCase, Ranked, Wanted

if TYPE_CHECKING:
    from mdt_desk.domain.meeting import CaseId
    from mdt_desk.store.either import EitherDatabase
    from mdt_desk.usecases.errors import KnownError
    from mdt_desk.usecases.ports import StoredCase

_NO_ROW: Final = -1
"""Asked for where nothing is wanted: a server reads no empty list."""

_CASE: Final = "id, version, state, listed_at, changed_at, meeting_id, search, document, digest"
_FIRST: Final = "0" * 32
"""Before every identity; a server takes no empty one."""

_PAGE: Final = (
    f"SELECT l.number, {', '.join(f'l.{each} AS l_{each}' for each in (*SEALED, 'seal'))},"  # noqa: S608  # our own columns
    f" {', '.join(f'c.{each}' for each in _CASE.split(', '))}, l.waiting, m.starts_at, a.position"
    " FROM queue_line l JOIN case_file c ON c.id = l.case_id"
    " LEFT JOIN meeting m ON m.id = c.meeting_id AND m.state <> 'closed'"
    " LEFT JOIN agenda_item a ON a.meeting_id = m.id AND a.case_id = l.case_id"
)


class KeptLines:
    """Implements `Lines` with plain SQL: neither SQLModel nor the domain is imported to read a page."""

    def __init__(self, database: "EitherDatabase", finding: Finding | None = None) -> None:
        """Share the database of the queue; ``finding`` is how its engine finds what is typed."""
        self._database = database
        self._finding = finding or Indexed()

    def numbers(self, wanted: Wanted, known: Known) -> "array[int]":
        conditions, given = self._conditions(wanted, known)
        bare = conditions == ["l.waiting = TRUE"] and wanted.column == "urgency"
        joins, order, sorting = order_of(wanted, known, settled=bare and self.settled(known))
        through = self._finding.through(_plain(wanted)) if wanted.column in RANKED else ""
        return array(
            "q",
            self._database.numbers(
                f"SELECT l.number FROM queue_line l{through}{joins} WHERE {' AND '.join(conditions)}"  # noqa: S608  # ours
                f" ORDER BY {order}",
                *given,
                *sorting,
            ),
        )

    def settled(self, known: Known) -> bool:
        """Tell whether every waiting case was judged as it is now, and all of that still holds."""
        one, other = sorted(known.marks)
        found = self._database.select(
            "SELECT EXISTS (SELECT 1 FROM queue_line WHERE waiting = TRUE AND mark < ?)"
            " OR EXISTS (SELECT 1 FROM queue_line WHERE waiting = TRUE AND mark > ? AND mark < ?)"
            " OR EXISTS (SELECT 1 FROM queue_line WHERE waiting = TRUE AND mark > ?)"
            " OR EXISTS (SELECT 1 FROM queue_line WHERE waiting = TRUE AND holds_until <= ?) AS open",
            *(one, one, other, other, moment(known)),
        )
        return not found[0]["open"]

    def page(self, numbers: Sequence[int], known: Known) -> tuple[Brief, ...]:
        wanted = list(numbers) or [_NO_ROW]
        rows = self._database.select(
            f"{_PAGE} WHERE l.number IN ({', '.join('?' * len(wanted))})",  # question marks only
            *wanted,
        )
        found = {int(str(each["number"])): brief_of(each, known) for each in rows}
        return tuple(found[each] for each in wanted if each in found)

    def counts(self, known: Known) -> Counts:
        if self.settled(known):
            sql = "SELECT l.lane AS lane, l.ready AS ready, count(*) AS many"
            given: tuple[object, ...] = ()
        else:
            sql = (
                f"SELECT {LANE} AS lane, CASE WHEN {HOLDS} THEN l.ready ELSE 3 END AS ready, count(*) AS many"
            )
            given = (*given_of(known), *given_of(known))
        lanes: dict[int, int] = {}
        ready: dict[int, int] = {}
        for each in self._database.select(
            f"{sql} FROM queue_line l WHERE l.waiting = TRUE GROUP BY 1, 2", *given
        ):
            lane, state, many = (int(str(each[name])) for name in ("lane", "ready", "many"))
            lanes[lane] = lanes.get(lane, 0) + many
            ready[state] = ready.get(state, 0) + many
        listed = self._database.select(
            "SELECT count(*) AS many FROM queue_line l JOIN meeting m ON m.id = l.meeting_id AND m.state <> 'closed'"
            " WHERE l.waiting = TRUE"
        )
        return Counts(lanes=lanes, ready=ready, listed=int(str(listed[0]["many"])))

    def number_of(self, case: "CaseId") -> int | None:
        found = self._database.numbers("SELECT number FROM queue_line WHERE case_id = ?", case.hex)
        return next(iter(found), None)

    def names(self) -> tuple[NamedCase, ...]:
        found = self._database.select(
            "SELECT case_id, name, given, born FROM queue_line WHERE waiting = TRUE ORDER BY number"
        )
        return tuple(
            NamedCase(
                id=UUID(str(each["case_id"])),
                family=text_or_none(each["name"]),
                given=text_or_none(each["given"]),
                born=None if each["born"] is None else date.fromisoformat(str(each["born"])),
            )
            for each in found
        )

    def to_judge(
        self, known: Known, first: Sequence[int], but: Sequence[int], most: int
    ) -> "tuple[tuple[int, StoredCase | KnownError], ...]":
        left_out = f" AND number NOT IN ({', '.join('?' * len(but))})" if but else ""
        sight = f"CASE WHEN number IN ({', '.join('?' * len(first))}) THEN 0 ELSE 1 END, " if first else ""
        numbers = self._database.numbers(
            "SELECT number FROM queue_line l WHERE waiting = TRUE AND NOT (mark IN (?, ?) AND holds_until > ?)"  # noqa: S608  # ours
            f"{left_out} ORDER BY {sight}lane, meeting_id IS NULL, changed_at DESC, number LIMIT ?",
            *(*given_of(known), *but, *first, most),
        )
        rows = self._database.select(
            f"SELECT l.number, c.* FROM queue_line l JOIN case_file c ON c.id = l.case_id"  # noqa: S608  # question marks only
            f" WHERE l.number IN ({', '.join('?' * max(1, len(numbers)))})",
            *(numbers or [_NO_ROW]),
        )
        return tuple((int(str(each["number"])), read_case(each)) for each in rows)

    def keep_judged(self, found: "Sequence[tuple[StoredCase, Judged, Ranked]]") -> None:
        with self._database.changing() as change:
            for stored, judged, ranked in found:
                row = self._database.select(
                    "SELECT digest, version FROM case_file WHERE id = ?", stored.id.hex
                )
                if row and row[0]["version"] == stored.version:
                    keep_line(change, stored, str(row[0]["digest"]), judged, ranked)

    def fill(self, most: int) -> int:
        rows = self._database.select(
            "SELECT c.* FROM case_file c LEFT JOIN queue_line l ON l.case_id = c.id"
            " WHERE l.number IS NULL OR l.digest = '' LIMIT ?",
            most,
        )
        made = 0
        with self._database.changing() as change:
            for each in rows:
                stored = read_case(each)
                if not isinstance(stored, Exception):
                    keep_line(change, stored, str(each["digest"]))
                    made += 1
        return made

    def refused_after(self, case: str, most: int) -> "tuple[str, tuple[KnownError, ...]]":
        rows = self._database.select(
            "SELECT c.*, l.digest AS of FROM case_file c LEFT JOIN queue_line l ON l.case_id = c.id"
            " WHERE c.id > ? ORDER BY c.id LIMIT ?",
            *(case or _FIRST, most),
        )
        refused = [
            read
            for each in rows
            if not (each["of"] == each["digest"] and is_its_own(each))
            and isinstance(read := read_case(each), Exception)
        ]
        return str(rows[-1]["id"]) if len(rows) == most else "", tuple(refused)

    def keep_sight(self, text: str) -> None:
        with self._database.changing() as change:
            change(
                "INSERT INTO queue_sight (name, text) VALUES ('queue', ?)"
                " ON CONFLICT (name) DO UPDATE SET text = excluded.text",
                text,
            )

    def _conditions(self, wanted: Wanted, known: Known) -> tuple[list[str], list[object]]:
        conditions: list[str] = ["l.waiting = TRUE"]
        given: list[object] = []
        if wanted.states:
            conditions = [f"l.state IN ({', '.join('?' * len(wanted.states))})"]
            given += wanted.states
        if wanted.listed:
            conditions.append("l.meeting_id IN (SELECT id FROM meeting WHERE state <> 'closed')")
        if wanted.lanes:
            conditions.append(f"{LANE} IN ({', '.join('?' * len(wanted.lanes))})")
            given += [*given_of(known), *wanted.lanes]
        if wanted.ready:
            conditions.append(f"{HOLDS} AND l.ready IN ({', '.join('?' * len(wanted.ready))})")
            given += [*given_of(known), *wanted.ready]
        plain = _plain(wanted)
        if plain:
            condition, more = self._finding.holding(plain)
            conditions.append(condition)
            given += more
        for each in wanted.words:
            if each.text not in plain:
                parts, more = self._finding.holding([each.text])
                for column, codes in (("origin", each.origins), ("sign", each.signs)):
                    if codes:
                        parts += f" OR l.{column} IN ({', '.join('?' * len(codes))})"
                        more = (*more, *codes)
                if each.ready:
                    parts += f" OR ({HOLDS} AND l.ready IN ({', '.join('?' * len(each.ready))}))"
                    more = (*more, *given_of(known), *each.ready)
                conditions.append(f"({parts})")
                given += more
        return conditions, given


def _plain(wanted: Wanted) -> list[str]:
    """Return the words that no label of a code holds."""
    return [each.text for each in wanted.words if not (each.origins or each.signs or each.ready)]
