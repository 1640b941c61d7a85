"""The facts on which scores and advice rest: numbered, with value, date and source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final

from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import FACTS, Case, Lesion, Recorded, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.reports.breaking import HALF_PAGE, Led
from mdt_desk.reports.flowables import Command, balanced, column_width, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import DARK_INK, SOFT_INK, Press
from mdt_desk.reports.style import RULE, TEXT_WIDTH
from mdt_desk.reports.text import Span

_ALWAYS: Final = (
    "condition.comorbidity",
    "condition.anticoagulants",
    "condition.pacemaker",
    "symptoms.alarm_features",
    "wishes.preference",
    "wishes.accepts_surgery",
    "wishes.accepts_radiotherapy",
    "referral.images",
    "prognosis.external",
)
"""Read by no rule, and what a team asks first: shown whenever recorded."""


_SECTIONS: Final = {
    "referral": "who",
    "patient": "who",
    "symptoms": "neurology",
    "neurology": "neurology",
    "stability": "stability",
    "tumour": "oncology",
    "condition": "condition",
    "labs": "condition",
    "prognosis": "condition",
    "wishes": "wishes",
    "treatment": "treatment",
    "imaging": "imaging",
    "information": "rehabilitation",
    "rehabilitation": "rehabilitation",
}
"""Under which heading of the case screen the facts of a section stand."""

_GAP: Final = 14.0
_SHORT: Final = 400
"""Longer values become paragraphs of their own."""

_BELOW: Final = 5.0
_LED: Final = 3
"""A heading, the columns, and the first of what stands below them begin on one page."""

_LINES: Final[tuple[Command, ...]] = (
    ("LINEBELOW", (0, 0), (-1, -1), 0.25, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 0.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One recorded fact in words; ``when`` is its date and source, empty where none is recorded."""

    label: str
    value: str
    when: str

    @property
    def line(self) -> str:
        """Return all of it on one line."""
        return f"{self.label}: {self.value}" + (f" ({self.when})" if self.when else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactList:
    """The facts of one case that a document names, in the order of the case file; a vertebra is one entry."""

    paths: tuple[str, ...]

    def numbers(self, paths: Iterable[str]) -> str:
        """Return the numbers of facts in this list as ``1, 4–6``."""
        entries = {_entry(path) for path in paths}
        found = [number for number, path in enumerate(self.paths, 1) if path in entries]
        spans: list[list[int]] = []
        for number in found:
            if spans and spans[-1][-1] == number - 1:
                spans[-1].append(number)
            else:
                spans.append([number])
        return ", ".join(_span(each) for each in spans)


def facts_used(case: Case, assessment: Assessment, guidelines: Sequence[str]) -> FactList:
    """Return the recorded facts behind the scores and the advice shown, and those a team always asks for."""
    behind = {item.fact for score in assessment.scores.values() for item in score.items}
    behind |= {
        path
        for guideline in guidelines
        for advice in assessment.guidelines.get(guideline, ())
        if advice.status is AdviceStatus.APPLIES
        for path in advice.because
    }
    plain = {_entry(path) for path in behind.union(_ALWAYS)} - {"lesions"}
    order = list(FACTS)
    known = [
        path for path in plain if not path.startswith("lesions.") and value_at(case, path) is not UNKNOWN
    ]
    lesions = () if case.lesions is UNKNOWN else case.lesions
    return FactList(
        paths=(*sorted(known, key=order.index), *(f"lesions.{lesion.level}" for lesion in lesions))
    )


def fact_lines(press: Press, case: Case, facts: FactList) -> tuple[FactLine, ...]:
    """Return the facts in words, in the order of their numbers."""
    latest = {entry.fact: entry for entry in case.recorded}
    return tuple(
        FactLine(label=label, value=value, when=_when(press, case, path, latest.get(path)))
        for path in facts.paths
        for label, value in (_said(press, case, path),)
    )


def undated(case: Case, facts: FactList) -> bool:
    """Tell whether no fact of the list has a date or a source."""
    latest = [entry.fact for entry in case.recorded]
    return {*latest, "labs.albumin_g_per_l"}.isdisjoint(facts.paths) and not any(
        entry.startswith("lesions.") for entry in latest
    )


def facts_block(press: Press, case: Case, facts: FactList, width: float, *, count: int = 2) -> list[Flowable]:
    """Return the numbered list of facts in columns; vertebrae and long texts on lines below them."""
    if not facts.paths:
        return [*press.body(press.say("case.no_facts"))]
    column = column_width(width, _GAP, count)
    plain: list[Flowable] = []
    below: list[Flowable] = []
    for number, (path, line) in enumerate(zip(facts.paths, fact_lines(press, case, facts), strict=True), 1):
        wide = path.startswith("lesions.") or len(line.value) > _SHORT
        room = width if wide else column
        row = grid([[press.small(str(number)), _fact(press, line)]], [14, room - 14], _LINES)
        (below if wide else plain).append(row)
    note = press.small(press.say("case.undated")) if undated(case, facts) else []
    columns = [balanced(plain, width, gap=_GAP, count=count)] if plain else []
    return [*columns, *below, Spacer(0, 2), *note]


def facts_part(press: Press, case: Case, facts: FactList) -> list[Flowable]:
    """Return the facts below their heading; where long texts make them high, they may go on over pages."""
    parts = [press.heading("case.facts"), *facts_block(press, case, facts, TEXT_WIDTH, count=3)]
    return [Led(parts[:_LED], after=[*parts[_LED:], Spacer(0, _BELOW)], whole=HALF_PAGE)]


def facts_by_section(press: Press, case: Case, facts: FactList) -> list[Flowable]:
    """Return the facts in one paragraph, by section, and a line for each vertebra: the least room they can take."""
    if not facts.paths:
        return [*press.body(press.say("case.no_facts"))]
    found: dict[str, list[Span]] = {}
    long: list[FactLine] = []
    for path, line in zip(facts.paths, fact_lines(press, case, facts), strict=True):
        if len(line.value) > _SHORT:
            long.append(line)
            continue
        section, _, name = path.partition(".")
        lead = name if section == "lesions" else press.wording.get(f"case.section.{_SECTIONS[section]}")
        spans = found.setdefault(lead, [])
        label = "" if section == "lesions" else f"{line.label} "
        when = f" ({line.when})" if line.when else ""
        spans += [
            Span(text=" · " if spans else ""),
            Span(text=label),
            Span(text=f"{line.value}{when}", colour=DARK_INK),
        ]
    note = press.small(press.say("case.undated")) if undated(case, facts) else []
    levels = {path.removeprefix("lesions.") for path in facts.paths if path.startswith("lesions.")}
    running = [each for lead, spans in found.items() if lead not in levels for each in _section(lead, spans)]
    whole = [press.spans(running, small=True)] if running else []
    vertebrae = [
        press.spans(_section(lead, spans), small=True) for lead, spans in found.items() if lead in levels
    ]
    return [*whole, *(part for each in long for part in _fact(press, each)), *vertebrae, *note]


def _section(lead: str, spans: Sequence[Span]) -> list[Span]:
    end = " " if spans[-1].text.rstrip().endswith((".", "?", "!")) else ". "
    return [Span(text=f"{lead}: ", face=Face.BOLD, colour=DARK_INK), *spans, Span(text=end)]


def _entry(path: str) -> str:
    parts = path.split(".")
    return ".".join(parts[:2]) if parts[0] == "lesions" else path


def _fact(press: Press, fact: FactLine) -> list[Flowable]:
    lead = Span(text=f"{fact.label}: ", colour=SOFT_INK)
    tail = (Span(text=f"  {fact.when}", colour=SOFT_INK),) if fact.when else ()
    if len(fact.value) > _SHORT:
        label = press.spans((lead, *tail), small=True)
        label.keepWithNext = 1
        return [label, *press.small(fact.value)]
    return [press.spans((lead, Span(text=fact.value, colour=DARK_INK), *tail), small=True)]


def _said(press: Press, case: Case, path: str) -> tuple[str, str]:
    if not path.startswith("lesions."):
        return press.wording.label(path), press.wording.value(path, value_at(case, path))
    level = path.removeprefix("lesions.")
    lesion = (
        next(each for each in case.lesions if each.level == level) if case.lesions is not UNKNOWN else None
    )
    parts = [
        f"{press.wording.label(f'lesions.{each.name}')} {press.wording.value(f'lesions.{each.name}', value)}"
        for each in fields(Lesion)
        if each.name != "level" and (value := getattr(lesion, each.name, UNKNOWN)) is not UNKNOWN
    ]
    return level, "; ".join(parts)


def _when(press: Press, case: Case, path: str, entry: Recorded | None) -> str:
    if entry is not None:
        day = press.wording.day(entry.at.astimezone(press.wording.zone).date())
        return day if entry.source is UNKNOWN else f"{day}, {entry.source}"
    taken = case.labs.albumin_taken_on
    if path == "labs.albumin_g_per_l" and taken is not UNKNOWN:
        return press.wording.day(taken)
    return ""


def _span(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    joint = ", " if len(numbers) == 2 else "–"
    return f"{numbers[0]}{joint}{numbers[-1]}"
