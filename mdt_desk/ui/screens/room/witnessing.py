"""Whose record is projected, and whether with the name, is witnessed once for each time it comes on the wall."""

from mdt_desk.domain.audit import Deed
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.meeting.table import Table


class Projected:
    """Remembers what is on the wall."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: tuple[CaseId, bool] | None = None

    def show(self, table: Table | None, *, names_allowed: bool) -> None:
        """Take note of what the room sees now."""
        sheet = None if table is None else table.sheet
        if table is None or sheet is None:
            self._shown = None
            return
        now = (sheet.stored.id, names_allowed and table.gathered.meeting.names_shown)
        if now != self._shown:
            self._shown = now
            self._desk.saw(Deed.PROJECTED, now[0], of="name" if now[1] else "pseudonym")

    def nothing(self) -> None:
        """Take note that the wall is empty."""
        self._shown = None
