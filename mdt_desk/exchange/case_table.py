"""Cases out as a table: one row a case, with a column for each fact that some case has."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Final

from mdt_desk.domain.case import FACTS, Case, Lesion, NationalId, value_at
from mdt_desk.domain.facts import UNKNOWN, Kind, Unknown
from mdt_desk.exchange.columns import NATIONAL_IDS
from mdt_desk.usecases.ports import Words

Value = str | int | float | bool | date | None

_NOT_IN_XML: Final = frozenset("\ufffe\uffff")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the start of a formula."""


def table(
    cases: Sequence[Case], words: Words, zone: tzinfo
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Return headers and rows; vertebrae stand side by side, the first three of each case.

    Only columns in which something is known are given, in the order of the vocabulary. Moments are given in
    ``zone``, and values by their names in the language of ``words``.
    """
    columns = [each for each in _columns(cases, words) if any(each.of(case) is not None for case in cases)]
    rows = [tuple(_shown(each.of(case), words, zone) for each in columns) for case in cases]
    return tuple(each.header for each in columns), rows


class _Column:
    """One fact, for a vertebra with its place in the list of vertebrae."""

    def __init__(self, header: str, path: str, place: int = 0) -> None:
        self.header = header
        self._path = path
        self._place = place

    def of(self, case: Case) -> object:
        if self._path in NATIONAL_IDS:
            number = case.patient.national_id
            system = self._path.rpartition(".")[2]
            return number.value if isinstance(number, NationalId) and number.system.value == system else None
        if not self._path.startswith("lesions."):
            found = value_at(case, self._path)
        else:
            lesions: tuple[Lesion[Unknown], ...] = () if case.lesions is UNKNOWN else case.lesions
            name = self._path.partition(".")[2]
            found = getattr(lesions[self._place], name) if self._place < len(lesions) else UNKNOWN
        return None if found is UNKNOWN else found


def _columns(cases: Sequence[Case], words: Words) -> list[_Column]:
    columns: list[_Column] = []
    most = max((0 if case.lesions is UNKNOWN else len(case.lesions) for case in cases), default=0)
    for path, spec in FACTS.items():
        label = words.get(f"fact.{path}.label")
        if path == "patient.national_id":
            columns += [
                _Column(words.get(f"value.IdSystem.{each.rpartition('.')[2]}"), each) for each in NATIONAL_IDS
            ]
        elif spec.kind is not Kind.TABLES and not path.startswith("lesions."):
            columns.append(_Column(label, path))
    for place in range(most):
        for path in FACTS:
            if path.startswith("lesions."):
                label = words.get(f"fact.{path}.label")
                columns.append(_Column(label if place == 0 else f"{label} ({place + 1})", path, place))
    return columns


def _shown(value: object, words: Words, zone: tzinfo) -> Value:
    if isinstance(value, frozenset):
        return "; ".join(sorted(str(_shown(each, words, zone)) for each in value))
    if isinstance(value, bool):
        return words.get("export.yes" if value else "export.no")
    if isinstance(value, Enum):
        level = type(value).__name__ == "Level"
        return str(value.value) if level else words.get(f"value.{type(value).__name__}.{value.value}")
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, str | int | float | date):
        return value
    return str(value)


def csv_bytes(headers: Sequence[str], rows: Sequence[Sequence[Value]], *, decimal_comma: bool) -> bytes:
    """Return the table as a spreadsheet of this region opens it: semicolons beside decimal commas.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if decimal_comma else ",", lineterminator="\r\n")
    writer.writerow([defused(each) for each in headers])
    for row in rows:
        writer.writerow([_csv_cell(each, decimal_comma=decimal_comma) for each in row])
    return out.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_cell(value: Value, *, decimal_comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if decimal_comma else ".")
    return defused(value) if isinstance(value, str) else str(value)


def xlsx_bytes(headers: Sequence[str], rows: Sequence[Sequence[Value]], title: str) -> bytes:
    """Return the table as a workbook; texts are stored as texts, so that zeros stay and no formula runs."""
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SpreadsheetCell
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    book.properties.creator = ""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"

    def cell(value: Value) -> SpreadsheetCell:
        made: SpreadsheetCell = WriteOnlyCell(sheet)
        made.value = _storable(value) if isinstance(value, str) else value
        if isinstance(value, str):
            made.data_type = "s"
            made.number_format = "@"
        elif isinstance(value, datetime):
            made.number_format = "dd-mm-yyyy hh:mm"
        elif isinstance(value, date):
            made.number_format = "dd-mm-yyyy"
        return made

    for column in range(len(headers)):
        sheet.column_dimensions[_letters(column)].width = 18
    heading = [cell(each) for each in headers]
    for each in heading:
        each.font = Font(bold=True)
    sheet.append(heading)
    for row in rows:
        sheet.append([cell(each) for each in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))


def _storable(text: str) -> str:
    """Return the text without the characters that a workbook cannot hold, shown as their codes."""
    return "".join(
        f"\\x{ord(each):02x}"
        if (ord(each) < ord(" ") and each not in "\t\n\r") or each in _NOT_IN_XML
        else each
        for each in text
    )
