"""Meetings with who sat there, and what was decided at them."""

from collections import defaultdict
from collections.abc import Mapping

from mdt_desk.domain.meeting import CaseId, Decision, Meeting, MeetingId
from mdt_desk.store import gate
from mdt_desk.store.either import EitherDatabase, Row
from mdt_desk.usecases.errors import NotThere


class KeptMeetings:
    """The part of the queue that is about meetings."""

    def __init__(self, database: EitherDatabase) -> None:
        """Share the database of the queue."""
        self._database = database

    def keep(self, meeting: Meeting) -> None:
        from sqlmodel import col, delete

        from mdt_desk.store import rows
        from mdt_desk.store.tables import AddendumRow, AgendaRow, AttendeeRow

        with self._database.writing() as session:
            self._unjudge(meeting)
            session.merge(rows.meeting_row(meeting))
            session.flush()
            for table in (AttendeeRow, AgendaRow, AddendumRow):
                session.execute(delete(table).where(col(table.meeting_id) == meeting.id))
            session.expunge_all()
            session.add_all(rows.rows_under(meeting))
            session.flush()

    def _unjudge(self, meeting: Meeting) -> None:
        """Let go of what was judged for a meeting that begins at another moment, or is closed."""
        before = self._database.select("SELECT * FROM meeting WHERE id = ?", meeting.id.hex)
        if not before:
            return
        cells = gate.Cells(table="meeting", row=before[0])
        if cells.moment("starts_at") != meeting.starts_at or cells.text("state") != meeting.state.value:
            with self._database.changing() as change:
                change(
                    "UPDATE queue_line SET mark = '', lane = 3, due = 0, ready = 3, seal = '' WHERE meeting_id = ?",
                    meeting.id.hex,
                )

    def one(self, meeting_id: MeetingId) -> Meeting:
        found = self._read("WHERE id = ?", meeting_id.hex)
        if not found:
            raise NotThere("store.no_meeting", meeting=str(meeting_id))
        return found[0]

    def all(self) -> tuple[Meeting, ...]:
        return self._read("")

    def keep_decision(self, decision: Decision) -> None:
        from sqlmodel import col, delete

        from mdt_desk.store import rows
        from mdt_desk.store.tables import ActionRow

        mine = (
            col(ActionRow.case_id) == decision.case_id,
            col(ActionRow.meeting_id) == decision.meeting_id,
        )
        with self._database.writing() as session:
            session.merge(rows.decision_row(decision))
            session.flush()
            session.execute(delete(ActionRow).where(*mine))
            session.expunge_all()
            session.add_all(rows.action_rows(decision))
            session.flush()

    def decisions(
        self, meeting: MeetingId | None, case: CaseId | None, *, awaiting: bool
    ) -> tuple[Decision, ...]:
        wanted = {"meeting_id": meeting, "case_id": case}
        given = {name: value.hex for name, value in wanted.items() if value is not None}
        mine = " AND ".join(f"{name} = ?" for name in given)
        asked = " AND ".join((*([mine] if mine else []), *["wakes_on <> '[]'"] * awaiting))
        with self._database.together():
            found = self._database.select(
                f"SELECT * FROM decision {asked and f'WHERE {asked}'} ORDER BY decided_at, case_id",  # noqa: S608  # our own column names
                *given.values(),
            )
            actions = self._under("action_item", mine and f"WHERE {mine}", *given.values())
        return tuple(gate.decision_of(each, actions[each["case_id"], each["meeting_id"]]) for each in found)

    def _read(self, where: str, *given: str) -> tuple[Meeting, ...]:
        with self._database.together():
            found = self._database.select(f"SELECT * FROM meeting {where} ORDER BY starts_at, id", *given)  # noqa: S608  # ours
            under = [
                self._under(table, where.replace("id", "meeting_id"), *given)
                for table in ("attendee", "agenda_item", "addendum")
            ]
        return tuple(gate.meeting_of(each, *(rows[each["id"],] for rows in under)) for each in found)

    def _under(self, table: str, where: str, *given: object) -> Mapping[tuple[object, ...], list[Row]]:
        """Return the rows that belong to meetings, or with a case to decisions, in their places."""
        owner = ("case_id", "meeting_id") if table == "action_item" else ("meeting_id",)
        rows = defaultdict[tuple[object, ...], list[Row]](list)
        for each in self._database.select(f"SELECT * FROM {table} {where} ORDER BY position", *given):  # noqa: S608  # ours
            rows[tuple(each[name] for name in owner)].append(each)
        return rows
