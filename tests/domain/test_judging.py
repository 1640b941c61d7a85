"""An answer becomes advice: how strong, by when, why, what decides, and of when the findings are."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import pytest

from mdt_desk.domain.advice import Advice, AdviceStatus, NotCovered, Strength
from mdt_desk.domain.case import Case, Recorded
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.guidelines.rule import Answer, Do, Question, Source
from mdt_desk.domain.judging import IMAGING_CLOCK, Judge, stale_findings
from mdt_desk.domain.moments import Within, moments_of
from mdt_desk.domain.neurology import Side
from mdt_desk.domain.reading import read_case, with_fact
from mdt_desk.domain.samples import Moments
from mdt_desk.domain.settle import Facts, Settler
from tests.cases.casebook import bases, case_tree_of
from tests.domain.desk import AT, ZONE, assessed, rules

LEADING: Final = "erasmus-2022"
WORSENED: Final = AT - timedelta(hours=16)
STALE: Final = "guideline.general.before_the_worsening"


def base(name: str, **changed: object) -> Case:
    """Return a patient of the clinical cases with other facts; UNKNOWN forgets one."""
    case = read_case(case_tree_of(bases()[name]), AT)
    for path, value in changed.items():
        case = with_fact(case, path.replace("__", "."), value)
    return case


def said(case: Case, action: str, guideline: str = LEADING) -> Advice:
    (found,) = [each for each in assessed(case).guidelines[guideline] if each.action == action]
    return found


def silent(case: Case, action: str, guideline: str = LEADING) -> bool:
    return action not in {each.action for each in assessed(case).guidelines[guideline]}


def test_that_certain_advice_says_everything_there_is_to_say() -> None:
    assert said(base("cord_signs"), "start_treatment") == Advice(
        guideline=LEADING,
        action="start_treatment",
        topic="timing",
        strength=Strength.DO,
        status=AdviceStatus.APPLIES,
        within_hours=24,
        possible_hours=(24,),
        urgent=False,
        due=AT - timedelta(hours=2) + timedelta(hours=24),
        variant=None,
        notes=(),
        because=("neurology.cord_or_cauda_signs", "imaging.confirmed_spinal_metastases"),
        missing=(),
        reference=rules().sources[0].citations["start_treatment"].place,
    )


def test_that_what_certainly_does_not_apply_is_not_said() -> None:
    assert silent(base("quiet_breast"), "decompression")


def test_that_open_advice_shows_its_most_urgent_deadline_and_every_other() -> None:
    case = base("suspected", symptoms__radicular_pain=UNKNOWN)
    found = said(case, "mri_whole_spine")
    assert (found.status, found.within_hours, found.possible_hours) == (
        AdviceStatus.APPLIES,
        12,
        (12, 168, 336),
    )
    assert found.due == WORSENED + timedelta(hours=12)
    assert found.missing == ("symptoms.radicular_pain",)


def test_that_no_deadline_stands_behind_every_deadline() -> None:
    found = said(base("suspected", neurology__cord_or_cauda_signs=UNKNOWN), "mri_whole_spine", "noms")
    assert (found.within_hours, found.possible_hours) == (0, (0, None))
    assert found.urgent
    assert found.due == WORSENED


def test_that_advice_that_may_not_apply_is_undetermined() -> None:
    case = base("quiet_breast", stability__clinically_unstable=UNKNOWN)
    found = said(case, "spine_surgeon_consult")
    assert (found.status, found.missing) == (
        AdviceStatus.UNDETERMINED,
        ("stability.clinically_unstable",),
    )


def test_that_advice_that_may_be_weaker_is_shown_as_weaker() -> None:
    firm = base(
        "cord_signs",
        stability__clinically_unstable=True,
        treatment__analgesia_refractory_mechanical_pain=True,
    )
    assert said(firm, "stabilisation", "nice-ng234").strength is Strength.DO
    unasked = with_fact(firm, "treatment.analgesia_refractory_mechanical_pain", UNKNOWN)
    assert said(unasked, "stabilisation", "nice-ng234").strength is Strength.CONSIDER


@pytest.mark.parametrize(
    ("action", "strength"),
    [
        ("mri_whole_spine", Strength.DO),
        ("laboratory", Strength.DO),
    ],
)
def test_that_the_strength_is_that_of_the_action(action: str, strength: Strength) -> None:
    assert said(base("suspected"), action).strength is strength


def test_that_a_guideline_that_advises_against_says_so() -> None:
    assert said(base("quiet_breast"), "dexamethasone_not_routine").strength is Strength.DO_NOT
    assert said(base("asymptomatic"), "no_mri_screening", "nice-ng234").strength is Strength.DO_NOT


def test_that_a_regimen_is_named_when_it_is_certain() -> None:
    found = said(base("severe_cord"), "dexamethasone")
    assert (found.variant, found.topic) == ("erasmus_dexamethasone", "steroids")


def test_that_treatment_is_held_back_by_the_confirmation_alone() -> None:
    case = base(
        "quiet_breast",
        imaging__confirmed_spinal_metastases=UNKNOWN,
        condition__fit_for_surgery=UNKNOWN,
        labs__albumin_g_per_l=UNKNOWN,
    )
    found = said(case, "surgery_eligible")
    assert (found.status, found.missing) == (
        AdviceStatus.UNDETERMINED,
        ("imaging.confirmed_spinal_metastases",),
    )


def test_that_once_confirmed_what_decides_is_the_question_itself() -> None:
    case = base("quiet_breast", condition__fit_for_surgery=UNKNOWN)
    assert said(case, "surgery_eligible").missing == ("condition.fit_for_surgery",)


def test_that_without_confirmation_the_signs_decide_whether_treatment_is_a_question() -> None:
    case = base(
        "severe_cord",
        imaging__confirmed_spinal_metastases=False,
        neurology__cord_or_cauda_signs=UNKNOWN,
    )
    assert said(case, "surgery_eligible").missing == ("neurology.cord_or_cauda_signs",)


def test_that_treatment_is_not_said_without_metastases_or_signs() -> None:
    case = base("quiet_breast", imaging__confirmed_spinal_metastases=False)
    assert silent(case, "radiotherapy_first_choice")
    assert silent(case, "mdt_weekly")


def test_that_steroids_are_given_on_suspicion_until_the_spine_is_imaged() -> None:
    suspected = base(
        "suspected", neurology__radicular_deficit=Side.UNILATERAL, neurology__severe_deficit=True
    )
    assert said(suspected, "dexamethasone").status is AdviceStatus.APPLIES
    imaged = with_fact(suspected, "imaging.mri_whole_spine_at", AT - timedelta(hours=1))
    assert silent(imaged, "dexamethasone")


def test_that_imaging_runs_from_the_worsening_and_all_else_from_the_mri() -> None:
    early = base("cord_signs", imaging__mri_whole_spine_at=UNKNOWN)
    assert said(early, "mri_whole_spine").due == WORSENED + timedelta(hours=12)
    assert said(early, "start_treatment").due == WORSENED + timedelta(hours=24)
    assert said(base("cord_signs"), "start_treatment").due == AT + timedelta(hours=22)


def test_that_the_ct_that_stands_in_for_the_mri_runs_on_its_clock() -> None:
    case = base("cord_signs", imaging__mri_possible=False, imaging__mri_whole_spine_at=UNKNOWN)
    assert said(case, "ct_spine_with_contrast").due == WORSENED + timedelta(hours=12)
    assert {"mri_whole_spine", "ct_spine_with_contrast", "laboratory"} == IMAGING_CLOCK


# --- questions that no source asks, so that each part of an answer is seen by itself -------------------------------


def judged(case: Case) -> tuple[Judge, Source]:
    """Return who judges a case, and a source by which questions of a test can be asked."""
    moments = moments_of(case, AT, ZONE)
    return Judge(case, moments, Settler(case, moments)), rules().sources[0]


def within_half_a_day(_f: Facts, _n: object) -> Answer:
    return Do(within=Within(hours=12))


def only_when_unstable(f: Facts, _n: object) -> Answer:
    return Do(within=Within(hours=12)) if f.stability.clinically_unstable else None


def sooner_when_unstable(f: Facts, _n: object) -> Answer:
    return Do(within=Within(hours=12)) if f.stability.clinically_unstable else Do()


def regimen_by_stability(f: Facts, _n: object) -> Answer:
    return Do(variant="nice_dexamethasone" if f.stability.clinically_unstable else "noms_dexamethasone")


@pytest.mark.parametrize(
    ("action", "start"), [("laboratory", WORSENED), ("leaflet", AT - timedelta(hours=2))]
)
def test_that_an_action_keeps_its_own_clock_once_the_mri_is_made(action: str, start: datetime) -> None:
    judge, source = judged(base("cord_signs"))
    question = Question(action=action, rule=within_half_a_day)
    advice = judge.advice(source, question)
    assert advice is not None
    assert advice.due == judge.certainly_due(source, question) == start + timedelta(hours=12)


def test_that_only_what_certainly_applies_is_certainly_due() -> None:
    question = Question(action="leaflet", rule=only_when_unstable)
    judge, source = judged(base("cord_signs", stability__clinically_unstable=UNKNOWN))
    advice = judge.advice(source, question)
    assert advice is not None
    assert (advice.status, advice.due) == (AdviceStatus.UNDETERMINED, AT + timedelta(hours=10))
    assert judge.certainly_due(source, question) is None
    judge, source = judged(base("cord_signs"))
    assert judge.certainly_due(source, question) is None


def test_that_a_deadline_that_may_be_missing_stands_behind_the_one_that_may_be_there() -> None:
    question = Question(action="leaflet", rule=sooner_when_unstable)
    judge, source = judged(base("cord_signs", stability__clinically_unstable=UNKNOWN))
    advice = judge.advice(source, question)
    assert advice is not None
    assert (advice.within_hours, advice.possible_hours) == (12, (12, None))
    assert advice.due == judge.certainly_due(source, question) == AT + timedelta(hours=10)


@pytest.mark.parametrize(
    ("unstable", "regimen"),
    [(True, "nice_dexamethasone"), (False, "noms_dexamethasone"), (UNKNOWN, None)],
)
def test_that_no_regimen_is_named_while_two_are_possible(unstable: object, regimen: str | None) -> None:
    question = Question(action="dexamethasone", rule=regimen_by_stability)
    judge, source = judged(base("cord_signs", stability__clinically_unstable=unstable))
    advice = judge.advice(source, question)
    assert advice is not None
    assert advice.variant == regimen


def test_that_a_question_that_a_source_leaves_open_is_named_with_its_sentence() -> None:
    case = base("suspected", neurology__radicular_deficit=Side.UNILATERAL)
    assert assessed(case).not_covered[LEADING] == (
        NotCovered(
            guideline=LEADING,
            question="imaging",
            note="guideline.erasmus-2022.deficit_not_progressive",
        ),
    )
    assert assessed(case).not_covered["nice-ng234"] == ()


# --- findings of before the worsening -----------------------------------------------------------------------


def with_history(case: Case, *entries: Recorded) -> Case:
    return replace(case, recorded=entries)


def entry(fact: str, *, hours_before: float, value: object = True) -> Recorded:
    return Recorded(fact=fact, value=value, at=WORSENED - timedelta(hours=hours_before))


def stale(case: Case) -> frozenset[str]:
    return stale_findings(case, AT, moments_of(case, AT, ZONE))


def test_that_findings_of_an_earlier_mri_are_of_before_the_worsening() -> None:
    old = base("cord_signs", imaging__mri_whole_spine_at=WORSENED - timedelta(minutes=1))
    assert stale(old) == {"imaging.compression_on_mri", "imaging.impending_compression"}
    assert stale(base("cord_signs")) == frozenset()
    at_once = base("cord_signs", imaging__mri_whole_spine_at=WORSENED)
    assert stale(at_once) == frozenset()


@pytest.mark.parametrize(
    ("fact", "of_the_examination"),
    [
        ("neurology.radicular_deficit", True),
        ("imaging.confirmed_spinal_metastases", True),
        ("lesions.T6.bilsky", True),
        ("labs.albumin_g_per_l", False),
        ("symptoms.lhermitte", False),
        ("tumour.primary", False),
    ],
)
def test_that_findings_dated_before_the_worsening_are_known_as_such(
    fact: str, of_the_examination: bool
) -> None:
    old = with_history(base("quiet_breast"), entry(fact, hours_before=1))
    assert stale(old) == (frozenset({fact}) if of_the_examination else frozenset())
    assert stale(with_history(base("quiet_breast"), entry(fact, hours_before=0))) == frozenset()
    assert stale(with_history(base("quiet_breast"), entry(fact, hours_before=-1))) == frozenset()


def test_that_the_newest_entry_of_a_finding_counts() -> None:
    fact = "neurology.frankel"
    old, new = entry(fact, hours_before=5), entry(fact, hours_before=-5)
    assert stale(with_history(base("cord_signs"), old, new)) == frozenset()
    assert stale(with_history(base("cord_signs"), new, old)) == {fact}


def test_that_without_a_worsening_no_finding_is_old() -> None:
    case = base("cord_signs", imaging__mri_whole_spine_at=AT - timedelta(days=9))
    without = with_history(
        with_fact(case, "symptoms.worsened_at", UNKNOWN), entry("neurology.frankel", hours_before=9)
    )
    assert stale(without) == frozenset()


def test_that_without_a_zone_no_finding_is_old() -> None:
    """By which calendar a day ends nobody can tell then; a desk always has a zone."""
    old = base("cord_signs", imaging__mri_whole_spine_at=WORSENED - timedelta(days=1))
    bare = AT.replace(tzinfo=None)
    nowhere = Moments(at=bare, treatment_clock=bare, recurrence=bare)
    assert stale_findings(old, AT, nowhere) == frozenset()


def test_that_a_worsening_to_come_makes_nothing_old() -> None:
    case = base("cord_signs", symptoms__worsened_at=AT + timedelta(hours=1))
    assert stale(with_history(case, entry("neurology.frankel", hours_before=9))) == frozenset()


def test_that_advice_that_rests_on_an_old_finding_says_so_and_no_other() -> None:
    case = with_history(base("cord_signs"), entry("neurology.cord_or_cauda_signs", hours_before=3))
    assert said(case, "start_treatment").notes == (STALE,)
    assert STALE not in said(case, "mobilise_by_pain").notes
    fresh = with_history(base("cord_signs"), entry("neurology.cord_or_cauda_signs", hours_before=-3))
    assert said(fresh, "start_treatment").notes == ()


def test_that_a_biopsy_says_that_tissue_was_taken_earlier() -> None:
    open_origin = base("unknown_primary")
    always = said(open_origin, "biopsy").notes
    assert always[0] == "guideline.erasmus-2022.biopsy_best_site"
    earlier = with_fact(open_origin, "treatment.tissue_taken_at", WORSENED - timedelta(days=3))
    assert said(earlier, "biopsy").notes == (*always, "guideline.erasmus-2022.tissue_taken_earlier")
    assert "guideline.erasmus-2022.tissue_taken_earlier" not in said(earlier, "mobilise_by_pain").notes
