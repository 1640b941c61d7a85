"""A table from a workbook (XLSX), guarded: what a small file unpacks to is bounded before it is opened."""

import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, cast

from mdt_desk.usecases.sheets import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Broken,
    Cell,
    Sheet,
    SheetRefused,
    SheetRow,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SpreadsheetCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_PARTS: Final = 2_000
_MOST_UNPACKED: Final = 30_000_000
_MOST_ELEMENTS: Final = 400_000
_CHUNK: Final = 1 << 20
_HEADER_WITHIN: Final = 20
_ZEROS: Final = re.compile(r"0{2,20}")


def read_xlsx(data: bytes) -> Sheet:
    """Read the first visible sheet that holds something; row numbers are those of the spreadsheet.

    Raises:
        SheetRefused: too large packed or unpacked, no workbook, or nothing in it.

    """
    _guard(data)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # A damaged workbook fails in openpyxl or in the parsers below it, each with errors of its own.
    damage = (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        zlib.error,
    )
    try:
        return _read(data, load_workbook)
    except SheetRefused:
        raise
    except (
        *damage,
        SyntaxError,
        EOFError,
        OSError,
        RecursionError,
    ) as error:  # SyntaxError: XML of the parser
        raise SheetRefused("import.no_workbook", why=type(error).__name__) from error


def _read(data: bytes, load_workbook: "Callable[..., Workbook]") -> Sheet:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # what openpyxl makes of a damaged part is refused or of no consequence
        formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for written, shown in zip(formulas.worksheets, values.worksheets, strict=True):
            if shown.sheet_state == "visible":
                found = _sheet(written, shown)
                if found is not None:
                    return found
    raise SheetRefused("import.empty")


def _guard(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise SheetRefused("import.too_large", size=str(len(data)), maximum=str(MOST_BYTES))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _guard_parts(packed)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        RuntimeError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
    ) as error:
        raise SheetRefused("import.no_workbook", why=type(error).__name__) from error


def _guard_parts(packed: zipfile.ZipFile) -> None:
    """Refuse what unpacks to more than its size lets expect: bytes, parts, or elements of its XML."""
    parts = packed.infolist()
    unpacked = sum(each.file_size for each in parts)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
        raise SheetRefused("import.unpacks_too_large", size=str(unpacked), maximum=str(_MOST_UNPACKED))
    if any(each.flag_bits & 1 for each in parts):
        raise SheetRefused("import.protected_workbook")
    elements = 0
    for each in parts:
        # Half a million empty cells in one row are a few kilobytes packed, and a gigabyte as a tree.
        with packed.open(each) as part:
            while chunk := part.read(_CHUNK):
                elements += chunk.count(b"<") - chunk.count(b"</")
        if elements > _MOST_ELEMENTS:
            raise SheetRefused("import.too_many_elements", maximum=str(_MOST_ELEMENTS))


def _sheet(written: "Worksheet", shown: "Worksheet") -> Sheet | None:
    headers: tuple[str, ...] | None = None
    rows: list[SheetRow] = []
    for number, cells in _rows(written, shown):
        if all(each is None for each in cells):
            continue
        if headers is None:
            headers = tuple("" if each is None else str(each).strip() for each in _without_empty_end(cells))
            continue
        if len(rows) >= MOST_ROWS:
            raise SheetRefused("import.too_many_rows", maximum=str(MOST_ROWS))
        if len(_without_empty_end(cells)) > len(headers):
            raise SheetRefused("import.longer_row", row=str(number), columns=str(len(headers)))
        rows.append(SheetRow(number=number, cells=(*cells, *(None,) * len(headers))[: len(headers)]))
    return None if headers is None else Sheet(headers=headers, rows=tuple(rows), name=shown.title)


def _rows(written: "Worksheet", shown: "Worksheet") -> Iterator[tuple[int, tuple[Cell, ...]]]:
    # What a file says of its own size may be a lie that makes reading endless.
    for each in (written, shown):
        cast("ReadOnlyWorksheet", each).reset_dimensions()
    pairs = zip(written.iter_rows(), shown.iter_rows(), strict=True)
    for number, (formulas, values) in enumerate(pairs, start=1):
        if number > MOST_ROWS + _HEADER_WITHIN:
            raise SheetRefused("import.too_many_rows", maximum=str(MOST_ROWS))
        if len(values) > MOST_COLUMNS and any(each.value is not None for each in values[MOST_COLUMNS:]):
            raise SheetRefused("import.too_many_columns", row=str(number), maximum=str(MOST_COLUMNS))
        yield (
            number,
            tuple(
                _cell(number, formula, value)
                for formula, value in zip(formulas[:MOST_COLUMNS], values[:MOST_COLUMNS], strict=True)
            ),
        )


def _cell(row: int, formula: "SpreadsheetCell | MergedCell", cell: "SpreadsheetCell | MergedCell") -> Cell:
    value: object = cell.value
    if formula.data_type == "f" and value is None:
        return Broken(why="formula", shown=str(formula.value)[:80])
    if cell.data_type == "e":
        return Broken(why="error", shown=str(value))
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise SheetRefused("import.too_long_cell", row=str(row), maximum=str(LONGEST_CELL))
        return value if value.strip() else None
    if isinstance(value, datetime) and value.time() == time() and "h" not in str(cell.number_format).lower():
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool) and _ZEROS.fullmatch(str(cell.number_format)):
        return f"{value:0{len(str(cell.number_format))}d}"  # the owner sees these zeros, so they are meant
    if isinstance(value, time | timedelta):
        return Broken(why="time_alone", shown=str(value))
    return value if value is None or isinstance(value, bool | int | float | date) else str(value)


def _without_empty_end(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    last = max((place for place, each in enumerate(cells, start=1) if each is not None), default=0)
    return cells[:last]
