"""The case as a place of the window: it opens the case in hand, and connects the presenter with what it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.links import Links
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.doing import DeskErrands
from mdt_desk.ui.screens.case.draft_keeper import DraftKeeper, Unsaved
from mdt_desk.ui.screens.case.drafts import recovered
from mdt_desk.ui.screens.case.finding_out import FindingOut
from mdt_desk.ui.screens.case.one_step import OneStep
from mdt_desk.ui.screens.case.presenter import CasePresenter
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.wording.elsewhere import elsewhere_words
from mdt_desk.ui.wording.worth import WorthShown
from mdt_desk.usecases.ports import DeskServices, NoteKind, StoredCase

_TICK_MS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A case, its meeting, when it was last discussed, and the note of what was typed and not kept."""

    stored: StoredCase
    meeting_at: datetime
    discussed_at: datetime | None
    note: str | None


class CaseScreen(QObject):
    """Keeps the presenter; its view is built anew for every look."""

    place = Place.CASE

    def __init__(self, desk: Desk, meeting_ahead: Callable[[DeskServices], datetime]) -> None:
        """Answer for undo and redo; ``meeting_ahead`` is the meeting of a case that is on no agenda."""
        super().__init__(desk)
        self._desk = desk
        self._meeting_ahead = meeting_ahead
        self._view: CaseView | None = None
        self._state: CaseScreenState | None = None
        self._shown: CaseId | None = None
        self._errands = DeskErrands(desk)
        self._links = Links(desk)
        self._presenter = CasePresenter(self._errands.ports, desk.look.texts, self._show)
        self.drafts = DraftKeeper(desk, self._unsaved)
        self._one_step = OneStep(desk, self._seen, self)
        self._finding = FindingOut(self._one_step.ask, desk.look.texts, self._show_worth)
        self._worth = WorthShown()
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        desk.preferred.connect(self._tick)
        desk.going.connect(self._going)
        desk.told_elsewhere.connect(self._told_elsewhere)
        desk.elsewhere_known.connect(self._show_elsewhere)
        desk.reached.connect(self._reached)
        desk.commands.answer(ActionId.UNDO, self._undo)
        desk.commands.answer(ActionId.REDO, self._redo)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was typed stays."""
        self._view = view = CaseView(look)
        presenter = self._presenter
        view.picked.connect(presenter.pick)
        view.typed.connect(self._typed)
        view.paused.connect(presenter.pause)
        view.left.connect(presenter.leave)
        view.followed.connect(self._links.follow)
        view.undo_wanted.connect(self._undo)
        view.redo_wanted.connect(self._redo)
        view.save_wanted.connect(presenter.save_again)
        view.level_chosen.connect(presenter.choose_level)
        view.lesion_added.connect(presenter.add_lesion)
        view.lesion_removed.connect(presenter.remove_lesion)
        view.lesions_declared.connect(presenter.declare_lesions)
        view.level_left.connect(presenter.leave_level)
        view.clash_resolved.connect(lambda path, mine: presenter.resolve(path, mine=mine))
        view.news_seen.connect(presenter.put_away)
        view.drafts_answered.connect(lambda back: presenter.recover(back=back))
        view.turned.connect(lambda key, opened: presenter.turn(key, opened=opened))
        asleep = hold(self._desk, view, Verb.EDIT_CASE, *view.changing(), waits=True)
        asleep.tell(view.banner)
        view.form.made.connect(asleep.take)
        if self._state is not None:
            view.show_state(self._state)
        presenter.speak(look.texts)
        self._finding.speak(look.texts)
        view.show_worth(self._worth)
        self._show_elsewhere()
        return view

    def enter(self) -> None:
        """Read the case in hand; what is being typed in it stays."""
        self._clock.start()
        if self._desk.case is None:
            return
        self._read(self._desk.case)
        self._one_step.resume()
        if self._view is not None:
            self._view.focus_form()

    def _read(self, case_id: CaseId) -> None:
        services = self._desk.services

        def verb() -> Read:
            stored = services.queue.get(case_id)
            decided = [each.decided_at for each in services.queue.decisions(case=case_id)]
            if stored.meeting is None:
                meeting_at = self._meeting_ahead(services)
            else:
                meeting_at = services.queue.meeting(stored.meeting).starts_at
            note = services.queue.notes.recall(NoteKind.DRAFT, str(case_id))
            return Read(
                stored=stored, meeting_at=meeting_at, discussed_at=max(decided, default=None), note=note
            )

        self._desk.read(verb, self._opened)

    def _opened(self, read: Read) -> None:
        stored, meeting_at = read.stored, read.meeting_at
        if stored.id != self._desk.case:
            return
        if stored.id == self._shown:
            self._presenter.follow(stored, meeting_at)
        else:
            self.drafts.flush()
            self._shown = stored.id
            self._finding.forget()
            self._show_worth(WorthShown())
            found = recovered(read.note, stored.case, self._desk.now())
            self.drafts.begin(stored.id, found.fields if found else {})
            self._presenter.open(stored, meeting_at, read.discussed_at, found)

    def _told_elsewhere(self) -> None:
        """Follow what another desk changed; what is being typed stays."""
        if self._seen() and self._desk.case is not None:
            self._read(self._desk.case)

    def _show_elsewhere(self) -> None:
        if self._view is not None:
            self._view.header.show_elsewhere(elsewhere_words(self._desk, self._shown))

    def _reached(self) -> None:
        """Keep what waited for the server, and say in how many other cases somebody still has to choose."""
        if self._desk.away_since is None:
            self._presenter.resume(self._say_left)

    def _say_left(self) -> None:
        self._errands.saved = True
        if self._presenter.left:
            self._desk.say(
                self._desk.look.text("server_desk.left", count=len(self._presenter.left)), passing=False
            )

    def _typed(self, path: str, text: str) -> None:
        self._presenter.type(path, text)
        self.drafts.touch()

    def _unsaved(self) -> Unsaved | None:
        if self._shown is None:
            return None
        return Unsaved(case_id=self._shown, fields=self._presenter.unsaved())

    def _going(self, place: Place) -> None:
        """Tell the other screens, before one of them is shown, that the case was changed."""
        if place is not Place.CASE and self._errands.saved:
            self._errands.saved = False
            self._desk.changed.emit()

    def _show(self, state: CaseScreenState) -> None:
        self._state = state
        self.drafts.touch()
        if self._view is not None:
            self._view.show_state(state)
        memory = self._presenter.memory
        here = {memory.stored.id: len(memory.clashes)}
        self._desk.know_choices(Place.CASE, {**self._presenter.left.choices, **here})
        self._finding.follow(memory.assessed, memory.assessment)

    def _show_worth(self, worth: WorthShown) -> None:
        self._worth = worth
        if self._view is not None:
            self._view.show_worth(worth)

    def _undo(self) -> None:
        if self._state is not None:
            self._presenter.undo()

    def _redo(self) -> None:
        if self._state is not None:
            self._presenter.redo()

    def _tick(self) -> None:
        if self._seen():
            self._presenter.tick()

    def _seen(self) -> bool:
        return self._view is not None and self._view.isVisible()
