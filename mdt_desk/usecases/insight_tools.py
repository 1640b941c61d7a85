"""What the insights need from outside, as ports: judging again, drawing, paper, and files for a spreadsheet."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from mdt_desk.domain.registry import Registry
from mdt_desk.usecases.insight_tables import Part
from mdt_desk.usecases.insights import Findings, Hindsight
from mdt_desk.usecases.preferences import Preferences, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsOrder:
    """The insights on paper; ``made_at`` is aware."""

    findings: Findings
    preferences: Preferences
    language: str
    made_at: datetime


class Charts(Protocol):
    """The figures of the insights; drawing takes a while and belongs off the thread of the window."""

    def svg(self, part: Part, findings: Findings, theme: Theme, language: str) -> bytes:
        """Return the figure of a part as SVG; nothing where there is nothing to draw."""
        ...


class InsightPapers(Protocol):
    def insights(self, order: InsightsOrder, file: Path) -> Path:
        """Make the insights on paper; raises SiteError where the file cannot be written."""
        ...


class InsightSheets(Protocol):
    """Files for a spreadsheet; they are written whole or not at all, and return the file."""

    def insights(self, findings: Findings, language: str, file: Path) -> Path: ...

    def registry(self, found: Registry, language: str, file: Path) -> Path: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightTools:
    """Everything the insights need beside the queue."""

    hindsight: Hindsight
    charts: Charts
    papers: InsightPapers
    sheets: InsightSheets
