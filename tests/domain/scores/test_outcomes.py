"""Published outcomes, and models that are computed elsewhere."""

import pytest

from mdt_desk.domain.case import FACTS, CaseOf, ExternalModel, Sex
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.scores.external import EXTERNAL, recorded
from mdt_desk.domain.scores.outcomes import (
    OUTCOMES,
    Cohort,
    Outcome,
    outcomes_of,
)
from mdt_desk.domain.survival import PUBLISHED, SECOND_COHORT
from mdt_desk.domain.tumour import Primary, VisceralMetastases
from mdt_desk.i18n import Texts
from tests.domain.scores.settled import BY_ID, OF_LESIONS, settled
from tests.strategies import case_with


def of(score: str, cohort: str) -> dict[str, Outcome]:
    return {each.band: each for each in OUTCOMES if each.score == score and each.cohort.id == cohort}


def test_that_bollen_has_its_medians_with_their_intervals() -> None:
    found = {band: (each.median_months, each.interval) for band, each in of("bollen", "bollen").items()}
    assert found == {
        "A": (31.2, (25.2, 37.3)),
        "B": (15.4, (11.9, 18.2)),
        "C": (4.8, (4.1, 5.4)),
        "D": (1.6, (1.4, 1.9)),
    }


def test_that_the_nesms_has_the_odds_of_its_table_against_the_best_class() -> None:
    found = {
        band: [(at.months, at.ratio, at.interval) for at in each.odds]
        for band, each in of("nesms", "schoenfeld").items()
    }
    assert found == {
        "0": [(6, 53.0, (11.5, 243.5)), (12, None, None)],
        "1": [(6, 16.5, (4.6, 58.4)), (12, 31.3, (8.8, 111.0))],
        "2": [(6, 3.6, (1.1, 11.8)), (12, 7.0, (2.5, 20.1))],
        "3": [],
    }


def test_that_van_der_linden_has_its_medians() -> None:
    found = {band: each.median_months for band, each in of("van_der_linden", "van_der_linden").items()}
    assert found == {"A": 3, "B": 9, "C": 19}


def test_that_tokuhashi_foretells_spans_and_no_medians() -> None:
    found = of("tokuhashi", "tokuhashi")
    assert {band: each.expected_months for band, each in found.items()} == {
        "under_6_months": (0, 6),
        "6_months_or_more": (6, None),
        "1_year_or_more": (12, None),
    }
    assert all(each.median_months is None for each in found.values())


def test_that_rades_has_survival_at_six_months_and_says_that_it_is_unverified() -> None:
    found = of("rades_2008", "rades_2008")
    shares = {band: [(at.months, at.survival) for at in each.survival] for band, each in found.items()}
    assert shares == {
        "20-25": [(6, 0.04)],
        "26-30": [(6, 0.11)],
        "31-35": [(6, 0.48)],
        "36-40": [(6, 0.87)],
        "41-46": [(6, 0.99)],
    }
    assert {each.status for each in found.values()} == {Status.UNVERIFIED}


def test_that_nesms_shows_both_cohorts() -> None:
    for value in range(4):
        assert of("nesms", "schoenfeld")[str(value)].survival == PUBLISHED[value]
        second, group = of("nesms", "yan")[str(value)], SECOND_COHORT[value]
        assert (second.n, second.median_months) == (group.n, group.median_months)
        assert [(each.months, round(each.survival * group.n)) for each in second.survival] == [
            (12, group.n - group.died)
        ]


def test_that_every_outcome_names_a_band_of_its_score_and_who_was_in_it() -> None:
    for each in OUTCOMES:
        band = BY_ID[each.score].band
        assert band is not None
        assert each.band in {band(value) for value in settled(each.score, CaseOf()).possible}
        assert each.cohort.n > 0
        assert each.cohort.reference
        assert each.median_months or each.survival or each.expected_months
        low, high = each.interval or (0, float("inf"))
        assert low <= (each.median_months or low) <= high
        assert all(0 <= point.survival <= 1 for point in each.survival)


