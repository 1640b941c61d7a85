"""The minutes as a plain sequence of headings, fields and tables, for a word processor and for the patient record."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.reports.case_advice import AdviceWords
from mdt_desk.reports.case_facts import FactList, fact_lines, facts_used, undated
from mdt_desk.reports.case_head import about_case
from mdt_desk.reports.case_scores import score_lines, secondary_note, still_possible, survival_words
from mdt_desk.reports.furniture import Furniture
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
from mdt_desk.reports.prognosis_table import prognosis_heads, prognosis_lines
from mdt_desk.reports.text import shortened
from mdt_desk.usecases.ports import CaseSheet, MeetingFile

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_JOINERS: Final = frozenset("\u200c\u200d")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f]")
"""They choose between two looks of one sign and have no ink of their own."""

_LISTED: Final = (0.1, 0.3, 0.3, 0.3)
"""Shares of the width: number, patient, question, outcome."""

_SEATED: Final = (0.36, 0.64)
_ACTIONS: Final = (0.56, 0.24, 0.2)
_SURVIVAL: Final = (0.35, 0.09, 0.12, 0.14, 0.3)
"""A share with its percent sign stays on one line."""

_SIGNS: Final = frozenset({"So", "Sk"})
_PICTURES: Final = "\U0001f000"
_WITH_BOTH: Final = 3
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 begins the document or a case."""

    text: str
    level: int = 2
    case: str = ""
    """The identifiers of whose case begins here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A text, with a label before it or without."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Lines of equal weight, below a label or without; ``numbered`` from 1."""

    lines: tuple[str, ...]
    numbered: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table; without heads it has none. ``shares`` are those of the columns in its width."""

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """The survival figure with the classes still possible; as text nothing stands for it."""

    classes: frozenset[int]


Block = Heading | Field | Listing | Rows | Survival


def plain(text: str) -> str:
    """Return a text as any program can take it: one kind of line end, and what is not to be seen as a visible code.

    A joiner stays between letters, where scripts need it. Pictures that take the place of letters (emoji) become codes,
    as on paper: without a font that has them a word processor puts the letters beside them out of place, and records
    often cannot hold them.
    """
    text = _SELECTORS.sub("", unicodedata.normalize("NFC", text))
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join(_visible(text, place) for place in range(len(text))).strip()


def _visible(text: str, place: int) -> str:
    character = text[place]
    joins = character in _JOINERS and _letters(text[max(0, place - 1) : place + 2])
    category = unicodedata.category(character)
    hidden = category in _HIDDEN or (category in _SIGNS and character >= _PICTURES)
    if character == "\n" or joins or not hidden:
        return character
    return f"[U+{ord(character):04X}]"


def _letters(around: str) -> bool:
    """Tell whether a joiner has a letter, or a mark on one, on both sides."""
    return len(around) == _WITH_BOTH and all(unicodedata.category(each)[0] in "LM" for each in around[::2])


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRecord:
    """The minutes of one meeting, whole or, with one sheet in the order, of one case."""

    press: Press
    order: MeetingFile

    def blocks(self) -> tuple[Block, ...]:
        """Return the opening, then each case from a heading of level 1."""
        return (
            *self._opening(),
            *(block for number, sheet in numbered(self.order) for block in self._case(number, sheet)),
        )

    def text(self, furniture: Furniture, mark: str) -> str:
        """Return the minutes as plain text."""
        status = " · ".join(filter(None, (mark, furniture.status)))
        head = (status, furniture.owner, furniture.title)
        foot = (*furniture.notes, f"{furniture.number} · {furniture.rules}", status)
        lines = [
            *filter(None, map(plain, head)),
            *_spelled(self.blocks()),
            "",
            *filter(None, map(plain, foot)),
        ]
        return "\n".join(lines) + "\n"

    @property
    def _on(self) -> date:
        return self.order.meeting.starts_at.astimezone(self.press.wording.zone).date()

    def _opening(self) -> Iterator[Block]:
        press, meeting = self.press, self.order.meeting
        day = press.wording.long_day(meeting.starts_at)
        yield Heading(text=press.say("minutes.title", day=day), level=1)
        yield Field(text=press.say("minutes.started", time=press.wording.clock(meeting.starts_at)))
        yield from (Field(text=each) for each in standing(press, self.order))
        if meeting.addenda:
            yield Heading(text=press.say("minutes.addenda"))
            yield from (Field(label=addendum_head(press, each), text=each.text) for each in meeting.addenda)
        yield Heading(text=press.say("minutes.attendance"))
        if meeting.attendees:
            yield Rows(rows=seated(press, meeting), shares=_SEATED)
        yield Field(text=core_line(press, meeting))
        if len(self.order.sheets) > 1:
            yield Heading(text=press.say("minutes.cases"))
            yield Rows(
                heads=list_heads(press),
                rows=tuple(self._line(*each) for each in numbered(self.order)),
                shares=_LISTED,
            )

    def _line(self, number: int, sheet: CaseSheet) -> tuple[str, ...]:
        case = sheet.stored.case
        asked = self.press.wording.value("referral.question", case.referral.question)
        identity = self.press.identity_of(case)
        patient = f"{identity.name} ({identity.number} · {identity.born})"
        return (
            str(number),
            patient,
            *(self._brief(each, number) for each in (asked, outcome(self.press, sheet))),
        )

    def _brief(self, text: str, number: int) -> str:
        """Return a text for the list of cases: of a long one the beginning, and at which case the whole stands."""
        short = shortened(text)
        return text if short == text else f"{short} ({self.press.say('case.whole', number=number)})"

    def _case(self, number: int, sheet: CaseSheet) -> Iterator[Block]:
        press, case, assessment = self.press, sheet.stored.case, sheet.assessment
        leading = press.leading(self.order.preferences, assessment)
        facts = facts_used(case, assessment, (leading,))
        identity = press.identity_of(case)
        title = f"{press.say('case.number', number=number)} · {identity.name}"
        yield Heading(text=title, level=1, case=identity.line)
        yield Field(text=f"{identity.number} · {identity.born}")
        yield from (Field(text=each) for each in about_case(press, case, self._on) if each)
        asked = case.referral.question
        question = press.say("case.no_question") if asked is UNKNOWN else asked
        yield Field(label=press.say("case.question"), text=question)
        yield from self._decision(sheet)
        yield Heading(text=press.say("case.scores"))
        for name, lines in score_lines(press, assessment):
            yield Field(label=name, text="\n".join(lines))
        yield from _optional(secondary_note(press, assessment))
        yield Heading(text=press.say("minutes.survival"))
        yield Survival(classes=frozenset(still_possible(assessment)))
        yield Field(text=survival_words(press, assessment))
        yield from self._prognosis(case, assessment)
        yield from self._facts(case, facts)
        words = AdviceWords(
            press=press, case=case, assessment=assessment, leading=leading, facts=facts, on=self._on
        )
        yield from self._advice(words)

    def _decision(self, sheet: CaseSheet) -> Iterator[Block]:
        words = decision_words(self.press, self.order, sheet)
        yield Heading(text=self.press.say("decision.heading"))
        yield from _optional(words.standing())
        if words.options():
            yield Listing(lines=words.options())
        if sheet.decision is not None:
            yield from _optional(sheet.decision.own_words or "")
        yield from _optional(words.missing_at_table())
        yield from (Field(label=label, text=text) for label, text in words.why())
        if words.actions():
            yield Rows(heads=words.action_heads(), rows=words.actions(), shares=_ACTIONS)
        elif words.who():
            yield Field(text=self.press.say("decision.no_actions"))
        yield from (Field(label=label, text=text) for label, text in words.who())

    def _prognosis(self, case: Case, assessment: Assessment) -> Iterator[Block]:
        rows = prognosis_lines(self.press, case, assessment)
        yield Heading(text=self.press.say("prognosis.name"))
        yield Rows(heads=prognosis_heads(self.press), rows=rows, shares=_SURVIVAL)
        yield Field(text=self.press.say("prognosis.note"))

    def _facts(self, case: Case, facts: FactList) -> Iterator[Block]:
        yield Heading(text=self.press.say("case.facts"))
        if not facts.paths:
            yield Field(text=self.press.say("case.no_facts"))
            return
        yield Listing(lines=tuple(each.line for each in fact_lines(self.press, case, facts)), numbered=True)
        if undated(case, facts):
            yield Field(text=self.press.say("case.undated"))

    def _advice(self, words: AdviceWords) -> Iterator[Block]:
        press = self.press
        yield Heading(text=press.say("case.advice"))
        assessed = press.wording.moment(words.assessment.assessed_at)
        yield Field(text=press.say("case.assessed", moment=assessed))
        yield Field(text=words.head())
        for topic, lines in words.topics():
            yield Field(label=topic, text="\n".join(each.line for each in lines))
        if not words.topics():
            yield Field(text=press.say("advice.silent"))
        for each in words.differences():
            said = "\n".join(
                (*(f"{name}: {text}" for name, text in each.positions), *filter(None, [each.leading]))
            )
            yield Field(label=f"{each.topic}: {each.kind}", text=said)
        yield Field(text=words.counts())
        for title, noted in words.notes():
            yield Listing(label=title, lines=tuple(noted))


def _optional(text: str) -> Iterator[Block]:
    if text:
        yield Field(text=text)


def _spelled(blocks: Iterable[Block]) -> Iterator[str]:
    """Return blocks as lines of text."""
    for block in blocks:
        match block:
            case Heading(level=1):
                yield from (
                    "",
                    "=" * 60,
                    plain(block.text).upper() if not block.case else plain(block.text),
                    "=" * 60,
                )
            case Heading():
                yield from ("", plain(block.text), "-" * len(plain(block.text)))
            case Field():
                yield from _field(plain(block.label), plain(block.text))
            case Listing():
                yield from (f"{plain(each)}:" for each in filter(None, [block.label]))
                for number, line in enumerate(block.lines, 1):
                    yield f"{f'{number}.' if block.numbered else '-'} {plain(line)}"
            case Rows():
                for row in (*([block.heads] if block.heads else []), *block.rows):
                    yield "- " + " | ".join(map(plain, row))
            case Survival():
                pass


def _field(label: str, text: str) -> Iterator[str]:
    if label and "\n" in text:
        yield f"{label}:"
        yield from (f"  {line}" for line in text.split("\n"))
    else:
        yield f"{label}: {text}" if label else text
