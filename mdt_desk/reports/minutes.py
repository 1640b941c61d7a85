"""The minutes of a meeting: who was there, then each case on pages of its own, to be filed by itself."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from mdt_desk.domain.meeting import CORE, Attendee, Decision, Discipline, Meeting, present, quorum
from mdt_desk.reports.case_advice import AdviceTable
from mdt_desk.reports.case_decision import DecisionBox
from mdt_desk.reports.case_facts import facts_block, facts_used
from mdt_desk.reports.case_head import head_of, start_of
from mdt_desk.reports.case_scores import other_scores_block, scores_block, survival_caption, survival_figure
from mdt_desk.reports.curves import WIDTH_MM
from mdt_desk.reports.flowables import LISTED, Cell, Start, columns_of, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import TEXT_WIDTH
from mdt_desk.usecases.ports import CaseSheet, MeetingFile

_FIGURE = WIDTH_MM * mm
_GAP = 5 * mm
_ROOM = 40 * mm
_SCORES = TEXT_WIDTH - _FIGURE - _GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Lays out the minutes of one meeting."""

    press: Press
    order: MeetingFile

    def story(self) -> list[Flowable]:
        """Return the opening page and the cases in the order of the agenda."""
        story = self._opening()
        for number, sheet in enumerate(self.order.sheets, 1):
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
            *press.body(_signature(press, meeting)),
            Spacer(0, 8),
            *press.section("minutes.attendance"),
            *self._attendance(),
            Spacer(0, 8),
            *press.section("minutes.cases"),
            self._list(),
        ]

    def _attendance(self) -> list[Flowable]:
        press, meeting = self.press, self.order.meeting
        seated: dict[Discipline, list[str]] = {}
        for attendee in meeting.attendees:
            seated.setdefault(attendee.discipline, []).append(self._attendee(attendee))
        rows: list[list[Cell]] = [
            [press.body(press.wording.choice(each)), press.body(", ".join(seated[each]))]
            for each in Discipline
            if each in seated
        ]
        missing = quorum((), meeting.attendees).missing
        absent = (
            press.say("minutes.core_present")
            if not missing
            else press.say(
                "minutes.core_missing",
                disciplines=", ".join(map(press.wording.choice, missing)),
                count=len(CORE),
            )
        )
        table = [grid(rows, [62 * mm, TEXT_WIDTH - 62 * mm], LISTED)] if rows else []
        return [*table, Spacer(0, 3), *press.body(absent)]

    def _attendee(self, attendee: Attendee) -> str:
        press = self.press
        came = "" if attendee.arrived_at is None else press.wording.clock(attendee.arrived_at)
        left = "" if attendee.left_at is None else press.wording.clock(attendee.left_at)
        stayed = [press.say("minutes.from", time=came)] if came else []
        stayed += [press.say("minutes.until", time=left)] if left else []
        return f"{attendee.name} ({', '.join(stayed)})" if stayed else attendee.name

    def _list(self) -> Flowable:
        press = self.press
        heads = [press.say(f"minutes.list.{name}") for name in ("number", "patient", "question", "outcome")]
        rows: list[list[Cell]] = [
            [press.gate.paragraphs(each, press.styles.small, Face.BOLD) for each in heads]
        ]
        for number, sheet in enumerate(self.order.sheets, 1):
            case = sheet.stored.case
            identity = press.identity_of(case)
            asked = press.wording.value("referral.question", case.referral.question)
            rows.append(
                [
                    press.body(str(number), Face.BOLD),
                    [*press.body(identity.name), *press.small(f"{identity.number} · {identity.born}")],
                    press.body(asked),
                    press.body(self._outcome(sheet)),
                ]
            )
        widths = [9 * mm, 52 * mm, 58 * mm, TEXT_WIDTH - 119 * mm]
        return grid(rows, widths, [*LISTED, ("RIGHTPADDING", (0, 0), (-1, -1), 7)], heads=1)

    def _outcome(self, sheet: CaseSheet) -> str:
        decision = sheet.decision
        if decision is None:
            return self.press.say("decision.open_short")
        if decision.deferred_because is not None:
            return self.press.say("decision.deferred")
        options = [self.press.wording.get(f"action.{option}") for option in decision.options]
        return "; ".join([*options, *filter(None, [decision.own_words])])

    def _case(self, number: int, sheet: CaseSheet) -> list[Flowable]:
        press, case, assessment = self.press, sheet.stored.case, sheet.assessment
        leading = press.leading(self.order.preferences, assessment)
        facts = facts_used(case, assessment, (leading,))
        scores: Cell = [press.heading("case.scores"), *scores_block(press, assessment, _SCORES)]
        survival: Cell = [*survival_figure(press, assessment), *survival_caption(press, assessment)]
        table = AdviceTable(press=press, assessment=assessment, leading=leading, facts=facts, on=self._on)
        return [
            start_of(press, case, number),
            *head_of(press, case, number, self._on),
            *self._decision(sheet, leading).flowables(),
            KeepTogether([columns_of([scores, survival], [_SCORES + _GAP, _FIGURE], gap=_GAP)]),
            Spacer(0, 6),
            KeepTogether(
                [press.heading("case.facts"), *facts_block(press, case, facts, TEXT_WIDTH, count=3)]
            ),
            Spacer(0, 6),
            *press.section("case.advice", _ROOM),
            *press.small(press.say("case.assessed", moment=press.wording.moment(assessment.assessed_at))),
            Spacer(0, 2),
            *table.flowables(),
            Spacer(0, 4),
            KeepTogether([press.heading("case.others"), *other_scores_block(press, assessment, TEXT_WIDTH)]),
        ]

    def _decision(self, sheet: CaseSheet, leading: str) -> DecisionBox:
        decision = sheet.decision
        absent = () if decision is None else absent_at(self.order.meeting, decision)
        return DecisionBox(
            press=self.press, case=sheet.stored.case, decision=decision, leading=leading, absent=absent
        )


def absent_at(meeting: Meeting, decision: Decision) -> tuple[Discipline, ...]:
    """Return the core disciplines that were not at the table when the decision was taken."""
    return quorum(decision.options, present(meeting, decision.decided_at)).missing


def _signature(press: Press, meeting: Meeting) -> str:
    if meeting.signed_by is None or meeting.signed_at is None:
        return press.say("minutes.unsigned")
    return press.say("minutes.signed", name=meeting.signed_by, moment=press.wording.moment(meeting.signed_at))
