"""A case is ready when nothing that decides is missing; what is missing is chased in the order of its weight."""

from dataclasses import replace
from typing import Final

import pytest

from mdt_desk.domain.advice import Advice, AdviceStatus, Strength
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.readiness import Readiness, ReadinessState, readiness
from mdt_desk.domain.reading import with_fact
from tests.domain.desk import assessed, case_of

LEADING: Final = "erasmus-2022"
IDENTIFIED: Final = case_of(
    referral__question="Which treatment, and when?",
    referral__responsible_physician="Dr. A. Voorbeeld",
    patient__hospital_number="X-0001",
    patient__family_name="Voorbeeld",
    patient__birth_date="1958-03-04",
)
EMPTY: Final = assessed(case_of())


def advice(topic: str, *missing: str, applies: bool = True) -> Advice:
    return Advice(
        guideline=LEADING,
        action="biopsy",
        topic=topic,
        strength=Strength.DO,
        status=AdviceStatus.APPLIES if applies else AdviceStatus.UNDETERMINED,
        within_hours=None,
        possible_hours=(None,),
        urgent=False,
        due=None,
        variant=None,
        notes=(),
        because=(),
        missing=missing,
        reference="a place",
    )


def advised(*said: Advice, guideline: str = LEADING) -> Assessment:
    return replace(EMPTY, guidelines={guideline: said})


def told(*said: Advice, case: Case = IDENTIFIED) -> Readiness:
    return readiness(case, advised(*said), LEADING)


def test_that_a_case_of_which_nothing_that_decides_is_missing_is_ready() -> None:
    assert told(advice("surgery")) == Readiness(state=ReadinessState.READY, missing=())


OPTIONS: Final = ("surgery", "radiotherapy", "systemic", "timing", "steroids", "imaging", "percutaneous")


@pytest.mark.parametrize("topic", OPTIONS)
def test_that_a_case_of_which_an_option_is_open_is_ready_on_condition(topic: str) -> None:
    said = told(advice("surgery"), advice(topic, "condition.fit_for_surgery", applies=False))
    assert said == Readiness(state=ReadinessState.CONDITIONAL, missing=("condition.fit_for_surgery",))


@pytest.mark.parametrize("topic", ["consult", "diagnosis", "information", "rehabilitation", "stability"])
def test_that_what_is_no_option_of_treatment_does_not_hold_a_discussion_up(topic: str) -> None:
    said = told(advice("surgery"), advice(topic, "symptoms.lhermitte", applies=False))
    assert said == Readiness(state=ReadinessState.READY, missing=())


def test_that_a_deadline_that_is_open_counts_as_well() -> None:
    assert told(advice("imaging", "symptoms.lhermitte")).state is ReadinessState.CONDITIONAL


@pytest.mark.parametrize("topic", OPTIONS)
def test_that_a_case_of_which_every_option_is_open_is_not_ready(topic: str) -> None:
    said = told(advice("consult"), advice(topic, "tumour.primary", applies=False))
    assert said == Readiness(state=ReadinessState.NOT_READY, missing=("tumour.primary",))


def test_that_a_case_without_any_option_can_be_discussed_but_one_without_any_advice_cannot() -> None:
    assert told(advice("consult")).state is ReadinessState.READY
    assert told() == Readiness(state=ReadinessState.NOT_READY, missing=())


def test_that_the_leading_guideline_alone_decides() -> None:
    other = advised(advice("surgery"), guideline="noms")
    assert readiness(IDENTIFIED, other, LEADING).state is ReadinessState.NOT_READY
    assert readiness(IDENTIFIED, other, "noms").state is ReadinessState.READY


def test_that_the_fact_on_which_most_options_hinge_is_chased_first() -> None:
    said = told(
        advice("surgery"),
        advice("surgery", "labs.albumin_g_per_l", applies=False),
        advice("radiotherapy", "condition.karnofsky", "tumour.primary", applies=False),
        advice("steroids", "tumour.primary", applies=False),
        advice("systemic", "tumour.primary", "condition.karnofsky", applies=False),
    )
    assert said.missing == ("tumour.primary", "condition.karnofsky", "labs.albumin_g_per_l")


@pytest.mark.parametrize(
    "path",
    [
        "referral.question",
        "referral.responsible_physician",
        "patient.hospital_number",
        "patient.family_name",
        "patient.birth_date",
    ],
)
def test_that_nobody_is_discussed_without_a_question_a_physician_and_an_identity(path: str) -> None:
    said = told(advice("surgery"), case=with_fact(IDENTIFIED, path, UNKNOWN))
    assert said == Readiness(state=ReadinessState.NOT_READY, missing=(path,))


def test_that_what_makes_a_case_not_ready_is_chased_before_what_options_hinge_on() -> None:
    case = with_fact(with_fact(IDENTIFIED, "patient.family_name", UNKNOWN), "referral.question", UNKNOWN)
    said = told(advice("surgery"), advice("surgery", "tumour.primary", applies=False), case=case)
    assert said == Readiness(
        state=ReadinessState.NOT_READY,
        missing=("referral.question", "patient.family_name", "tumour.primary"),
    )


def test_that_the_states_go_by_the_names_under_which_they_are_kept_and_said() -> None:
    assert [each.value for each in ReadinessState] == ["ready", "conditional", "not_ready"]
