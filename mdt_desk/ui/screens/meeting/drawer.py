"""What is written and could not be recorded at one meeting waits here while another is in hand."""

from collections.abc import Mapping

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

        Only what is written and not recorded is worth keeping; what is just being recorded is read again.
        """
        if self._out is not None:
            self._away[self._out] = {
                case_id: pad for case_id, pad in pads.items() if pad.changed and not pad.keeping
            }
        self._out = meeting
        return self._away.pop(meeting, {})
