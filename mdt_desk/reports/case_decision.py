"""The decision about one case, framed: what, why, against what, and who does what until when."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import ActionItem, Decision, Discipline
from mdt_desk.reports.flowables import Cell, Command, boxed, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH
from mdt_desk.reports.text import Span

_PADDING: Final = 8.0
_INNER: Final = TEXT_WIDTH - 2 * _PADDING


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionBox:
    """A decision as minutes and letters show it; None was never made, ``absent`` were not at the table."""

    press: Press
    case: Case
    decision: Decision | None
    leading: str
    absent: tuple[Discipline, ...] = ()

    def flowables(self) -> list[Flowable]:
        """Return the framed decision."""
        decision = self.decision
        rows: list[Cell] = [self.press.heading("decision.heading")]
        if decision is None:
            rows.append(self.press.body(self.press.say("decision.open"), Face.BOLD))
        elif decision.deferred_because is not None:
            rows.append(self.press.field(self.press.say("decision.deferred"), decision.deferred_because))
        else:
            rows += [self._what(decision), self._why(decision), self._actions(decision), self._who(decision)]
        return [
            boxed([row for row in rows if row], TEXT_WIDTH, edge=INK, weight=1.2, padding=_PADDING),
            Spacer(0, 7),
        ]

    def _what(self, decision: Decision) -> list[Flowable]:
        press = self.press
        lines: list[Flowable] = []
        if decision.conditional_for_quorum:
            lines += press.body(press.say("decision.conditional"), Face.BOLD)
        for option in decision.options:
            spans = (Span(text="■  "), Span(text=press.wording.get(f"action.{option}"), face=Face.BOLD))
            lines.append(press.spans(spans))
        lines += press.body(decision.own_words or "")
        if self.absent:
            absent = ", ".join(press.wording.choice(each) for each in self.absent)
            lines += press.small(press.say("decision.absent", disciplines=absent))
        return lines

    def _why(self, decision: Decision) -> list[Flowable]:
        press = self.press
        lines: list[Flowable] = self._optional("reasons", decision.reasons)
        if decision.deviates_from_leading:
            reason = (
                press.say("decision.no_reason")
                if decision.deviation is None
                else press.wording.choice(decision.deviation)
            )
            words = f"{reason}. {decision.deviation_words}" if decision.deviation_words else reason
            label = press.say("decision.deviates", guideline=press.guideline(self.leading))
            lines += press.field(label, words)
        for name in ("alternatives", "dissent", "condition"):
            lines += self._optional(name, getattr(decision, name))
        return lines

    def _optional(self, name: str, text: str | None) -> list[Flowable]:
        return self.press.field(self.press.say(f"decision.{name}"), text) if text else []

    def _actions(self, decision: Decision) -> list[Flowable]:
        press = self.press
        if not decision.actions:
            return [*press.small(press.say("decision.no_actions"))]
        heads: list[Cell] = [
            press.gate.paragraphs(press.say(f"decision.action.{name}"), press.styles.small, Face.BOLD)
            for name in ("what", "owner", "due")
        ]
        rows = [heads, *(self._action(item) for item in decision.actions)]
        lines: list[Command] = [
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ]
        return [grid(rows, [_INNER - 78 * mm, 44 * mm, 34 * mm], lines, heads=1), Spacer(0, 3)]

    def _action(self, item: ActionItem) -> list[Cell]:
        press = self.press
        due = press.say("decision.action.no_date") if item.due is None else press.wording.day(item.due)
        if item.done_on is not None:
            due = press.say("decision.action.done", day=press.wording.day(item.done_on))
        owner = item.owner or press.say("decision.action.no_owner")
        return [press.body(item.text), press.body(owner), press.body(due)]

    def _who(self, decision: Decision) -> list[Flowable]:
        press, case = self.press, self.case
        recorded = case.referral.responsible_physician
        physician = decision.responsible_physician or (None if recorded is UNKNOWN else recorded)
        given = case.information.leaflet_given_on
        leaflet = None if given is UNKNOWN else press.wording.day(given)
        named = {
            "responsible": physician,
            "informs_patient": decision.informs_patient,
            "informs_gp": decision.informs_gp,
            "leaflet": leaflet,
        }
        nobody = press.say("decision.not_recorded")
        pairs = [press.field(press.say(f"decision.{name}"), who or nobody) for name, who in named.items()]
        half = _INNER / 2
        return [
            grid(
                [[pairs[0], pairs[1]], [pairs[3], pairs[2]]],
                [half, half],
                [("RIGHTPADDING", (0, 0), (-1, -1), 8)],
            )
        ]
