"""The two sample lists: everybody may try the import on them."""

from datetime import datetime

import pytest

from mdt_desk.assets import resource
from mdt_desk.domain.case import Case
from mdt_desk.exchange.csv_sheet import read_csv
from mdt_desk.exchange.xlsx_sheet import read_xlsx
from mdt_desk.usecases.sheets import Sheet
from tests.exchange.lists import rows_of
from tests.strategies import AMSTERDAM


def sheet(name: str) -> Sheet:
    data = resource("demo", name).read_bytes()
    return read_csv(data) if name.endswith(".csv") else read_xlsx(data)


def listed(name: str) -> list[Case]:
    rows = rows_of(sheet(name))
    assert [each.problems for each in rows if each.problems] == []
    return [each.case for each in rows if each.case is not None]


@pytest.mark.parametrize("name", ["weekly_list.csv", "weekly_list.xlsx"])
def test_that_a_sample_list_is_read_whole(name: str) -> None:
    cases = listed(name)
    assert len(cases) == 6
    anna = cases[0]
    assert (anna.patient.hospital_number, anna.labs.albumin_g_per_l) == ("0001201", 38.5)
    assert anna.referral.received_at == datetime(2026, 11, 16, 9, 15, tzinfo=AMSTERDAM)


def test_that_both_sample_lists_tell_the_same() -> None:
    assert listed("weekly_list.csv") == listed("weekly_list.xlsx")


@pytest.mark.parametrize("name", ["weekly_list.csv", "weekly_list.xlsx"])
def test_that_nobody_on_a_sample_list_can_be_taken_for_real(name: str) -> None:
    for case in listed(name):
        assert str(case.patient.family_name).startswith("Demo-")
