"""The rulebook behind its port; what is heavy is imported when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.domain.assess import Rules
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.release import release_text
from mdt_desk.usecases.rulebooks import Overview, ToldDifference, overview

if TYPE_CHECKING:
    from mdt_desk.domain.rulebook_changes import Tree
    from mdt_desk.reports.words import Wording
    from mdt_desk.usecases.preferences import Release


@dataclass(frozen=True, kw_only=True, eq=False)
class RulebookDesk:
    """Implements `Rulebooks`.

    Attributes:
        load: reads the rules that speak; asked once.
        languages: of a rulebook that is saved.
        release: who answers at this hospital for the use of the program, if anybody does.

    """

    load: Callable[[], Rules]
    texts: Callable[[str], Words]
    languages: tuple[str, ...]
    fonts: Path
    cache: Path
    zone: tzinfo
    now: Callable[[], datetime]
    release: Callable[[], "Release | None"]

    def overview(self) -> Overview:
        return overview(self.load())

    def save(self, file: Path) -> Path:
        from mdt_desk.reports.rulebook_file import save_rulebook

        return save_rulebook(self._data(), file)

    def compare(self, older: Path, language: str) -> ToldDifference:
        from mdt_desk.reports.rulebook_file import read_rulebook, told_difference

        wording = self._wording(language)
        return told_difference(read_rulebook(older, wording), self._data(), wording)

    def print_difference(self, told: ToldDifference, language: str, file: Path) -> Path:
        from mdt_desk.reports.cache import Cache
        from mdt_desk.reports.curves import CurveRenderer
        from mdt_desk.reports.fonts import load_fonts
        from mdt_desk.reports.page import HouseDocument
        from mdt_desk.reports.press import Press
        from mdt_desk.reports.release import release
        from mdt_desk.reports.rulebook_difference import DifferenceBook
        from mdt_desk.reports.style import PRINT, house_styles
        from mdt_desk.reports.text import TextGate

        faces, wording = load_fonts(self.fonts), self._wording(language)
        press = Press(
            gate=TextGate(fonts=faces),
            wording=wording,
            styles=house_styles(faces, PRINT),
            curves=CurveRenderer(fonts=faces, cache=Cache(folder=self.cache)),
            sources={each.id: each.document for each in self.load().sources},
        )
        book = DifferenceBook(
            press=press,
            told=told,
            owner=wording.get("app.name"),
            language=language,
            made_at=self.now(),
            release=self.release(),
        )
        return release(HouseDocument(book.furniture(), press.gate).make(book.story()), file)

    def lines(self, told: ToldDifference, language: str) -> tuple[str, ...]:
        """Return a difference on lines of text."""
        from mdt_desk.reports.rulebook_difference import difference_lines

        wording, today = self._wording(language), self.now().astimezone(self.zone).date()
        return tuple(difference_lines(told, wording, release_text(self.release(), wording.words, today)))

    def _data(self) -> "Tree":
        from mdt_desk.reports.rulebook_file import rulebook_data

        wordings = {each: self._wording(each) for each in self.languages}
        return rulebook_data(self.load(), wordings, self.now())

    def _wording(self, language: str) -> "Wording":
        from mdt_desk.reports.words import Wording

        return Wording(words=self.texts(language), zone=self.zone)
