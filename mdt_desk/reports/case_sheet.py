"""The sheet of one case, for whoever has to look at it before the meeting or without one."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Spacer

from mdt_desk.reports.advice_block import advice_block
from mdt_desk.reports.case_advice import AdviceWords
from mdt_desk.reports.case_facts import facts_part, facts_used
from mdt_desk.reports.case_head import head_of, start_of
from mdt_desk.reports.case_scores import other_scores_block
from mdt_desk.reports.case_standing import ready_line, wait_line
from mdt_desk.reports.minutes import scores_and_pictures
from mdt_desk.reports.press import Press
from mdt_desk.reports.prognosis_table import prognosis_block
from mdt_desk.reports.style import TEXT_WIDTH
from mdt_desk.usecases.ports import CaseSheetOrder

_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOfCase:
    """Lays out one case."""

    press: Press
    order: CaseSheetOrder

    def story(self) -> list[Flowable]:
        """Return who and what is asked, how it stands, scores, facts and advice."""
        press, sheet = self.press, self.order.sheet
        case, assessment = sheet.stored.case, sheet.assessment
        leading = press.leading(self.order.preferences, assessment)
        facts = facts_used(case, assessment, (leading,))
        advice = AdviceWords(
            press=press, case=case, assessment=assessment, leading=leading, facts=facts, on=self._on
        )
        return [
            start_of(press, case, None),
            *head_of(press, case, None, self._on),
            *press.body(self._meeting()),
            *press.field(press.say("agenda.list.wait"), wait_line(press, case, assessment)),
            *press.field(
                press.say("agenda.list.ready"), ready_line(press, case, assessment, leading, _NAMED)
            ),
            Spacer(0, 5),
            KeepTogether(scores_and_pictures(press, case, assessment)),
            *facts_part(press, case, facts),
            *advice_block(advice),
            *prognosis_block(press, case, assessment),
            KeepTogether([press.heading("case.others"), *other_scores_block(press, assessment, TEXT_WIDTH)]),
        ]

    @property
    def _on(self) -> date:
        moment = self.order.meeting_at or self.order.made_at
        return moment.astimezone(self.press.wording.zone).date()

    def _meeting(self) -> str:
        if self.order.meeting_at is None:
            return self.press.say("casesheet.not_planned")
        return self.press.say("casesheet.for_meeting", day=self.press.wording.long_day(self.order.meeting_at))
