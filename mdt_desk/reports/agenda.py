"""The agenda: a line for each case, then half a page each, for whoever sits at the table without a screen."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from mdt_desk.domain.assessment import Assessment
from mdt_desk.reports.breaking import HALF_PAGE, Led
from mdt_desk.reports.case_facts import facts_by_section, facts_used
from mdt_desk.reports.case_head import head_of, start_of
from mdt_desk.reports.case_scores import (
    other_scores_line,
    scores_block,
    survival_caption,
    survival_figure,
)
from mdt_desk.reports.case_standing import ready_line, wait_line
from mdt_desk.reports.curves import WIDTH_MM
from mdt_desk.reports.flowables import LISTED, Cell, Start, columns_of, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import TEXT_WIDTH
from mdt_desk.usecases.ports import CaseSheet, MeetingFile

_BRIEF: Final = 150
"""A line of the list tells so many characters of a question."""

_SCALE: Final = 0.76
_FIGURE: Final = WIDTH_MM * mm * _SCALE
_GAP: Final = 4 * mm
_BETWEEN: Final = 12.0
_WHOLE: Final = 1.5 * HALF_PAGE
"""A case up to so high stays on one page; a higher one begins where the page has room."""

_BAND: Final = 4
_SHORT_HEAD: Final = 5
"""The mark, the band, room, the question and room; a long question takes more paragraphs, and pages may end in it."""

_LEFT: Final = TEXT_WIDTH - _FIGURE - _GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Lays out the agenda of one meeting."""

    press: Press
    order: MeetingFile

    def story(self) -> list[Flowable]:
        """Return the list and the case sheets in the order of the agenda."""
        story = self._opening()
        for number, sheet in enumerate(self.order.sheets, 1):
            story += self._case(number, sheet)
        return story

    @property
    def _on(self) -> date:
        return self.order.meeting.starts_at.astimezone(self.press.wording.zone).date()

    def _opening(self) -> list[Flowable]:
        press, meeting = self.press, self.order.meeting
        title = press.say("agenda.title", day=press.wording.long_day(meeting.starts_at))
        started = press.say("agenda.starts", time=press.wording.clock(meeting.starts_at))
        count = press.wording.get("count.cases", count=len(self.order.sheets))
        return [
            Start(key="opening", outline=press.say("agenda.opening")),
            *press.gate.paragraphs(title, press.styles.title, Face.BOLD),
            *press.body(f"{started} {count}."),
            Spacer(0, 8),
            self._list(),
            CondPageBreak(HALF_PAGE),
        ]

    def _list(self) -> Flowable:
        press = self.press
        heads: list[Cell] = [
            press.gate.paragraphs(press.say(f"agenda.list.{name}"), press.styles.small, Face.BOLD)
            for name in ("number", "patient", "question", "wait", "ready")
        ]
        rows = [heads, *(self._line(number, sheet) for number, sheet in enumerate(self.order.sheets, 1))]
        widths = [11 * mm, 39 * mm, 40 * mm, 36 * mm, TEXT_WIDTH - 126 * mm]
        return grid(rows, widths, [*LISTED, ("RIGHTPADDING", (0, 0), (-1, -1), 7)], heads=1)

    def _line(self, number: int, sheet: CaseSheet) -> list[Cell]:
        press, case = self.press, sheet.stored.case
        identity = press.identity_of(case)
        return [
            press.body(str(number), Face.BOLD),
            [*press.body(identity.name), *press.small(identity.number), *press.small(identity.born)],
            press.brief(press.wording.value("referral.question", case.referral.question), number, _BRIEF),
            press.body(wait_line(press, case, sheet.assessment)),
            press.body(ready_line(press, case, sheet.assessment, self._leading(sheet.assessment), 3)),
        ]

    def _leading(self, assessment: Assessment) -> str:
        return self.press.leading(self.order.preferences, assessment)

    def _case(self, number: int, sheet: CaseSheet) -> list[Flowable]:
        press, case, assessment = self.press, sheet.stored.case, sheet.assessment
        leading = self._leading(assessment)
        facts = facts_used(case, assessment, (leading,))
        left: Cell = [
            *press.field(press.say("agenda.list.wait"), wait_line(press, case, assessment)),
            *press.field(press.say("agenda.list.ready"), ready_line(press, case, assessment, leading, 6)),
            Spacer(0, 4),
            *scores_block(press, assessment, _LEFT, items=False),
        ]
        figure = survival_figure(press, assessment, _SCALE)
        start = start_of(press, case, number)
        start.spaceBefore = _BETWEEN
        head = [start, *head_of(press, case, number, self._on, brief=True)]
        parts = [
            *head,
            columns_of([left, figure], [_LEFT + _GAP, _FIGURE], gap=_GAP),
            Spacer(0, 2),
            *other_scores_line(press, assessment),
            *survival_caption(press, assessment),
            Spacer(0, 3),
            *facts_by_section(press, case, facts),
        ]
        led = _BAND if len(head) > _SHORT_HEAD else len(head) + 1
        return [Led(parts[:led], after=parts[led:], whole=_WHOLE)]
