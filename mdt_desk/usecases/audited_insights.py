"""The insights behind a witness: figures and rows about patients leave in files, one line each, naming nobody."""

from dataclasses import replace
from pathlib import Path

from mdt_desk.domain.audit import Deed
from mdt_desk.domain.people import Verb
from mdt_desk.domain.registry import Registry
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.insight_tools import InsightPapers, InsightSheets, InsightsOrder, InsightTools
from mdt_desk.usecases.insights import Findings
from mdt_desk.usecases.witness import Witness


class AuditedInsightPapers:
    """Implements `InsightPapers` on another maker."""

    def __init__(self, papers: InsightPapers, witness: Witness) -> None:
        """Pass every order on, and witness it."""
        self._papers, self._witness = papers, witness

    def insights(self, order: InsightsOrder, file: Path) -> Path:
        self._witness.allow(Verb.PRINT)
        return _kept(self._papers.insights(order, file), self._witness, Deed.PRINTED, "insights")


class AuditedInsightSheets:
    """Implements `InsightSheets` on another writer."""

    def __init__(self, sheets: InsightSheets, witness: Witness) -> None:
        """Pass every order on, and witness it."""
        self._sheets, self._witness = sheets, witness

    def insights(self, findings: Findings, language: str, file: Path) -> Path:
        self._witness.allow(Verb.EXPORT)
        made = self._sheets.insights(findings, language, file)
        return _kept(made, self._witness, Deed.EXPORTED, "insights")

    def registry(self, found: Registry, language: str, file: Path) -> Path:
        self._witness.allow(Verb.EXPORT)
        made = self._sheets.registry(found, language, file)
        return _kept(made, self._witness, Deed.EXPORTED, "registry")


def audited_insights(tools: InsightTools, witness: Witness) -> InsightTools:
    """Return the tools with everything witnessed that leaves in a file."""
    return replace(
        tools,
        papers=AuditedInsightPapers(tools.papers, witness),
        sheets=AuditedInsightSheets(tools.sheets, witness),
    )


def _kept(made: Path, witness: Witness, what: Deed, of: str) -> Path:
    """Hand a file over once its line is kept; without a line there is no file."""
    try:
        witness.saw(what, of=of)
    except KnownError:
        made.unlink(missing_ok=True)
        raise
    witness.papers[made] = (of, ())
    return made
