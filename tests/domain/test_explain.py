"""What would change it, as people read it."""

import pytest

from mdt_desk.domain.advice import AdviceStatus
from mdt_desk.domain.case import Case
from mdt_desk.domain.explain import AdviceOutcome, ScoreOutcome, effects_on_advice, effects_on_score
from mdt_desk.domain.facts import UNKNOWN
from tests.domain.desk import AT, case_of, rules


def operable_but_for_albumin() -> Case:
    return case_of(
        tumour__primary="prostate",
        tumour__visceral_metastases="none",
        tumour__skeletal_metastases=9,
        condition__ambulation="independent",
        condition__fit_for_surgery=True,
        treatment__surgery_technically_feasible=True,
        neurology__cord_or_cauda_signs=True,
        neurology__frankel="D",
        neurology__deficit_progressive=False,
        imaging__confirmed_spinal_metastases=True,
    )


def test_that_the_missing_albumin_would_make_surgery_possible_or_rule_it_out() -> None:
    effects = effects_on_advice(operable_but_for_albumin(), AT, rules(), "erasmus-2022", "surgery_eligible")
    albumin = {
        (each.alternatives[0].low, each.after.status)
        for each in effects
        if each.fact == "labs.albumin_g_per_l" and isinstance(each.after, AdviceOutcome)
    }
    assert albumin == {(None, None), (35, AdviceStatus.APPLIES)}


def test_that_missing_facts_are_named_before_recorded_ones() -> None:
    effects = effects_on_advice(operable_but_for_albumin(), AT, rules(), "erasmus-2022", "surgery_eligible")
    known = [each.now is not UNKNOWN for each in effects]
    assert known == sorted(known)
    assert {False, True} == set(known)


def test_that_values_with_the_same_outcome_stand_together() -> None:
    effects = effects_on_score(operable_but_for_albumin(), AT, rules(), "nesms")
    (primary,) = [each for each in effects if each.fact == "tumour.primary"]
    assert {each.value.value for each in primary.alternatives} == {
        "breast",
        "kidney",
        "lymphoma",
        "multiple_myeloma",
    }
    assert primary.after == ScoreOutcome(possible=("3",))


def test_that_a_deadline_that_changes_is_an_effect_too() -> None:
    case = case_of(
        symptoms__back_or_neck_pain=True,
        symptoms__radicular_pain="none",
        symptoms__lhermitte=False,
        neurology__cord_or_cauda_signs=False,
        neurology__radicular_deficit="none",
    )
    effects = effects_on_advice(case, AT, rules(), "erasmus-2022", "mri_whole_spine")
    hours = {
        (each.fact, each.after.possible_hours) for each in effects if isinstance(each.after, AdviceOutcome)
    }
    assert ("neurology.cord_or_cauda_signs", (12,)) in hours
    assert ("symptoms.radicular_pain", (168,)) in hours


def test_that_the_worst_lesion_decides_what_would_change_the_sins() -> None:
    lesions = [
        {
            "level": "L2",
            "pain": "mechanical",
            "bone_quality": "lytic",
            "alignment": "normal",
            "collapse": "under_half",
            "posterolateral": "none",
        },
        {
            "level": "T6",
            "pain": "none",
            "bone_quality": "blastic",
            "alignment": "normal",
            "collapse": "none",
            "posterolateral": "none",
        },
    ]
    effects = effects_on_score(case_of(lesions=lesions), AT, rules(), "sins")
    facts = {each.fact for each in effects}
    assert "lesions.L2.pain" in facts
    assert "lesions.T6.bone_quality" not in facts


def test_that_an_action_or_score_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="noms has no action tea"):
        effects_on_advice(case_of(), AT, rules(), "noms", "tea")
    with pytest.raises(LookupError, match="no score apgar"):
        effects_on_score(case_of(), AT, rules(), "apgar")
