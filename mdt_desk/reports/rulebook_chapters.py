"""The chapters of the rulebook: each guideline with its actions, gaps, words and numbers, then what they share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.evidence import Document
from mdt_desk.domain.rulebook import ONE_LESION, Entry, Rulebook, Table, tables_of
from mdt_desk.domain.settle import Input
from mdt_desk.domain.spine import Level
from mdt_desk.reports.breaking import Led, chapter
from mdt_desk.reports.flowables import LISTED, Cell, Command, Grid, Start, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import Press
from mdt_desk.reports.rulebook_tables import Tables
from mdt_desk.reports.rulebook_words import TOLD, Speaker, said_key, word_key
from mdt_desk.reports.style import TEXT_WIDTH

_IN_TWO: Final[tuple[Command, ...]] = (*LISTED, ("RIGHTPADDING", (0, 0), (0, -1), 8))
_SHORT: Final = 210.0
"""An entry of so many points, a third of a page, is not cut."""


def printed_words(tables: Iterable[Table], words: Sequence[Table]) -> Iterator[Table]:
    """Return the tables of the words that these tables use, and those use, each once, as they are printed.

    A word that a sentence tells is not followed further; a word about a vertebra is told of one.
    """
    by_name = {each.subject.name: each for each in words}
    waiting = [given for table in tables for given in table.inputs]
    seen: set[object] = set()
    while waiting:
        given = waiting.pop(0)
        other = any(isinstance(each, Level) and (each,) != ONE_LESION for each in given.args)
        if given.rule is None or other or said_key(given) in seen:
            continue
        seen.add(said_key(given))
        table = by_name[given.name]
        yield table
        if word_key(given) not in TOLD:
            waiting.extend(table.inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapters:
    """Lays out guidelines; ``on`` is the day on which review dates are judged."""

    press: Press
    speaker: Speaker
    tables: Tables
    on: date

    def document(self, document: Document) -> list[Flowable]:
        """Return the document behind a guideline, and whether its review date has passed."""
        say, press = self.speaker.say, self.press
        title = press.wording.get(f"document_title.{document.id}")
        dated = press.wording.get(f"document_dated.{document.id}")
        lines: list[Flowable] = [*press.body(say("document", title=title, dated=dated))]
        if document.review_by is None:
            lines += press.body(say("no_review"))
        else:
            passed = document.review_passed(self.on)
            day = press.wording.day(document.review_by)
            lines += press.body(say("review_passed" if passed else "review", day=day), _weight(passed))
        return [*lines, *(press.body(say("advisory"), Face.BOLD) if document.advisory_only else ())]

    # --- one guideline

    def guideline(self, book: Rulebook) -> list[Flowable]:
        """Return the chapter of one guideline."""
        press, say, name = self.press, self.speaker.say, self.press.guideline(book.source.id)
        story: list[Flowable] = [
            *chapter(Start(key=book.source.id, outline=name)),
            *press.gate.paragraphs(name, press.styles.title, Face.BOLD),
            Spacer(0, 3),
            *self.document(book.source.document),
            Spacer(0, 3),
            *(part for line in say(f"left_out.{book.source.id}").splitlines() for part in press.body(line)),
            Spacer(0, 9),
        ]
        actions = [
            self._entry(book, entry, press.wording.get(f"action.{entry.name}"), entry.name)
            for entry in book.actions
        ]
        gaps = [
            self._entry(book, entry, self._topic(book, entry), None, press.wording.get(key))
            for entry in book.gaps
            for key in (f"guideline.{book.source.id}.{entry.name}",)
        ]
        own = [each for each in self.printed(book) if not is_shared(each.subject)]
        story += self._under(say("actions"), actions)
        story += self._under(say("gaps"), gaps)
        story += self._under(say("words"), self._words(book, own))
        return [*story, *self._numbers(book), *self._regimens(book)]

    def _under(self, title: str, entries: Sequence[list[Flowable]]) -> list[Flowable]:
        """Return entries, a short one on one page, the heading on that of the first."""
        story: list[Flowable] = []
        for number, each in enumerate(entries):
            parts = [*(self._part(title) if title and number == 0 else []), *each]
            table = next(
                (place for place, part in enumerate(parts) if isinstance(part, Grid)), len(parts) - 1
            )
            story += [
                Led(parts[: table + 1], after=parts[table + 1 :], whole=_SHORT),
                Spacer(0, 8),
            ]
        return story

    def _topic(self, book: Rulebook, entry: Entry) -> str:
        topics = {each.note: each.question for each in book.source.guideline.gaps}
        return self.press.wording.get(f"topic.{topics[entry.name]}")

    def _entry(
        self, book: Rulebook, entry: Entry, title: str, action: str | None, text: str = ""
    ) -> list[Flowable]:
        press, source = self.press, book.source
        mark = self._gate(book, entry)
        cited = self.speaker.citation(source.citations[entry.name])
        notes = [
            self.tables.note(each, press.wording.get(f"guideline.{source.id}.{each.key}"))
            for each in entry.notes
        ]
        together: list[Flowable] = [
            *self.tables.heading(f"{source.id}-{entry.name}", title, mark),
            *((*press.body(text), Spacer(0, 2)) if text else ()),
            *self.tables.rule(entry, action),
            Spacer(0, 2),
            *press.small(cited),
            *self._read(book, entry.table),
        ]
        said = [line for each in notes for line in press.small(each)]
        return [*together, *said]

    def _gate(self, book: Rulebook, entry: Entry) -> str:
        early = {each.action for each in book.source.guideline.questions if each.on_suspicion}
        key = "gated_or_suspected" if entry.name in early else "gated"
        return self.speaker.say(key) if entry.gated else ""

    def _read(self, book: Rulebook, table: Table) -> list[Flowable]:
        if not table.numbers:
            return []
        told = "; ".join(self.speaker.number(book.source, name) for name in table.numbers)
        return list(self.press.small(self.speaker.say("numbers_here", numbers=told)))

    def _words(self, book: Rulebook | None, tables: Sequence[Table]) -> list[list[Flowable]]:
        lay, entries = self.tables, list[list[Flowable]]()
        titled = sorted(
            ((lay.word_title(each.subject), each) for each in tables), key=lambda each: each[0].lower()
        )
        for place, (title, table) in enumerate(titled):
            key = f"word-{'shared' if book is None else book.source.id}-{place}"
            read = [] if book is None else self._read(book, table)
            entries.append([*lay.heading(key, title), *lay.word(table), *read])
        return entries

    def _numbers(self, book: Rulebook) -> list[Flowable]:
        source = book.source
        rows: list[list[Cell]] = [
            [
                self.tables.text(self.speaker.number(source, name)),
                self.tables.text(self.speaker.citation(cited)),
            ]
            for name, cited in source.provenance.items()
        ]
        table = grid(rows, [76 * mm, TEXT_WIDTH - 76 * mm], _IN_TWO)
        return [Led([*self._part(self.speaker.say("numbers")), table]), Spacer(0, 9)]

    def _regimens(self, book: Rulebook) -> list[Flowable]:
        known = {*(each.name for each in book.actions), *(each.name for each in book.gaps)}
        rows: list[list[Cell]] = [
            [
                self.tables.text(self.press.wording.get(f"regimen.{name}")),
                self.tables.text(self.speaker.citation(cited)),
            ]
            for name, cited in book.source.citations.items()
            if name not in known
        ]
        if not rows:
            return []
        table = grid(rows, [76 * mm, TEXT_WIDTH - 76 * mm], _IN_TWO)
        return [Led([*self._part(self.speaker.say("regimens")), table])]

    def _part(self, title: str) -> list[Flowable]:
        line = self.press.gate.paragraph(title, self.press.styles.heading, Face.BOLD)
        return [Spacer(0, 5), line, Spacer(0, 5)]

    # --- shared words

    def printed(self, book: Rulebook) -> list[Table]:
        """Return the words of a guideline that are printed, its own and the shared ones."""
        tables = (table for each in (*book.actions, *book.gaps) for table in tables_of(each))
        return list(printed_words(tables, book.words))

    def shared(self, books: Sequence[Rulebook]) -> list[Flowable]:
        """Return the chapter of the words that belong to no single guideline."""
        found: dict[object, Table] = {}
        for book in books:
            for each in self.printed(book):
                if is_shared(each.subject):
                    found.setdefault(said_key(each.subject), each)
        title = self.speaker.say("shared_words")
        return [
            *chapter(Start(key="shared", outline=title)),
            *self.press.gate.paragraphs(title, self.press.styles.title, Face.BOLD),
            Spacer(0, 6),
            *self._under("", self._words(None, list(found.values()))),
        ]


def is_shared(given: Input) -> bool:
    """Tell whether a word belongs to no single guideline."""
    module = "" if given.rule is None else given.rule.__module__
    return ".scores." in module or module.endswith("guidelines.words")


def _weight(passed: bool) -> Face:
    return Face.BOLD if passed else Face.REGULAR
