"""Tables out of files: CSV as spreadsheets write it, workbooks, and what is refused whole."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from mdt_desk.exchange.csv_sheet import read_csv, read_text
from mdt_desk.exchange.xlsx_sheet import read_xlsx
from mdt_desk.usecases.sheets import Broken, Cell, Sheet, SheetRefused


def workbook(*rows: tuple[str | int | date | None, ...], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, shape in (formats or {}).items():
        sheet[cell].number_format = shape
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(sheet: Sheet) -> list[tuple[Cell, ...]]:
    return [each.cells for each in sheet.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_that_the_delimiter_is_found(delimiter: str) -> None:
    sheet = read_text(f"Naam{delimiter}Vraag\r\nDemo{delimiter}Operatie?\r\n")
    assert sheet.headers == ("Naam", "Vraag")
    assert cells(sheet) == [("Demo", "Operatie?")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_that_accents_survive_each_encoding(encoding: str) -> None:
    assert cells(read_csv("Naam\nFrançois-Müller\n".encode(encoding))) == [("François-Müller",)]


def test_that_a_row_is_numbered_by_its_first_line_though_cells_run_over_several() -> None:
    sheet = read_text('Naam;Vraag\n"Een";"regel 1\nregel 2"\nTwee;kort\n')
    assert [each.number for each in sheet.rows] == [2, 4]


def test_that_empty_lines_and_empty_cells_say_nothing() -> None:
    sheet = read_text("\nNaam;Vraag\n;\nDemo;  \n")
    assert [(each.number, each.cells) for each in sheet.rows] == [(4, ("Demo", None))]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "import.empty"),
        ("a;b\n1;2;3\n", "import.longer_row"),
        ('a;b\n"1;2\n', "import.no_csv"),
        ('a;b\n"1"x;2\n', "import.no_csv"),
        ("a;b\n\0;2\n", "import.no_text"),
        ("a\n" + "x" * 20_001, "import.too_long_cell"),
        (";".join("x" * 401), "import.too_many_columns"),
    ],
)
def test_that_a_text_that_is_no_table_is_refused(text: str, key: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_text(text)
    assert refused.value.key == key


def test_that_a_file_of_too_many_rows_is_refused() -> None:
    with pytest.raises(SheetRefused, match=r"import\.too_many_rows"):
        read_text("a\n" + "1\n" * 50_001)


@given(data=st.binary(max_size=400))
def test_that_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    for read in (read_csv, read_xlsx):
        try:
            sheet = read(data)
        except SheetRefused:
            continue
        assert all(len(each.cells) == len(sheet.headers) for each in sheet.rows)


def test_that_a_workbook_gives_days_as_days_and_moments_as_moments() -> None:
    data = workbook(("Geboortedatum", "Verwezen op"), (date(1951, 4, 18), datetime(2026, 11, 17, 9, 30)))  # noqa: DTZ001  # a spreadsheet knows no zone
    assert cells(read_xlsx(data)) == [(date(1951, 4, 18), datetime(2026, 11, 17, 9, 30))]  # noqa: DTZ001  # a spreadsheet knows no zone


def test_that_midnight_shown_with_its_time_stays_a_moment() -> None:
    data = workbook(("Verwezen op",), (datetime(2026, 11, 17),), formats={"A2": "dd-mm-yyyy hh:mm"})  # noqa: DTZ001  # a spreadsheet knows no zone
    assert cells(read_xlsx(data)) == [(datetime(2026, 11, 17),)]  # noqa: DTZ001  # a spreadsheet knows no zone


def test_that_zeros_that_the_owner_sees_are_kept() -> None:
    data = workbook(("Patiëntnummer",), (123,), (123,), formats={"A2": "0000000"})
    assert cells(read_xlsx(data)) == [("0000123",), (123,)]


def test_that_a_formula_without_a_result_and_an_error_are_broken_cells() -> None:
    found = cells(read_xlsx(workbook(("Vraag", "Karnofsky"), ("=1+1", "#N/A"))))
    assert [each.why if isinstance(each, Broken) else each for each in found[0]] == ["formula", "error"]


def test_that_an_empty_or_hidden_sheet_is_passed_over() -> None:
    book = Workbook()
    assert book.active is not None
    hidden = book.create_sheet("Verborgen")
    hidden.append(("Naam",))
    hidden.sheet_state = "hidden"
    book.create_sheet("Lijst").append(("Patiëntnummer",))
    out = io.BytesIO()
    book.save(out)
    sheet = read_xlsx(out.getvalue())
    assert (sheet.name, sheet.headers) == ("Lijst", ("Patiëntnummer",))


def test_that_a_small_file_that_unpacks_to_much_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(21):
            packed.writestr(f"xl/part{number}.xml", b"\0" * 10_000_000)
    with pytest.raises(SheetRefused, match=r"import\.unpacks_too_large"):
        read_xlsx(out.getvalue())


def test_that_an_entity_bomb_is_refused() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""
    whole = io.BytesIO(workbook(("Naam",), ("Demo",)))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, bomb if part == "xl/workbook.xml" else old.read(part))
    with pytest.raises(SheetRefused):
        read_xlsx(out.getvalue())


@given(
    damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=8)
)
def test_that_a_workbook_damaged_anywhere_is_read_or_refused(damage: list[tuple[float, int]]) -> None:
    whole = bytearray(workbook(("Naam", "Karnofsky"), ("Demo", 70)))
    for place, bits in damage:
        whole[int(place * len(whole))] ^= bits
    try:
        sheet = read_xlsx(bytes(whole))
    except SheetRefused:
        return
    assert sheet.headers
