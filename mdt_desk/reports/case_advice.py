"""Advice by topic: all of the leading guideline; of the others where they differ and how much they say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

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
from mdt_desk.domain.case import Case
from mdt_desk.reports.case_facts import FactList
from mdt_desk.reports.case_scores import missing_names
from mdt_desk.reports.case_standing import restart_lines
from mdt_desk.reports.press import Press
from mdt_desk.usecases.wording import deadline_text, place_text, strength_text

_MARKS: Final[Mapping[Strength, str]] = {Strength.DO: "■", Strength.CONSIDER: "□", Strength.DO_NOT: "×"}
"""What is not simply advised is also said in words: the marks only help the eye."""

_NAMED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLine:
    """One piece of advice in words; ``how`` is strength, deadline and regimen, ``basis`` facts and source."""

    mark: str
    action: str
    how: str
    basis: str

    @property
    def line(self) -> str:
        """Return all of it on one line."""
        return " ".join(filter(None, (f"{self.mark} {self.action}{self.how}.", self.basis)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What guidelines say differently on one topic; ``leading`` where the leading one says nothing certain."""

    topic: str
    kind: str
    leading: str
    positions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceWords:
    """The advice of one case in words, the same for every kind of document."""

    press: Press
    case: Case
    assessment: Assessment
    leading: str
    facts: FactList
    on: date

    def head(self) -> str:
        """Return which guideline leads, with its date and whether its review date has passed."""
        return self.press.say("advice.leading", source=self.press.source_line(self.leading, self.on))

    def topics(self) -> tuple[tuple[str, tuple[AdviceLine, ...]], ...]:
        """Return what the leading guideline certainly advises, by topic."""
        found: dict[str, list[AdviceLine]] = {}
        for each in _applying(self.assessment.guidelines[self.leading]):
            found.setdefault(each.topic, []).append(self._line(each))
        return tuple((self._topic(topic), tuple(lines)) for topic, lines in found.items())

    def differences(self) -> tuple[Difference, ...]:
        """Return where guidelines disagree, each with all positions."""
        return tuple(
            Difference(
                topic=self._topic(each.topic),
                kind=self.press.say(f"advice.differ.{each.kind}"),
                leading=self._uncertain(each),
                positions=tuple(
                    (self.press.guideline(one.guideline), ", ".join(self._said(each.kind, one)))
                    for one in each.positions
                ),
            )
            for each in self.assessment.disagreements
        )

    def counts(self) -> str:
        """Return how much each other guideline advises."""
        counts = [
            self.press.say("advice.count", guideline=self.press.guideline(name), count=len(_applying(advice)))
            for name, advice in self.assessment.guidelines.items()
            if name != self.leading
        ]
        return self.press.say("advice.counts", counts=" · ".join(counts))

    def notes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what is not certain yet, the deadlines, and what is not covered, each under its heading."""
        named = {"open_heading": self._open(), "clocks_heading": self._clocks(), "gaps_heading": self._gaps()}
        return tuple((self.press.say(f"advice.{key}"), tuple(lines)) for key, lines in named.items() if lines)

    def _topic(self, topic: str) -> str:
        return self.press.wording.get(f"topic.{topic}")

    def _uncertain(self, disagreement: Disagreement) -> str:
        """Return what to say where the leading guideline takes no part: facts that still decide are not silence."""
        advice = self.assessment.guidelines[self.leading]
        topical = [each for each in advice if each.topic == disagreement.topic]
        if _applying(topical):
            return ""
        undecided = any(each.status is AdviceStatus.UNDETERMINED for each in topical)
        said = self.press.say("advice.undecided" if undecided else "advice.silent")
        return f"{self.press.guideline(self.leading)}: {said}"

    def _line(self, advice: Advice) -> AdviceLine:
        wording = self.press.wording
        strength = (
            ""
            if advice.strength is Strength.DO
            else strength_text(wording.words, advice.action, advice.strength)
        )
        regimen = "" if advice.variant is None else wording.get(f"regimen.{advice.variant}")
        how = "".join(f" – {each}" for each in (strength, self._deadline(advice), regimen) if each)
        return AdviceLine(
            mark=_MARKS[advice.strength],
            action=wording.get(f"action.{advice.action}"),
            how=how,
            basis=self._basis(advice),
        )

    def _deadline(self, advice: Advice) -> str:
        within = deadline_text(self.press.wording.words, advice)
        if advice.due is None:
            return within
        return self.press.say("advice.due", within=within, moment=self.press.wording.moment(advice.due))

    def _basis(self, advice: Advice) -> str:
        press = self.press
        notes = [press.wording.get(note) for note in advice.notes]
        numbers = self.facts.numbers(advice.because)
        one = "_one" if numbers.isdigit() else ""
        because = [press.say(f"advice.because{one}", numbers=numbers)] if numbers else []
        missing = [press.say("advice.missing", facts=missing_names(press, advice.missing, _NAMED))]
        return " ".join(
            [
                *notes,
                *because,
                *(missing if advice.missing else ()),
                f"[{place_text(press.wording.words, advice.reference)}]",
            ]
        )

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

    def _open(self) -> list[str]:
        grouped: dict[tuple[str, ...], list[str]] = {}
        for advice in self.assessment.guidelines[self.leading]:
            if advice.status is AdviceStatus.UNDETERMINED:
                grouped.setdefault(advice.missing, []).append(advice.action)
        return [
            self.press.say(
                "advice.open",
                facts=missing_names(self.press, missing, _NAMED),
                actions=", ".join(self.press.wording.get(f"action.{action}") for action in actions),
            )
            for missing, actions in grouped.items()
        ]

    def _clocks(self) -> list[str]:
        clocks = [self._clock(each) for each in self.assessment.clocks if each.guideline == self.leading]
        return [*restart_lines(self.press, self.case, self.assessment), *clocks] if clocks else []

    def _clock(self, clock: Clock) -> str:
        wording = self.press.wording
        stopped = clock.stopped_at
        return self.press.say(
            f"advice.clock.{clock.state if clock.certain else ClockState.RUNNING}",
            action=wording.get(f"action.{clock.action}"),
            due=wording.moment(clock.due),
            stopped="" if stopped is None else wording.moment(stopped),
        )

    def _gaps(self) -> list[str]:
        return [
            f"{self.press.guideline(guideline)}: {self.press.wording.get(each.note)}"
            for guideline, gaps in self.assessment.not_covered.items()
            for each in gaps
        ]


def _applying(advice: Iterable[Advice]) -> list[Advice]:
    return [each for each in advice if each.status is AdviceStatus.APPLIES]
