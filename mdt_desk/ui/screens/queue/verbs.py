"""What can be done with a case of the queue; each verb tells the desk what it changed."""

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Meeting
from mdt_desk.ui.actions import Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.cells import patient_name
from mdt_desk.usecases.briefing import facts_of
from mdt_desk.usecases.cases import WAITING, list_case, set_aside
from mdt_desk.usecases.meetings import (
    call_ad_hoc,
    plan_meeting,
    put_on_agenda,
    reorder_agenda,
    take_off_agenda,
)
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.view import Entry


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

    def toggle_agenda(self, chosen: Entry) -> None:
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

    def move(self, chosen: Entry, by: int) -> bool:
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

    def move_beside(self, chosen: Entry, beside: Entry, *, behind: bool) -> bool:
        """Discuss a case just before or behind another; False: they are not on the same agenda."""
        queue, meeting, case_id = self._desk.services.queue, chosen.stored.meeting, chosen.stored.id
        if meeting is None or beside.stored.meeting != meeting:
            return False
        other: CaseId = beside.stored.id

        def verb() -> None:
            agenda = [each for each in queue.meeting(meeting).agenda if each != case_id]
            agenda.insert(agenda.index(other) + behind, case_id)
            reorder_agenda(queue, meeting, agenda)

        self._desk.do(verb, self._changed)
        return True

    def call_ad_hoc(self, chosen: Entry) -> None:
        """Call a meeting now about a case that cannot wait."""
        services, text = self._desk.services, self._desk.look.text
        name = patient_name(facts_of(chosen.stored.case), self._desk.look.texts)

        def called(meeting: Meeting) -> None:
            self._desk.case = chosen.stored.id
            self._desk.changed.emit()
            self._desk.meeting_wanted.emit(meeting.id)
            self._desk.say(
                text("queue.ad_hoc.called", patient=name),
                passing=False,
                do=text("queue.ad_hoc.go"),
                act=lambda: self._desk.go(Place.MEETING),
            )

        self._desk.do(
            lambda: call_ad_hoc(
                services.queue,
                services.new_id,
                services.settings.current(),
                chosen.stored.id,
                services.clock.now(),
            ),
            called,
        )

    def reopen(self, chosen: Entry) -> None:
        """Put a case that was withdrawn or closed back into the queue."""
        services, text = self._desk.services, self._desk.look.text
        if chosen.stored.state in WAITING:
            self._desk.say(text("queue.reopened.waits"))
            return

        def done(_stored: StoredCase) -> None:
            self._desk.changed.emit()
            self._desk.say(text("queue.reopened.done"))

        self._desk.do(
            lambda: set_aside(
                services.queue,
                chosen.stored.id,
                CaseState.OPEN,
                expected_version=chosen.stored.version,
                at=services.clock.now(),
            ),
            done,
        )

    def set_aside(self, chosen: Entry, state: CaseState) -> None:
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

    def _take_back(self, chosen: Entry, stored: StoredCase) -> None:
        """Open a case again and give it back its meeting, at the end of the agenda."""
        services, meeting = self._desk.services, chosen.stored.meeting
        now = services.clock.now()

        def verb() -> None:
            with services.queue.transaction():
                before = chosen.stored.state
                set_aside(services.queue, stored.id, before, expected_version=stored.version, at=now)
                if meeting is not None:
                    put_on_agenda(services.queue, meeting, stored.id, now)

        self._desk.do(verb, self._changed)

    def _changed(self, _: object) -> None:
        self._desk.changed.emit()
