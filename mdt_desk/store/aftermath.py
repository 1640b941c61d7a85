"""What became of decisions, and how patients are afterwards."""

from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import CaseId
from mdt_desk.store import gate
from mdt_desk.store.either import EitherDatabase


class KeptAftermath:
    """Implements `Aftermath`; part of the transaction under way, if there is one."""

    def __init__(self, database: EitherDatabase) -> None:
        """Share the database of the queue."""
        self._database = database

    def keep_execution(self, execution: Execution) -> None:
        from mdt_desk.store.rows import execution_row

        with self._database.writing() as session:
            session.merge(execution_row(execution))
            session.flush()
            session.expunge_all()

    def executions(self) -> tuple[Execution, ...]:
        found = self._database.select("SELECT * FROM execution ORDER BY recorded_on, case_id, meeting_id")
        return tuple(gate.execution_of(each) for each in found)

    def keep_follow_up(self, told: FollowUp) -> None:
        from mdt_desk.store.rows import follow_up_row

        with self._database.writing() as session:
            session.merge(follow_up_row(told))
            session.flush()
            session.expunge_all()

    def follow_ups(self, case: CaseId | None = None) -> tuple[FollowUp, ...]:
        if case is None:
            found = self._database.select("SELECT * FROM follow_up ORDER BY asked_on, case_id, months")
        else:
            found = self._database.select(
                "SELECT * FROM follow_up WHERE case_id = ? ORDER BY asked_on, months", case.hex
            )
        return tuple(gate.follow_up_of(each) for each in found)
