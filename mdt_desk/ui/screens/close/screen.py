"""Closing a meeting as a place of the window: a name locks it, and documents are made beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from mdt_desk.usecases.meetings import add_to_minutes, close_meeting, take_off_unread
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
            self._cancel()
        if self._view is not None:
            texts, problem = self._desk.look.texts, self._session.problem
            self._view.show_state(close_state(table, texts, self._minutes, self._letters, problem=problem))

    def _deal_with(self, case: CaseId, remedy: Remedy) -> None:
        queue, meeting = self._desk.services.queue, self._of
        if remedy is Remedy.TAKE_OFF:
            if meeting is not None:
                self._session.do(lambda: take_off_unread(queue, meeting, case))
            return
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
            lambda _points: self._make_minutes() if meeting == self._of else None,
        )

    def _add(self, text: str, name: str) -> None:
        """Add to signed minutes; those made before are out of date from then on."""
        services, meeting = self._desk.services, self._of
        if meeting is None:
            return
        now = services.clock.now()

        def added(_meeting: object) -> None:
            if meeting == self._of:
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

        def made(outcome: Outcome[Path]) -> None:
            look = self._desk.look
            if isinstance(outcome, Failed):
                paper = Paper(making=Making.FAILED, text=sentence(outcome.error, look.texts))
            else:
                file = outcome.value
                words = look.text("close.minutes.done", file=file)
                paper = Paper(making=Making.DONE, text=words, file=file)
            if meeting == self._of:
                self._minutes = paper
                self._draw()
            else:
                self._desk.say(paper.text)

        self._desk.paper.run(make, made)

    def _make_letters(self) -> None:
        """Make a letter for every case that was decided, one after another, so that it can be stopped."""
        table = self._session.table()
        if table is None or self._letters.making is Making.BUSY:
            return
        waiting = self._waiting = list(to_write_to(table))
        self._letters = Paper(making=Making.BUSY, total=len(waiting))
        now = self._desk.now()
        folder = self._papers / f"letters-{now:%Y%m%d-%H%M}"
        run = _Run(meeting=table.gathered.meeting.id, folder=folder, at=now, waiting=waiting)
        self._next_letter(run, self._letters)

    def _next_letter(self, run: "_Run", so_far: Paper) -> None:
        text, done = self._desk.look.text, so_far.done
        if not run.waiting:
            words = text("close.letters.done", count=done, folder=run.folder)
            self._show_letters(run, replace(so_far, making=Making.DONE, text=words))
            return
        case_id = run.waiting.pop(0)
        words = text("close.letters.progress", done=done + 1, total=so_far.total)
        self._show_letters(run, replace(so_far, text=words))

        def make() -> Path:
            order = self._order(run.meeting)
            file = file_in(run.folder, "letter", f"{done + 1:02}", at=run.at)
            return self._desk.services.documents.letter(_letter(order, case_id), file)

        def made(outcome: Outcome[Path]) -> None:
            if isinstance(outcome, Failed):
                run.waiting.clear()
                said = sentence(outcome.error, self._desk.look.texts)
                self._show_letters(run, Paper(making=Making.FAILED, text=said))
            else:
                self._next_letter(run, replace(so_far, done=done + 1, file=outcome.value))

        self._desk.paper.run(make, made)

    def _show_letters(self, run: "_Run", letters: Paper) -> None:
        """Show how far the letters are; of a meeting that is no longer in hand only how they ended is said."""
        if run.meeting == self._of:
            self._letters = letters
            self._draw()
        elif letters.making is not Making.BUSY:
            self._desk.say(letters.text)

    def _cancel(self) -> None:
        """Stop after the letter that is being made."""
        self._waiting.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The letters of one meeting, begun ``at`` a moment; ``waiting`` grows shorter, and empty it stops."""

    meeting: MeetingId
    folder: Path
    at: datetime
    waiting: list[CaseId]


def _letter(order: MeetingFile, case_id: CaseId) -> LetterOrder:
    return LetterOrder(
        meeting=order.meeting,
        sheet=next(each for each in order.sheets if each.stored.id == case_id),
        preferences=order.preferences,
        language=order.language,
        made_at=order.made_at,
    )
