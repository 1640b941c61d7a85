"""What other desks recorded about the cases of a meeting, and who that was."""

from collections.abc import Callable, Mapping

from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.meeting import pad as pads
from mdt_desk.ui.screens.meeting.pad import BLANK, Pad
from mdt_desk.ui.screens.meeting.reading import Gathered
from mdt_desk.usecases.touched import Touch, touches


class Theirs:
    """Asks off the GUI thread; ``touches`` is who wrote a decision when, where that was asked."""

    def __init__(self, desk: Desk, take: Callable[[MeetingId, CaseId, Decision | None], None]) -> None:
        """Hand each answer to ``take``."""
        self._desk = desk
        self._take = take
        self.touches: dict[CaseId, tuple[Touch, ...]] = {}

    def ask(self, meeting: MeetingId, case_id: CaseId) -> None:
        """Read what is recorded of a case now."""
        services = self._desk.services

        def verb() -> tuple[Decision | None, tuple[Touch, ...]]:
            found = services.queue.decisions(meeting=meeting, case=case_id)
            return (found[0] if found else None), touches(services.witness, case_id, meeting)

        def ended(answer: tuple[Decision | None, tuple[Touch, ...]]) -> None:
            decision, self.touches[case_id] = answer
            self._take(meeting, case_id, decision)

        self._desk.read(verb, ended)


def laid(gathered: Gathered, before: Mapping[CaseId, Pad]) -> tuple[dict[CaseId, Pad], tuple[CaseId, ...]]:
    """Return the pads of a meeting as it is kept, and the cases of which both desks wrote something.

    What is being written on the pads before stays on top.
    """
    made: dict[CaseId, Pad] = dict(before)
    both = []
    for case_id in gathered.meeting.agenda:
        decision = gathered.decisions.get(case_id)
        pad = before.get(case_id, BLANK)
        if pad.changed and not pad.keeping and decision != pad.recorded:
            both.append(case_id)
        made[case_id] = pads.opened(decision, pad)
    return made, tuple(both)
