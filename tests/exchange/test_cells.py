"""What a cell says for certain, and what is refused rather than guessed."""

from datetime import date, datetime

import pytest

from mdt_desk.domain.case import Bilsky, IdSystem, NationalId, Sex, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import Primary
from mdt_desk.exchange.columns import suggest
from mdt_desk.usecases.sheets import Cell, Sheet, SheetRefused, SheetRow
from tests.exchange.lists import one_case, read_list, rows_of, vocabulary, why_refused
from tests.strategies import AMSTERDAM


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("Naam", "patient.full_name"),
        ("GEBOORTEDATUM", "patient.birth_date"),
        ("Date of birth", "patient.birth_date"),
        ("patiëntnr.", "patient.hospital_number"),
        ("BSN", "patient.national_id.bsn"),
        ("NHS number", "patient.national_id.nhs"),
        ("Albumine (g/L)", "labs.albumin_g_per_l"),
        ("labs.albumin_g_per_l", "labs.albumin_g_per_l"),
        ("M/V", "patient.sex"),
        ("Opmerking", None),
    ],
)
def test_that_a_header_is_known_in_dutch_in_english_and_by_its_name(header: str, path: str | None) -> None:
    assert suggest([header], vocabulary()) == (path,)


def test_that_two_columns_for_one_fact_are_refused_by_both_names() -> None:
    with pytest.raises(SheetRefused) as refused:
        suggest(["Karnofsky", "KPS"], vocabulary())
    assert refused.value.params == {"first": "Karnofsky", "second": "KPS"}


@pytest.mark.parametrize(
    ("header", "cell", "path", "value"),
    [
        ("Albumine", "34,5", "labs.albumin_g_per_l", 34.5),
        ("Albumine", "34.5", "labs.albumin_g_per_l", 34.5),
        ("Albumine", 34.5, "labs.albumin_g_per_l", 34.5),
        ("Karnofsky", 70.0, "condition.karnofsky", 70),
        ("Karnofsky", "70", "condition.karnofsky", 70),
        ("Geboortedatum", "18-04-1951", "patient.birth_date", date(1951, 4, 18)),
        ("Geboortedatum", "1951-04-18", "patient.birth_date", date(1951, 4, 18)),
        ("Geboortedatum", datetime(1951, 4, 18), "patient.birth_date", date(1951, 4, 18)),  # noqa: DTZ001  # a spreadsheet knows no zone
        ("M/V", "v", "patient.sex", Sex.FEMALE),
        ("Primaire tumor", "NSCLC", "tumour.primary", Primary.LUNG_NON_SMALL_CELL),
        ("Primaire tumor", "Borst", "tumour.primary", Primary.BREAST),
        ("Primary tumour", "Breast", "tumour.primary", Primary.BREAST),
        ("condition.pacemaker", "ja", "condition.pacemaker", True),
        ("condition.pacemaker", "No", "condition.pacemaker", False),
        ("condition.pacemaker", "onbekend", "condition.pacemaker", UNKNOWN),
        ("condition.pacemaker", None, "condition.pacemaker", UNKNOWN),
        ("Niveau", "Th8", "lesions.T8.level", Level.T8),
        ("BSN", "111222333", "patient.national_id", NationalId(system=IdSystem.BSN, value="111222333")),
        ("BSN", 111222333, "patient.national_id", NationalId(system=IdSystem.BSN, value="111222333")),
        ("referral.question", "-", "referral.question", UNKNOWN),
    ],
)
def test_that_a_cell_is_read_for_what_it_says(header: str, cell: Cell, path: str, value: object) -> None:
    assert value_at(one_case(header, cell), path) == value


