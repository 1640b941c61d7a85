"""The case as a place of the window: it opens the case in hand, and connects the presenter with what it needs."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.explain import Effect
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.explaining import Question
from mdt_desk.ui.screens.case.presenter import CasePorts, CasePresenter, SaveOrder
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.cases import change_facts
from mdt_desk.usecases.ports import DeskServices, StoredCase

_TICK_MS: Final = 60_000
_FIGURE_WIDTH: Final = 1040
"""Pixels: twice the widest figure, so that it is sharp on a screen of double density too."""

Answer = Callable[[StoredCase | Exception], None]
Read = tuple[StoredCase, datetime, datetime | None]
"""A case, its meeting, and when it was last discussed."""


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
        self._saved = False
        self._presenter = CasePresenter(
            CasePorts(
                now=desk.now,
                assess=self._assess,
                explain=self._explain,
                save=self._save,
                read=self._read,
                draw=self._draw,
                say=sentence,
                documents=desk.services.sources,
            ),
            desk.look.texts,
            self._show,
        )
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        desk.preferred.connect(self._tick)
        desk.going.connect(self._going)
        desk.commands.answer(ActionId.UNDO, self._undo)
        desk.commands.answer(ActionId.REDO, self._redo)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was typed stays."""
        self._view = view = CaseView(look)
        presenter = self._presenter
        view.picked.connect(presenter.pick)
        view.typed.connect(presenter.type)
        view.paused.connect(presenter.pause)
        view.left.connect(presenter.leave)
        view.undo_wanted.connect(self._undo)
        view.redo_wanted.connect(self._redo)
        view.save_wanted.connect(presenter.save_again)
        view.level_chosen.connect(presenter.choose_level)
        view.lesion_added.connect(presenter.add_lesion)
        view.lesion_removed.connect(presenter.remove_lesion)
        view.lesions_declared.connect(presenter.declare_lesions)
        view.level_left.connect(presenter.leave_level)
        view.clash_resolved.connect(lambda path, mine: presenter.resolve(path, mine=mine))
        view.turned.connect(lambda key, opened: presenter.turn(key, opened=opened))
        if self._state is not None:
            view.show_state(self._state)
        presenter.speak(look.texts)
        return view

    def enter(self) -> None:
        """Read the case in hand; what is being typed in it stays."""
        self._clock.start()
        case_id = self._desk.case
        if case_id is None:
            return
        services = self._desk.services

        def verb() -> Read:
            stored = services.queue.get(case_id)
            decided = [each.decided_at for each in services.queue.decisions(case=case_id)]
            if stored.meeting is None:
                meeting_at = self._meeting_ahead(services)
            else:
                meeting_at = services.queue.meeting(stored.meeting).starts_at
            return stored, meeting_at, max(decided, default=None)

        self._desk.do(verb, self._opened)
        if self._view is not None:
            self._view.focus_form()

    def _opened(self, read: Read) -> None:
        stored, meeting_at, discussed_at = read
        if stored.id != self._desk.case:
            return
        if stored.id == self._shown:
            self._presenter.follow(stored, meeting_at)
        else:
            self._shown = stored.id
            self._presenter.open(stored, meeting_at, discussed_at)

    def _going(self, place: Place) -> None:
        """Tell the other screens, before one of them is shown, that the case was changed."""
        if place is not Place.CASE and self._saved:
            self._saved = False
            self._desk.changed.emit()

    def _show(self, state: CaseScreenState) -> None:
        self._state = state
        if self._view is not None:
            self._view.show_state(state)

    def _undo(self) -> None:
        if self._state is not None:
            self._presenter.undo()

    def _redo(self) -> None:
        if self._state is not None:
            self._presenter.redo()

    def _tick(self) -> None:
        if self._view is not None and self._view.isVisible():
            self._presenter.tick()

    def _assess(
        self, case: Case, at: datetime, meeting_at: datetime, answer: Callable[[Assessment | None], None]
    ) -> None:
        assess = self._desk.services.assess

        def ended(outcome: Outcome[Assessment]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
                answer(None)
            else:
                answer(outcome.value)

        self._desk.judging.run(lambda: assess(case, at, meeting_at), ended)

    def _explain(
        self, question: Question, at: datetime, answer: Callable[[tuple[Effect, ...] | None], None]
    ) -> None:
        explain = self._desk.services.explain

        def verb() -> tuple[Effect, ...]:
            if question.advice is None:
                return explain.score(question.case, at, question.key)
            return explain.advice(question.case, at, *question.advice)

        def ended(outcome: Outcome[tuple[Effect, ...]]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
                answer(None)
            else:
                answer(outcome.value)

        self._desk.judging.run(verb, ended)

    def _save(self, order: SaveOrder, answer: Answer) -> None:
        queue, now = self._desk.services.queue, self._desk.now()

        def verb() -> StoredCase:
            return change_facts(
                queue, order.case_id, order.changes, expected_version=order.expected_version, at=now
            )

        def ended(outcome: Outcome[StoredCase]) -> None:
            self._saved = True
            _hand_over(outcome, answer)

        self._desk.work.run(verb, ended)

    def _read(self, case_id: CaseId, answer: Answer) -> None:
        queue = self._desk.services.queue
        self._desk.work.run(lambda: queue.get(case_id), partial(_hand_over, answer=answer))

    def _draw(self, classes: frozenset[int], answer: Callable[[bytes], None]) -> None:
        services, look = self._desk.services, self._desk.look
        theme, language = look.tokens.name, look.texts.language
        self._desk.do(
            lambda: services.curves.png(classes, theme, language, width=_FIGURE_WIDTH),
            answer,
            on=self._desk.paper,
        )


def _hand_over(outcome: Outcome[StoredCase], answer: Answer) -> None:
    if not isinstance(outcome, Failed):
        answer(outcome.value)
    elif isinstance(outcome.error, Exception):
        answer(outcome.error)
    else:
        raise outcome.error
