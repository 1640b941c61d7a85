"""What can be taken back after it was done: an order of the agenda, an action that was ticked off."""

from PySide6.QtCore import QObject, Signal

from mdt_desk.domain.agenda_order import Proposal
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.order import proposed
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.usecases.meetings import finish_action, reorder_agenda


class Afterwards(QObject):
    """Does these things on the session. Signals ``laid`` when an order is on the table, ``left`` when it is away."""

    laid = Signal()
    left = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        """Share the session of the meeting."""
        super().__init__(desk)
        self._desk = desk
        self._session = session

    def order(self, intent: intents.Intent) -> None:
        """Propose an order of the agenda, give it to the agenda, or leave things as they are."""
        table = self._session.table()
        if table is None or table.locked or not table.gathered.sheets:
            return
        if isinstance(intent, intents.ProposeOrder) and table.gathered.unread:
            self._desk.say(self._desk.look.text("meeting.unread.order"))
            return
        if isinstance(intent, intents.ProposeOrder):
            self._lay(proposed(table))
            self.laid.emit()
            return
        found = self._session.proposal
        self._lay(None)
        self.left.emit()
        if isinstance(intent, intents.AcceptOrder) and found is not None:
            queue, before, text = self._desk.services.queue, table.gathered.meeting, self._desk.look.text
            self._session.do(
                lambda: reorder_agenda(queue, before.id, found.agenda),
                lambda _meeting: self._desk.say(
                    text("order.accepted"),
                    passing=False,
                    do=text("queue.set_aside.undo"),
                    act=lambda: self._session.do(lambda: reorder_agenda(queue, before.id, before.agenda)),
                ),
            )

    def say_done(self, intent: intents.Intent) -> None:
        """Offer to take back that an action was done: it leaves the list at once."""
        if not isinstance(intent, intents.FinishAction):
            return
        queue, text = self._desk.services.queue, self._desk.look.text
        self._desk.say(
            text("meeting.to_do.done"),
            do=text("queue.set_aside.undo"),
            act=lambda: self._session.do(lambda: finish_action(queue, intent.meeting, intent.action, None)),
        )

    def _lay(self, proposal: Proposal | None) -> None:
        self._session.proposal = proposal
        self._session.changed.emit()
