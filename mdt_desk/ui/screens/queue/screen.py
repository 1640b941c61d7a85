"""The queue as a place of the window: intents become verbs, what they change becomes a state."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.acting import OF_A_CASE, Acting
from mdt_desk.ui.screens.queue.asking import Asking
from mdt_desk.ui.screens.queue.cells import row_of
from mdt_desk.ui.screens.queue.helping import ChaseDesk, SavedFilters
from mdt_desk.ui.screens.queue.judging import Judging
from mdt_desk.ui.screens.queue.list_door import ListDoor
from mdt_desk.ui.screens.queue.narrowing import SCOPES, Asked, wanted_of
from mdt_desk.ui.screens.queue.presenter import Around, Seen, problem_state, queue_state
from mdt_desk.ui.screens.queue.reading import Reading
from mdt_desk.ui.screens.queue.row import Column, Row, Rows
from mdt_desk.ui.screens.queue.searching import RestedSearch
from mdt_desk.ui.screens.queue.sheet import Sheet
from mdt_desk.ui.screens.queue.sighting import Sighting
from mdt_desk.ui.screens.queue.state import ChaseLine, Point, Question, QueueState, Scope
from mdt_desk.ui.screens.queue.surroundings import Surroundings
from mdt_desk.ui.screens.queue.view import QueueView
from mdt_desk.ui.screens.queue.walking import Walking
from mdt_desk.usecases.filters import Filter

_TICK_MS: Final = 30_000


class QueueScreen(QObject):
    """Draws what was read, and again as the clocks run. Signals ``emptied`` when the first reading finds nothing."""

    place = Place.QUEUE
    emptied = Signal()

    def __init__(self, desk: Desk) -> None:
        """Answer for the actions of the queue."""
        super().__init__(desk)
        self._desk = desk
        self._asking = Asking(desk)
        self._reading = Reading(desk)
        self._judging = Judging(desk, self._reading, lambda: self._view.in_sight() if self._view else ())
        self._walking = Walking(desk, self._reading)
        self.found = self._walking.found
        self._sighting = Sighting(desk, self._reading)
        self._acting = Acting(
            desk, self._reading, self._asking, lambda: self._view.case() if self._view else None
        )
        self._filters = SavedFilters(desk, self._asking, self._reading.read)
        self._chase = ChaseDesk(desk, self._reading, self._seen)
        self._lists = ListDoor(desk)
        self._rested = RestedSearch(desk, lambda: len(self._state.rows))
        self._asked = Asked()
        self._beside = Surroundings(self._reading)
        self._first, self._state = True, QueueState()
        self._view: QueueView | None = None
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        desk.changed.connect(self._reading.read)
        desk.choices_known.connect(self._draw)
        self._reading.changed.connect(self._taken)
        self._reading.paged.connect(self._refresh)
        self._chase.shown.connect(self._show_chase)
        self._asking.asked.connect(self._show_question)
        self._acting.moved.connect(self._show_agenda)
        self._filters.taken.connect(self.show_filter)
        self._answer()

    def _answer(self) -> None:
        answer = self._desk.commands.answer
        answer(ActionId.FILTER, self._focus_filter)
        answer(ActionId.REFRESH, self._reading.read)
        answer(ActionId.NEW_CASE, self._acting.verbs.new_case)
        answer(ActionId.CHASE_LIST, self._chase.show)
        answer(ActionId.NARROW, lambda: self._narrow(narrowed=not self._beside.narrowed))
        answer(ActionId.SAVE_FILTER, lambda: self._filters.save(self._asked.filter))
        answer(ActionId.SAVED_FILTERS, self._open_saved)
        answer(ActionId.NEXT_CASE, partial(self._walking.step, 1))
        answer(ActionId.PREVIOUS_CASE, partial(self._walking.step, -1))

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; what was read stays."""
        view = QueueView(look)
        self._view = view
        self._asking.cancel()
        self._beside.look(self._desk.look.texts, self._desk.now())
        self._draw()
        view.opened.connect(self._desk.open_case)
        view.scoped.connect(lambda scope: self._ask(self._asked.scoped(scope)))
        view.sorted.connect(lambda column: self._ask(self._asked.sorted_by(column)))
        view.dropped.connect(self._acting.drop)
        view.new_wanted.connect(self._acting.new_case)
        view.follow(self._desk.commands)
        view.again_wanted.connect(self._reading.read)
        view.settings_wanted.connect(lambda: self._desk.go(Place.SETTINGS))
        view.offer_actions([self._desk.commands[each] for each in OF_A_CASE])
        self._connect_parts(view)
        self._lists.watch(view)
        self._sighting.watch(view.table)
        return view

    def _connect_parts(self, view: QueueView) -> None:
        tools = view.tools
        tools.typed.connect(lambda text: self._ask(self._asked.typing(text)))
        tools.narrowing.connect(lambda narrowed: self._narrow(narrowed=narrowed))
        tools.filter_chosen.connect(self._filters.choose)
        tools.filter_deleted.connect(self._filters.delete)
        tools.saving.connect(lambda: self._filters.save(self._asked.filter))
        view.chips.toggled.connect(lambda value: self._ask(self._asked.toggled(value)))
        view.chips.cleared.connect(lambda: self._ask(replace(self._asked, filter=SCOPES[Scope.ALL])))
        view.strip.merging.connect(self._acting.merge_two)
        view.strip.put_away.connect(self._dismiss)
        view.bar.answered.connect(self._asking.answer)
        view.bar.cancelled.connect(self._asking.cancel)
        view.chase.copied.connect(self._chase.copy_one)
        view.chase.all_copied.connect(self._chase.copy_all)

    def enter(self) -> None:
        """Read again, and put the keyboard on the table."""
        self._clock.start()
        self._reading.read()
        if self._view is not None:
            self._view.focus_table()

    def _taken(self) -> None:
        reading = self._reading
        view = reading.view
        first, self._first = self._first and view is not None, self._first and view is None
        if first and view is not None and not (view.counts.waiting or reading.unreadable.errors):
            self.emptied.emit()
        self._beside.look(self._desk.look.texts, self._desk.now())
        self._draw()

    def _refresh(self, first: int, last: int) -> None:
        if self._view is not None:
            self._view.refresh(first, last)

    def _tick(self) -> None:
        if self._seen():
            self._draw()
            self._judging.go_on()

    def _seen(self) -> bool:
        return self._view is not None and self._view.isVisible()

    def _focus_filter(self) -> None:
        if self._view is not None:
            self._view.focus_filter()

    def _open_saved(self) -> None:
        if self._view is not None:
            self._view.tools.open_saved()

    def _around(self) -> Around:
        desk = self._desk
        return self._beside.around(desk.look.texts, desk.now(), desk.preferences.on_call)

    def _ask(self, asked: Asked) -> None:
        if asked != self._asked:
            if asked.filter.typed != self._asked.filter.typed:
                self._rested.typed(asked.filter.typed)
            self._asked = asked
            self._reading.find(wanted_of(asked, self._desk.look.texts))
            if self._view is not None:
                self._view.tools.show_typed(asked.filter.typed)

    def show_filter(self, chosen: Filter) -> None:
        """Show what a filter leaves."""
        self._ask(replace(self._asked, filter=chosen))

    def _narrow(self, *, narrowed: bool) -> None:
        self._beside.narrowed = narrowed
        self._draw()

    def _draw(self) -> None:
        """Say anew what may have changed: the words, the clocks, the language."""
        reading, around = self._reading, self._around()
        if reading.problem:
            self._state = problem_state(reading.problem)
        elif reading.view is not None:
            rows = Rows(reading.sheet.numbers, partial(self._row_at, around, reading.sheet))
            seen = Seen(counts=reading.view.counts, urgent=reading.view.urgent, rows=rows)
            self._state = queue_state(seen, self._asked, around)
        if self._view is not None:
            self._view.show_state(self._state)

    def _row_at(self, around: Around, sheet: Sheet, place: int) -> Row | None:
        brief = self._reading.brief_at(sheet, place)
        if brief is None:
            return None
        return row_of(brief, around.texts, around.now, self._beside.remark(brief.id, self._desk.choosing))

    def _show_question(self, question: Question | None) -> None:
        if self._view is not None:
            self._view.ask(question)

    def _show_chase(self, found: tuple[ChaseLine, ...]) -> None:
        self._asking.cancel()
        if self._view is not None:
            self._view.show_chase(found)

    def _show_agenda(self) -> None:
        self._ask(
            Asked(filter=replace(SCOPES[Scope.AGENDA], typed=self._asked.filter.typed), column=Column.MEETING)
        )

    def _dismiss(self, point: Point) -> None:
        self._beside.put_away(point)
        self._draw()
