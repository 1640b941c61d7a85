"""What was read of the queue: at once what is known, then case by case what the rules say."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.filters import saved_filters
from mdt_desk.usecases.people import allowed
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.view import (
    Entry,
    Judge,
    Listed,
    QueueView,
    Unjudged,
    put_away,
    read_queue,
    with_judged,
)
from mdt_desk.usecases.waking import Woken, wake_conditions

_AT_ONCE: Final = 16
"""So many cases are judged before the queue is shown: a usual queue is whole then."""
_NEXT: Final = 4
_DRAWN_EVERY_MS: Final = 500
Visible = Callable[[], frozenset[CaseId]]


class Reading(QObject):
    """Reads off the GUI thread. Cases that cannot be seen are judged last, a few at a time.

    Signals:
        changed: there is something new to show.
        woke: conditions have come; a tuple of `Woken`.

    """

    changed = Signal()
    woke = Signal(object)

    def __init__(self, desk: Desk, visible: Visible) -> None:
        """Read nothing yet; ``visible`` says which cases are in sight."""
        super().__init__(desk)
        self._desk = desk
        self._visible = visible
        self._judge = Judge(desk.services.assess)
        self._turn = 0
        self._stopped = False
        self._found: list[Listed] = []
        self.view: QueueView | None = None
        self.put_away: tuple[StoredCase, ...] = ()
        self.put_away_wanted = False
        self.saved: tuple[str, ...] = ()
        self.problem = ""
        self._drawn = QTimer(self)
        self._drawn.setSingleShot(True)
        self._drawn.setInterval(_DRAWN_EVERY_MS)
        self._drawn.timeout.connect(self._show_found)
        if (window := desk.parent()) is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Judge nothing more once the window goes."""
        if event.type() is QEvent.Type.Close:
            self._stopped = True
        return False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every case that can be shown, in the order of urgency."""
        if self.view is None:
            return ()
        away = tuple(Unjudged(stored=each) for each in self.put_away) if self.put_away_wanted else ()
        return (*self.view.listed, *self.view.unjudged, *away)

    def entry(self, case_id: CaseId | None) -> Entry | None:
        """Return one of them."""
        return next((each for each in self.entries if each.stored.id == case_id), None)

    def read(self) -> None:
        """Read again; what still holds is not judged anew."""
        self._turn += 1
        turn, services, wanted = self._turn, self._desk.services, self.put_away_wanted
        queue, now, preferences = services.queue, services.clock.now(), services.settings.current()

        def verb() -> tuple[QueueView, tuple[StoredCase, ...], tuple[str, ...], tuple[Woken, ...]]:
            may_list = allowed(services.people, Verb.PREPARE_MEETING)
            woken = wake_conditions(queue, services.new_id, preferences, now) if may_list else ()
            view = read_queue(queue, self._judge, preferences, now)
            first = self._judge.judge(view.unjudged[:_AT_ONCE], preferences, now)
            away = put_away(queue) if wanted else ()
            return with_judged(view, first, preferences), away, tuple(saved_filters(queue.notes)), woken

        self._desk.work.run(verb, lambda outcome: self._take(turn, outcome), reads=True)

    def want_put_away(self, *, wanted: bool) -> None:
        """Show withdrawn and closed cases too; they are read only when somebody asks for them."""
        if wanted != self.put_away_wanted:
            self.put_away_wanted = wanted
            if wanted:
                self.read()

    def _take(
        self,
        turn: int,
        outcome: Outcome[tuple[QueueView, tuple[StoredCase, ...], tuple[str, ...], tuple[Woken, ...]]],
    ) -> None:
        if turn != self._turn:
            return
        if isinstance(outcome, Failed):
            self.problem = sentence(outcome.error, self._desk.look.texts)
            self.changed.emit()
            return
        self.problem = ""
        self.view, self.put_away, self.saved, woken = outcome.value
        self._found = []
        self.changed.emit()
        if woken:
            self.woke.emit(woken)
        self._go_on(turn)

    def _go_on(self, turn: int) -> None:
        """Judge a few more, those in sight first."""
        if self.view is None or turn != self._turn or self._stopped:
            return
        done = {each.stored.id for each in self._found}
        waiting = [each for each in self.view.unjudged if each.stored.id not in done]
        if not waiting:
            self._show_found()
            return
        in_sight = self._visible()
        waiting.sort(key=lambda each: each.stored.id not in in_sight)
        services = self._desk.services
        now, preferences = services.clock.now(), services.settings.current()
        self._desk.judging.run(
            lambda: self._judge.judge(waiting[:_NEXT], preferences, now),
            lambda outcome: self._judged(turn, outcome),
        )

    def _judged(self, turn: int, outcome: Outcome[tuple[Listed, ...]]) -> None:
        if turn != self._turn:
            return
        if isinstance(outcome, Failed):
            self._desk.fail(outcome.error)
            return
        self._found += outcome.value
        if not self._drawn.isActive():
            self._drawn.start()
        self._go_on(turn)

    def _show_found(self) -> None:
        if self.view is None or not self._found:
            return
        found, self._found = self._found, []
        self.view = with_judged(self.view, found, self._desk.services.settings.current())
        self.changed.emit()
