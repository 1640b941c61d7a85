"""What is done with the chosen case of the queue."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.ui.actions import ActionId
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.asking import Asking
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.screens.queue.verbs import QueueVerbs
from mdt_desk.usecases.view import Entry

OF_A_CASE: Final = (
    ActionId.ON_AGENDA,
    ActionId.MOVE_UP,
    ActionId.MOVE_DOWN,
    ActionId.AD_HOC,
    ActionId.REFER_AGAIN,
    ActionId.MERGE,
    ActionId.WITHDRAW,
    ActionId.CLOSE_CASE,
    ActionId.REOPEN,
    ActionId.DIED,
)


class Acting(QObject):
    """Answers for the actions of a case. Signals ``moved`` when the agenda's order is to be seen."""

    moved = Signal()

    def __init__(
        self, desk: Desk, reading: Reading, asking: Asking, chosen: Callable[[], CaseId | None]
    ) -> None:
        """Act on what was read; ``chosen`` is the case in hand in the table."""
        super().__init__(desk)
        self._desk = desk
        self._reading = reading
        self._asking = asking
        self._chosen = chosen
        self.verbs = QueueVerbs(desk)
        verbs = self.verbs
        for action, verb in (
            (ActionId.ON_AGENDA, verbs.toggle_agenda),
            (ActionId.MOVE_UP, partial(self._move, -1)),
            (ActionId.MOVE_DOWN, partial(self._move, 1)),
            (ActionId.AD_HOC, verbs.call_ad_hoc),
            (ActionId.WITHDRAW, lambda entry: verbs.set_aside(entry, CaseState.WITHDRAWN)),
            (ActionId.CLOSE_CASE, lambda entry: verbs.set_aside(entry, CaseState.CLOSED)),
            (ActionId.REOPEN, verbs.reopen),
            (ActionId.DIED, lambda entry: asking.died(entry.stored)),
            (ActionId.REFER_AGAIN, lambda entry: asking.refer(entry.stored)),
            (ActionId.MERGE, self._merge),
        ):
            desk.commands.answer(action, partial(self._with_chosen, verb))

    def new_case(self) -> None:
        """List a case and open it; or say why nobody here may."""
        action = self._desk.commands[ActionId.NEW_CASE]
        if action.isEnabled():
            self.verbs.new_case()
        else:
            self._desk.say(action.toolTip())

    def drop(self, case_id: CaseId, beside: CaseId, behind: bool) -> None:  # a signal's third value
        """Move a case that was dragged; only cases of one agenda can change places."""
        entry, other = self._reading.entry(case_id), self._reading.entry(beside)
        if entry is None or other is None:
            return
        if self.verbs.move_beside(entry, other, behind=behind):
            self.moved.emit()
        else:
            key = "queue.not_on_agenda" if entry.stored.meeting is None else "queue.order.elsewhere"
            self._desk.say(self._desk.look.text(key))

    def merge_two(self, one: CaseId, other: CaseId) -> None:
        """Ask whether two cases are to be merged."""
        entry = self._reading.entry(one)
        if entry is not None:
            self._asking.merge(entry.stored, self._reading, other)

    def _with_chosen(self, verb: Callable[[Entry], object]) -> None:
        entry = self._reading.entry(self._chosen())
        if entry is not None:
            verb(entry)

    def _move(self, by: int, entry: Entry) -> None:
        if self.verbs.move(entry, by):
            self.moved.emit()
        else:
            self._desk.say(self._desk.look.text("queue.not_on_agenda"))

    def _merge(self, entry: Entry) -> None:
        self._asking.merge(entry.stored, self._reading)
