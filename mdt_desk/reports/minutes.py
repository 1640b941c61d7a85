"""The minutes of a meeting: who was there, then each case on pages of its own, to be filed by itself."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.reports.advice_block import advice_block
from mdt_desk.reports.case_advice import AdviceWords
from mdt_desk.reports.case_decision import decision_box
from mdt_desk.reports.case_facts import facts_part, facts_used
from mdt_desk.reports.case_head import head_of, start_of
from mdt_desk.reports.case_scores import other_scores_block, scores_block, survival_caption, survival_figure
from mdt_desk.reports.curves import HEIGHT_MM, WIDTH_MM
from mdt_desk.reports.flowables import LISTED, Cell, Start, boxed, columns_of, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.minutes_words import (
    addendum_head,
    core_line,
    decision_words,
    list_heads,
    numbered,
    outcome,
    seated,
    standing,
)
from mdt_desk.reports.press import Press
from mdt_desk.reports.prognosis_table import prognosis_block
from mdt_desk.reports.spine import SPINE_WIDTH, spine_picture
from mdt_desk.reports.style import INK, TEXT_WIDTH
from mdt_desk.usecases.ports import CaseSheet, MeetingFile

_SCALE: Final = 0.8
_FIGURE: Final = WIDTH_MM * mm * _SCALE
_FIGURE_HEIGHT: Final = HEIGHT_MM * mm * _SCALE
_GAP: Final = 4 * mm
_BELOW: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Lays out the minutes of one meeting."""

    press: Press
    order: MeetingFile

    def story(self) -> list[Flowable]:
        """Return the opening page and the cases in the order of the agenda."""
        story = self._opening()
        for number, sheet in numbered(self.order):
            story += [PageBreak(), *self._case(number, sheet)]
        return story

    @property
    def _on(self) -> date:
        return self.order.meeting.starts_at.astimezone(self.press.wording.zone).date()

    def _opening(self) -> list[Flowable]:
        press, meeting = self.press, self.order.meeting
        title = press.say("minutes.title", day=press.wording.long_day(meeting.starts_at))
        return [
            Start(key="opening", outline=press.say("minutes.opening")),
            *press.gate.paragraphs(title, press.styles.title, Face.BOLD),
            *press.body(press.say("minutes.started", time=press.wording.clock(meeting.starts_at))),
            *(line for said in standing(press, self.order) for line in press.body(said)),
            *self._addenda(),
            Spacer(0, 8),
            press.section("minutes.attendance"),
            *self._attendance(),
            Spacer(0, 8),
            press.section("minutes.cases"),
            self._list(),
        ]

    def _addenda(self) -> list[Flowable]:
        """Return what was added after signing; what was signed stands unchanged."""
        press, addenda = self.press, self.order.meeting.addenda
        if not addenda:
            return []
        lines = [line for each in addenda for line in press.field(addendum_head(press, each), each.text)]
        rows: list[Cell] = [press.heading("minutes.addenda"), lines]
        return [Spacer(0, 5), boxed(rows, TEXT_WIDTH, edge=INK, weight=0.8)]

    def _attendance(self) -> list[Flowable]:
        press, meeting = self.press, self.order.meeting
        rows: list[list[Cell]] = [
            [press.body(discipline), press.body(names)] for discipline, names in seated(press, meeting)
        ]
        table = [grid(rows, [62 * mm, TEXT_WIDTH - 62 * mm], LISTED)] if rows else []
        return [*table, Spacer(0, 3), *press.body(core_line(press, meeting))]

    def _list(self) -> Flowable:
        press = self.press
        heads = list_heads(press)
        rows: list[list[Cell]] = [
            [press.gate.paragraphs(each, press.styles.small, Face.BOLD) for each in heads]
        ]
        for number, sheet in numbered(self.order):
            case = sheet.stored.case
            identity = press.identity_of(case)
            asked = press.wording.value("referral.question", case.referral.question)
            rows.append(
                [
                    press.body(str(number), Face.BOLD),
                    [*press.body(identity.name), *press.small(f"{identity.number} · {identity.born}")],
                    press.brief(asked, number),
                    press.brief(outcome(press, sheet), number),
                ]
            )
        widths = [11 * mm, 51 * mm, 58 * mm, TEXT_WIDTH - 120 * mm]
        return grid(rows, widths, [*LISTED, ("RIGHTPADDING", (0, 0), (-1, -1), 7)], heads=1)

    def _case(self, number: int, sheet: CaseSheet) -> list[Flowable]:
        press, case, assessment = self.press, sheet.stored.case, sheet.assessment
        leading = press.leading(self.order.preferences, assessment)
        facts = facts_used(case, assessment, (leading,))
        advice = AdviceWords(
            press=press, case=case, assessment=assessment, leading=leading, facts=facts, on=self._on
        )
        return [
            start_of(press, case, number),
            *head_of(press, case, number, self._on),
            *decision_box(decision_words(press, self.order, sheet)),
            KeepTogether(scores_and_pictures(press, case, assessment)),
            *facts_part(press, case, facts),
            *advice_block(advice),
            *prognosis_block(press, case, assessment),
            KeepTogether([press.heading("case.others"), *other_scores_block(press, assessment, TEXT_WIDTH)]),
        ]


def scores_and_pictures(press: Press, case: Case, assessment: Assessment) -> list[Flowable]:
    """Return scores, the picture of the spine and the survival figure side by side."""
    spine = spine_picture(press, case, assessment, _FIGURE_HEIGHT)
    room = TEXT_WIDTH - _FIGURE - _GAP - (SPINE_WIDTH + _GAP if spine else 0)
    scores: Cell = [press.heading("case.scores"), *scores_block(press, assessment, room)]
    cells: list[Cell] = [scores, *([spine] if spine else []), survival_figure(press, assessment, _SCALE)]
    widths = [room + _GAP, *([SPINE_WIDTH + _GAP] if spine else []), _FIGURE]
    caption = survival_caption(press, assessment)
    return [columns_of(cells, widths, gap=_GAP), Spacer(0, 2), *caption, Spacer(0, _BELOW)]
