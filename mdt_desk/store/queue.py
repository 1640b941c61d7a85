"""The queue in its tables: every method of the port, one transaction each unless it joins one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Final, Self

from mdt_desk.domain.meeting import CaseId, CaseState, Decision, LeafletGiven, Meeting, MeetingId
from mdt_desk.store import gate
from mdt_desk.store.aftermath import KeptAftermath
from mdt_desk.store.database import open_database
from mdt_desk.store.either import EitherDatabase, Row
from mdt_desk.store.finding import Finding, anywhere
from mdt_desk.store.line_rows import keep_line
from mdt_desk.store.lines import KeptLines
from mdt_desk.store.meetings import KeptMeetings
from mdt_desk.store.notes import KeptNotes
from mdt_desk.usecases.errors import Conflict, KnownError, NotThere
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.keys import QueueKey
from mdt_desk.usecases.ports import StoredCase

_REMEMBERED: Final = 500
"""So many cases are kept in memory once they were read."""


class Queue:
    """Implements `CaseQueue`; SQLModel is imported by the first change."""

    def __init__(self, database: EitherDatabase, finding: Finding | None = None) -> None:
        """Take over an open database; see `open_queue`. ``finding`` is how its engine finds what is typed."""
        self._database = database
        self.lines = KeptLines(database, finding)
        self._meetings = KeptMeetings(database)
        self.notes = KeptNotes(database)
        self.aftermath = KeptAftermath(database)
        self._read_before: dict[str, tuple[Row, StoredCase | KnownError]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what happens inside all or nothing; inside another transaction, part of that one."""
        with self._database.writing():
            yield

    def add(self, stored: StoredCase) -> None:
        from mdt_desk.store.rows import case_row

        row = case_row(stored)
        digest = row.digest
        with self._database.writing() as session:
            if not self._kept_already(stored, digest):
                session.add(row)
                session.flush()
                self._keep_line(stored, digest)

    def get(self, case_id: CaseId) -> StoredCase:
        read = self._read(self._row_of(case_id))
        if isinstance(read, KnownError):
            raise read.with_traceback(None)  # it is remembered, and must not drag its callers along
        return read

    def replace(self, stored: StoredCase, expected_version: int) -> StoredCase:
        from sqlmodel import col, update

        from mdt_desk.store.rows import case_row
        from mdt_desk.store.tables import CaseRow

        kept = replace(stored, version=expected_version + 1)
        columns = case_row(kept).model_dump(exclude={"id"})
        with self._database.writing() as session:
            found = session.connection().execute(
                update(CaseRow)
                .where(col(CaseRow.id) == stored.id, col(CaseRow.version) == expected_version)
                .values(**columns)
            )
            if found.rowcount == 1:
                self._keep_line(kept, str(columns["digest"]))
                self._remember(self._row_of(kept.id), _in_utc(kept))  # it has just passed the gate
            elif not self._kept_already(kept, str(columns["digest"])):
                raise self._why_not_replaced(stored.id, expected_version)
        return kept

    def rows(self, search: str = "", states: Iterable[CaseState] = CaseState) -> tuple[StoredCase, ...]:
        wanted, words = [each.value for each in states], fold(search).split()
        if not wanted:
            return ()
        found = self._database.select(
            f"SELECT * FROM case_file WHERE state IN ({', '.join('?' * len(wanted))})"  # noqa: S608  # question marks only
            + " AND search LIKE ? ESCAPE '\\'" * len(words)
            + " ORDER BY listed_at, id",
            *wanted,
            *(anywhere(each) for each in words),
        )
        read = (self._read(each) for each in found)
        return tuple(each for each in read if isinstance(each, StoredCase))

    def refused(self) -> tuple[KnownError, ...]:
        read = (
            self._read(each)
            for each in self._database.select("SELECT * FROM case_file ORDER BY listed_at, id")
        )
        return tuple(each for each in read if isinstance(each, KnownError))

    def keep_meeting(self, meeting: Meeting) -> None:
        self._meetings.keep(meeting)

    def meeting(self, meeting_id: MeetingId) -> Meeting:
        return self._meetings.one(meeting_id)

    def meetings(self) -> tuple[Meeting, ...]:
        return self._meetings.all()

    def keep_decision(self, decision: Decision) -> None:
        self._meetings.keep_decision(decision)

    def decisions(
        self, *, meeting: MeetingId | None = None, case: CaseId | None = None, awaiting: bool = False
    ) -> tuple[Decision, ...]:
        return self._meetings.decisions(meeting, case, awaiting=awaiting)

    def log_leaflet(self, given: LeafletGiven) -> None:
        from mdt_desk.store.rows import leaflet_row

        with self._database.writing() as session:
            # It may be told once more by who was not told that it was kept.
            if given not in self.leaflets(given.case_id):
                session.add(leaflet_row(given))
                session.flush()

    def leaflets(self, case: CaseId | None = None) -> tuple[LeafletGiven, ...]:
        where, given = ("", ()) if case is None else ("WHERE case_id = ?", (case.hex,))
        found = self._database.select(f"SELECT * FROM leaflet_log {where} ORDER BY given_at, id", *given)  # noqa: S608  # ours
        return tuple(gate.leaflet_of(each) for each in found)

    def _read(self, row: Row) -> StoredCase | KnownError:
        """Pass a row through the gate, once for as long as it says the same."""
        known = self._read_before.get(str(row["id"]))
        if known is not None and known[0] == row:
            return known[1]
        try:
            read: StoredCase | KnownError = gate.stored_case(row)
        except gate.RowRefused as refused:
            read = refused
        self._remember(row, read)
        return read

    def _row_of(self, case_id: CaseId) -> Row:
        found = self._database.select("SELECT * FROM case_file WHERE id = ?", case_id.hex)
        if not found:
            raise NotThere("store.no_case", case=str(case_id))
        return found[0]

    def _remember(self, row: Row, read: StoredCase | KnownError) -> None:
        if len(self._read_before) >= _REMEMBERED:
            self._read_before.clear()
        self._read_before[str(row["id"])] = (row, read)

    def _keep_line(self, stored: StoredCase, digest: str) -> None:
        with self._database.changing() as change:
            keep_line(change, stored, digest)

    def _kept_already(self, stored: StoredCase, digest: str) -> bool:
        """Tell whether this very change is there: who was not told that it was kept, does it once more."""
        found = self._database.select("SELECT version, digest FROM case_file WHERE id = ?", stored.id.hex)
        return found == [{"version": stored.version, "digest": digest}]

    def _why_not_replaced(self, case_id: CaseId, expected: int) -> KnownError:
        found = self._database.select("SELECT version FROM case_file WHERE id = ?", case_id.hex)
        if not found:
            return NotThere("store.no_case", case=str(case_id))
        return Conflict("store.conflict", expected=str(expected), found=str(found[0]["version"]))


def open_queue(path: Path, key: QueueKey) -> Queue:
    """Open the queue that this key encrypts, or make a new one.

    Raises:
        SiteError: see `open_connection` of the engine.

    """
    return Queue(open_database(path, key))


def _in_utc(stored: StoredCase) -> StoredCase:
    """Return a case with its moments spelt as the gate spells them."""
    listed, changed = (each.astimezone(UTC).replace(fold=0) for each in (stored.listed_at, stored.changed_at))
    return replace(stored, listed_at=listed, changed_at=changed)
