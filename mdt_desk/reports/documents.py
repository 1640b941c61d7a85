"""The documents and figures behind their ports; what is heavy is imported when the first one is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.domain.evidence import Document
from mdt_desk.usecases.ports import LeafletOrder, LetterOrder, MeetingFile, Words
from mdt_desk.usecases.preferences import Theme

if TYPE_CHECKING:
    from mdt_desk.reports.curves import CurveRenderer
    from mdt_desk.reports.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class PdfDocuments:
    """Documents as PDF files.

    Attributes:
        texts: the words of a language.
        fonts, leaflets: folders of shipped files.
        cache: folder where figures are kept between runs; it may be absent or unusable.
        sources: the documents behind the guidelines, by guideline.
        zone: the hospital's wall clock, where an order does not bring its own.

    """

    texts: Callable[[str], Words]
    fonts: Path
    leaflets: Path
    cache: Path
    sources: Mapping[str, Document]
    zone: tzinfo

    def agenda(self, order: MeetingFile, file: Path) -> Path:
        """Make the agenda of a meeting, for the table."""
        return self._workshop.agenda(order, file)

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes; a draft says so on every page."""
        return self._workshop.minutes(order, file)

    def letter(self, order: LetterOrder, file: Path) -> Path:
        """Make the letter to the general practitioner."""
        return self._workshop.letter(order, file)

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        """Make the leaflet or the wallet card.

        Raises:
            UserError: a contact was not verified lately, or there is no leaflet in this language.

        """
        return self._workshop.leaflet(order, file)

    @cached_property
    def _workshop(self) -> "Workshop":
        from mdt_desk.reports.workshop import open_workshop

        return open_workshop(self)


@dataclass(frozen=True, kw_only=True)
class PublishedCurves:
    """The survival figure for the screen; the same renderer draws it for paper."""

    texts: Callable[[str], Words]
    fonts: Path
    cache: Path

    def svg(self, classes: frozenset[int], theme: Theme, language: str) -> bytes:
        """Return the figure as SVG with its letters drawn as outlines."""
        from mdt_desk.reports.curves import Format, Surface

        return self._renderer.render(classes, Surface(theme.value), self.texts(language), Format.SVG)

    def png(self, classes: frozenset[int], theme: Theme, language: str, *, width: int) -> bytes:
        """Return the figure ``width`` pixels wide, on a transparent ground."""
        from mdt_desk.reports.curves import Format, Surface

        surface, words = Surface(theme.value), self.texts(language)
        return self._renderer.render(classes, surface, words, Format.PNG, width=width)

    @cached_property
    def _renderer(self) -> "CurveRenderer":
        from mdt_desk.reports.workshop import open_curves

        return open_curves(self.fonts, self.cache)
