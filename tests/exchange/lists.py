"""What tests of lists share: the shipped vocabulary, and a table in one call."""

from datetime import datetime
from functools import cache
from typing import Final

from mdt_desk.assets import resource
from mdt_desk.domain.case import Case
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.exchange.case_list import read_rows
from mdt_desk.exchange.columns import Vocabulary, load_vocabulary, suggest
from mdt_desk.exchange.csv_sheet import read_text
from mdt_desk.i18n import load_texts
from mdt_desk.usecases.sheets import Cell, ListedRow, Sheet, SheetRow
from tests.strategies import AMSTERDAM

AT: Final = datetime(2026, 11, 18, 10, 0, tzinfo=AMSTERDAM)


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(resource("exchange", "headers.toml"), [load_texts("nl"), load_texts("en")])


def rows_of(sheet: Sheet) -> tuple[ListedRow, ...]:
    return read_rows(sheet, suggest(sheet.headers, vocabulary()), vocabulary(), AT, AMSTERDAM)


def read_list(text: str) -> tuple[ListedRow, ...]:
    """Read lines of CSV as the program reads a file."""
    return rows_of(read_text(text))


def one_case(header: str, cell: Cell) -> Case:
    """Return the case of a row with a patient number and one more cell; fail when it is refused."""
    row = _one_row(header, cell)
    assert row.case is not None, row.problems
    return row.case


def why_refused(header: str, cell: Cell) -> tuple[str, ...]:
    """Return the codes with which a cell is refused."""
    row = _one_row(header, cell)
    assert row.case is None
    codes: list[str] = []
    for each in row.problems:
        assert each.column in {header, ""}
        if isinstance(each.error, CaseRefused):
            codes += [found.code for found in each.error.problems]
        else:
            codes.append(each.error.key)
    return tuple(codes)


def _one_row(header: str, cell: Cell) -> ListedRow:
    sheet = Sheet(headers=("Patiëntnummer", header), rows=(SheetRow(number=2, cells=("007", cell)),))
    return rows_of(sheet)[0]
