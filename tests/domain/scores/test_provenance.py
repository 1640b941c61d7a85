"""Every score says where it comes from, how well it is founded, and on which facts each item rests."""

from typing import Final

import pytest

from mdt_desk.domain.case import Case, CaseOf, ExternalModel, Lesion, spec_for
from mdt_desk.domain.evidence import Status
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.scores.external import EXTERNAL
from mdt_desk.domain.scores.model import Exclusion, Score, settle_score
from mdt_desk.domain.scores.outcomes import OUTCOMES, Cohort
from mdt_desk.domain.settle import Settler
from mdt_desk.domain.spine import Level
from tests.domain.scores.settled import BY_ID, OF_LESIONS, settled
from tests.strategies import AMSTERDAM, AT, case_with

PUBLICATIONS: Final = {
    "modified_bauer": (
        Status.SECONDARY,
        "Leithner 2008, Eur Spine J 17(11):1488-95; Ghori 2015, Spine J 15(8):1804-11",
    ),
    "bauer": (Status.SECONDARY, "Bauer 1995, Acta Orthop Scand 66(2):143-6"),
    "nesms": (
        Status.SOURCE,
        "Ghori 2015, Spine J 15(8):1804-11; Schoenfeld 2021, Spine J 21(1):28-36",
    ),
    "tokuhashi": (
        Status.SECONDARY,
        "Tokuhashi 2005, Spine 30(19):2186-91 (n = 246); NICE CG75 (2008)",
    ),
    "tomita": (Status.SECONDARY, "Tomita 2001, Spine 26(3):298-306"),
    "van_der_linden": (
        Status.SECONDARY,
        "Van der Linden 2005, Cancer 103(2):320-8 (n = 342)",
    ),
    "bollen": (Status.SECONDARY, "Bollen 2014, Neuro Oncol 16(7):991-8 (n = 1043)"),
    "rades_2008": (Status.UNVERIFIED, "Rades 2008, Cancer 112(1):157-61 (n = 1852)"),
    "rades_short_life": (Status.SECONDARY, "Rades 2013, Cancer 119(4):897-903 (n = 2029)"),
    "sins": (
        Status.SECONDARY,
        "Fisher 2010, Spine 35(22):E1221-9; Fourney 2011, J Clin Oncol 29(22):3072-7",
    ),
    "bilsky": (Status.SECONDARY, "Bilsky 2010, J Neurosurg Spine 13(3):324-8"),
}

BAUER: Final = {
    "no_visceral_metastases": "tumour.visceral_metastases",
    "not_lung": "tumour.primary",
    "favourable_primary": "tumour.primary",
    "solitary": "tumour.skeletal_metastases",
}
RADES: Final = {
    "primary": "tumour.primary",
    "other_bone_metastases": "tumour.skeletal_metastases",
    "visceral_metastases": "tumour.visceral_metastases",
    "interval": "tumour.diagnosed_on",
    "walking": "condition.ambulation",
    "deficit_developed": "neurology.motor_deficit_developed",
}
ITEMS: Final = {
    "modified_bauer": BAUER,
    "bauer": BAUER | {"no_pathological_fracture": "lesions.pathological_fracture"},
    "nesms": {
        "modified_bauer": "tumour.primary",
        "ambulation": "condition.ambulation",
        "albumin": "labs.albumin_g_per_l",
    },
    "tokuhashi": {
        "karnofsky": "condition.karnofsky",
        "extraspinal": "tumour.skeletal_metastases",
        "vertebrae": "tumour.spinal_metastases",
        "organs": "tumour.visceral_metastases",
        "palsy": "neurology.frankel",
        "primary": "tumour.primary",
    },
    "tomita": {
        "growth": "tumour.primary",
        "visceral": "tumour.visceral_metastases",
        "bone": "tumour.skeletal_metastases",
    },
    "van_der_linden": {
        "karnofsky": "condition.karnofsky",
        "primary": "tumour.primary",
        "no_visceral_metastases": "tumour.visceral_metastases",
    },
    "bollen": {},
    "rades_2008": RADES,
    "rades_short_life": {"ecog": "condition.ecog"} | RADES,
}

