"""Advice by topic: all of the leading guideline; of the others where they differ and how much they say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from mdt_desk.domain.advice import (
    Advice,
    AdviceStatus,
    Clock,
    ClockState,
    Disagreement,
    DisagreementKind,
    Position,
    Strength,
)
from mdt_desk.domain.assessment import Assessment
from mdt_desk.reports.case_facts import FactList
from mdt_desk.reports.case_scores import missing_names
from mdt_desk.reports.flowables import Cell, Command, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import DARK_INK, SOFT_INK, Press
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH, TINT
from mdt_desk.reports.text import Span

_TOPIC: Final = 29 * mm
_LEADING: Final = 86 * mm
_OTHERS: Final = TEXT_WIDTH - _TOPIC - _LEADING

_MARKS: Final[Mapping[Strength, str]] = {Strength.DO: "■", Strength.CONSIDER: "□", Strength.DO_NOT: "×"}
"""What is not simply advised is also said in words: the marks only help the eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTable:
    """The advice of one case as a document shows it."""

    press: Press
    assessment: Assessment
    leading: str
    facts: FactList
    on: date

    def flowables(self) -> list[Flowable]:
        """Return the table and what does not fit in it: open advice, gaps, deadlines met or missed."""
        rows = [self._head(), *(self._row(topic) for topic in self._topics())]
        widths = [_TOPIC, _LEADING, _OTHERS]
        if len(self.assessment.guidelines) == 1:
            rows, widths = [row[:2] for row in rows], [_TOPIC, _LEADING + _OTHERS]
        lines: list[Command] = [
            ("BACKGROUND", (0, 0), (-1, 0), TINT),
            ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (0, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ]
        table = grid(rows, widths, lines, heads=1)
        return [table, Spacer(0, 3), *self._open(), *self._clocks(), *self._gaps()]

    def _head(self) -> list[Cell]:
        press = self.press
        leading = press.say("advice.leading", source=press.source_line(self.leading, self.on))
        return [
            press.gate.paragraphs(press.say("advice.topic"), press.styles.small, Face.BOLD),
            press.gate.paragraphs(leading, press.styles.small, Face.BOLD),
            press.gate.paragraphs(press.say("advice.others"), press.styles.small, Face.BOLD),
        ]

    def _topics(self) -> list[str]:
        applying = [each for advice in self.assessment.guidelines.values() for each in _applying(advice)]
        led = [each.topic for each in applying if each.guideline == self.leading]
        differing = [each.topic for each in self.assessment.disagreements]
        return list(dict.fromkeys([*led, *differing, *(each.topic for each in applying)]))

    def _row(self, topic: str) -> list[Cell]:
        name = self.press.wording.get(f"topic.{topic}")
        leading = [
            each for each in _applying(self.assessment.guidelines[self.leading]) if each.topic == topic
        ]
        said: list[Flowable] = [line for each in leading for line in self._advice(each)]
        return [
            self.press.spans((Span(text=name, face=Face.BOLD, colour=DARK_INK),), small=True),
            said or self.press.small(self.press.say(self._without_advice(topic))),
            self._others(topic),
        ]

    def _without_advice(self, topic: str) -> str:
        """Return what to say where nothing certainly applies: facts that still decide are not silence."""
        advice = self.assessment.guidelines[self.leading]
        undecided = any(each.topic == topic and each.status is AdviceStatus.UNDETERMINED for each in advice)
        return "advice.undecided" if undecided else "advice.silent"

    def _advice(self, advice: Advice) -> list[Flowable]:
        wording = self.press.wording
        spans = [
            Span(text=f"{_MARKS[advice.strength]} "),
            Span(text=wording.get(f"action.{advice.action}"), face=Face.BOLD),
        ]
        if advice.strength is not Strength.DO:
            strength = wording.get(f"strength.{advice.strength}")
            spans.append(Span(text=f"  {strength}", face=Face.ITALIC, colour=SOFT_INK))
        if deadline := self._deadline(advice):
            spans.append(Span(text=f" – {deadline}"))
        if advice.variant is not None:
            spans.append(Span(text=f" – {wording.get(f'regimen.{advice.variant}')}"))
        return [self.press.spans(spans), *self.press.small(self._basis(advice))]

    def _deadline(self, advice: Advice) -> str:
        if advice.within_hours is None:
            return self.press.say("advice.urgent") if advice.urgent else ""
        within = self.press.wording.hours(advice.within_hours)
        if len(advice.possible_hours) > 1:
            within = self.press.say("advice.at_most_urgent", within=within)
        if advice.due is None:
            return within
        return self.press.say("advice.due", within=within, moment=self.press.wording.moment(advice.due))

    def _basis(self, advice: Advice) -> str:
        press = self.press
        notes = [press.wording.get(note) for note in advice.notes]
        numbers = self.facts.numbers(advice.because)
        because = [press.say("advice.because", numbers=numbers)] if numbers else []
        missing = [press.say("advice.missing", facts=missing_names(press, advice.missing))]
        return " ".join([*notes, *because, *(missing if advice.missing else ()), f"[{advice.reference}]"])

    def _others(self, topic: str) -> list[Flowable]:
        lines: list[Flowable] = [
            line
            for each in self.assessment.disagreements
            if each.topic == topic
            for line in self._disagreement(each)
        ]
        counts = [
            self.press.say("advice.count", guideline=self.press.guideline(guideline), count=count)
            for guideline, advice in self.assessment.guidelines.items()
            if guideline != self.leading and (count := sum(each.topic == topic for each in _applying(advice)))
        ]
        return [*lines, *self.press.small(" · ".join(counts))]

    def _disagreement(self, disagreement: Disagreement) -> list[Paragraph]:
        head = self.press.say(f"advice.differ.{disagreement.kind}")
        lines = [self.press.spans((Span(text=head, face=Face.BOLD),))]
        for position in disagreement.positions:
            guideline = self.press.guideline(position.guideline)
            text = f" {', '.join(self._said(disagreement.kind, position))}"
            spans = (Span(text=f"{guideline}:"), Span(text=text, colour=DARK_INK))
            lines.append(self.press.spans(spans, small=True))
        return lines

    def _said(self, kind: DisagreementKind, position: Position) -> list[str]:
        wording = self.press.wording
        said: list[str] = []
        for action in position.actions:
            name = wording.get(f"action.{action}")
            advice = next(
                (each for each in self.assessment.guidelines[position.guideline] if each.action == action),
                None,
            )
            if kind is DisagreementKind.DEADLINE and advice is not None:
                name = f"{name} {self._deadline(advice) or self.press.say('advice.no_deadline')}"
            if kind is DisagreementKind.DETAIL and advice is not None and advice.variant is not None:
                name = f"{name} {wording.get(f'regimen.{advice.variant}')}"
            said.append(name)
        return said

    def _open(self) -> list[Flowable]:
        grouped: dict[tuple[str, ...], list[str]] = {}
        for advice in self.assessment.guidelines[self.leading]:
            if advice.status is AdviceStatus.UNDETERMINED:
                grouped.setdefault(advice.missing, []).append(advice.action)
        lines = [
            self.press.say(
                "advice.open",
                facts=missing_names(self.press, missing),
                actions=", ".join(self.press.wording.get(f"action.{action}") for action in actions),
            )
            for missing, actions in grouped.items()
        ]
        return self._listed("advice.open_heading", lines)

    def _clocks(self) -> list[Flowable]:
        lines = [self._clock(each) for each in self.assessment.clocks if each.guideline == self.leading]
        return self._listed("advice.clocks_heading", lines)

    def _clock(self, clock: Clock) -> str:
        wording = self.press.wording
        stopped = clock.stopped_at
        return self.press.say(
            f"advice.clock.{clock.state if clock.certain else ClockState.RUNNING}",
            action=wording.get(f"action.{clock.action}"),
            due=wording.moment(clock.due),
            stopped="" if stopped is None else wording.moment(stopped),
        )

    def _gaps(self) -> list[Flowable]:
        lines = [
            f"{self.press.guideline(guideline)}: {self.press.wording.get(each.note)}"
            for guideline, gaps in self.assessment.not_covered.items()
            for each in gaps
        ]
        return self._listed("advice.gaps_heading", lines)

    def _listed(self, key: str, lines: Sequence[str]) -> list[Flowable]:
        if not lines:
            return []
        heading = self.press.spans((Span(text=self.press.say(key), face=Face.BOLD),), small=True)
        heading.keepWithNext = 1
        return [heading, *(part for line in lines for part in self.press.small(f"–  {line}")), Spacer(0, 2)]


def _applying(advice: Iterable[Advice]) -> list[Advice]:
    return [each for each in advice if each.status is AdviceStatus.APPLIES]
