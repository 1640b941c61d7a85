"""The insights and the registry as separated text, as a spreadsheet of the language's region opens it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mdt_desk.domain.registry import Registry
from mdt_desk.exchange.case_table import Value, csv_bytes
from mdt_desk.exchange.whole_file import write_whole
from mdt_desk.usecases.insight_tables import key_figures, registry_table, tables
from mdt_desk.usecases.insights import Findings
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.wording import DECIMAL_COMMA


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvSheets:
    """Implements `InsightSheets`."""

    texts: Callable[[str], Words]

    def insights(self, findings: Findings, language: str, file: Path) -> Path:
        """Write every number: a line for each cell of each table, so that any program can pick what it needs."""
        words = self.texts(language)
        headings = tuple(words.get(f"insights.sheet.{each}") for each in ("part", "row", "column", "value"))
        first = words.get("insights.part.figures")
        rows: list[tuple[Value, ...]] = [
            row
            for each in key_figures(findings, words)
            for row in (
                (first, each.name, words.get("insights.sheet.value"), each.value),
                (first, each.name, words.get("insights.sheet.of"), each.detail),
            )
        ]
        for table in tables(findings, words):
            for number, row in enumerate(table.rows, start=1):
                rows += [
                    (table.title, number, heading, cell)
                    for heading, cell in zip(table.headings, row, strict=True)
                ]
        return self._written(headings, rows, words, file)

    def registry(self, found: Registry, language: str, file: Path) -> Path:
        """Write a row for each patient."""
        words = self.texts(language)
        headings, rows = registry_table(found, words)
        return self._written(headings, rows, words, file)

    def _written(
        self, headings: tuple[str, ...], rows: Sequence[tuple[Value, ...]], words: Words, file: Path
    ) -> Path:
        write_whole(file, csv_bytes(headings, rows, decimal_comma=words.language in DECIMAL_COMMA))
        return file
