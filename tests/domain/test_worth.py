"""Which missing fact is worth finding out first, and what it would settle."""

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.worth import OpenAnswer, Weighing, Worth, open_answers, step, weighed
from tests.domain.desk import ZONE, assessed, case_of


def almost_scored() -> Case:
    """A patient with cord compression: albumin alone decides the NESMS."""
    return case_of(
        tumour__primary="prostate",
        tumour__histology_confirmed=True,
        tumour__haematological_malignancy_possible=False,
        tumour__atypical_imaging=False,
        tumour__progression_elsewhere=True,
        tumour__visceral_metastases="none",
        tumour__skeletal_metastases=9,
        tumour__spinal_metastases=1,
        tumour__metastases_total=9,
        condition__ambulation="independent",
        condition__karnofsky=70,
        condition__fit_for_surgery=True,
        symptoms__back_or_neck_pain=True,
        neurology__cord_or_cauda_signs=True,
        neurology__severe_deficit=False,
        neurology__frankel="D",
        imaging__confirmed_spinal_metastases=True,
    )


def worth_knowing(case: Case) -> tuple[Worth, ...]:
    weighing = Weighing(case=case, now=assessed(case))
    while not weighing.ended:
        weighing = step(weighing, assessed, ZONE)
    return weighed(weighing)


def test_that_the_fact_that_settles_most_is_ranked_first() -> None:
    case = almost_scored()
    ranked = worth_knowing(case)
    assert [each.average for each in ranked] == sorted((each.average for each in ranked), reverse=True)
    assert ranked[0].average > 1
    assert ranked[0].most >= ranked[0].average
    assert "imaging.confirmed_spinal_metastases" not in {each.fact for each in ranked}


def test_that_what_a_fact_settles_is_named_and_was_open() -> None:
    case = almost_scored()
    now = assessed(case)
    ranked = {each.fact: each for each in worth_knowing(case)}
    assert OpenAnswer(name="nesms") in ranked["labs.albumin_g_per_l"].surely
    for each in ranked.values():
        assert each.surely <= each.settles <= open_answers(now)
        assert len(each.settles) >= each.most


def test_that_a_complete_score_leaves_nothing_worth_knowing_for_it() -> None:
    case = case_of(
        tumour__primary="prostate",
        tumour__visceral_metastases="none",
        tumour__skeletal_metastases=9,
        condition__ambulation="independent",
        labs__albumin_g_per_l=34,
    )
    found = worth_knowing(case)
    assert found
    assert "labs.albumin_g_per_l" not in {each.fact for each in found}


def test_that_each_step_assesses_one_case_and_the_end_is_the_same() -> None:
    case = almost_scored()
    now, asked = assessed(case), list[Case]()

    def counting(other: Case) -> Assessment:
        asked.append(other)
        return assessed(other)

    weighing = step(Weighing(case=case, now=now), counting, ZONE)
    assert not asked
    while not weighing.ended:
        before = len(asked)
        weighing = step(weighing, counting, ZONE)
        assert len(asked) == before + 1
    assert step(weighing, counting, ZONE) is weighing
    assert weighed(weighing) == worth_knowing(case)
