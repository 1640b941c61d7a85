"""Cases out as tables, and in again."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mdt_desk.domain.case import FACTS, Case, CaseOf, Lesion
from mdt_desk.domain.facts import Kind
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.exchange.case_table import csv_bytes, defused, table, xlsx_bytes
from mdt_desk.exchange.csv_sheet import read_csv
from mdt_desk.exchange.xlsx_sheet import read_xlsx
from mdt_desk.i18n import Texts, load_texts
from tests.exchange.lists import rows_of
from tests.strategies import AMSTERDAM, values

_PLAIN = st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x24F), min_size=1, max_size=20)


@st.composite
def tabled(draw: st.DrawFn) -> Case:
    """Any case of which a table can tell everything: plain texts, whole minutes, and one vertebra at most."""
    case: Case = with_fact(CaseOf(), "patient.hospital_number", draw(_PLAIN))
    kinds = {Kind.TABLES, Kind.LEVEL}
    paths = [
        path for path, spec in FACTS.items() if spec.kind not in kinds and not path.startswith("lesions.")
    ]
    for path in draw(st.lists(st.sampled_from(paths), unique=True, max_size=12)):
        if path in {"patient.hospital_number", "neurology.complete_cord_injury_at"} or path.endswith(
            "metastases"
        ):
            continue
        spec = FACTS[path]
        value = draw(values(spec))
        if spec.kind is Kind.TEXT and path != "patient.language":
            value = draw(_PLAIN)
        if spec.kind is Kind.FLOAT:
            value = round(value, 2)
        if spec.kind is Kind.DATETIME:
            value = value.astimezone(AMSTERDAM).replace(second=0, microsecond=0, fold=0)
        if spec.kind is Kind.CHOICES and not value:
            continue
        case = with_fact(case, path, value)
    if draw(st.booleans()):
        lesion = draw(
            st.builds(Lesion, level=values(FACTS["lesions.level"]), bilsky=values(FACTS["lesions.bilsky"]))
        )
        case = with_fact(case, "lesions", (lesion,))
    return case


@given(case=tabled(), language=st.sampled_from(["nl", "en"]), workbook=st.booleans())
def test_that_a_table_read_again_gives_the_same_case(case: Case, language: str, *, workbook: bool) -> None:
    words = load_texts(language)
    headers, rows = table([case], words, AMSTERDAM)
    if workbook:
        sheet = read_xlsx(xlsx_bytes(headers, rows, "Cases"))
    else:
        sheet = read_csv(csv_bytes(headers, rows, decimal_comma=language == "nl"))
    (row,) = rows_of(sheet)
    assert row.case == case, row.problems


def test_that_a_fact_that_nobody_recorded_has_no_column(texts: Texts) -> None:
    headers, _ = table([with_fact(CaseOf(), "condition.karnofsky", 70)], texts, AMSTERDAM)
    assert headers == (texts.get("fact.condition.karnofsky.label"),)


def test_that_vertebrae_stand_side_by_side(texts: Texts) -> None:
    case = with_fact(CaseOf(), "lesions", (Lesion(level=Level.T5), Lesion(level=Level.L2)))
    headers, rows = table([case, CaseOf()], texts, AMSTERDAM)
    level = texts.get("fact.lesions.level.label")
    assert headers == (level, f"{level} (2)")
    assert rows == [("T5", "L2"), (None, None)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_that_no_text_is_a_formula_in_a_spreadsheet(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    (header, row) = csv.reader(
        io.StringIO(csv_bytes(["a"], [[text]], decimal_comma=True).decode("utf-8-sig"), newline="")
    )
    assert (header, row) == (["a"], [f"'{text}"])
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["a"], [[text]], "x"))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert defused("gewone tekst") == "gewone tekst"


def test_that_what_a_workbook_cannot_hold_is_shown_as_its_code() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["a"], [["a\x08b\ufffec\uffff"]], "x"))).active
    assert sheet is not None
    assert sheet["A2"].value == r"a\x08b\xfffec\xffff"


def test_that_a_workbook_names_nobody_as_its_author() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(["a"], [["b"]], "x")))
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy


def test_that_control_characters_are_shown_by_their_codes_in_a_workbook() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["a"], [["x\x07y"]], "x"))).active
    assert sheet is not None
    assert sheet["A2"].value == "x\\x07y"
