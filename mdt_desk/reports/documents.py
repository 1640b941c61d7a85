"""The documents and figures behind their ports; what is heavy is imported when the first one is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_desk.domain.evidence import Document
from mdt_desk.usecases.ports import (
    AuditOrder,
    CaseSheetOrder,
    FormsOrder,
    LeafletOrder,
    LetterOrder,
    MeetingFile,
    Words,
)
from mdt_desk.usecases.preferences import Theme

if TYPE_CHECKING:
    from mdt_desk.reports.clinical import ClinicalPapers
    from mdt_desk.reports.curves import CurveRenderer
    from mdt_desk.reports.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class PdfDocuments:
    """Documents as PDF files, the minutes also for a word processor and as text.

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
        return self._papers.agenda(order, file)

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes; a draft says so on every page."""
        return self._papers.minutes(order, file)

    def letter(self, order: LetterOrder, file: Path) -> Path:
        """Make the letter to the general practitioner."""
        return self._papers.letter(order, file)

    def leaflet(self, order: LeafletOrder, file: Path) -> Path:
        """Make the leaflet or the wallet card.

        Raises:
            UserError: a contact was not verified lately, or there is no leaflet in this language.

        """
        return self._workshop.leaflet(order, file)

    def case_sheet(self, order: CaseSheetOrder, file: Path) -> Path:
        """Make the sheet of one case."""
        return self._papers.case_sheet(order, file)

    def summary(self, order: LetterOrder, file: Path) -> Path:
        """Make the summary for the patient.

        Raises:
            UserError: nothing was decided.

        """
        return self._papers.summary(order, file)

    def blank_forms(self, order: FormsOrder, file: Path) -> Path:
        """Make the forms that are filled in by hand."""
        return self._papers.blank_forms(order, file)

    def audit(self, order: AuditOrder, file: Path) -> Path:
        """Make the audit overview of one patient."""
        return self._papers.audit(order, file)

    def minutes_docx(self, order: MeetingFile, file: Path) -> Path:
        """Make the minutes for a word processor."""
        return self._papers.minutes_docx(order, file)

    def minutes_text(self, order: MeetingFile) -> str:
        """Return the minutes as plain text."""
        return self._papers.minutes_text(order)

    @cached_property
    def _papers(self) -> "ClinicalPapers":
        from mdt_desk.reports.workshop import open_papers

        return open_papers(self)

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
