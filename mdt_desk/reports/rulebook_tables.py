"""The tables of the rulebook: rows of conditions, the answer last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer

from mdt_desk.domain.rulebook import Condition, Entry, Folded, Row, Said, Table, folded, one_lesion
from mdt_desk.domain.settle import Input
from mdt_desk.reports.flowables import Cell, Command, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import SOFT_INK, Press
from mdt_desk.reports.rulebook_words import Speaker, about_one_vertebra, word_key
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH, TINT
from mdt_desk.reports.text import Span

_ANSWER: Final = 40 * mm
_MOST_COLUMNS: Final = 7
"""A rule with more conditions, or with names too long for its columns, is told row by row."""

_PADDING: Final = 7.5

_LINES: Final[tuple[Command, ...]] = (
    ("BACKGROUND", (0, 0), (-1, 0), TINT),
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
    ("LINEBEFORE", (-1, 0), (-1, -1), 0.3, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
)


class Entitled(Flowable):
    """A bookmark below the one of its part."""

    def __init__(self, *, key: str, outline: str) -> None:
        """Mark where something begins; ``outline`` is its bookmark."""
        super().__init__()
        self.key: Final = key
        self.outline: Final = outline
        self.keepWithNext = 1

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803  # ReportLab's names
        return 0, 0

    def draw(self) -> None:
        _, top = self.canv.absolutePosition(0, 0)
        self.canv.bookmarkPage(self.key, fit="XYZ", left=0, top=top + 14, zoom=0)
        self.canv.addOutlineEntry(self.outline, self.key, level=1, closed=1)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Lays out rules as tables with the tools of one document."""

    press: Press
    speaker: Speaker

    @cached_property
    def cell(self) -> ParagraphStyle:
        """Return the style of what stands in a table."""
        small = self.press.styles.small
        return ParagraphStyle("cell", parent=small, textColor=INK, fontSize=7.6, leading=9.9)

    def text(self, text: str, face: Face = Face.REGULAR) -> list[Paragraph]:
        """Return a cell."""
        return self.press.gate.paragraphs(text, self.cell, face)

    def heading(self, key: str, text: str, mark: str = "") -> list[Flowable]:
        """Return the heading of one rule, with its bookmark."""
        spans = [Span(text=text, face=Face.BOLD)]
        if mark:
            spans.append(Span(text=f"   {mark}", face=Face.ITALIC, colour=SOFT_INK))
        line = self.press.gate.paragraph(spans, self.press.styles.lead)
        line.keepWithNext = 1
        return [Entitled(key=key, outline=text), line, Spacer(0, 1.5)]

    # --- actions and gaps

    def rule(self, entry: Entry, action: str | None) -> list[Flowable]:
        """Return the table of an action, or of a gap where ``action`` is None."""

        def answer(given: Any) -> str:  # noqa: ANN401  # answers of every rule
            if action is not None:
                return self.speaker.answer(given, action)
            return self.speaker.say("said" if given else "not_said")

        return self.table(entry.table, answer)

    def note(self, said: Said, text: str) -> str:
        """Return a sentence of the detail with when it is said."""
        if said.table is None:
            return self.speaker.say("note_always", note=text)
        table = one_lesion(said.table)
        short = folded(table)
        when = self.speaker.when([each for each in short.rows if each.answer is True], table)
        if said.even_if_open:
            when = f"{when} ({self.speaker.say('note_even_open')})"
        return self.speaker.say("note_when", when=when, note=text)

    # --- words

    def word(self, table: Table) -> list[Flowable]:
        """Return what a word means: a sentence, or its table."""
        told = self.speaker.means(table.subject)
        if told is not None:
            return list(self.text(told))
        if _plain_yes(table):
            one = one_lesion(table)
            when = self.speaker.when(folded(one).rows, one)
            return list(self.text(self.speaker.say("yes_when", when=when)))
        return self.table(table, lambda given: self.speaker.value(given, table.subject))

    def word_title(self, given: Input) -> str:
        """Return the heading of a word; the event that another word is about is any event."""
        if word_key(given) in {"words.done", "words.happened"}:
            name = self.speaker.wording.get(f"word.{word_key(given)}", fact=self.speaker.say("some_event"))
            return name[:1].upper() + name[1:]
        name = self.speaker.name(given)
        return self.speaker.say("one_vertebra", label=name) if about_one_vertebra(given) else name

    # --- layout

    def table(self, full: Table, answer: Callable[[Any], str]) -> list[Flowable]:
        """Return a rule as a table to be read from above."""
        table = one_lesion(full)
        short = folded(table)
        alone = len(short.rows) == 1 and len(short.inputs) > 3
        if alone or not self._fits(short, table):
            return [self._listed(table, short, answer)]
        return [self._columns(table, short, answer)]

    def _fits(self, short: Folded, table: Table) -> bool:
        """Tell whether every word of every column stays in one piece."""
        count = len(short.inputs)
        if count > _MOST_COLUMNS:
            return False
        heads = [(self.speaker.label(each, table.subject), Face.BOLD) for each in short.inputs]
        cells = [(self._values(each, table), Face.REGULAR) for row in short.rows for each in row.conditions]
        room = (TEXT_WIDTH - _ANSWER) / max(1, count) - _PADDING
        widths = (
            self.press.gate.fonts.width(word, face, self.cell.fontSize)
            for text, face in (*heads, *cells)
            for word in text.split()
        )
        return all(each <= room for each in widths)

    def _columns(self, table: Table, short: Folded, answer: Callable[[Any], str]) -> Flowable:
        inputs = short.inputs
        heads: list[Cell] = [self.text(self.speaker.label(each, table.subject), Face.BOLD) for each in inputs]
        rows: list[list[Cell]] = [[*heads, self.text(self.speaker.say("answer"), Face.BOLD)]]
        for row in short.rows:
            told = {each.input.name: self._values(each, table) for each in row.conditions}
            dash = self.speaker.say("does_not_matter" if inputs else "always")
            cells: list[Cell] = [self.text(told.get(each.name, dash)) for each in inputs]
            rows.append([*cells, self.text(answer(row.answer), Face.BOLD)])
        commands = list(_LINES)
        if short.otherwise is not None and inputs:
            rows.append(
                [self.text(self.speaker.say("otherwise"), Face.ITALIC), *([None] * (len(inputs) - 1))]
            )
            rows[-1].append(self.text(answer(short.otherwise.answer)))
            commands.append(("SPAN", (0, -1), (-2, -1)))
        if not inputs:
            rows = [[self.text(self.speaker.say("always")), rows[-1][-1]]]
            return grid(rows, [TEXT_WIDTH - _ANSWER, _ANSWER], _LINES)
        each = (TEXT_WIDTH - _ANSWER) / len(inputs)
        return grid(rows, [*([each] * len(inputs)), _ANSWER], commands, heads=1)

    def _values(self, condition: Condition, table: Table) -> str:
        return self.speaker.values(condition, table.domain(condition.input.name))

    def _listed(self, table: Table, short: Folded, answer: Callable[[Any], str]) -> Flowable:
        rows: list[list[Cell]] = [
            [self.text(self.speaker.say(each), Face.BOLD) for each in ("when", "answer")]
        ]
        rows.extend(
            [self._conditions(row, table), self.text(answer(row.answer), Face.BOLD)] for row in short.rows
        )
        if short.otherwise is not None:
            otherwise = self.text(self.speaker.say("otherwise"), Face.ITALIC)
            rows.append([otherwise, self.text(answer(short.otherwise.answer))])
        return grid(rows, [TEXT_WIDTH - _ANSWER, _ANSWER], _LINES, heads=1)

    def _conditions(self, row: Row, table: Table) -> Sequence[Paragraph]:
        return [
            line for each in row.conditions for line in self.text(f"–  {self.speaker.condition(each, table)}")
        ]


def _plain_yes(table: Table) -> bool:
    """Tell whether a word is a short list of reasons for yes."""
    short = folded(one_lesion(table))
    yes = short.otherwise is not None and all(each.answer is True for each in short.rows)
    alone = all(len(each.conditions) == 1 for each in short.rows)
    return yes and (alone or (len(short.rows) == 1 and len(short.inputs) <= 4))
