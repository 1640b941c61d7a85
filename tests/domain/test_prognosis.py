"""What each model says about how long, beside each other: published figures only, and a spread that facts narrow."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.assess import SCORES
from mdt_desk.domain.case import Case, ExternalEstimate, ExternalModel
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.prognosis import MODELS, Group, Row, Share, prognosis, span, spread, wanted
from mdt_desk.domain.reading import contradictions, with_fact
from mdt_desk.domain.scores.model import settle_score
from mdt_desk.domain.scores.outcomes import OUTCOMES
from tests.domain.desk import AT, assessed, case_of
from tests.domain.guidelines.patients import any_value, ordinary, patients, settler_of, unknown_facts
from tests.strategies import estimates

KNOWN: dict[str, Any] = {
    "tumour__primary": "breast",
    "tumour__visceral_metastases": "none",
    "tumour__brain_metastases": False,
    "tumour__skeletal_metastases": 9,
    "tumour__spinal_metastases": 2,
    "condition__ambulation": "independent",
    "condition__karnofsky": 80,
    "neurology__frankel": "E",
}
ALL_MONTHS = range(37)


def rows_of(case: Case) -> dict[tuple[str, str], Row]:
    """Return the rows of the computed models by model and cohort."""
    settler = settler_of(case)
    scores = {each.id: settle_score(settler, each) for each in SCORES}
    return {(row.model, row.cohort.id if row.cohort else ""): row for row in prognosis(scores, UNKNOWN)}


def row(case: Case, model: str, cohort: str) -> Row:
    return rows_of(case)[(model, cohort)]


def test_that_a_model_shows_the_figures_of_its_class() -> None:
    bollen = row(case_of(**KNOWN), "bollen", "bollen")
    assert [(each.band, each.median, each.interval) for each in bollen.groups] == [("A", 31.2, (25.2, 37.3))]
    assert bollen.missing == ()
    assert bollen.status is Status.SECONDARY


def test_that_a_model_with_missing_facts_shows_every_class_still_possible_and_what_decides() -> None:
    nesms = row(case_of(**{**KNOWN, "tumour__primary": "prostate"}), "nesms", "schoenfeld")
    assert [each.band for each in nesms.groups] == ["1", "2"]
    assert nesms.missing == ("labs.albumin_g_per_l",)
    assert (span(nesms, 6), span(nesms, 12)) == ((0.37, 0.73), (0.22, 0.52))


def test_that_a_share_has_an_interval_only_where_its_number_of_patients_was_published() -> None:
    known = case_of(**KNOWN, labs__albumin_g_per_l=40)
    (first,), (second,) = (row(known, "nesms", each).groups for each in ("schoenfeld", "yan"))
    assert first.n is None
    assert [each.interval for each in first.shares] == [None, None]
    (share,) = second.shares
    assert second.n is not None
    assert share.interval is not None
    assert share.interval[0] < share.survival < share.interval[1]


def test_that_nothing_is_shown_at_a_month_for_which_nothing_was_published() -> None:
    nesms = row(case_of(), "nesms", "schoenfeld")
    assert [months for months in ALL_MONTHS if span(nesms, months) is not None] == [6, 12]
    assert all(span(row(case_of(), "bollen", "bollen"), months) is None for months in ALL_MONTHS)


def test_that_a_model_that_does_not_cover_the_patient_says_why_and_shows_no_figure() -> None:
    outside = rows_of(case_of(tumour__primary="lymphoma"))[("bollen", "")]
    assert outside.outside == "outside.haematological"
    assert outside.groups == ()


def test_that_unverified_figures_are_left_out_unless_they_are_asked_for() -> None:
    rows = tuple(rows_of(case_of()).values())
    assert {each.model for each in rows} - {each.model for each in wanted(rows, unverified=False)} == {
        "rades_2008"
    }
    assert wanted(rows, unverified=True) == rows


def test_that_every_score_with_published_survival_has_its_rows() -> None:
    assert set(MODELS) == {each.score for each in OUTCOMES}
    cohorts = {(each.score, each.cohort.id) for each in OUTCOMES}
    assert set(rows_of(case_of())) == cohorts


@pytest.mark.parametrize(
    ("months", "later", "earlier"),
    [
        (3, {"bollen", "tokuhashi", "van_der_linden"}, set[str]()),
        (6, {"bollen", "tokuhashi", "van_der_linden"}, set()),
        (12, {"bollen", "tokuhashi", "van_der_linden"}, set()),
        (13, {"bollen", "van_der_linden"}, set()),
        (31, {"bollen"}, {"van_der_linden"}),
        (32, set(), {"bollen", "van_der_linden"}),
    ],
)
def test_that_a_median_or_forecast_lies_after_or_before_a_month(
    months: int, later: set[str], earlier: set[str]
) -> None:
    rows = [each for key, each in rows_of(case_of(**KNOWN)).items() if key[0] != "nesms"]
    found = spread(wanted(rows, unverified=False), months)
    assert (found.low, found.high, found.shares) == (None, None, ())
    assert {each.model for each in found.later} == later
    assert {each.model for each in found.earlier} == earlier


def test_that_a_median_in_the_month_itself_is_neither_later_nor_earlier() -> None:
    three = Row(model="van_der_linden", groups=(Group(band="A", median=3),))
    assert (spread([three], 3).later, spread([three], 3).earlier) == ((), ())


def test_that_a_forecast_of_less_than_six_months_ends_at_six() -> None:
    short = Row(model="tokuhashi", groups=(Group(band="under_6_months", expected=(0, 6)),))
    assert spread([short], 6).earlier == (short,)
    assert spread([short], 3).earlier == ()
    assert spread([short], 3).later == ()


def test_that_classes_on_both_sides_of_a_month_are_neither() -> None:
    both = Row(model="bollen", groups=(Group(band="A", median=31.2), Group(band="C", median=4.8)))
    assert (spread([both], 12).later, spread([both], 12).earlier) == ((), ())


def test_that_an_estimate_keeps_its_day_and_its_figure() -> None:
    found = prognosis(
        {},
        (
            estimate(ExternalModel.SORG_ML, 12, 0.4, date(2026, 11, 2)),
            estimate(ExternalModel.SORG_ML, 3, 0.8, date(2026, 11, 2)),
            estimate(ExternalModel.BARTELS, 3, 0.7, date(2026, 10, 1)),
            estimate(ExternalModel.SORG_ML, 3, 0.6, date(2026, 11, 9)),
        ),
    )
    assert [(each.model, each.computed_on) for each in found] == [
        ("bartels", date(2026, 10, 1)),
        ("sorg_ml", date(2026, 11, 2)),
        ("sorg_ml", date(2026, 11, 9)),
    ]
    assert found[1].groups == (Group(shares=(Share(months=3, survival=0.8), Share(months=12, survival=0.4))),)
    assert not any(each.unverified for each in found)
    assert (spread(found, 3).low, spread(found, 3).high) == (0.6, 0.8)


def estimate(model: ExternalModel, months: int, survival: float, day: date) -> ExternalEstimate:
    return ExternalEstimate(model=model, months=months, survival=survival, computed_on=day)


@given(st.lists(estimates, max_size=6).map(tuple))
def test_that_every_estimate_is_shown_as_it_was_entered(entered: tuple[ExternalEstimate, ...]) -> None:
    shown = [
        (row.model, share.months, share.survival, row.computed_on)
        for row in prognosis({}, entered)
        for share in row.groups[0].shares
    ]
    given_in = [(each.model, each.months, each.survival, each.computed_on) for each in entered]
    assert sorted(shown) == sorted(given_in)


@given(patients())
@settings(max_examples=60)
def test_that_every_figure_was_published_for_a_class_still_possible(case: Case) -> None:
    published = {
        (each.score, each.cohort.id, each.band, point.months, point.survival)
        for each in OUTCOMES
        for point in each.survival
    }
    medians = {(each.score, each.cohort.id, each.band, each.median_months) for each in OUTCOMES}
    for (model, cohort), found in rows_of(case).items():
        for group in found.groups:
            for share in group.shares:
                assert (model, cohort, group.band, share.months, share.survival) in published
            assert (model, cohort, group.band, group.median) in medians


@given(patients(), st.data())
@settings(max_examples=150)
def test_that_learning_a_fact_never_widens_a_row(case: Case, data: st.DataObject) -> None:
    may_be_learnt = [path for path in unknown_facts(case) if path != "lesions" and ordinary(case, path)]
    if not may_be_learnt:
        return
    path = data.draw(st.sampled_from(may_be_learnt))
    learnt = with_fact(case, path, data.draw(any_value(path)))
    if contradictions(learnt, AT):
        return
    before, after = rows_of(case), rows_of(learnt)
    for key, found in after.items():
        if found.outside is None:
            _within(found, before[key])


@given(patients(forgets=20), st.data())
@settings(max_examples=60)
def test_that_a_row_holds_what_every_completion_says(case: Case, data: st.DataObject) -> None:
    before, complete = rows_of(case), case
    for path in [path for path in unknown_facts(case) if path != "lesions" and ordinary(case, path)]:
        learnt = with_fact(complete, path, data.draw(any_value(path)))
        if not contradictions(learnt, AT):
            complete = learnt
    for key, found in rows_of(complete).items():
        if found.outside is None:
            _within(found, before[key])


def _within(narrow: Row, wide: Row) -> None:
    """Assert that one row shows nothing that the other does not show too."""
    assert {each.band for each in narrow.groups} <= {each.band for each in wide.groups}
    for months in ALL_MONTHS:
        inner, outer = span(narrow, months), span(wide, months)
        assert (inner is None) == (outer is None)
        if inner is not None and outer is not None:
            assert outer[0] <= inner[0] <= inner[1] <= outer[1]


def test_that_the_spread_counts_every_row_that_has_a_share() -> None:
    found = spread(wanted(prognosis(assessed(case_of()).scores, UNKNOWN), unverified=True), 6)
    assert {each.model for each in found.shares} == {"nesms", "rades_2008"}
    assert (found.low, found.high) == (0.04, 0.99)
