"""Published survival: what is known at which month, and nothing in between or beyond."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.survival import LAST_MONTH, PUBLISHED, SECOND_COHORT, joined, wilson

classes = st.sampled_from(sorted(PUBLISHED))
months = st.floats(0, LAST_MONTH)

DIED = {0: (85, 100), 1: (63, 78), 2: (27, 48), 3: (10, 15)}
"""Per cent who had died by 6 and 12 months, as the protocol's table 4 gives it."""


def test_that_survival_is_what_deaths_leave() -> None:
    for nesms, died in DIED.items():
        points = PUBLISHED[nesms]
        assert [each.months for each in points] == [6, 12]
        assert [round(100 - 100 * each.survival) for each in points] == list(died)


@pytest.mark.parametrize("nesms", sorted(PUBLISHED))
def test_that_the_line_starts_with_everybody_and_meets_every_published_point(nesms: int) -> None:
    assert joined(nesms, 0) == 1
    for point in PUBLISHED[nesms]:
        assert joined(nesms, point.months) == pytest.approx(point.survival)


@given(nesms=classes, first=months, second=months)
def test_that_the_line_never_rises(nesms: int, first: float, second: float) -> None:
    early, late = sorted((first, second))
    assert 0 <= joined(nesms, late) <= joined(nesms, early) <= 1


@given(nesms=st.sampled_from([1, 2, 3]), share=st.floats(0, 1), start=st.sampled_from([0, 6]))
def test_that_the_hazard_is_constant_between_two_points(nesms: int, share: float, start: int) -> None:
    low, high = joined(nesms, start), joined(nesms, start + 6)
    expected = math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
    assert joined(nesms, start + 6 * share) == pytest.approx(expected)


@given(share=st.floats(0, 1))
def test_that_the_line_is_straight_where_nobody_survives(share: float) -> None:
    assert joined(0, 6 + 6 * share) == pytest.approx(0.15 * (1 - share))


@pytest.mark.parametrize("month", [-0.01, 12.01, 24, math.inf, math.nan])
def test_that_nothing_is_said_where_nothing_is_published(month: float) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the sentence is compared as a whole
        joined(2, month)
    assert str(refused.value) == f"no survival is published at {month} months: 0 to 12 is allowed"


def test_that_the_better_class_survives_better_at_every_month() -> None:
    for month in range(1, 13):
        alive = [joined(nesms, month) for nesms in range(4)]
        assert alive == sorted(alive)


def test_that_the_second_cohort_has_its_published_counts_by_class() -> None:
    assert sum(each.n for each in SECOND_COHORT.values()) == 179
    assert {nesms: (each.died, each.n, each.median_months) for nesms, each in SECOND_COHORT.items()} == {
        0: (13, 13, 3),
        1: (42, 48, 4),
        2: (63, 88, 8),
        3: (20, 30, 10),
    }


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(0, 13, 0.0, 0.2281), (6, 48, 0.0586, 0.2470), (25, 88, 0.2005, 0.3858), (10, 30, 0.1923, 0.5122)],
)
def test_that_the_interval_of_a_proportion_is_the_one_of_wilson(
    successes: int, n: int, low: float, high: float
) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-4)


@given(n=st.integers(1, 2000), data=st.data())
def test_that_the_interval_holds_the_share_and_stays_within_what_can_be(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n + 1e-12
    assert successes / n - 1e-12 <= high <= 1
    mirrored = wilson(n - successes, n)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


@given(successes=st.integers(0, 50), times=st.integers(2, 20))
def test_that_more_patients_make_the_interval_narrower(successes: int, times: int) -> None:
    low, high = wilson(successes, 50)
    closer = wilson(successes * times, 50 * times)
    assert closer[1] - closer[0] < high - low