def test_that_a_cohort_is_founded_as_its_outcomes_are_unless_it_says_otherwise() -> None:
    plain = Cohort(id="bollen", reference="Bollen 2014", n=1043)
    assert (plain.years, plain.concordance, plain.described) == (None, None, None)


def test_that_a_patient_is_shown_every_band_that_is_still_possible() -> None:
    known = case_with(tumour__primary=Primary.BREAST, condition__karnofsky=90)
    shown = [(each.score, each.band) for each in outcomes_of(settled("bollen", known))]
    assert shown == [("bollen", "A"), ("bollen", "B")]
    settled_case = case_with(
        tumour__primary=Primary.BREAST,
        condition__karnofsky=90,
        tumour__visceral_metastases=VisceralMetastases.NONE,
        tumour__brain_metastases=False,
    )
    assert [(each.score, each.band) for each in outcomes_of(settled("bollen", settled_case))] == [
        ("bollen", "A")
    ]


@pytest.mark.parametrize("name", ["tomita", "bauer", "rades_short_life", "sins"])
def test_that_a_score_without_published_outcomes_shows_none(name: str) -> None:
    assert outcomes_of(settled(name, CaseOf())) == ()


def test_that_a_patient_outside_a_model_is_shown_no_outcome() -> None:
    assert outcomes_of(settled("bollen", case_with(tumour__primary=Primary.LYMPHOMA))) == ()


def test_that_every_model_computed_elsewhere_says_what_it_needs() -> None:
    assert set(EXTERNAL) == set(ExternalModel) - {ExternalModel.OTHER}
    for model, score in EXTERNAL.items():
        assert score.model is model
        assert set(score.facts) <= {*FACTS, "lesions"}
        assert score.reference


def test_that_the_case_tells_which_variables_of_a_model_are_recorded() -> None:
    bartels = EXTERNAL[ExternalModel.BARTELS]
    assert recorded(CaseOf(), bartels) == ()
    known = case_with(patient__sex=Sex.FEMALE, tumour__primary=Primary.BREAST, lesions=())
    assert recorded(known, bartels) == ("patient.sex", "tumour.primary", "lesions")


def test_that_every_score_has_its_words(texts: Texts) -> None:
    for name in [*BY_ID, *OF_LESIONS]:
        assert texts.get(f"score.{name}.name")
        assert texts.get(f"score.{name}.help").endswith(".")


def test_that_every_item_has_its_name(texts: Texts) -> None:
    items = {(score.id, item.name) for score in BY_ID.values() for item in score.items}
    items |= {(score.id, item.name) for score in OF_LESIONS.values() for item in score.items}
    assert {(key.split(".")[1], key.split(".")[2]) for key in texts.table if key.startswith("item.")} == items


def test_that_every_band_has_its_name(texts: Texts) -> None:
    bands = {
        (name, score.band(value))
        for name, score in BY_ID.items()
        if score.band is not None
        for value in settled(name, CaseOf()).possible
    }
    bands |= {("sins", each) for each in ("stable", "potentially_unstable", "unstable")}
    bands |= {("bilsky", each) for each in ("low", "equivocal", "high")}
    assert {(key.split(".")[1], key.split(".")[2]) for key in texts.table if key.startswith("band.")} == bands


def test_that_every_reason_outside_a_model_is_a_sentence(texts: Texts) -> None:
    reasons = {each.reason for score in BY_ID.values() for each in score.outside} | {"outside.no_lesion"}
    assert {key for key in texts.table if key.startswith("outside.")} == reasons
    assert all(texts.get(each).endswith(".") for each in reasons)


def test_that_every_cohort_and_variable_has_its_words(texts: Texts) -> None:
    cohorts = {f"cohort.{each.cohort.id}" for each in OUTCOMES}
    assert {key for key in texts.table if key.startswith("cohort.")} == cohorts
    variables = {key for score in EXTERNAL.values() for key in score.others}
    assert {key for key in texts.table if key.startswith("variable.")} == variables
