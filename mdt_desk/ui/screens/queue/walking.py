"""From one case of the queue to the next, in the order in which it shows them."""

from typing import Final

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.cells import patient_cell
from mdt_desk.ui.screens.queue.narrowing import neighbour
from mdt_desk.ui.screens.queue.reading import Reading

_NAMED: Final = 200


class Walking:
    """Knows what is shown, and opens what stands beside the case in hand."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        """Walk through what was read."""
        self._desk = desk
        self._reading = reading

    def found(self) -> tuple[tuple[str, str, CaseId], ...]:
        """Return name, identifiers and identity of the cases that are shown first."""
        reading, texts, now = self._reading, self._desk.look.texts, self._desk.now()
        sheet = reading.sheet
        shown = (reading.brief_at(sheet, at) for at in range(min(len(sheet.numbers), _NAMED)))
        briefs = [each for each in shown if each is not None]
        cells = ((patient_cell(each.facts, texts, now), each.id) for each in briefs)
        return tuple((cell.text, cell.detail, case_id) for cell, case_id in cells)

    def step(self, by: int) -> None:
        """Open the case after or before the one in hand."""
        lines, held = self._desk.services.queue.lines, self._desk.case
        number = None if held is None else lines.number_of(held)
        to = neighbour(self._reading.sheet.numbers, number, by)
        if to is not None:
            for brief in lines.page((to,), self._reading.known()):
                self._desk.open_case(brief.id)
