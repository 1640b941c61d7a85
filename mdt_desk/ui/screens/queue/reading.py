"""What was read of the queue: its lines in the order asked for, some pages at a time, and what stands beside them."""

from array import array
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.people import Verb
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.attention import Beside
from mdt_desk.ui.screens.queue.looking import Unreadable, look_beside
from mdt_desk.ui.screens.queue.sheet import PAGE, Found, Sheet, View
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.briefs import CANNOT_WAIT, PERHAPS, UNJUDGED, Brief, Counts, Known, Wanted
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.filters import saved_filters
from mdt_desk.usecases.judging_lines import judge_some
from mdt_desk.usecases.marking import known_now
from mdt_desk.usecases.people import allowed
from mdt_desk.usecases.view import Entry, entry_for
from mdt_desk.usecases.waking import Woken, wake_conditions

_AT_ONCE: Final = 16
"""So many cases are judged before the queue is shown: a usual queue is whole then."""
_CARDS: Final = 12


class Reading(QObject):
    """Reads off the GUI thread.

    Signals:
        changed: there is something new to show.
        paged: rows from one place to another can be shown.
        read_anew: everything was read; what is not judged yet can be.
        woke: conditions have come; a tuple of `Woken`.

    """

    changed = Signal()
    paged = Signal(int, int)
    read_anew = Signal()
    woke = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        super().__init__(desk)
        self._desk = desk
        self._queue = desk.services.queue
        self._rules = ""
        self._turn = self._asked = 0
        self.wanted = Wanted()
        self.view: View | None = None
        self.sheet = Sheet(array("q"))
        self.beside = Beside()
        self.unreadable = Unreadable()
        self.problem = ""

    def known(self) -> Known:
        """Return what a judgement has to be of to be known now; not for the GUI thread the first time."""
        services = self._desk.services
        now = services.clock.now()
        if not self._rules:
            rules = services.rules
            self._rules = rules() if rules else services.assess(CaseOf(), now, now).rules.hash
        return known_now(self._rules, services.settings.current(), now)

    def entry(self, case_id: CaseId | None) -> Entry | None:
        """Return a case with the meeting it is on, as it is now; None says in the bar why it cannot be had."""
        try:
            return None if case_id is None else entry_for(self._queue, case_id)
        except KnownError as error:
            self._desk.fail(error)
            return None

    def brief_at(self, sheet: Sheet, place: int) -> Brief | None:
        """Return the row at a place of a sheet; None: it is being read now, or the sheet is not shown any more."""
        page = place // PAGE
        if page not in sheet.pages:
            self._want(sheet, page)
            return None
        return sheet.pages[page].get(sheet.numbers[place])

    def read(self) -> None:
        """Read again; what still holds is not judged anew."""
        self._turn += 1
        turn, services, wanted = self._turn, self._desk.services, self.wanted
        preferences = services.settings.current()

        def verb() -> tuple[View, Found, tuple[Woken, ...]]:
            may_list = allowed(services.people, Verb.PREPARE_MEETING)
            now = services.clock.now()
            woken = wake_conditions(self._queue, services.new_id, preferences, now) if may_list else ()
            known, lines = self.known(), self._queue.lines
            counts = lines.counts(known)
            if 0 < counts.lanes.get(UNJUDGED, 0) <= _AT_ONCE:
                judge_some(self._queue, services.assess, preferences, known, most=_AT_ONCE)
                counts = lines.counts(known)
            saved = tuple(saved_filters(self._queue.notes))
            view = View(counts=counts, urgent=self._urgent(counts, known), saved=saved)
            return view, self._find(wanted, known), woken

        self._desk.work.run(verb, lambda outcome: self._take(turn, outcome), reads=True)

    def find(self, wanted: Wanted) -> None:
        """Show other lines, or the same in another order."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        self.find_again()

    def find_again(self) -> None:
        """Find what is wanted anew."""
        self._asked += 1
        asked, wanted = self._asked, self.wanted

        def found(outcome: Outcome[Found]) -> None:
            if asked == self._asked and not isinstance(outcome, Failed):
                self._show(outcome.value)
            elif isinstance(outcome, Failed):
                self._desk.fail(outcome.error)

        self._desk.work.run(lambda: self._find(wanted, self.known()), found, reads=True)

    def count_again(self) -> None:
        """Count, and find what is wanted, after more of the queue was judged."""
        turn, wanted, before = self._turn, self.wanted, self.view

        def verb() -> tuple[View, Found]:
            known = self.known()
            counts, found = self._queue.lines.counts(known), self._find(wanted, known)
            saved = before.saved if before else ()
            return View(counts=counts, urgent=self._urgent(counts, known), saved=saved), found

        def took(outcome: Outcome[tuple[View, Found]]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
            elif turn == self._turn:
                self.view, found = outcome.value
                self._show(found)

        self._desk.work.run(verb, took, reads=True)

    def _urgent(self, counts: Counts, known: Known) -> tuple[Brief, ...]:
        """Return the first cases of the urgent lane; the order of the queue begins with them."""
        many = counts.lanes.get(CANNOT_WAIT, 0) + counts.lanes.get(PERHAPS, 0)
        lines = self._queue.lines
        first = lines.numbers(Wanted(), known)[: min(many, _CARDS)] if many else ()
        return lines.page(first, known) if first else ()

    def _find(self, wanted: Wanted, known: Known) -> Found:
        numbers = self._queue.lines.numbers(wanted, known)
        first = self._queue.lines.page(numbers[:PAGE], known) if numbers else ()
        return Found(numbers=numbers, first=first)

    def _show(self, found: Found) -> None:
        self.sheet = Sheet(found.numbers, found.first)
        self.unreadable.note_rows(found.first)
        self.changed.emit()

    def _want(self, sheet: Sheet, page: int) -> None:
        """Have a page read, once; it is asked for while rows are painted, so that nothing may be drawn from here."""
        if page not in sheet.on_the_way and sheet is self.sheet:
            sheet.on_the_way.add(page)
            QTimer.singleShot(0, partial(self._read_page, sheet, page))

    def _read_page(self, sheet: Sheet, page: int) -> None:
        lines = sheet.lines_of(page)

        def came(outcome: Outcome[tuple[Brief, ...]]) -> None:
            if isinstance(outcome, Failed):
                self._desk.fail(outcome.error)
            elif sheet is self.sheet:
                sheet.take(page, outcome.value)
                self.unreadable.note_rows(outcome.value)
                self.paged.emit(page * PAGE, page * PAGE + len(lines) - 1)

        self._desk.work.run(lambda: self._queue.lines.page(lines, self.known()), came, reads=True)

    def _take(self, turn: int, outcome: Outcome[tuple[View, Found, tuple[Woken, ...]]]) -> None:
        if turn != self._turn:
            return
        if isinstance(outcome, Failed):
            self.problem = sentence(outcome.error, self._desk.look.texts)
            self.changed.emit()
            return
        self.problem = ""
        self.view, found, woken = outcome.value
        self._show(found)
        self._desk.work.run(
            lambda: look_beside(self._queue, self.known()),
            lambda beside: self._take_beside(turn, beside, woken),
            reads=True,
        )
        self.read_anew.emit()

    def _take_beside(self, turn: int, outcome: Outcome[Beside], woken: tuple[Woken, ...]) -> None:
        if turn != self._turn:
            return
        if isinstance(outcome, Failed):
            self._desk.fail(outcome.error)
            return
        if outcome.value != self.beside:
            self.beside = outcome.value
            self.changed.emit()
        if woken:
            self.woke.emit(woken)
