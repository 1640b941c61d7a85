"""Closing a meeting as a place of the window: a name locks it, and documents are made beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.meeting import CaseId, MeetingId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.papers import file_in, show_folder
from mdt_desk.ui.screens.close.presenter import close_state, to_write_to
from mdt_desk.ui.screens.close.state import Making, Paper, Remedy
from mdt_desk.ui.screens.close.view import CloseView
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.documents import meeting_file
from mdt_desk.usecases.meetings import add_to_minutes, close_meeting
from mdt_desk.usecases.ports import LetterOrder, MeetingFile


class CloseScreen(QObject):
    """Draws the check list of the session's meeting, signs it, and has its documents made."""

    place = Place.CLOSE

    def __init__(self, desk: Desk, session: Session, papers: Path, show: Callable[[Path], None]) -> None:
        """Answer for closing; finished documents go to the folder ``papers``, and ``show`` shows one of them."""
        super().__init__(desk)
        self._desk = desk
        self._session = session
        self._papers = papers
        self._show = show
        self._of: MeetingId | None = None
        self._minutes = self._letters = Paper()
        self._waiting: list[CaseId] = []
        self._view: CloseView | None = None
        session.changed.connect(self._draw)
        desk.commands.answer(ActionId.CLOSE_MEETING, lambda: desk.go(Place.CLOSE))

    def build(self, look: Look) -> QWidget:
        """Return a view in another look."""
        view = self._view = CloseView(look)
        view.dealt_with.connect(self._deal_with)
        view.signing.connect(self._sign)
        view.adding.connect(self._add)
        view.minutes_wanted.connect(self._make_minutes)
        view.letters_wanted.connect(self._make_letters)
        view.word_wanted.connect(self._desk.commands[ActionId.MINUTES_WORD].trigger)
        view.copy_wanted.connect(self._desk.commands[ActionId.COPY_MINUTES].trigger)
        view.cancelled.connect(self._cancel)
        view.back_wanted.connect(lambda: self._desk.go(Place.MEETING))
        view.file_wanted.connect(lambda file: self._show(Path(file)))
        view.folder_wanted.connect(lambda file: show_folder(Path(file).parent))
        hold(self._desk, view, Verb.SIGN, view.side, view.addenda)
        hold(self._desk, view, Verb.PRINT, view.minutes, view.record, view.letters)
        self._draw()
        return view

    def enter(self) -> None:
        """Record what is written, read again, and put the keyboard where the name goes."""
        self._session.keep()
        self._session.read()
        if self._view is not None:
            self._view.focus_name()

    def _draw(self) -> None:
        table = self._session.table()
        meeting = None if table is None else table.gathered.meeting.id
        if meeting != self._of:
            self._of, self._minutes, self._letters = meeting, Paper(), Paper()
        if self._view is not None:
            texts, problem = self._desk.look.texts, self._session.problem
            self._view.show_state(close_state(table, texts, self._minutes, self._letters, problem=problem))

    def _deal_with(self, case: CaseId, remedy: Remedy) -> None:
        self._session.move_to(case)
        self._desk.case = case
        self._desk.go(Place.PRINT if remedy is Remedy.LEAFLET else Place.MEETING)

    def _sign(self, name: str) -> None:
        """Lock the meeting under a name; then its minutes are made."""
        services, meeting = self._desk.services, self._of
        if meeting is None:
            return
        now = services.clock.now()
        self._session.do(
            lambda: close_meeting(
                services.queue, services.new_id, services.settings.current(), meeting, name, now
            ),
            lambda _points: self._make_minutes(),
        )

    def _add(self, text: str, name: str) -> None:
        """Add to signed minutes; those made before are out of date from then on."""
        services, meeting = self._desk.services, self._of
        if meeting is None:
            return
        now = services.clock.now()

        def added(_meeting: object) -> None:
            self._minutes = Paper()
            if self._view is not None:
                self._view.clear_addendum()
            self._desk.say(self._desk.look.text("close.addenda.added"))

        self._session.do(lambda: add_to_minutes(services.queue, meeting, name, text, now), added)

    def _order(self, meeting: MeetingId) -> MeetingFile:
        services = self._desk.services
        preferences = replace(services.settings.current(), language=self._desk.look.texts.language)
        return meeting_file(services.queue, services.assess, meeting, preferences, services.clock.now())

    def _make_minutes(self) -> None:
        meeting, now = self._of, self._desk.now()
        if meeting is None or self._minutes.making is Making.BUSY:
            return
        self._minutes = Paper(making=Making.BUSY, text=self._desk.look.text("close.minutes.busy"))
        self._draw()

        def make() -> Path:
            return self._desk.services.documents.minutes(
                self._order(meeting), file_in(self._papers, "minutes", at=now)
            )

        self._desk.paper.run(make, self._minutes_made)

    def _minutes_made(self, outcome: Outcome[Path]) -> None:
        text = self._desk.look.text
        if isinstance(outcome, Failed):
            self._minutes = Paper(making=Making.FAILED, text=sentence(outcome.error, self._desk.look.texts))
        else:
            file = outcome.value
            self._minutes = Paper(making=Making.DONE, text=text("close.minutes.done", file=file), file=file)
        self._draw()

    def _make_letters(self) -> None:
        """Make a letter for every case that was decided, one after another, so that it can be stopped."""
        table = self._session.table()
        if table is None or self._letters.making is Making.BUSY:
            return
        self._waiting = list(to_write_to(table))
        self._letters = Paper(making=Making.BUSY, total=len(self._waiting))
        folder = self._papers / f"letters-{self._desk.now():%Y%m%d-%H%M}"
        self._next_letter(table.gathered.meeting.id, folder, self._desk.now())

    def _next_letter(self, meeting: MeetingId, folder: Path, at: datetime) -> None:
        text, done = self._desk.look.text, self._letters.done
        if not self._waiting:
            words = text("close.letters.done", count=done, folder=folder)
            self._letters = replace(self._letters, making=Making.DONE, text=words)
            self._draw()
            return
        case_id = self._waiting.pop(0)
        words = text("close.letters.progress", done=done + 1, total=self._letters.total)
        self._letters = replace(self._letters, text=words)
        self._draw()

        def make() -> Path:
            order = self._order(meeting)
            file = file_in(folder, "letter", f"{done + 1:02}", at=at)
            return self._desk.services.documents.letter(_letter(order, case_id), file)

        def made(outcome: Outcome[Path]) -> None:
            if isinstance(outcome, Failed):
                self._waiting = []
                said = sentence(outcome.error, self._desk.look.texts)
                self._letters = Paper(making=Making.FAILED, text=said)
                self._draw()
                return
            self._letters = replace(self._letters, done=done + 1, file=outcome.value)
            self._next_letter(meeting, folder, at)

        self._desk.paper.run(make, made)

    def _cancel(self) -> None:
        """Stop after the letter that is being made."""
        self._waiting = []


def _letter(order: MeetingFile, case_id: CaseId) -> LetterOrder:
    return LetterOrder(
        meeting=order.meeting,
        sheet=next(each for each in order.sheets if each.stored.id == case_id),
        preferences=order.preferences,
        language=order.language,
        made_at=order.made_at,
    )
