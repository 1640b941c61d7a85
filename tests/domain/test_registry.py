"""Who leaves the hospital as a row of figures cannot be told apart from the others."""

from collections import Counter
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf, Sex
from mdt_desk.domain.insights import Course
from mdt_desk.domain.kaplan_meier import Followed
from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.registry import Entry, age_band, entry_of, registry
from mdt_desk.domain.tumour import Primary

entries = st.lists(
    st.builds(
        Entry,
        nesms=st.none() | st.integers(0, 3),
        age=st.sampled_from(["50-59", "60-69", "80+"]),
        sex=st.sampled_from(["female", "male"]),
        primary=st.sampled_from(["breast", "kidney", "other"]),
        options=st.sampled_from([("decompression",), ("radiotherapy",)]),
        months=st.integers(0, 24),
        died=st.booleans(),
    ),
    max_size=60,
)


@given(entries, st.integers(2, 12))
def test_that_whoever_is_told_of_shares_every_told_combination_with_enough_others(
    rows: list[Entry], fewest: int
) -> None:
    told = registry(rows, fewest).entries
    combinations = Counter((each.age, each.sex, each.primary) for each in told)
    assert all(count >= fewest for count in combinations.values())


@given(entries, st.integers(2, 12))
def test_that_a_score_and_options_are_told_only_where_enough_share_them(
    rows: list[Entry], fewest: int
) -> None:
    told = registry(rows, fewest).entries
    scores = Counter(each.nesms for each in told if each.nesms is not None)
    options = Counter(each.options for each in told if each.options is not None)
    assert all(count >= fewest for count in (*scores.values(), *options.values()))


@given(entries, st.integers(2, 12))
def test_that_nobody_is_lost_without_being_counted(rows: list[Entry], fewest: int) -> None:
    found = registry(rows, fewest)
    assert len(found.entries) + found.left_out == len(rows)


@given(entries, st.integers(2, 12), st.randoms())
def test_that_the_order_of_the_rows_tells_nothing(rows: list[Entry], fewest: int, chance: Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert registry(shuffled, fewest) == registry(rows, fewest)


def test_that_many_alike_are_told_in_full() -> None:
    one = Entry(nesms=2, age="60-69", sex="male", primary="lung", options=("a",), months=3, died=False)
    assert registry([one] * 10, 10).entries == (one,) * 10
    assert registry([one] * 9, 10).entries == ()


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1990, 1, 1), "<40"),
        (date(1986, 11, 18), "40-49"),
        (date(1986, 11, 19), "<40"),
        (date(1946, 11, 18), "80+"),
        (date(1946, 11, 19), "70-79"),
    ],
)
def test_that_an_age_falls_into_its_ten_years(born: date, band: str) -> None:
    assert age_band(born, date(2026, 11, 18)) == band


def test_that_a_row_holds_no_date_and_nothing_that_names_somebody() -> None:
    case: Case = CaseOf()
    facts = {
        "patient.birth_date": date(1960, 5, 1),
        "patient.sex": Sex.FEMALE,
        "patient.family_name": "Demo-Appel",
        "patient.hospital_number": "SYN1",
        "tumour.primary": Primary.BREAST,
    }
    for path, value in facts.items():
        case = with_fact(case, path, value)
    decision = Decision(
        case_id=CaseId(UUID(int=1)),
        meeting_id=MeetingId(UUID(int=2)),
        decided_at=datetime(2026, 1, 7, 8, tzinfo=UTC),
        options=("radiotherapy", "decompression"),
    )
    row = entry_of(decision, case, Course(nesms=2, followed=Followed(time=6.9, died=True)))
    assert row == Entry(
        nesms=2,
        age="60-69",
        sex="female",
        primary="breast",
        options=("decompression", "radiotherapy"),
        months=6,
        died=True,
    )
