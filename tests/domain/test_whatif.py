"""One fact flipped, and what follows."""

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.judging import answer
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.scores.nesms import nesms
from mdt_desk.domain.whatif import alternatives, what_would_change
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


def others(case: Case, fact: str) -> list[tuple[object, float | None, float | None]]:
    found = alternatives(case, fact, moments_of(case, AT, ZONE))
    return [(each.value, each.low, each.high) for each in found]


def test_that_a_number_could_lie_in_every_stretch_but_its_own() -> None:
    """Estimates turn at three and at twelve months among others; the stretch that holds five is not another one."""
    known = others(case_of(condition__expected_survival_months=5), "condition.expected_survival_months")
    every = others(case_of(), "condition.expected_survival_months")
    own = [each for each in every if each not in known]
    assert len(own) == 1
    ((_, low, high),) = own
    assert low is not None
    assert high is not None
    assert low <= 5 < high
    assert every[0][1] is None
    assert every[-1][2] is None
    assert [each[2] for each in every[:-1]] == [each[1] for each in every[1:]]
    assert all((low is None or value >= low) and (high is None or value < high) for value, low, high in every)  # type: ignore[operator]  # numbers only


def test_that_a_number_on_the_edge_of_a_stretch_belongs_to_the_upper_one() -> None:
    lows = {each[1] for each in others(case_of(labs__albumin_g_per_l=35), "labs.albumin_g_per_l")}
    assert lows == {None}
    highs = {each[2] for each in others(case_of(labs__albumin_g_per_l=34.9), "labs.albumin_g_per_l")}
    assert highs == {None}


def test_that_a_choice_could_be_every_other_choice_and_an_unknown_one_any() -> None:
    known = others(case_of(symptoms__lhermitte=True), "symptoms.lhermitte")
    assert known == [(False, None, None)]
    assert {each[0] for each in others(case_of(), "symptoms.lhermitte")} == {True, False}


def test_that_only_an_event_that_happened_can_be_thought_away() -> None:
    happened = case_of(treatment__started_at="2026-11-18T08:00:00+01:00")
    assert others(happened, "treatment.started_at") == [(UNKNOWN, None, None)]
    assert others(case_of(), "treatment.started_at") == []


def test_that_words_have_no_alternatives() -> None:
    assert others(case_of(referral__question="Which treatment?"), "referral.question") == []


def test_that_a_missing_fact_says_what_each_value_would_leave() -> None:
    case = case_of(
        tumour__primary="prostate",
        tumour__visceral_metastases="none",
        tumour__skeletal_metastases=9,
        condition__ambulation="independent",
    )
    (low, high) = [
        each for each in what_would_change(case, AT, ZONE, nesms) if each.fact == "labs.albumin_g_per_l"
    ]
    assert (low.now, low.before, low.after) == (UNKNOWN, (1, 2), (1,))
    assert (low.alternative.low, low.alternative.high) == (None, 35)
    assert (high.now, high.before, high.after) == (UNKNOWN, (1, 2), (2,))
    assert (high.alternative.low, high.alternative.high) == (35, None)


def test_that_stretches_that_do_not_touch_stay_apart() -> None:
    """Fewer or more than one metastasis: the same answer on both sides of the present one."""
    case = case_of(
        tumour__primary="breast",
        tumour__visceral_metastases="unremovable",
        tumour__skeletal_metastases=1,
        condition__ambulation="aided",
        labs__albumin_g_per_l=30,
    )
    counted = [
        each.alternative
        for each in what_would_change(case, AT, ZONE, nesms)
        if each.fact == "tumour.skeletal_metastases"
    ]
    assert len(counted) == 2
    assert counted[0].high is not None
    assert counted[1].low is not None
    assert counted[0].high < counted[1].low


def test_that_the_list_of_vertebrae_itself_is_not_flipped() -> None:
    source = next(each for each in rules().sources if each.id == "noms")
    (asked,) = [each for each in source.guideline.questions if each.action == "stabilisation"]
    case = case_of(
        lesions=[{"level": "T6"}],
        condition__expected_survival_months=6,
        condition__fit_for_surgery=True,
        stability__clinically_unstable=False,
    )
    facts = {each.fact for each in what_would_change(case, AT, ZONE, answer, asked, source)}
    assert "lesions" not in facts
    assert any(each.startswith("lesions.T6.") for each in facts)
