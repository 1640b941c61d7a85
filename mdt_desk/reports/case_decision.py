"""The decision about one case: what, why, against what, and who does what until when."""

from collections.abc import Sequence
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

_PADDING: Final = 7.0
_INNER: Final = TEXT_WIDTH - 2 * _PADDING

Pair = tuple[str, str]
"""A label and what stands behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWords:
    """A decision in words, the same for every kind of document.

    None was never made; ``absent`` were not at the table; ``informed`` says how the general practitioner
    hears of it where nobody was named.
    """

    press: Press
    case: Case
    decision: Decision | None
    leading: str
    absent: tuple[Discipline, ...] = ()
    informed: str | None = None

    def standing(self) -> str:
        """Return that nothing was decided, that an operation is conditional, or nothing."""
        if self.decision is None:
            return self.press.say("decision.open")
        return self.press.say("decision.conditional") if self.decision.conditional_for_quorum else ""

    def options(self) -> tuple[str, ...]:
        """Return what was chosen, in the order of the team."""
        chosen = () if self.decision is None else self.decision.options
        return tuple(self.press.wording.get(f"action.{option}") for option in chosen)

    def missing_at_table(self) -> str:
        """Return which of the core was not there; empty when all were."""
        if not self.absent:
            return ""
        absent = ", ".join(self.press.wording.choice(each) for each in self.absent)
        return self.press.say("decision.absent", disciplines=absent)

    def why(self) -> tuple[Pair, ...]:
        """Return reasons, deviation, alternatives, dissent, condition and what is waited for, as far as recorded."""
        decision = self.decision
        if decision is None:
            return ()
        awaited = self._optional("wakes_on", self.press.wording.labels(decision.wakes_on))
        if decision.deferred_because is not None:
            return ((self.press.say("decision.deferred"), decision.deferred_because), *awaited)
        pairs = self._optional("reasons", decision.reasons)
        if decision.deviates_from_leading:
            pairs.append(self._deviation(decision))
        for name in ("alternatives", "dissent", "condition"):
            pairs += self._optional(name, getattr(decision, name))
        return (*pairs, *awaited)

    def actions(self) -> tuple[tuple[str, str, str], ...]:
        """Return what will be done, by whom, and until when."""
        return () if self.decision is None else tuple(map(self._action, self.decision.actions))

    def action_heads(self) -> tuple[str, ...]:
        """Return what stands above the actions."""
        return tuple(self.press.say(f"decision.action.{name}") for name in ("what", "owner", "due"))

    def who(self) -> tuple[Pair, ...]:
        """Return the responsible physician, who informs patient and general practitioner, and the leaflet."""
        if self.decision is None or self.decision.deferred_because is not None:
            return ()
        recorded, given = self.case.referral.responsible_physician, self.case.information.leaflet_given_on
        named = {
            "responsible": self.decision.responsible_physician or (None if recorded is UNKNOWN else recorded),
            "informs_patient": self.decision.informs_patient,
            "leaflet": None if given is UNKNOWN else self.press.wording.day(given),
            "informs_gp": self.decision.informs_gp or self.informed,
        }
        nobody = self.press.say("decision.not_recorded")
        return tuple((self.press.say(f"decision.{name}"), who or nobody) for name, who in named.items())

    def _deviation(self, decision: Decision) -> Pair:
        press = self.press
        reason = (
            press.say("decision.no_reason")
            if decision.deviation is None
            else press.wording.choice(decision.deviation)
        )
        words = f"{reason}. {decision.deviation_words}" if decision.deviation_words else reason
        return press.say("decision.deviates", guideline=press.guideline(self.leading)), words

    def _optional(self, name: str, text: str | None) -> list[Pair]:
        return [(self.press.say(f"decision.{name}"), text)] if text else []

    def _action(self, item: ActionItem) -> tuple[str, str, str]:
        press = self.press
        due = press.say("decision.action.no_date") if item.due is None else press.wording.day(item.due)
        if item.done_on is not None:
            due = press.say("decision.action.done", day=press.wording.day(item.done_on))
        return item.text, item.owner or press.say("decision.action.no_owner"), due


def decision_box(words: DecisionWords) -> list[Flowable]:
    """Return the decision in a frame, as minutes and letters show it."""
    press, decision = words.press, words.decision
    rows: list[Cell] = [press.heading("decision.heading")]
    if decision is None:
        rows.append(press.body(words.standing(), Face.BOLD))
    elif decision.deferred_because is not None:
        rows.append(_fields(press, words.why()))
    else:
        rows += [_what(words, decision), _fields(press, words.why()), _actions(words), _who(words)]
    return [
        boxed([row for row in rows if row], TEXT_WIDTH, edge=INK, weight=1.2, padding=_PADDING),
        Spacer(0, 6),
    ]


def _what(words: DecisionWords, decision: Decision) -> list[Flowable]:
    press = words.press
    lines: list[Flowable] = [*press.body(words.standing(), Face.BOLD)] if words.standing() else []
    lines += [press.spans((Span(text="■  "), Span(text=each, face=Face.BOLD))) for each in words.options()]
    lines += press.body(decision.own_words or "")
    return [*lines, *press.small(words.missing_at_table())]


def _fields(press: Press, pairs: Sequence[Pair]) -> list[Flowable]:
    return [line for label, text in pairs for line in press.field(label, text)]


def _actions(words: DecisionWords) -> list[Flowable]:
    press = words.press
    if not words.actions():
        return [*press.small(press.say("decision.no_actions"))]
    heads: list[Cell] = [
        press.gate.paragraphs(each, press.styles.small, Face.BOLD) for each in words.action_heads()
    ]
    rows: list[list[Cell]] = [heads]
    for what, owner, due in words.actions():
        rows.append([press.body(what), press.body(owner), press.body(due)])
    lines: list[Command] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
    ]
    return [grid(rows, [_INNER - 78 * mm, 44 * mm, 34 * mm], lines, heads=1), Spacer(0, 2)]


def _who(words: DecisionWords) -> list[Flowable]:
    pairs = [words.press.field(label, who) for label, who in words.who()]
    cells: list[list[Cell]] = [[pairs[0], pairs[1]], [pairs[2], pairs[3]]]
    return [grid(cells, [_INNER / 2, _INNER / 2], [("RIGHTPADDING", (0, 0), (-1, -1), 8)])]
