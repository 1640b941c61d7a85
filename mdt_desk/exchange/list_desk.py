"""Everything about lists behind one door: which reader for which file, and which writer for what goes out."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from mdt_desk.exchange import columns
from mdt_desk.exchange.columns import Vocabulary
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.lists import Brought, ExportOrder, Format, What
from mdt_desk.usecases.sheets import MOST_BYTES, ListedRow, Progress, Sheet, unwatched
from mdt_desk.usecases.wording import DECIMAL_COMMA

_LARGEST: Final = 5 * MOST_BYTES


class ListDesk:
    """Reads and writes lists; readers and their libraries are loaded when first needed."""

    endings: Final = ("csv", "txt", "xlsx", "json")

    def __init__(self, vocabulary: Callable[[], Vocabulary], zone: tzinfo) -> None:
        """Take the vocabulary when it is first asked for; a time without a zone was noted in ``zone``."""
        self._load = vocabulary
        self._zone = zone

    def open_file(self, file: Path, at: datetime) -> Brought:
        kind = file.suffix.lower().removeprefix(".")
        if kind not in self.endings:
            raise UserError("import.file_kind", file=file.name)
        return self.opened(file.name, kind, _data(file), at)

    def opened(self, name: str, kind: str, data: bytes, at: datetime) -> Brought:
        """Read the bytes of a file of this kind."""
        if kind == "json":
            from mdt_desk.exchange.case_list import read_case_files

            return Brought(name=name, rows=read_case_files(data, at, self._zone))
        if kind == "xlsx":
            from mdt_desk.exchange.xlsx_sheet import read_xlsx

            return Brought(name=name, sheet=read_xlsx(data))
        from mdt_desk.exchange.csv_sheet import read_csv

        return Brought(name=name, sheet=read_csv(data))

    def open_text(self, text: str) -> Brought:
        from mdt_desk.exchange.csv_sheet import read_text

        return Brought(name="", sheet=read_text(text))

    def targets(self) -> tuple[str, ...]:
        return columns.targets()

    def suggest(self, headers: Sequence[str]) -> tuple[str | None, ...]:
        return columns.suggest(headers, self._vocabulary)

    def key(self, headers: Sequence[str]) -> str:
        return columns.fingerprint(headers)

    def read(
        self, sheet: Sheet, chosen: Sequence[str | None], at: datetime, progress: Progress = unwatched
    ) -> tuple[ListedRow, ...]:
        from mdt_desk.exchange.case_list import read_rows

        return read_rows(sheet, chosen, self._vocabulary, at, self._zone, progress)

    def export(self, order: ExportOrder, file: Path) -> int:
        from mdt_desk.exchange.whole_file import write_whole

        data, count = self.exported(order)
        write_whole(file, data)
        return count

    def exported(self, order: ExportOrder) -> tuple[bytes, int]:
        """Return the bytes of a file and how many entries it has."""
        from mdt_desk.exchange import calendar_file, case_list, fhir_out

        if order.format is Format.ICS:
            data = calendar_file.calendar(order.meetings, order.place, order.words, order.made_at)
            return data, len(order.meetings)
        if order.format is Format.JSON:
            return _json(case_list.list_tree([each.case for each in order.cases])), len(order.cases)
        if order.format is Format.FHIR:
            last = {each.case_id: each for each in order.decisions}
            meetings = {each.id: each for each in order.meetings}
            decided = [fhir_out.decided(each, last.get(each.id), meetings) for each in order.cases]
            return _json(fhir_out.bundle(decided, order.words, order.made_at)), len(order.cases)
        return self._table(order)

    def _table(self, order: ExportOrder) -> tuple[bytes, int]:
        from mdt_desk.exchange import case_table, decision_table

        cases = {each.id: each.case for each in order.cases}
        if order.what is What.CASES:
            headers, rows = case_table.table(tuple(cases.values()), order.words, self._zone)
        else:
            meetings = {each.id: each for each in order.meetings}
            make = decision_table.decisions if order.what is What.DECISIONS else decision_table.actions
            headers, rows = make(order.decisions, cases, meetings, order.words, self._zone)
        if order.format is Format.CSV:
            comma = order.words.language in DECIMAL_COMMA
            return case_table.csv_bytes(headers, rows, decimal_comma=comma), len(rows)
        return case_table.xlsx_bytes(headers, rows, order.words.get(f"export.title.{order.what}")), len(rows)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._load()


def _data(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError("import.file_unreadable", file=str(file), why=why) from error


def _json(tree: dict[str, Any]) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()