COHORTS: Final = {
    "schoenfeld": ("Schoenfeld 2021, Spine J 21(1):28-36", 180, (2017, 2018), None),
    "yan": ("Yan 2022, Chin J Orthop 42(20):1329-39", 179, (2008, 2018), None),
    "tokuhashi": ("Tokuhashi 2005, Spine 30(19):2186-91", 246, None, 0.640),
    "van_der_linden": ("Van der Linden 2005, Cancer 103(2):320-8", 342, None, 0.664),
    "bollen": ("Bollen 2014, Neuro Oncol 16(7):991-8", 1043, (2001, 2010), 0.710),
    "rades_2008": ("Rades 2008, Cancer 112(1):157-61", 1852, None, None),
}

FOUNDED: Final = {
    ("nesms", "schoenfeld"): Status.SOURCE,
    ("nesms", "yan"): Status.SECONDARY,
    ("tokuhashi", "tokuhashi"): Status.SECONDARY,
    ("van_der_linden", "van_der_linden"): Status.SECONDARY,
    ("bollen", "bollen"): Status.SECONDARY,
    ("rades_2008", "rades_2008"): Status.UNVERIFIED,
}

EARLIER: Final = "variable.earlier_systemic_treatment"
ASKED_ELSEWHERE: Final = {
    ExternalModel.BARTELS: (
        Status.SECONDARY,
        "Bartels 2007; LWNO 2015, ref. 42 (n = 219)",
        "patient.sex tumour.primary tumour.treated_with_curative_intent condition.karnofsky lesions",
        "",
    ),
    ExternalModel.SORG_NOMOGRAM: (
        Status.SECONDARY,
        "Paulino Pereira 2016, J Bone Joint Surg Am 98(21):1767-76 (n = 649, 2002-2014)",
        "patient.birth_date tumour.primary tumour.brain_metastases tumour.spinal_metastases condition.ecog",
        f"variable.lung_or_liver_metastases {EARLIER} variable.haemoglobin variable.white_cells",
    ),
    ExternalModel.SORG_ML: (
        Status.UNVERIFIED,
        "Karhade 2019, Neurosurgery 85(4):E671-81",
        "tumour.primary tumour.brain_metastases tumour.spinal_metastases condition.ecog labs.albumin_g_per_l",
        (
            f"variable.asia variable.lung_or_liver_metastases {EARLIER} variable.comorbidity_index"
            " variable.body_mass_index variable.haemoglobin variable.white_cells variable.neutrophils"
            " variable.lymphocytes variable.platelets variable.alkaline_phosphatase variable.creatinine"
            " variable.inr"
        ),
    ),
    ExternalModel.GSTSG: (
        Status.UNVERIFIED,
        "Choi 2019, Eur J Cancer 107:28-36",
        (
            "patient.birth_date patient.sex tumour.primary tumour.visceral_metastases"
            " tumour.spinal_metastases condition.karnofsky neurology.frankel"
        ),
        f"variable.asa variable.eq_5d {EARLIER}",
    ),
}


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_that_a_score_names_its_publication_and_how_well_it_is_founded(name: str) -> None:
    result = settled(name, CaseOf())
    assert (result.score, (result.status, result.reference)) == (name, PUBLICATIONS[name])


def test_that_no_score_is_shown_of_which_the_publication_was_not_looked_up() -> None:
    assert {*BY_ID, *OF_LESIONS} == set(PUBLICATIONS)


@pytest.mark.parametrize("name", ITEMS)
def test_that_each_item_points_to_the_fact_it_rests_on(name: str) -> None:
    items = {each.item: each.fact for each in settled(name, CaseOf()).items}
    assert items == ITEMS[name]
    assert all(spec_for(path) for path in items.values() if not path.startswith("lesions."))


