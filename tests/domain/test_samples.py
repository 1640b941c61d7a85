"""What stands for an unknown fact: every value, or one for each stretch that no rule tells apart."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import FACTS
from mdt_desk.domain.facts import FactSpec, Kind
from mdt_desk.domain.reading import case_tree, read_case, with_fact
from mdt_desk.domain.samples import SUBTRACTED, Moments, add_months, samples
from tests.strategies import AMSTERDAM, AT, case_with

MOMENTS: Final = Moments(at=AT, treatment_clock=AT, recurrence=AT)
NUMBERS: Final = [spec for spec in FACTS.values() if spec.kind in {Kind.INT, Kind.FLOAT}]
CLOSED: Final = [spec for spec in FACTS.values() if spec.kind in {Kind.BOOL, Kind.CHOICE}]
DATED: Final = (
    "tumour.diagnosed_on",
    "treatment.previous_radiotherapy_on",
    "neurology.complete_cord_injury_at",
)
UNASKED: Final = [
    spec
    for spec in FACTS.values()
    if spec.kind in {Kind.TEXT, Kind.TABLE, Kind.TABLES, Kind.LEVEL, Kind.CHOICES}
    or (spec.kind in {Kind.DATE, Kind.DATETIME} and spec.path not in DATED)
]


def name_of(spec: FactSpec) -> str:
    return spec.path


def test_that_a_list_is_tried_whole() -> None:
    for spec in CLOSED:
        wanted = (True, False) if spec.kind is Kind.BOOL else tuple(spec.choices or ())
        assert samples(spec, MOMENTS) == wanted


@pytest.mark.parametrize("spec", NUMBERS, ids=name_of)
def test_that_every_value_tried_may_stand_in_a_case(spec: FactSpec) -> None:
    for value in samples(spec, MOMENTS):
        if spec.section != "lesions":
            case = case_with(**{spec.path.replace(".", "__"): value})
            assert read_case(case_tree(case), AT) == case
        assert spec.minimum is None or value >= spec.minimum
        assert spec.maximum is None or value <= spec.maximum


def side(value: float, spec: FactSpec) -> tuple[bool, ...]:
    """Tell on which side of every boundary of a fact a value lies."""
    return tuple(test for cut in spec.cuts for test in (value < cut, value <= cut))


@pytest.mark.parametrize("spec", [each for each in NUMBERS if each.cuts], ids=name_of)
@given(data=st.data())
def test_that_every_number_has_one_that_stands_for_it(spec: FactSpec, data: st.DataObject) -> None:
    low, high = spec.minimum or 0, spec.maximum if spec.maximum is not None else 1000
    numbers: st.SearchStrategy[float] = (
        st.integers(int(low), int(high)) if spec.kind is Kind.INT else st.floats(low, high)
    )
    value = data.draw(numbers)
    assert side(value, spec) in {side(each, spec) for each in samples(spec, MOMENTS)}


@pytest.mark.parametrize(
    "spec", [each for each in NUMBERS if each.maximum and each.kind is Kind.INT], ids=name_of
)
def test_that_a_bounded_count_is_tried_whole(spec: FactSpec) -> None:
    assert samples(spec, MOMENTS) == tuple(
        range(int(spec.minimum or 0), int(spec.maximum or 0) + 1, spec.step or 1)
    )


@pytest.mark.parametrize("path", SUBTRACTED)
@given(beside=st.integers(0, 500), difference=st.integers(0, 500))
def test_that_counts_that_are_subtracted_reach_every_difference(
    path: str, beside: int, difference: int
) -> None:
    tried = samples(FACTS[path], MOMENTS, beside)
    sign = 1 if path == "tumour.skeletal_metastases" else -1
    if beside + sign * difference >= 0:
        assert min(3, difference) in {min(3, sign * (each - beside)) for each in tried}


@pytest.mark.parametrize("spec", UNASKED, ids=name_of)
def test_that_what_has_no_values_to_try_is_refused_by_name(spec: FactSpec) -> None:
    with pytest.raises(LookupError, match=spec.path):
        samples(spec, MOMENTS)


@st.composite
def moments(draw: st.DrawFn) -> Moments:
    at = draw(st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1))).replace(tzinfo=AMSTERDAM)  # noqa: DTZ001  # the zone follows
    back = st.integers(0, 900)
    return Moments(
        at=at,
        treatment_clock=at - timedelta(days=draw(back)),
        recurrence=at - timedelta(days=draw(back)),
    )


def ages(day: date, at: Moments) -> tuple[bool, ...]:
    """Tell what rules ask of the diagnosis: over 15 months before the clock, 2 and 5 years before today."""
    return (
        add_months(day, 15) < at.treatment_clock.date(),
        add_months(day, 24) < at.at.date(),
        add_months(day, 60) < at.at.date(),
    )


@given(at=moments(), back=st.integers(0, 4000))
def test_that_every_day_of_diagnosis_has_one_that_stands_for_it(at: Moments, back: int) -> None:
    day = at.at.date() - timedelta(days=back)
    tried = samples(FACTS["tumour.diagnosed_on"], at)
    assert ages(day, at) in {ages(each, at) for each in tried}
    assert all(each <= at.at.date() for each in tried)


@given(at=moments())
def test_that_earlier_radiotherapy_is_tried_on_both_sides_of_three_months(at: Moments) -> None:
    tried = samples(FACTS["treatment.previous_radiotherapy_on"], at)
    assert {add_months(each, 3) <= at.recurrence.date() for each in tried} == {True, False}


@given(at=moments())
def test_that_a_complete_lesion_is_tried_in_each_of_its_durations(at: Moments) -> None:
    since = [at.at - each for each in samples(FACTS["neurology.complete_cord_injury_at"], at)]
    day, fortnight = timedelta(days=1), timedelta(days=14)
    assert {(each < day, each < fortnight) for each in since} == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-18", 3, "2027-02-18"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
        ("2026-05-31", -15, "2025-02-28"),
        ("2026-07-04", 0, "2026-07-04"),
    ],
)
def test_that_months_are_counted_by_the_calendar(day: str, months: int, later: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(day=st.dates(date(1930, 1, 1), date(2100, 1, 1)), months=st.integers(-240, 240))
def test_that_adding_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_that_every_fact_that_can_be_tried_is_tried_with_values_of_its_own_kind() -> None:
    for spec in FACTS.values():
        if spec not in UNASKED and spec.section != "lesions":
            for value in samples(spec, MOMENTS):
                case: Any = with_fact(case_with(), spec.path, value)
                assert read_case(case_tree(case), AT) == case


@pytest.mark.parametrize("spec", [each for each in NUMBERS if each.kind is Kind.FLOAT], ids=name_of)
def test_that_between_two_limits_of_a_measure_lies_a_value_of_their_own(spec: FactSpec) -> None:
    tried = samples(spec, MOMENTS)
    marks = sorted({spec.minimum or 0, *spec.cuts, *([] if spec.maximum is None else [spec.maximum])})
    assert set(marks) <= set(tried)
    for low, high in pairwise(marks):
        assert [each for each in tried if low < each < high] == [(low + high) / 2]
    assert spec.maximum is not None or max(tried) > max(marks)


def test_that_a_day_of_diagnosis_is_tried_at_its_edges_and_a_day_before_each() -> None:
    at = Moments(at=AT, treatment_clock=AT - timedelta(days=10), recurrence=AT)
    assert samples(FACTS["tumour.diagnosed_on"], at) == (
        date(2021, 11, 17),
        date(2021, 11, 18),
        date(2024, 11, 17),
        date(2024, 11, 18),
        date(2025, 8, 7),
        date(2025, 8, 8),
        date(2026, 11, 18),
    )


def test_that_a_complete_lesion_is_never_tried_in_the_future() -> None:
    tried = samples(FACTS["neurology.complete_cord_injury_at"], MOMENTS)
    assert max(tried) < AT


def test_that_counts_that_are_subtracted_are_tried_no_further_than_rules_tell_apart() -> None:
    tried = samples(FACTS["tumour.spinal_metastases"], MOMENTS, 12)
    assert tried == (0, 1, 2, 3, 4, *range(9, 16))
    assert samples(FACTS["tumour.skeletal_metastases"], MOMENTS, 0) == tuple(range(8))
