"""How documents say values, and what numbers they carry."""

from datetime import UTC, date, datetime

import pytest

from mdt_desk.domain.case import AlarmFeature, ExternalEstimate, ExternalModel, IdSystem, NationalId
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.spine import Level
from mdt_desk.i18n import load_texts
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.numbering import number_of
from tests.reports.examples import ZONE


def wording(language: str) -> Wording:
    return Wording(words=load_texts(language), zone=ZONE)


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (34.5, "34,5", "34.5"),
        (34.0, "34", "34"),
        (0.1, "0,1", "0.1"),
        (100, "100", "100"),
        (1e-7, "0,0000001", "0.0000001"),
    ],
)
def test_that_a_number_has_the_decimal_sign_of_its_language(value: float, nl: str, en: str) -> None:
    assert wording("nl").number(value) == nl
    assert wording("en").number(value) == en


def test_that_a_day_leaves_no_doubt_about_the_month() -> None:
    assert wording("nl").day(date(2026, 3, 5)) == "5 mrt 2026"
    assert wording("en").day(date(2026, 3, 5)) == "5 Mar 2026"


def test_that_a_moment_is_said_on_the_hospitals_wall_clock() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert wording("en").moment(moment) == "2 Jul 2026 00:30"
    assert wording("en").long_day(moment) == "Thursday 2 July 2026"
    assert wording("nl").long_day(moment) == "donderdag 2 juli 2026"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "at once"),
        (1, "within 1 hour"),
        (12, "within 12 hours"),
        (72, "within 72 hours"),
        (168, "within 1 week"),
        (336, "within 2 weeks"),
        (240, "within 10 days"),
    ],
)
def test_that_a_deadline_is_said_as_a_guideline_says_it(hours: int, said: str) -> None:
    assert wording("en").hours(hours) == said


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("labs.albumin_g_per_l", 34.5, "34.5 g/L"),
        ("labs.albumin_g_per_l", UNKNOWN, "Unknown"),
        ("symptoms.lhermitte", False, "No"),
        ("lesions.level", Level.T8, "T8"),
        ("patient.national_id", NationalId(system=IdSystem.BSN, value="111222333"), "BSN 111222333"),
        ("symptoms.alarm_features", frozenset[AlarmFeature](), "none of these"),
        ("labs.albumin_taken_on", date(2026, 11, 6), "6 Nov 2026"),
        ("referral.question", "As typed", "As typed"),
    ],
)
def test_that_a_fact_is_said_with_its_unit(path: str, value: object, said: str) -> None:
    assert wording("en").value(path, value) == said


def test_that_alarm_features_stand_in_one_order_whatever_the_set() -> None:
    features = frozenset(AlarmFeature)
    said = wording("en").value("symptoms.alarm_features", features)
    assert said == ", ".join(wording("en").choice(each) for each in AlarmFeature)


def test_that_an_estimate_computed_elsewhere_says_where_and_when() -> None:
    estimate = ExternalEstimate(
        model=ExternalModel.SORG_ML, months=3, survival=0.625, computed_on=date(2026, 11, 1)
    )
    said = wording("nl").value("prognosis.external", (estimate,))
    assert "62,5\u00a0% in leven na 3 maanden" in said
    assert "1 nov 2026" in said


def test_that_a_fact_of_a_vertebra_says_at_which_level() -> None:
    assert wording("en").label("lesions.T8.pain").endswith("(T8)")
    assert wording("en").label("lesions") == "Affected vertebrae"


def test_that_the_number_of_a_document_changes_with_its_content_only() -> None:
    one = number_of("M", date(2026, 11, 18), ("a", frozenset({"x", "y"}), {"k": 1}))
    assert one == number_of("M", date(2026, 11, 18), ("a", frozenset({"y", "x"}), {"k": 1}))
    assert one != number_of("M", date(2026, 11, 18), ("a", frozenset({"y"}), {"k": 1}))
    assert one.startswith("M-20261118-")


@pytest.mark.parametrize(
    ("one", "other"), [(("a", "b"), ("ab",)), ((1,), ("1",)), (((),), ()), ((None,), ("None",))]
)
def test_that_different_content_is_not_spelled_alike(one: object, other: object) -> None:
    assert number_of("M", date(2026, 1, 1), one) != number_of("M", date(2026, 1, 1), other)
