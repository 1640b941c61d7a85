"""The printed rulebook: every rule of every guideline, every word they use, every score, from the code that runs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from mdt_desk.domain.assess import Rules
from mdt_desk.domain.evidence import Document
from mdt_desk.domain.rulebook import ONE_LESION, REFERENCE, Entry, Rulebook, Table, Tabulator, tables_of
from mdt_desk.domain.settle import Input
from mdt_desk.domain.spine import Level
from mdt_desk.reports.cache import Cache
from mdt_desk.reports.curves import CurveRenderer
from mdt_desk.reports.flowables import LISTED, Cell, Start, grid
from mdt_desk.reports.fonts import Face, load_fonts
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.numbering import number_of
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.press import Press
from mdt_desk.reports.release import release
from mdt_desk.reports.rulebook_scores import ScoreBook
from mdt_desk.reports.rulebook_tables import Tables
from mdt_desk.reports.rulebook_words import TOLD, Speaker, said_key, word_key
from mdt_desk.reports.style import PRINT, TEXT_WIDTH, house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.reports.words import Wording

_LETTER: Final = "R"
_HOW: Final = ("how_rows", "how_words", "how_unknown", "how_gated", "how_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookOrder:
    """What a rulebook is made of: the rules, the language, and where and when it is made."""

    rules: Rules
    language: str
    owner: str
    made_at: datetime


def make_rulebook(order: RulebookOrder, wording: Wording, fonts: Path, cache: Path, file: Path) -> Path:
    """Make the rulebook.

    Args:
        order: the rules to print.
        wording: the language.
        fonts: folder of the embedded faces.
        cache: folder where figures are kept between runs; it may be absent.
        file: where the PDF goes.

    Raises:
        SiteError: the folder cannot be written.

    """
    faces = load_fonts(fonts)
    gate = TextGate(fonts=faces)
    press = Press(
        gate=gate,
        wording=wording,
        styles=house_styles(faces, PRINT),
        curves=CurveRenderer(fonts=faces, cache=Cache(folder=cache)),
        sources={each.id: each.document for each in order.rules.sources},
    )
    book = Book(press=press, speaker=Speaker(wording=wording), order=order)
    return release(HouseDocument(book.furniture(), gate).make(book.story()), file)


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
class Book:
    """Lays out one rulebook."""

    press: Press
    speaker: Speaker
    order: RulebookOrder

    def furniture(self) -> Furniture:
        """Return what stands on every page: the rule set with its hash among it."""
        press, on = self.press, self._on
        made = press.say("made", moment=press.wording.moment(self.order.made_at))
        rules = press.rules_line(self.order.rules.rule_set)
        content = (self.order.language, self.order.rules.rule_set.version, self.order.rules.rule_set.hash)
        return Furniture(
            title=f"{self.speaker.say('name')} · {press.wording.day(on)}",
            owner=self.order.owner,
            status=press.wording.get("status.demonstration"),
            notes=(press.say("intended_use"),),
            number=number_of(_LETTER, on, content),
            rules=f"{rules} · {made}",
            page=press.say("page", page="{page}"),
            language=self.order.language,
            author=press.wording.get("app.name"),
            made_at=self.order.made_at,
        )

    def story(self) -> list[Flowable]:
        """Return how to read it, each guideline, the shared words, and the scores."""
        tabulator = Tabulator(REFERENCE)
        books = [tabulator.rulebook(each) for each in self.order.rules.sources]
        story = self._opening(books)
        for book in books:
            story += [PageBreak(), *self._guideline(book)]
        story += [PageBreak(), *self._shared(books)]
        scores = ScoreBook(press=self.press, speaker=self.speaker, tables=self._tables)
        return [*story, PageBreak(), *scores.story()]

    @property
    def _on(self) -> date:
        return self.order.made_at.astimezone(self.press.wording.zone).date()

    @property
    def _tables(self) -> Tables:
        return Tables(press=self.press, speaker=self.speaker)

    # --- opening

    def _opening(self, books: Sequence[Rulebook]) -> list[Flowable]:
        press, say = self.press, self.speaker.say
        rows: list[list[Cell]] = [
            [press.body(press.guideline(book.source.id), Face.BOLD), self._about(book)] for book in books
        ]
        how = [part for key in _HOW for part in (*press.body(say(key)), Spacer(0, 3))]
        return [
            Start(key="opening", outline=say("name")),
            *press.gate.paragraphs(say("title"), press.styles.title, Face.BOLD),
            Spacer(0, 4),
            *press.body(say("lead")),
            *press.body(press.rules_line(self.order.rules.rule_set), Face.BOLD),
            Spacer(0, 10),
            press.gate.paragraph(say("how_heading"), press.styles.heading, Face.BOLD),
            Spacer(0, 3),
            *how,
            Spacer(0, 8),
            press.gate.paragraph(say("contents"), press.styles.heading, Face.BOLD),
            Spacer(0, 3),
            grid(rows, [52 * mm, TEXT_WIDTH - 52 * mm], LISTED),
        ]

    def _about(self, book: Rulebook) -> list[Flowable]:
        own = [each for each in self._printed(book) if not _shared(each.subject)]
        extent = self.speaker.say("extent", actions=len(book.actions), gaps=len(book.gaps), words=len(own))
        return [*self._document(book.source.document), *self.press.small(extent)]

    def _document(self, document: Document) -> list[Flowable]:
        say, press = self.speaker.say, self.press
        lines: list[Flowable] = [*press.body(say("document", title=document.title, dated=document.dated))]
        if document.review_by is None:
            lines += press.body(say("no_review"))
        else:
            passed = document.review_passed(self._on)
            day = press.wording.day(document.review_by)
            lines += press.body(say("review_passed" if passed else "review", day=day), _weight(passed))
        return [*lines, *(press.body(say("advisory"), Face.BOLD) if document.advisory_only else ())]

    # --- one guideline

    def _guideline(self, book: Rulebook) -> list[Flowable]:
        press, say, name = self.press, self.speaker.say, self.press.guideline(book.source.id)
        story: list[Flowable] = [
            Start(key=book.source.id, outline=name),
            *press.gate.paragraphs(name, press.styles.title, Face.BOLD),
            Spacer(0, 3),
            *self._document(book.source.document),
            Spacer(0, 9),
            *self._part(say("actions")),
        ]
        for entry in book.actions:
            story += self._entry(book, entry, press.wording.get(f"action.{entry.name}"), entry.name)
        if book.gaps:
            story += self._part(say("gaps"))
        for entry in book.gaps:
            text = press.wording.get(f"guideline.{book.source.id}.{entry.name}")
            story += self._entry(book, entry, self._topic(book, entry), None, text)
        own = [each for each in self._printed(book) if not _shared(each.subject)]
        if own:
            story += [*self._part(say("words")), *self._words(book, own)]
        return [*story, *self._numbers(book), *self._regimens(book)]

    def _topic(self, book: Rulebook, entry: Entry) -> str:
        topics = {each.note: each.question for each in book.source.guideline.gaps}
        return self.press.wording.get(f"topic.{topics[entry.name]}")

    def _entry(
        self, book: Rulebook, entry: Entry, title: str, action: str | None, text: str = ""
    ) -> list[Flowable]:
        press, source = self.press, book.source
        mark = self.speaker.say("gated") if entry.gated else ""
        cited = self.speaker.citation(source.citations[entry.name])
        notes = [
            self._tables.note(each, press.wording.get(f"guideline.{source.id}.{each.key}"))
            for each in entry.notes
        ]
        together: list[Flowable] = [
            *self._tables.heading(f"{source.id}-{entry.name}", title, mark),
            *(press.body(text) if text else ()),
            *self._tables.rule(entry, action),
            Spacer(0, 2),
            *press.small(cited),
            *self._read(book, entry.table),
        ]
        said = [line for each in notes for line in press.small(each)]
        return [KeepTogether(together), *said, Spacer(0, 8)]

    def _read(self, book: Rulebook, table: Table) -> list[Flowable]:
        if not table.numbers:
            return []
        told = "; ".join(self.speaker.number(book.source, name) for name in table.numbers)
        return list(self.press.small(self.speaker.say("numbers_here", numbers=told)))

    def _words(self, book: Rulebook | None, tables: Sequence[Table]) -> list[Flowable]:
        lay, story = self._tables, list[Flowable]()
        titled = sorted(
            ((lay.word_title(each.subject), each) for each in tables), key=lambda each: each[0].lower()
        )
        for place, (title, table) in enumerate(titled):
            key = f"word-{'shared' if book is None else book.source.id}-{place}"
            read = [] if book is None else self._read(book, table)
            story += [KeepTogether([*lay.heading(key, title), *lay.word(table), *read]), Spacer(0, 7)]
        return story

    def _numbers(self, book: Rulebook) -> list[Flowable]:
        source = book.source
        rows: list[list[Cell]] = [
            [
                self._tables.text(self.speaker.number(source, name)),
                self._tables.text(self.speaker.citation(cited)),
            ]
            for name, cited in source.provenance.items()
        ]
        table = grid(rows, [76 * mm, TEXT_WIDTH - 76 * mm], [*LISTED, ("RIGHTPADDING", (0, 0), (0, -1), 8)])
        return [*self._part(self.speaker.say("numbers")), table, Spacer(0, 9)]

    def _regimens(self, book: Rulebook) -> list[Flowable]:
        known = {*(each.name for each in book.actions), *(each.name for each in book.gaps)}
        rows: list[list[Cell]] = [
            [
                self._tables.text(self.press.wording.get(f"regimen.{name}")),
                self._tables.text(self.speaker.citation(cited)),
            ]
            for name, cited in book.source.citations.items()
            if name not in known
        ]
        if not rows:
            return []
        return [
            *self._part(self.speaker.say("regimens")),
            grid(rows, [76 * mm, TEXT_WIDTH - 76 * mm], LISTED),
        ]

    def _part(self, title: str) -> list[Flowable]:
        line = self.press.gate.paragraph(title, self.press.styles.heading, Face.BOLD)
        line.keepWithNext = 1
        return [Spacer(0, 5), line, Spacer(0, 5)]

    # --- shared words

    def _printed(self, book: Rulebook) -> list[Table]:
        tables = (table for each in (*book.actions, *book.gaps) for table in tables_of(each))
        return list(printed_words(tables, book.words))

    def _shared(self, books: Sequence[Rulebook]) -> list[Flowable]:
        found: dict[object, Table] = {}
        for book in books:
            for each in self._printed(book):
                if _shared(each.subject):
                    found.setdefault(said_key(each.subject), each)
        title = self.speaker.say("shared_words")
        return [
            Start(key="shared", outline=title),
            *self.press.gate.paragraphs(title, self.press.styles.title, Face.BOLD),
            Spacer(0, 6),
            *self._words(None, list(found.values())),
        ]


def _shared(given: Input) -> bool:
    """Tell whether a word belongs to no single guideline."""
    module = "" if given.rule is None else given.rule.__module__
    return ".scores." in module or module.endswith("guidelines.words")


def _weight(passed: bool) -> Face:
    return Face.BOLD if passed else Face.REGULAR
