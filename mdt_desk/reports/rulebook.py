"""The printed rulebook: every rule of every guideline, every word they use, every score, from the code that runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from mdt_desk.domain.assess import Rules
from mdt_desk.domain.rulebook import REFERENCE, Rulebook, Tabulator
from mdt_desk.reports.cache import Cache
from mdt_desk.reports.curves import CurveRenderer
from mdt_desk.reports.flowables import LISTED, Cell, Start, grid
from mdt_desk.reports.fonts import Face, load_fonts
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.page import HouseDocument
from mdt_desk.reports.press import Press
from mdt_desk.reports.release import release
from mdt_desk.reports.rulebook_chapters import Chapters, is_shared
from mdt_desk.reports.rulebook_scores import ScoreBook
from mdt_desk.reports.rulebook_tables import Tables
from mdt_desk.reports.rulebook_words import Speaker
from mdt_desk.reports.style import PRINT, TEXT_WIDTH, house_styles
from mdt_desk.reports.text import TextGate
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.numbering import number_of
from mdt_desk.usecases.preferences import Release
from mdt_desk.usecases.release import release_text

_LETTER: Final = "R"
_HOW: Final = (
    "how_rows",
    "how_words",
    "how_unknown",
    "how_gated",
    "how_strength",
    "how_clocks",
    "how_terms",
    "how_status",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookOrder:
    """What a rulebook is made of: the rules, the language, where and when, and who answers for its use there."""

    rules: Rules
    language: str
    owner: str
    made_at: datetime
    release: Release | None = None


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
            status=release_text(self.order.release, press.wording.words, on),
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
        chapters, story = self._chapters, self._opening(books)
        for book in books:
            story += chapters.guideline(book)
        story += chapters.shared(books)
        scores = ScoreBook(press=self.press, speaker=self.speaker, tables=self._tables)
        return [*story, *scores.story()]

    @property
    def _on(self) -> date:
        return self.order.made_at.astimezone(self.press.wording.zone).date()

    @property
    def _tables(self) -> Tables:
        return Tables(press=self.press, speaker=self.speaker)

    @property
    def _chapters(self) -> Chapters:
        return Chapters(press=self.press, speaker=self.speaker, tables=self._tables, on=self._on)

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
            grid(rows, [55 * mm, TEXT_WIDTH - 55 * mm], LISTED),
        ]

    def _about(self, book: Rulebook) -> list[Flowable]:
        own = [each for each in self._chapters.printed(book) if not is_shared(each.subject)]
        extent = self.speaker.say("extent", actions=len(book.actions), gaps=len(book.gaps), words=len(own))
        return [*self._chapters.document(book.source.document), *self.press.small(extent)]
