"""The insights on paper: key figures, then every chart with its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from mdt_desk.reports.charts import ChartRenderer, size_of
from mdt_desk.reports.curves import Format, Surface
from mdt_desk.reports.flowables import LISTED, Cell, Command, Figure, Start, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import TEXT_WIDTH
from mdt_desk.usecases.insight_tables import InsightTable, KeyFigure, Part, key_figures, tables
from mdt_desk.usecases.insight_tools import InsightsOrder
from mdt_desk.usecases.numbering import number_of
from mdt_desk.usecases.release import status_text

_LETTER: Final = "R"
"""What the numbers of insights begin with."""

_ACROSS: Final = 4
_FEW: Final = 4
"""A table of so many columns or fewer begins with names and needs little of the width."""


_SCALES: Final = {Part.MONTHS: 1.3, Part.SURVIVAL: 1.15, Part.CALIBRATION: 1.1}
"""How much larger a figure with much in it is drawn."""

_TOGETHER: Final = 10
"""So many rows of a table stay with their figure."""

_LINE: Final = 16.0
_ABOVE: Final = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsReport:
    """Lays out the insights."""

    press: Press
    order: InsightsOrder
    charts: ChartRenderer

    def furniture(self) -> Furniture:
        """Return what stands on every page."""
        press, order = self.press, self.order
        wording, preferences = press.wording, order.preferences
        on = order.made_at.astimezone(wording.zone).date()
        return Furniture(
            title=f"{press.say('insights.name')} · {wording.day(on)}",
            owner=" · ".join(filter(None, (preferences.hospital, preferences.department))),
            status=status_text(preferences, wording.words, on),
            notes=(press.say("intended_use"),),
            number=number_of(_LETTER, on, order),
            rules=press.say("made", moment=wording.moment(order.made_at)),
            page=press.say("page", page="{page}"),
            language=order.language,
            author=wording.get("app.name"),
            made_at=order.made_at,
        )

    def story(self) -> list[Flowable]:
        """Return the whole document."""
        press, found = self.press, self.order.findings
        words = press.wording.words
        first, last = found.years.first, found.years.last
        period = press.say(
            "insights.period",
            years=first if first == last else press.say("insights.years", first=first, last=last),
            day=press.wording.day(found.on),
            leading=press.guideline(found.leading),
        )
        story: list[Flowable] = [
            Start(key="insights", outline=press.say("insights.name"), continued=press.say("insights.title")),
            *press.gate.paragraphs(press.say("insights.title"), press.styles.title, Face.BOLD),
            *press.gate.paragraphs(period, press.styles.lead),
            *press.small(press.say("insights.lead")),
            Spacer(0, 8),
            self._tiles(key_figures(found, words)),
        ]
        if found.judged.part < found.judged.whole:
            part, whole = found.judged.part, found.judged.whole
            story += press.small(press.say("insights.incomplete", part=part, whole=whole))
        for table in tables(found, words):
            story += self._part(table)
        return story

    def _tiles(self, shown: Sequence[KeyFigure]) -> Flowable:
        """Return the key figures, four beside each other."""
        press = self.press
        cells: list[Cell] = [
            [
                *press.gate.paragraphs(each.name, press.styles.small, Face.BOLD),
                *press.gate.paragraphs(each.value, press.styles.title, Face.BOLD),
                *press.small(each.detail),
            ]
            for each in shown
        ]
        rows = [cells[at : at + _ACROSS] for at in range(0, len(cells), _ACROSS)]
        width = TEXT_WIDTH / _ACROSS
        return grid(rows, [width] * _ACROSS, [*LISTED, ("RIGHTPADDING", (0, 0), (-1, -1), 8)])

    def _part(self, table: InsightTable) -> list[Flowable]:
        press, found = self.press, self.order.findings
        title = press.gate.paragraph(table.title, press.styles.heading, Face.BOLD)
        width, height = (each * mm for each in size_of(table.part, found))
        scale = _SCALES.get(table.part, 1.0)
        drawn = self.charts.render(table.part, found, Surface.PAPER, press.wording.words, Format.PDF)
        room = height * scale + min(len(table.rows), _TOGETHER) * _LINE + 60
        title.spaceBefore = _ABOVE
        head: list[Flowable] = [CondPageBreak(room), title, Spacer(0, 4)]
        if not table.rows:
            return [*head, *press.small(press.say("insights.nothing"))]
        if drawn:
            alt = press.gate.clean(press.say("insights.alt", title=table.title))
            head += [Figure(f"insight-{table.part}", drawn, (width, height), scale, alt), Spacer(0, 8)]
        note = press.small(table.note) if table.note else []
        return [*head, self._rows(table), Spacer(0, 2), *note]

    def _rows(self, table: InsightTable) -> Flowable:
        """Return the table; one of few columns is narrower, so that the eye finds its row."""
        count = len(table.headings)
        total = TEXT_WIDTH if count > _FEW else TEXT_WIDTH * 0.7
        first = 1 / count if count > _FEW else 0.4
        widths = [total * first, *[total * (1 - first) / (count - 1)] * (count - 1)]
        press = self.press
        heads: list[Cell] = [
            press.gate.paragraphs(each, press.styles.small, Face.BOLD) for each in table.headings
        ]
        rows: list[list[Cell]] = [heads]
        rows += [[press.small(each) for each in row] for row in table.rows]
        # Where nothing stands beside a sentence it takes the rest of the row.
        spans: list[Command] = [
            ("SPAN", (1, number), (-1, number))
            for number, row in enumerate(table.rows, 1)
            if count > _FEW and not any(row[2:])
        ]
        made = grid(rows, widths, [*LISTED, ("RIGHTPADDING", (0, 0), (-1, -1), 5), *spans], heads=1)
        made.hAlign = "LEFT"
        return made