def test_that_each_item_of_a_vertebra_points_to_a_fact_of_that_vertebra() -> None:
    said = settled("sins", case_with(lesions=(Lesion(level=Level.T6),))).lesions[0]
    assert {each.item: each.fact for each in said.items} == {
        "location": "lesions.T6.level",
        "pain": "lesions.T6.pain",
        "bone_quality": "lesions.T6.bone_quality",
        "alignment": "lesions.T6.alignment",
        "collapse": "lesions.T6.collapse",
        "posterolateral": "lesions.T6.posterolateral",
    }


def test_that_each_cohort_says_who_published_it_how_many_and_when() -> None:
    cohorts: list[Cohort] = [each.cohort for each in OUTCOMES]
    assert {each.id: (each.reference, each.n, each.years, each.concordance) for each in cohorts} == COHORTS


def test_that_what_is_known_of_a_cohort_is_marked_where_it_is_founded_otherwise_than_its_outcomes() -> None:
    marked = {each.cohort.id: each.cohort.described for each in OUTCOMES if each.cohort.described}
    assert marked == {
        "schoenfeld": Status.SECONDARY,
        "tokuhashi": Status.SOURCE,
        "van_der_linden": Status.SOURCE,
        "bollen": Status.SOURCE,
    }


def test_that_each_published_outcome_says_how_well_it_is_founded() -> None:
    assert {(each.score, each.cohort.id): each.status for each in OUTCOMES} == FOUNDED


@pytest.mark.parametrize("model", ASKED_ELSEWHERE)
def test_that_a_model_computed_elsewhere_lists_what_it_asks_for(model: ExternalModel) -> None:
    status, reference, facts, others = ASKED_ELSEWHERE[model]
    score = EXTERNAL[model]
    assert (score.status, score.reference) == (status, reference)
    assert (score.facts, score.others) == (tuple(facts.split()), tuple(others.split()))


def test_that_what_a_cohort_does_not_publish_is_left_out() -> None:
    published = {
        ("nesms", "schoenfeld"): {"survival", "odds"},
        ("nesms", "yan"): {"n", "median_months", "survival"},
        ("tokuhashi", "tokuhashi"): {"expected_months"},
        ("van_der_linden", "van_der_linden"): {"median_months"},
        ("bollen", "bollen"): {"median_months", "interval"},
        ("rades_2008", "rades_2008"): {"survival"},
    }
    empty = {"n": None, "median_months": None, "interval": None, "survival": (), "expected_months": None}
    empty["odds"] = ()
    for each in OUTCOMES:
        given = {name for name, nothing in empty.items() if getattr(each, name) != nothing}
        if (each.score, each.band) == ("nesms", "3") and not each.odds and each.cohort.id == "schoenfeld":
            given.add("odds")
        assert given == published[each.score, each.cohort.id], (each.score, each.band)


@pytest.mark.parametrize("name", ["sins", "bilsky"])
def test_that_without_an_affected_vertebra_the_score_says_that_there_is_none(name: str) -> None:
    said = settled(name, case_with(lesions=()))
    assert (said.value, said.possible, said.outside_model) == (None, (), "outside.no_lesion")


def test_that_the_first_reason_that_may_hold_is_told_where_only_together_reasons_are_certain() -> None:
    never = Exclusion(reason="outside.never", holds=lambda _f: False)
    one = Exclusion(reason="outside.one", holds=lambda f: f.symptoms.lhermitte)
    other = Exclusion(reason="outside.other", holds=lambda f: not f.symptoms.lhermitte)
    score = Score(
        id="made_up",
        value=lambda _f: 1,
        band=None,
        status=Status.SOURCE,
        reference="Nobody 2026",
        outside=(never, one, other),
    )
    case: Case = CaseOf()
    said = settle_score(Settler(case, moments_of(case, AT, AMSTERDAM)), score)
    assert (said.value, said.outside_model) == (None, "outside.one")
