"""Who has which case open at which desk, by the clock of the server; and whether anything was changed."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from mdt_desk.domain.meeting import CaseId
from mdt_desk.store.server.database import ServerDatabase

GONE_AFTER: Final = 60
"""A desk that has not said so for so many seconds has nobody at it any more."""

_HERE: Final = """INSERT INTO presence (desk, who, case_id, seen_at) VALUES (?, ?, ?, clock_timestamp())
    ON CONFLICT (desk) DO UPDATE SET who = excluded.who, case_id = excluded.case_id, seen_at = excluded.seen_at"""
_OTHERS: Final = f"""SELECT DISTINCT who FROM presence WHERE case_id = ? AND desk <> ?
    AND seen_at > clock_timestamp() - interval '{GONE_AFTER} seconds'"""  # noqa: S608  # a number of ours


class DeskPresence:
    """Implements `Presence` for one desk."""

    def __init__(self, database: ServerDatabase, desk: UUID) -> None:
        """Tell desks apart by an identity made at each start."""
        self._database = database
        self._desk = desk.hex

    def here(self, case: CaseId, who: str) -> None:
        self._database.tell(_HERE, self._desk, who, case.hex)

    def left(self) -> None:
        self._database.tell(
            f"DELETE FROM presence WHERE desk = ? OR seen_at < clock_timestamp() - interval '{GONE_AFTER} minutes'",  # noqa: S608  # a number of ours
            self._desk,
        )

    def others(self, case: CaseId) -> tuple[str, ...]:
        found = self._database.select(_OTHERS, case.hex, self._desk)
        return tuple(sorted(str(each["who"]) for each in found))


def changes(database: ServerDatabase) -> int:
    """Return the mark of `Changes`, and set the clock by the same answer; raises ServerAway."""
    found = database.select("SELECT number, clock_timestamp() AS now FROM change_mark")[0]
    database.clock.told(datetime.fromisoformat(str(found["now"])).replace(tzinfo=UTC))
    return int(str(found["number"]))
