"""The meeting as a place of the window: intents become drafts and verbs, what they change becomes a state."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.meeting import MeetingState as Standing
from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import ActionId as Command
from mdt_desk.ui.actions import Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.papers import file_in
from mdt_desk.ui.screens.meeting import intents, verbs
from mdt_desk.ui.screens.meeting.afterwards import Afterwards
from mdt_desk.ui.screens.meeting.draft import spelled
from mdt_desk.ui.screens.meeting.pad import drafted
from mdt_desk.ui.screens.meeting.presenter import (
    loading_state,
    meeting_state,
    no_meeting_state,
    pace_text,
    problem_state,
)
from mdt_desk.ui.screens.meeting.reading import nearest
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.ui.screens.meeting.state import MeetingState
from mdt_desk.ui.screens.meeting.view import MeetingView
from mdt_desk.ui.screens.meeting.writing import written
from mdt_desk.usecases.documents import meeting_file
from mdt_desk.usecases.meetings import hold_meeting

_TICK_MS: Final = 1_000


class MeetingScreen(QObject):
    """Draws the session, and does what the view asks for."""

    place = Place.MEETING

    def __init__(self, desk: Desk, session: Session, papers: Path) -> None:
        """Answer for the actions of the meeting; finished documents go to the folder ``papers``."""
        super().__init__(desk)
        self._desk = desk
        self._session = session
        self._papers = papers
        self._entering = False
        self._afterwards = Afterwards(desk, session)
        self._view: MeetingView | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        for told in (session.changed, desk.seated, desk.reached):
            told.connect(self._draw)
        answer = desk.commands.answer
        answer(Command.BEGIN_MEETING, self._begin)
        answer(Command.RECORD, lambda: self.wish(intents.Record()))
        answer(Command.RECORD_NEXT, lambda: self.wish(intents.Record(onwards=True)))
        answer(Command.AGENDA_NEXT, lambda: self._written_out().step(1))
        answer(Command.AGENDA_PREVIOUS, lambda: self._written_out().step(-1))
        answer(Command.MOVE_UP, lambda: self.wish(intents.Reorder(by=-1)), at=Place.MEETING)
        answer(Command.MOVE_DOWN, lambda: self.wish(intents.Reorder(by=1)), at=Place.MEETING)
        answer(Command.PROPOSE_ORDER, lambda: self.wish(intents.ProposeOrder()))
        answer(Command.TAKE_BACK, lambda: self.wish(intents.TakeBack()))
        answer(Command.PRINT_AGENDA, self._print_agenda)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was read and written stays."""
        self._view = MeetingView(look)
        self._view.wished.connect(self.wish)
        self._view.follow(self._desk.commands)
        hold(self._desk, self._view, Verb.PREPARE_MEETING, *self._view.preparing)
        hold(self._desk, self._view, Verb.DECIDE, *self._view.finishing)
        hold(self._desk, self._view, Verb.DECIDE, waits=True).tell(self._view.both)
        self._afterwards.laid.connect(self._view.focus_order)
        self._afterwards.left.connect(self._view.focus_agenda)
        self._draw()
        return self._view

    def enter(self) -> None:
        """Read again, and put the keyboard on the agenda."""
        self._clock.start()
        self._entering = True
        self._session.read()

    def wish(self, intent: intents.Intent) -> None:
        """Do what the user wants."""
        table = self._session.table()
        if table is not None:
            pad = written(table, self._session.pad(), intent, self._desk.services.new_id)
            if pad is not None:
                self._session.put(pad)
                return
        match intent:
            case intents.ChooseMeeting():
                self._session.choose(intent.meeting)
            case intents.MoveTo():
                self._session.move_to(intent.case)
            case intents.Record():
                self._written_out().keep()
                if intent.onwards:
                    self._session.step(1)
            case intents.OpenCase():
                self._open_case()
            case intents.ShowRoom():
                self._desk.room_wanted.emit()
            case intents.PrintAgenda():
                self._print_agenda()
            case intents.CloseMeeting():
                self._written_out().keep()
                self._desk.go(Place.CLOSE)
            case intents.GoToQueue():
                self._desk.go(Place.QUEUE)
            case intents.ProposeOrder() | intents.AcceptOrder() | intents.LeaveOrder():
                self._afterwards.order(intent)
            case intents.Hold():
                self._hold(names_shown=intent.names_shown)
            case _:
                self._change(intent)

    def _written_out(self) -> Session:
        """Return the session with the days in full that a key took out of their lines: +7 is a week from today."""
        table, pad = self._session.table(), self._session.pad()
        if table is not None and not table.closed_to(Verb.DECIDE):
            self._session.put(drafted(pad, spelled(pad.draft, table.now.date())))
        return self._session

    def _begin(self) -> None:
        """Open the meeting on the table, unless that was done."""
        table = self._session.table()
        if table is not None and table.gathered.meeting.state is Standing.PLANNED:
            self._hold(names_shown=self._session.names_wanted)

    def _hold(self, *, names_shown: bool) -> None:
        """Open the meeting, or note what the room will see of it once it is open."""
        table, queue = self._session.table(), self._desk.services.queue
        if table is None:
            return
        if self._session.begun_at is None:
            self._session.begun_at = self._session.moved_at = self._desk.services.clock.now()
        self._session.names_wanted = names_shown
        meeting = table.gathered.meeting.id
        now = self._desk.services.clock.now()
        self._session.do(lambda: hold_meeting(queue, meeting, names_shown=names_shown, at=now))

    def _change(self, intent: intents.Intent) -> None:
        """Change meeting or case by a verb."""
        table = self._session.table()
        verb: Callable[[], object] | None = None
        if table is not None:
            verb = verbs.verb_for(intent, table, self._desk.services)
        if verb is not None:
            self._session.do(verb, lambda _value: self._afterwards.say_done(intent))
        elif isinstance(intent, intents.LeavesAt):
            self._desk.say(self._desk.look.text("meeting.attendance.no_time"))

    def _open_case(self) -> None:
        if self._session.current is not None:
            self._session.keep()
            self._desk.open_case(self._session.current)

    def _print_agenda(self) -> None:
        """Make the agenda off the GUI thread; of the meeting that would be shown when none is in hand."""
        table, desk = self._session.table(), self._desk
        services, now = desk.services, desk.now()
        in_hand = None if table is None else table.gathered.meeting

        def make() -> Path | None:
            meeting, at = in_hand or nearest(services.queue.meetings(), now), services.clock.now()
            if meeting is None:
                return None
            order = meeting_file(services.queue, services.assess, meeting.id, services.settings.current(), at)
            return services.documents.agenda(order, file_in(self._papers, "agenda", at=now))

        def made(file: Path | None) -> None:
            text = desk.look.text
            if file is None:
                desk.say(text("meeting.empty.none"))
            else:
                desk.say(text("meeting.agenda.made", file=file), passing=False)

        desk.do(make, made, on=desk.paper)

    def _state(self) -> MeetingState:
        if self._session.problem:
            return problem_state(self._session.problem)
        table = self._session.table()
        if table is not None:
            return meeting_state(table)
        if self._session.was_read:
            return no_meeting_state(self._desk.look.texts)
        return loading_state()

    def _draw(self) -> None:
        table = self._session.table()
        pads = {} if table is None else table.pads
        self._desk.know_choices(Place.MEETING, {case: len(pad.clashes) for case, pad in pads.items()})
        if self._view is not None:
            state = self._state()
            self._view.show_state(state)
            self._tick()
            if self._entering and state.agenda:
                self._entering = False
                self._view.focus_agenda()

    def _tick(self) -> None:
        table = self._session.table()
        if self._view is not None and self._view.isVisible() and table is not None:
            self._view.show_pace(pace_text(table, self._session.moved_at, self._session.begun_at))
