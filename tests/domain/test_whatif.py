"""One fact flipped, and what follows."""

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.judging import answer
from mdt_desk.domain.scores.nesms import nesms
from mdt_desk.domain.whatif import what_would_change
from tests.domain.desk import AT, ZONE, case_of, rules


def almost_known() -> Case:
    return case_of(
        tumour__primary="prostate",
        tumour__visceral_metastases="none",
        tumour__skeletal_metastases=9,
        condition__ambulation="independent",
        labs__albumin_g_per_l=34,
    )


def test_that_a_higher_albumin_would_raise_the_score_and_says_from_where() -> None:
    changes = what_would_change(almost_known(), AT, ZONE, nesms)
    (albumin,) = [each for each in changes if each.fact == "labs.albumin_g_per_l"]
    assert (albumin.now, albumin.before, albumin.after) == (34, (1,), (2,))
    assert (albumin.alternative.low, albumin.alternative.high) == (35, None)


def test_that_stretches_that_lead_to_the_same_answer_are_one_change() -> None:
    case = case_of(
        tumour__primary="breast",
        tumour__visceral_metastases="unremovable",
        tumour__skeletal_metastases=1,
        condition__ambulation="aided",
        labs__albumin_g_per_l=30,
    )
    changes = what_would_change(case, AT, ZONE, nesms)
    counted = [each for each in changes if each.fact == "tumour.skeletal_metastases"]
    assert [(each.alternative.low, each.alternative.high) for each in counted] == [(None, 1), (2, None)]
    assert {(each.before, each.after) for each in counted} == {((2,), (0,))}


def test_that_a_fact_without_influence_is_not_named() -> None:
    facts = {each.fact for each in what_would_change(almost_known(), AT, ZONE, nesms)}
    assert facts == {
        "tumour.primary",
        "tumour.skeletal_metastases",
        "condition.ambulation",
        "labs.albumin_g_per_l",
    }


def test_that_an_event_can_be_thought_away() -> None:
    case = case_of(
        symptoms__back_or_neck_pain=True,
        symptoms__radicular_pain="none",
        symptoms__lhermitte=False,
        neurology__cord_or_cauda_signs=False,
        neurology__radicular_deficit="none",
        imaging__mri_whole_spine_at="2026-11-18T08:00:00+01:00",
    )
    source = rules().sources[0]
    (mri,) = [each for each in source.guideline.questions if each.action == "mri_whole_spine"]
    changes = what_would_change(case, AT, ZONE, answer, mri, source)
    (undone,) = [each for each in changes if each.fact == "imaging.mri_whole_spine_at"]
    assert undone.alternative.value is UNKNOWN
    assert undone.before == (None,)
    assert [each.within.hours for each in undone.after] == [336]


def test_that_what_cannot_be_is_not_offered() -> None:
    case = case_of(
        tumour__primary="breast",
        tumour__visceral_metastases="none",
        tumour__skeletal_metastases=4,
        tumour__spinal_metastases=3,
        condition__ambulation="aided",
        labs__albumin_g_per_l=30,
    )
    offered = {
        each.alternative.value
        for each in what_would_change(case, AT, ZONE, nesms)
        if each.fact == "tumour.skeletal_metastases"
    }
    assert not offered
