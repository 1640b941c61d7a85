"""Survival of our own patients, held against two libraries that nobody here wrote."""

import math
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from mdt_desk.domain.kaplan_meier import Followed, at_risk, estimate, followed_beyond, median, survival_at

people = st.lists(
    st.builds(Followed, time=st.integers(1, 40).map(float), died=st.booleans()), min_size=1, max_size=60
)


def lifelines_of(followed: list[Followed]) -> list[tuple[float, float, float, float]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas and of lifelines about themselves
        from lifelines import KaplanMeierFitter

        fitted = KaplanMeierFitter().fit([each.time for each in followed], [each.died for each in followed])
    survival = fitted.survival_function_["KM_estimate"]
    interval = fitted.confidence_interval_
    return [
        (
            float(time),
            float(survival[time]),
            float(interval.loc[time].iloc[0]),
            float(interval.loc[time].iloc[1]),
        )
        for time in survival.index
        if time > 0
    ]


@given(followed=people)
def test_that_the_estimate_and_its_interval_are_those_of_lifelines(followed: list[Followed]) -> None:
    ours = {each.time: each for each in estimate(followed)}
    for time, survival, low, high in lifelines_of(followed):
        assert math.isclose(ours[time].survival, survival, abs_tol=1e-12)
        if 0 < survival < 1:
            assert math.isclose(ours[time].low, low, abs_tol=1e-12)
            assert math.isclose(ours[time].high, high, abs_tol=1e-12)


@given(followed=people)
def test_that_the_estimate_is_that_of_scipy(followed: list[Followed]) -> None:
    data = CensoredData(
        uncensored=[each.time for each in followed if each.died],
        right=[each.time for each in followed if not each.died],
    )
    theirs = ecdf(data).sf
    for time, survival in zip(theirs.quantiles, theirs.probabilities, strict=True):
        step = survival_at(estimate(followed), float(time))
        assert step is not None
        assert math.isclose(step.survival, float(survival), abs_tol=1e-12)


def test_that_a_worked_example_comes_out() -> None:
    steps = estimate(
        Followed(time=time, died=died) for time, died in ((3, True), (5, False), (7, True), (12, False))
    )
    assert [(each.time, each.at_risk, each.deaths, each.censored) for each in steps] == [
        (3, 4, 1, 0),
        (5, 3, 0, 1),
        (7, 2, 1, 0),
        (12, 1, 0, 1),
    ]
    assert [each.survival for each in steps] == [0.75, 0.75, 0.375, 0.375]
    assert median(steps) == 7


def test_that_who_is_lost_on_a_day_of_a_death_was_at_risk_that_day() -> None:
    (step,) = estimate([Followed(time=6, died=True), Followed(time=6, died=False)])
    assert (step.at_risk, step.survival) == (2, 0.5)


def test_that_nothing_is_said_beyond_the_last_observation() -> None:
    steps = estimate([Followed(time=5, died=True), Followed(time=8, died=False)])
    assert followed_beyond(steps, 8)
    assert not followed_beyond(steps, 9)
    assert followed_beyond(estimate([Followed(time=5, died=True)]), 9)
    assert survival_at(steps, 4) is None


@given(followed=people)
def test_that_survival_never_rises_and_lies_in_its_interval(followed: list[Followed]) -> None:
    steps = estimate(followed)
    values = [1.0, *(each.survival for each in steps)]
    assert values == sorted(values, reverse=True)
    assert all(0 <= each.low <= each.survival <= each.high <= 1 for each in steps)
    assert all(each.at_risk == at_risk(followed, each.time) for each in steps)


@pytest.mark.parametrize("time", [-1.0, math.nan, math.inf])
def test_that_a_time_that_cannot_be_is_refused(time: float) -> None:
    with pytest.raises(ValueError, match="from 0 on"):
        estimate([Followed(time=time, died=True)])


def test_that_nobody_followed_gives_no_estimate() -> None:
    assert estimate([]) == ()
    assert median([]) is None
