"""A table from comma-separated text, however a spreadsheet writes it; also what is pasted from one."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from mdt_desk.usecases.sheets import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    SheetRefused,
    SheetRow,
)

_DELIMITERS: Final = (";", "\t", ",", "|")
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_FIRST_LINE: Final = 1_000_000
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def read_csv(data: bytes) -> Sheet:
    """Read a file of separated text.

    UTF-8 and UTF-16 (with its mark) are recognised; anything else is taken for Windows' western European.
    The delimiter is the one that divides the first line most often.

    Raises:
        SheetRefused: too large, unreadable, without a header, or with rows longer than the header.

    """
    if len(data) > MOST_BYTES:
        raise SheetRefused("import.too_large", size=str(len(data)), maximum=str(MOST_BYTES))
    return read_text(_decoded(data))


def read_text(text: str) -> Sheet:
    """Read separated text that has been decoded, as from the clipboard; see `read_csv`."""
    if len(text) > MOST_BYTES:
        raise SheetRefused("import.too_large", size=str(len(text)), maximum=str(MOST_BYTES))
    if "\0" in text:
        raise SheetRefused("import.no_text")
    return sheet_of(_lines(text))


def sheet_of(lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Make a table of numbered lines: the first that is not empty holds the headers."""
    headers: tuple[str, ...] | None = None
    rows: list[SheetRow] = []
    for number, cells in lines:
        _within_limits(number, cells, len(rows))
        if not any(each.strip() for each in cells):
            continue
        if headers is None:
            headers = tuple(each.strip() for each in _without_empty_end(cells))
            continue
        if len(_without_empty_end(cells)) > len(headers):
            raise SheetRefused("import.longer_row", row=str(number), columns=str(len(headers)))
        padded = [*cells, *[""] * len(headers)][: len(headers)]
        rows.append(SheetRow(number=number, cells=tuple(each if each.strip() else None for each in padded)))
    if headers is None:
        raise SheetRefused("import.empty")
    return Sheet(headers=headers, rows=tuple(rows))


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefused("import.no_text")


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells  # a row is where its first line stands: quoted cells may run over several
            before = reader.line_num
    except csv.Error as error:
        raise SheetRefused("import.no_csv", row=str(before + 1), why=str(error)) from error


def _delimiter(text: str) -> str:
    first = text.lstrip()[:_FIRST_LINE].partition("\n")[0]
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _without_empty_end(cells: list[str]) -> list[str]:
    last = max((place for place, each in enumerate(cells, start=1) if each.strip()), default=0)
    return cells[:last]


def _within_limits(number: int, cells: list[str], rows: int) -> None:
    if rows >= MOST_ROWS:
        raise SheetRefused("import.too_many_rows", maximum=str(MOST_ROWS))
    if len(cells) > MOST_COLUMNS:
        raise SheetRefused("import.too_many_columns", row=str(number), maximum=str(MOST_COLUMNS))
    if any(len(each) > LONGEST_CELL for each in cells):
        raise SheetRefused("import.too_long_cell", row=str(number), maximum=str(LONGEST_CELL))
