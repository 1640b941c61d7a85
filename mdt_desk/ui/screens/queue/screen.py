"""The queue as a place of the window: intents become verbs, what they change becomes a state."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.cells import Line, patient_cell
from mdt_desk.ui.screens.queue.chasing import chase_list
from mdt_desk.ui.screens.queue.presenter import Around, Asked, lines, problem_state, queue_state
from mdt_desk.ui.screens.queue.state import Column, QueueState, Scope
from mdt_desk.ui.screens.queue.verbs import QueueVerbs
from mdt_desk.ui.screens.queue.view import QueueView
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.calendar import next_meeting_at
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.view import Listed, queue_view
from mdt_desk.usecases.view import QueueView as QueueRead

_TICK_MS: Final = 30_000
_OF_A_CASE: Final = (
    ActionId.ON_AGENDA,
    ActionId.MOVE_UP,
    ActionId.MOVE_DOWN,
    ActionId.WITHDRAW,
    ActionId.CLOSE_CASE,
)


class QueueScreen(QObject):
    """Keeps what was read and what was asked for; draws again when either changes, and as the clocks run.

    Signals ``emptied`` when the first reading finds nothing at all.
    """

    place = Place.QUEUE
    emptied = Signal()

    def __init__(self, desk: Desk) -> None:
        """Answer for the actions of the queue."""
        super().__init__(desk)
        self._desk = desk
        self._verbs = QueueVerbs(desk)
        self._listed: tuple[Listed, ...] | None = None
        self._refused: tuple[KnownError, ...] = ()
        self._ready: tuple[Line, ...] = ()
        self._asked = Asked()
        self._problem = ""
        self._state = QueueState()
        self._view: QueueView | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        desk.changed.connect(self.read)
        self._answer()

    def _answer(self) -> None:
        answer, verbs = self._desk.commands.answer, self._verbs
        answer(ActionId.FILTER, self._focus_filter)
        answer(ActionId.REFRESH, self.read)
        answer(ActionId.NEW_CASE, verbs.new_case)
        answer(ActionId.CHASE_LIST, self._copy_chase_list)
        for action, verb in (
            (ActionId.ON_AGENDA, verbs.toggle_agenda),
            (ActionId.MOVE_UP, partial(self._move, -1)),
            (ActionId.MOVE_DOWN, partial(self._move, 1)),
            (ActionId.WITHDRAW, lambda chosen: verbs.set_aside(chosen, CaseState.WITHDRAWN)),
            (ActionId.CLOSE_CASE, lambda chosen: verbs.set_aside(chosen, CaseState.CLOSED)),
        ):
            answer(action, partial(self._with_chosen, verb))
        answer(ActionId.NEXT_CASE, partial(self._step, 1))
        answer(ActionId.PREVIOUS_CASE, partial(self._step, -1))

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was read stays."""
        view = QueueView(look)
        self._view = view
        self._prepare()
        view.opened.connect(self._desk.open_case)
        view.typed.connect(lambda text: self._ask(replace(self._asked, typed=text)))
        view.scoped.connect(lambda scope: self._ask(replace(self._asked, scope=scope)))
        view.sorted.connect(self._sort)
        view.new_wanted.connect(self._verbs.new_case)
        view.chase_wanted.connect(self._copy_chase_list)
        view.offer_actions([self._desk.commands[each] for each in _OF_A_CASE])
        view.again_wanted.connect(self.read)
        view.settings_wanted.connect(lambda: self._desk.go(Place.SETTINGS))
        return view

    def enter(self) -> None:
        """Read again, and put the keyboard on the table."""
        self._clock.start()
        self.read()
        if self._view is not None:
            self._view.focus_table()

    def read(self) -> None:
        """Read the queue off the GUI thread."""
        services = self._desk.services
        self._desk.work.run(
            lambda: queue_view(
                services.queue, services.assess, services.settings.current(), services.clock.now()
            ),
            self._take,
        )

    def found(self) -> tuple[tuple[str, str, CaseId], ...]:
        """Return name, identifiers and identity of every case, for the palette."""
        texts, now = self._desk.look.texts, self._desk.now()
        cells = [(patient_cell(each.stored.case, texts, now), each.stored.id) for each in self._listed or ()]
        return tuple((cell.text, cell.detail, case_id) for cell, case_id in cells)

    def _take(self, outcome: Outcome[QueueRead]) -> None:
        if isinstance(outcome, Failed):
            self._problem = sentence(outcome.error, self._desk.look.texts)
        else:
            first = self._listed is None
            self._problem = ""
            self._listed, self._refused = outcome.value.listed, outcome.value.refused
            if first and not (self._listed or self._refused):
                self.emptied.emit()
        self._prepare()

    def _tick(self) -> None:
        if self._view is not None and self._view.isVisible():
            self._prepare()

    def _focus_filter(self) -> None:
        if self._view is not None:
            self._view.focus_filter()

    def _around(self) -> Around:
        return Around(
            texts=self._desk.look.texts,
            now=self._desk.now(),
            on_call=self._desk.preferences.on_call,
            refused=self._refused,
        )

    def _prepare(self) -> None:
        """Say everything anew: the words, the clocks and the language may have changed."""
        self._ready = lines(self._listed or (), self._around())
        self._draw()

    def _ask(self, asked: Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self._draw()

    def _sort(self, column: Column) -> None:
        chosen, descending = self._asked.sorted_by(column)
        self._ask(replace(self._asked, column=chosen, descending=descending))

    def _draw(self) -> None:
        if self._problem:
            self._state = problem_state(self._problem)
        elif self._listed is not None:
            self._state = queue_state(self._ready, self._asked, self._around())
        if self._view is not None:
            self._view.show_state(self._state)

    def _chosen(self) -> Listed | None:
        chosen = self._view.case() if self._view is not None else None
        return next((each for each in self._listed or () if each.stored.id == chosen), None)

    def _with_chosen(self, verb: Callable[[Listed], object]) -> None:
        chosen = self._chosen()
        if chosen is not None:
            verb(chosen)

    def _move(self, by: int, chosen: Listed) -> None:
        """Show the agenda's order, so that the move can be seen."""
        if self._verbs.move(chosen, by):
            self._asked = Asked(typed=self._asked.typed, scope=Scope.AGENDA, column=Column.MEETING)
        else:
            self._desk.say(self._desk.look.text("queue.not_on_agenda"))

    def _copy_chase_list(self) -> None:
        texts, preferences = self._desk.look.texts, self._desk.preferences
        meeting_at = next_meeting_at(preferences, self._desk.now())
        text = chase_list(self._listed or (), meeting_at, texts)
        if text:
            QGuiApplication.clipboard().setText(text)
        self._desk.say(texts.get("queue.chase.copied" if text else "queue.chase.nothing"))

    def _step(self, by: int) -> None:
        """Open the case after or before the one in hand, in the order in which the queue shows them."""
        shown = [each.id for each in self._state.rows]
        if not shown:
            return
        held = self._desk.case
        at = shown.index(held) + by if held in shown else 0
        self._desk.open_case(shown[max(0, min(len(shown) - 1, at))])
