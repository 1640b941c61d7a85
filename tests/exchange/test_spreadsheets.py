"""A list however a spreadsheet saves it tells the same; one whose columns were swapped is refused by row and column."""

import csv
import io
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case
from mdt_desk.exchange.columns import suggest
from mdt_desk.exchange.csv_sheet import read_csv
from tests.exchange.lists import read_list, rows_of, vocabulary

HEADERS = ("Naam", "Patiëntnummer", "Geboortedatum", "Albumine (g/L)", "Karnofsky", "Niveau", "Vraagstelling")


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    number: str
    born: date
    albumin: float
    karnofsky: int
    level: str
    question: str

    def cells(self, *, iso: bool, comma: bool) -> list[str]:
        born = self.born.isoformat() if iso else f"{self.born:%d-%m-%Y}"
        albumin = f"{self.albumin:g}"
        return [
            f"{self.name}, X",
            self.number,
            born,
            albumin.replace(".", ",") if comma else albumin,
            str(self.karnofsky),
            self.level,
            self.question,
        ]


_LETTERS = st.characters(min_codepoint=0x41, max_codepoint=0x17F, categories=["L"])
_WORDS = st.text(st.sampled_from("abcé ;,\"\n'=|\t"), max_size=20).map(lambda text: f"Vraag {text} einde")
ROWS = st.builds(
    Row,
    name=st.text(_LETTERS, min_size=3, max_size=12).map(lambda text: f"Demo-{text}"),
    number=st.from_regex(r"\A0{0,4}[1-9][0-9]{3,5}\Z"),
    born=st.dates(date(1920, 1, 1), date(2005, 1, 1)),
    albumin=st.integers(100, 600).map(lambda tenths: tenths / 10),
    karnofsky=st.integers(1, 10).map(lambda tens: tens * 10),
    level=st.sampled_from(("C4", "T8", "L2", "S1")),
    question=_WORDS,
)


def saved(rows: list[Row], delimiter: str, quoting: int, ending: str, *, iso: bool, comma: bool) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]  # a constant of csv
    writer.writerow(HEADERS)
    writer.writerows(row.cells(iso=iso, comma=comma) for row in rows)
    return written.getvalue()


@given(
    rows=st.lists(ROWS, min_size=1, max_size=4, unique_by=lambda row: row.number),
    delimiter=st.sampled_from(";,\t|"),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    ending=st.sampled_from(("\r\n", "\n")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    iso=st.booleans(),
    comma=st.booleans(),
)
def test_that_a_list_tells_the_same_however_a_spreadsheet_saves_it(
    rows: list[Row], delimiter: str, quoting: int, ending: str, encoding: str, *, iso: bool, comma: bool
) -> None:
    sheet = read_csv(saved(rows, delimiter, quoting, ending, iso=iso, comma=comma).encode(encoding))
    found = rows_of(sheet)
    assert [each.problems for each in found if each.problems] == []
    for row, listed in zip(rows, found, strict=True):
        case = listed.case
        assert case is not None
        assert _told(case) == (row.number, row.born, row.albumin, row.karnofsky, row.level)
        assert str(case.referral.question).split() == row.question.split()


def _told(case: Case) -> tuple[object, ...]:
    assert isinstance(case.lesions, tuple)
    patient, (lesion,) = case.patient, case.lesions
    return (
        patient.hospital_number,
        patient.birth_date,
        case.labs.albumin_g_per_l,
        case.condition.karnofsky,
        str(lesion.level),
    )


@given(
    row=ROWS,
    pair=st.sampled_from([(0, 2), (2, 3), (2, 4), (2, 5), (3, 5), (4, 5), (0, 5), (5, 6), (3, 6), (4, 6)]),
)
def test_that_a_list_with_two_columns_swapped_is_refused_by_row_and_column(
    row: Row, pair: tuple[int, int]
) -> None:
    cells = row.cells(iso=False, comma=True)
    one, other = pair
    cells[one], cells[other] = cells[other], cells[one]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([HEADERS, cells])
    (found,) = read_list(written.getvalue())
    assert found.case is None
    assert found.number == 2
    assert {each.column for each in found.problems} & {HEADERS[one], HEADERS[other]}


def test_that_headers_of_the_table_are_all_known() -> None:
    assert None not in suggest(HEADERS, vocabulary())


@pytest.mark.parametrize("albumin", ["1.038,5", "38,5,1", "38.5.1", "3 8", "+38", "3e1", "٣٨", "38,5 g/dL"])
def test_that_a_number_that_is_not_certain_is_refused(albumin: str) -> None:
    (found,) = read_list(f"Patiëntnummer;Albumine (g/L)\n007;{albumin}\n")
    assert found.case is None


def test_that_two_columns_that_contradict_each_other_are_refused() -> None:
    (found,) = read_list("Patiëntnummer;Naam;Achternaam\n007;Demo-Appel, Anna;Demo-Beuk\n")
    assert found.case is None
    assert [each.column for each in found.problems] == ["Achternaam"]