def test_that_a_moment_is_taken_in_the_zone_of_the_hospital() -> None:
    for cell in ("17-11-2026 09:30", "17-11-2026 09:30:00", datetime(2026, 11, 17, 9, 30)):  # noqa: DTZ001  # a spreadsheet knows no zone
        found = one_case("Verwezen op", cell).referral.received_at
        assert found == datetime(2026, 11, 17, 9, 30, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Albumine", 3.5, "albumin_g_per_dl"),
        ("Albumine", "3,5", "albumin_g_per_dl"),
        ("Albumine", "34,5 g/L", "typed_float"),
        ("Albumine", date(2026, 4, 3), "import.cell.no_number"),
        ("Albumine", "1.034,5", "typed_float"),
        ("Karnofsky", 34.5, "type_int"),
        ("Karnofsky", True, "import.cell.no_number"),
        ("Geboortedatum", 18736, "import.cell.no_day"),
        ("Geboortedatum", "18-04-51", "import.cell.no_day"),
        ("Geboortedatum", "31-02-1951", "import.cell.no_day"),
        ("Verwezen op", date(2026, 11, 17), "import.cell.time_needed"),
        ("Verwezen op", "17-11-2026", "import.cell.time_needed"),
        ("Verwezen op", "29-03-2026 02:30", "type_datetime"),
        ("M/V", "x", "choice"),
        ("Primaire tumor", "unknown", "import.cell.unknown_or_unanswered"),
        ("condition.pacemaker", "misschien", "import.cell.no_answer"),
        ("condition.pacemaker", 1, "import.cell.no_answer"),
        ("BSN", "111222334", "check_digit_bsn"),
        ("BSN", 11122233, "check_digit_bsn"),
        ("NHS number", 9434765919, "import.cell.number_for_text"),
        ("Naam", "Jan Demo", "import.cell.no_full_name"),
        ("Niveau", "T13", "level"),
    ],
)
def test_that_what_is_not_certain_is_refused(header: str, cell: Cell, code: str) -> None:
    assert code in why_refused(header, cell)


def test_that_a_patient_number_keeps_its_zeros_or_is_refused() -> None:
    (row,) = read_list("Patiëntnummer;Karnofsky\n000123;70\n")
    assert row.case is not None
    assert row.case.patient.hospital_number == "000123"
    sheet = Sheet(headers=("Patiëntnummer",), rows=(SheetRow(number=2, cells=(123,)),))
    (refused,) = rows_of(sheet)
    assert refused.case is None
    assert str(refused.problems[0].error).startswith("import.cell.number_for_text")


def test_that_one_day_with_the_month_first_makes_the_whole_column_uncertain() -> None:
    rows = read_list("Patiëntnummer;Geboortedatum\n1;04/18/1951\n2;03/02/1948\n3;1948-02-03\n")
    assert [each.case is None for each in rows] == [True, True, False]


def test_that_a_lesion_without_its_vertebra_is_refused() -> None:
    (row,) = read_list("Patiëntnummer;Bilsky\n1;2\n")
    assert [each.error.key for each in row.problems if hasattr(each.error, "key")] == ["import.row.no_level"]


def test_that_what_is_told_of_a_vertebra_stands_with_its_level() -> None:
    (row,) = read_list("Patiëntnummer;Niveau;Bilsky\n1;T5;1b\n")
    assert row.case is not None
    assert value_at(row.case, "lesions.T5.bilsky") is Bilsky.GRADE_1B


def test_that_a_row_that_names_nobody_is_refused() -> None:
    rows = read_list("Patiëntnummer;Karnofsky\n;70\n1;70\n")
    assert [each.case is None for each in rows] == [True, False]


def test_that_a_list_without_any_patient_column_is_refused_whole() -> None:
    with pytest.raises(SheetRefused, match=r"import\.no_patient"):
        read_list("Karnofsky\n70\n")


def test_that_swapped_columns_are_refused_row_by_row() -> None:
    rows = read_list("Patiëntnummer;Albumine;Karnofsky\n1;80;34,5\n2;70;40,1\n")
    assert all(each.case is None for each in rows)
    assert {each.column for row in rows for each in row.problems} == {"Albumine", "Karnofsky"}
