"""One fact flipped, and what follows."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from mdt_desk.domain.case import Case
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.judging import answer
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.scores.nesms import nesms
from mdt_desk.domain.settle import Facts, word
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


def test_that_joined_stretches_keep_what_is_now_and_a_value_of_their_own() -> None:
    @word
    def long(f: Facts) -> bool:
        return f.condition.expected_survival_months >= 12

    (change,) = what_would_change(case_of(condition__expected_survival_months=18), AT, ZONE, long)
    assert (change.fact, change.now, change.before, change.after) == (
        "condition.expected_survival_months",
        18,
        (True,),
        (False,),
    )
    stretch = change.alternative
    assert (stretch.low, stretch.high) == (None, 12)
    assert 0 <= stretch.value < 12


def test_that_a_number_that_no_rule_divides_could_be_any_other() -> None:
    values = tuple(range(10, 101, 10))
    assert others(case_of(), "condition.karnofsky") == [(each, None, None) for each in values]
    known = others(case_of(condition__karnofsky=70), "condition.karnofsky")
    assert known == [(each, None, None) for each in values if each != 70]


def test_that_what_can_be_is_offered_beside_what_cannot() -> None:
    """With two metastases in the spine there are not fewer in the skeleton, but there may be more."""

    @word
    def many(f: Facts) -> bool:
        return f.tumour.skeletal_metastases >= 4

    case = case_of(tumour__skeletal_metastases=2, tumour__spinal_metastases=2)
    changes = what_would_change(case, AT, ZONE, many)
    assert [(each.alternative.low, each.alternative.high, each.after) for each in changes] == [
        (4, None, (True,))
    ]


FAR_EAST: Final = ZoneInfo("Pacific/Kiritimati")
"""Its days begin before those of every desk: an operation of today is done there first."""


def test_that_days_are_counted_in_the_zone_that_is_named() -> None:
    @word
    def operated(f: Facts) -> bool:
        return w.happened(f, "treatment.surgery_done_on")

    @word
    def operated_without_sign(f: Facts) -> bool:
        return operated(f) and not f.symptoms.lhermitte

    at = datetime(2026, 11, 18, 11, tzinfo=UTC)
    case = with_fact(case_of(symptoms__lhermitte=True), "treatment.surgery_done_on", date(2026, 11, 19))
    (undone,) = what_would_change(case, at, FAR_EAST, operated)
    assert (undone.fact, undone.before, undone.after) == ("treatment.surgery_done_on", (True,), (False,))
    (without,) = what_would_change(case, at, FAR_EAST, operated_without_sign)
    assert (without.fact, without.before, without.after) == ("symptoms.lhermitte", (False,), (True,))
    assert what_would_change(case, at, ZONE, operated) == ()
