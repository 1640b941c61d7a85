"""What was read of the queue: its lines in the order asked for, some pages at a time, and what stands beside them."""

from array import array
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.mixups import Named, Pair, pairs
from mdt_desk.domain.people import Verb
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.screens.queue.attention import Beside, named_in
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Failed, Outcome
from mdt_desk.usecases.briefs import CANNOT_WAIT, PERHAPS, UNJUDGED, Brief, Counts, Known, Wanted
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.filters import saved_filters
from mdt_desk.usecases.judging_lines import entry_of, judge_some
from mdt_desk.usecases.marking import known_now
from mdt_desk.usecases.people import allowed
from mdt_desk.usecases.view import Entry
from mdt_desk.usecases.waking import Woken, wake_conditions, woken_cases

PAGE: Final = 200
"""So many rows are read at a time."""
_AT_ONCE: Final = 16
"""So many cases are judged before the queue is shown: a usual queue is whole then."""
_CARDS: Final = 12
_PAGES: Final = 12
"""So many pages are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lines that were asked for, and the first page of them."""

    numbers: "array[int]"
    first: tuple[Brief, ...]


class Sheet:
    """The lines of one finding, with the pages of them that were read; another finding has a sheet of its own."""

    def __init__(self, numbers: "array[int]", first: tuple[Brief, ...] = ()) -> None:
        """Begin with the first page."""
        self.numbers = numbers
        self.pages: dict[int, dict[int, Brief]] = {0: {each.number: each for each in first}}
        self.on_the_way: set[int] = set()

    def lines_of(self, page: int) -> "array[int]":
        """Return the lines of a page."""
        return self.numbers[page * PAGE : (page + 1) * PAGE]

    def take(self, page: int, briefs: tuple[Brief, ...]) -> None:
        """Remember a page that was read, and of too many forget the furthest."""
        self.on_the_way.discard(page)
        if len(self.pages) > _PAGES:
            del self.pages[max(self.pages, key=lambda each: abs(each - page))]
        self.pages[page] = {each.number: each for each in briefs}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one reading found beside the lines that were asked for."""

    counts: Counts = field(default_factory=Counts)
    urgent: tuple[Brief, ...] = ()
    saved: tuple[str, ...] = ()


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
        self.unreadable: dict[int, KnownError] = {}
        self.refused: tuple[KnownError, ...] = ()
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
            return None if case_id is None else entry_of(self._queue, case_id)
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

    def everybody(self) -> tuple[Brief, ...]:
        """Return every waiting case by name; not for the GUI thread."""
        return self._all(Wanted(column="patient"))

    def incomplete(self) -> tuple[Brief, ...]:
        """Return every case that is not ready, the most urgent first; not for the GUI thread."""
        return self._all(Wanted(ready=(1, 2)))

    def alike(self, case_id: CaseId) -> frozenset[CaseId]:
        """Return the patients who are easily taken for this one."""
        both = [(each.one, each.other) for each in self.beside.mixups if case_id in {each.one, each.other}]
        return frozenset(other if one == case_id else one for one, other in both)

    def _all(self, wanted: Wanted) -> tuple[Brief, ...]:
        known, lines = self.known(), self._queue.lines
        numbers = lines.numbers(wanted, known)
        pages = (lines.page(numbers[at : at + PAGE], known) for at in range(0, len(numbers), PAGE))
        return tuple(each for page in pages for each in page if each.refused is None)

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
        self._note_unreadable(found.first)
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
                self._note_unreadable(outcome.value)
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
            self._look_beside, lambda beside: self._take_beside(turn, beside, woken), reads=True
        )
        self.read_anew.emit()

    def _look_beside(self) -> Beside:
        """Find who is easily taken for whom, and who is back."""
        lines, known = self._queue.lines, self.known()
        woken = woken_cases(self._queue)
        mixups: tuple[Pair, ...] = pairs(
            {
                CaseId(each.id): Named(family=each.family or "", given=each.given or "", born=each.born)
                for each in lines.names()
            }
        )
        wanted = (lines.number_of(each) for each in named_in(woken, mixups))
        briefs = lines.page([each for each in wanted if each is not None], known)
        return Beside(woken=woken, mixups=mixups, briefs={each.id: each for each in briefs})

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

    def _note_unreadable(self, briefs: tuple[Brief, ...]) -> None:
        """Remember which rows cannot be read: they are named above the table, and not judged."""
        found = {each.number: each.refused for each in briefs if each.refused is not None}
        self.note_unreadable(tuple(found.values()), found)

    def note_unreadable(self, refused: tuple[KnownError, ...], lines: dict[int, KnownError]) -> bool:
        """Remember which cases cannot be read, and tell whether that is new."""
        self.unreadable |= lines
        said = {str(each.params): each for each in (*self.refused, *refused)}
        new = len(said) != len(self.refused)
        self.refused = tuple(said.values())
        return new
