"""The insights as a place of the window: counted and drawn off its thread, a few cases at a time."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mdt_desk.domain.people import Verb
from mdt_desk.ui.actions import Place
from mdt_desk.ui.asleep import hold
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.papers import file_in
from mdt_desk.ui.screens.insights.presenter import chosen_years, insights_state
from mdt_desk.ui.screens.insights.state import Out
from mdt_desk.ui.screens.insights.view import InsightsView
from mdt_desk.usecases.insight_tables import Part
from mdt_desk.usecases.insight_tools import InsightsOrder, InsightTools
from mdt_desk.usecases.insights import AT_ONCE, Findings, Outlook, Records, Years, gather, years_of

_DRAWN_LAST = (Part.DEADLINES,)
"""What changes while cases are judged; the other figures are drawn at once."""


class InsightsScreen(QObject):
    """Keeps what was counted; its view draws it."""

    place = Place.INSIGHTS

    def __init__(self, desk: Desk, tools: InsightTools, papers: Path, show: Callable[[Path], None]) -> None:
        """Count nothing yet; documents go to the folder ``papers``, and ``show`` shows one of them."""
        super().__init__(desk)
        self._desk = desk
        self._tools = tools
        self._papers = papers
        self._show = show
        self._outlook = Outlook(hindsight=tools.hindsight, zone=desk.zone, fewest=0)
        self._records: Records | None = None
        self._whole: Years | None = None
        self._years: Years | None = None
        self._found: Findings | None = None
        self._pictures: dict[Part, bytes] = {}
        self._round = 0
        self._counting = False
        self._view: InsightsView | None = None
        desk.leaving.connect(self._stop)

    def build(self, look: Look) -> QWidget:
        """Return a view in another look; its figures are drawn anew."""
        view = self._view = InsightsView(look)
        view.went.connect(self._go)
        view.years_chosen.connect(self._choose)
        view.wanted.connect(self._export)
        view.stopped.connect(self._stop)
        view.resumed.connect(self._resume)
        hold(self._desk, view, Verb.PRINT, view.outs[Out.PDF])
        hold(self._desk, view, Verb.EXPORT, view.outs[Out.CSV], view.outs[Out.REGISTRY])
        self._pictures = {}
        self._draw()
        if self._found is not None:
            self._paint(tuple(Part), self._round)
        return view

    def enter(self) -> None:
        """Read the records, count, and judge what was not judged before."""
        queue, on, fewest = (
            self._desk.services.queue,
            self._desk.now().date(),
            self._desk.preferences.fewest_patients,
        )
        self._outlook.fewest, self._outlook.zone = fewest, self._desk.zone

        def read(records: Records) -> None:
            self._records, self._whole = records, years_of(records, self._desk.zone)
            chosen = self._years or self._whole
            self._years = chosen and self._whole and chosen_years(self._whole, chosen.first, chosen.last)
            self._count()

        self._desk.read(lambda: gather(queue, on), read)
        if self._view is not None:
            self._view.focus_first()

    def _go(self, place: Place) -> None:
        self._stop()
        self._desk.go(place)

    def _choose(self, first: int, last: int) -> None:
        if self._whole is not None:
            self._years = chosen_years(self._whole, first, last)
            self._count()

    def _draw(self) -> None:
        if self._view is not None:
            texts = self._desk.look.texts
            state = insights_state(self._whole, self._found, self._pictures, texts, counting=self._counting)
            self._view.show_state(state)

    def _count(self) -> None:
        """Count at once what needs no judging, then judge; an earlier round ends where it is."""
        records, years, outlook = self._records, self._years, self._outlook
        if records is None or years is None:
            self._draw()
            return
        self._round += 1
        number = self._round

        def counted(found: Findings) -> None:
            if number != self._round:
                return
            self._found = found
            self._paint(tuple(Part), number)
            self._resume()

        self._desk.do(lambda: outlook.findings(records, years), counted, on=self._desk.paper)

    def _resume(self) -> None:
        self._counting = True
        self._judge(self._round)

    def _stop(self) -> None:
        self._counting = False
        self._draw()

    def _judge(self, number: int) -> None:
        """Judge a few cases, show how far it is, and go on until all were judged or somebody stops it."""
        records, found, outlook = self._records, self._found, self._outlook
        if records is None or found is None:
            return

        def some() -> tuple[Findings, bool]:
            waiting = outlook.waiting(records, found.years)
            outlook.judge(records, waiting[:AT_ONCE])
            return outlook.recount(found, records), len(waiting) > AT_ONCE

        def judged(outcome: tuple[Findings, bool]) -> None:
            if number != self._round:
                return
            self._found, rest = outcome
            if rest and self._counting:
                self._draw()
                self._judge(number)
                return
            self._counting = False
            self._paint(_DRAWN_LAST, number)
            self._draw()

        self._desk.do(some, judged, on=self._desk.paper)

    def _paint(self, parts: tuple[Part, ...], number: int) -> None:
        """Draw figures off the thread of the window, one after another."""
        found, charts = self._found, self._tools.charts
        if found is None:
            return
        theme, language = self._desk.preferences.theme, self._desk.look.texts.language

        def draw(part: Part) -> None:
            def drawn(picture: bytes) -> None:
                look = (self._desk.preferences.theme, self._desk.look.texts.language)
                if number == self._round and look == (theme, language):
                    self._pictures = {**self._pictures, part: picture}
                    self._draw()

            self._desk.do(lambda: charts.svg(part, found, theme, language), drawn, on=self._desk.paper)

        for each in parts:
            draw(each)

    def _export(self, out: Out) -> None:
        """Make a file of what is shown: paper is shown, a table is named."""
        found, records, years = self._found, self._records, self._years
        if found is None or records is None or years is None:
            return
        desk, tools, now = self._desk, self._tools, self._desk.now()
        language = desk.look.texts.language
        ending = "pdf" if out is Out.PDF else "csv"
        name = "registry" if out is Out.REGISTRY else "insights"

        def make() -> Path:
            file = file_in(self._papers, name, at=now, ending=ending)
            if out is Out.REGISTRY:
                return tools.sheets.registry(self._outlook.registry(records, years), language, file)
            if out is Out.CSV:
                return tools.sheets.insights(found, language, file)
            order = InsightsOrder(
                findings=found, preferences=desk.preferences, language=language, made_at=now
            )
            return tools.papers.insights(order, file)

        def made(file: Path) -> None:
            desk.say(desk.look.text("insights.made", file=file))
            if out is Out.PDF:
                self._show(file)

        desk.do(make, made, on=desk.paper)
