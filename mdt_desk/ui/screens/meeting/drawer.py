"""What is written and could not be recorded at one meeting waits here while another is in hand."""

from collections.abc import Callable, Mapping

from mdt_desk.domain.meeting import CaseId, MeetingId
from mdt_desk.ui.screens.meeting.pad import Pad


class Drawer:
    """Holds pads by their meeting for as long as the window is open; nothing of it is ever recorded from here."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._out: MeetingId | None = None
        self._away: dict[MeetingId, dict[CaseId, Pad]] = {}

    def exchange(self, meeting: MeetingId, pads: Mapping[CaseId, Pad]) -> dict[CaseId, Pad]:
        """Put away the pads of the meeting asked for before, and return those of another.

        Only what is written and not recorded is worth keeping.
        """
        if self._out is not None:
            self._away[self._out] = {case_id: pad for case_id, pad in pads.items() if pad.changed}
        self._out = meeting
        return self._away.pop(meeting, {})

    def settle(self, meeting: MeetingId, case_id: CaseId, ended: Callable[[Pad], Pad]) -> None:
        """Note how recording ended of what was put away meanwhile; what was recorded whole is read again."""
        away = self._away.get(meeting, {})
        if case_id in away:
            away[case_id] = ended(away[case_id])
            if not away[case_id].changed:
                del away[case_id]
