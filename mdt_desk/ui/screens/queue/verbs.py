"""What can be done with a case of the queue; each verb tells the desk what it changed."""

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseState
from mdt_desk.ui.desk import Desk
from mdt_desk.usecases.cases import list_case, set_aside
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda, reorder_agenda, take_off_agenda
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.view import Listed


class QueueVerbs:
    """Every verb runs off the GUI thread; what it refuses is a sentence in the bar."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new_case(self) -> None:
        """List a case of which nothing is known yet, and open it."""
        services = self._desk.services

        def opened(stored: StoredCase) -> None:
            self._desk.changed.emit()
            self._desk.open_case(stored.id)

        self._desk.do(
            lambda: list_case(services.queue, services.new_id, CaseOf(), services.clock.now()), opened
        )

    def toggle_agenda(self, chosen: Listed) -> None:
        """Put a case on the agenda of the coming meeting, or take it off the one it is on."""
        services = self._desk.services
        now, case_id = services.clock.now(), chosen.stored.id

        def verb() -> None:
            if chosen.stored.meeting is not None:
                take_off_agenda(services.queue, case_id, now)
                return
            meeting = plan_meeting(services.queue, services.new_id, services.settings.current(), now)
            put_on_agenda(services.queue, meeting.id, case_id, now)

        self._desk.do(verb, self._changed)

    def move(self, chosen: Listed, by: int) -> bool:
        """Discuss a case earlier or later; False: it is on no agenda."""
        queue, meeting, case_id = self._desk.services.queue, chosen.stored.meeting, chosen.stored.id
        if meeting is None or chosen.place is None:
            return False

        def verb() -> None:
            agenda = list(queue.meeting(meeting).agenda)
            at = agenda.index(case_id)
            agenda.insert(max(0, min(len(agenda) - 1, at + by)), agenda.pop(at))
            reorder_agenda(queue, meeting, agenda)

        self._desk.do(verb, self._changed)
        return True

    def set_aside(self, chosen: Listed, state: CaseState) -> None:
        """Withdraw or close a case, and offer to take that back."""
        services = self._desk.services

        def done(stored: StoredCase) -> None:
            self._desk.changed.emit()
            text = self._desk.look.text
            self._desk.say(
                text(f"queue.set_aside.{state}"),
                passing=False,
                do=text("queue.set_aside.undo"),
                act=lambda: self._take_back(chosen, stored),
            )

        self._desk.do(
            lambda: set_aside(
                services.queue,
                chosen.stored.id,
                state,
                expected_version=chosen.stored.version,
                at=services.clock.now(),
            ),
            done,
        )

    def _take_back(self, chosen: Listed, stored: StoredCase) -> None:
        """Open a case again and give it back its meeting, at the end of the agenda."""
        services, meeting = self._desk.services, chosen.stored.meeting
        now = services.clock.now()

        def verb() -> None:
            with services.queue.transaction():
                set_aside(services.queue, stored.id, CaseState.OPEN, expected_version=stored.version, at=now)
                if meeting is not None:
                    put_on_agenda(services.queue, meeting, stored.id, now)

        self._desk.do(verb, self._changed)

    def _changed(self, _: object) -> None:
        self._desk.changed.emit()
