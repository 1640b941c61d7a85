"""The words that the rules of all guidelines share, at the edges where they turn."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mdt_desk.domain.case import Bilsky, Lesion
from mdt_desk.domain.guidelines import words as w
from mdt_desk.domain.moments import moments_of
from mdt_desk.domain.neurology import Frankel, Side
from mdt_desk.domain.settle import Settled, Settler
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import Primary
from mdt_desk.i18n import Texts
from tests.strategies import AMSTERDAM, AT, case_with


def told(rule: Any, *args: Any, **facts: Any) -> Settled:  # noqa: ANN401  # rules, arguments and facts of every type
    case = case_with(**facts)
    return Settler(case, moments_of(case, AT, AMSTERDAM)).settle(rule, *args)


def certain(rule: Any, *args: Any, **facts: Any) -> object:  # noqa: ANN401  # the same
    settled = told(rule, *args, **facts)
    assert settled.certain, settled
    return settled.possible[0]


NO_DEFICIT: dict[str, object] = {
    "neurology__cord_or_cauda_signs": False,
    "neurology__radicular_deficit": Side.NONE,
    "neurology__frankel": Frankel.E,
}
A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("event", "happened", "done"),
    [
        (AT, True, True),
        (AT + A_MINUTE, False, False),
        (AT - timedelta(days=1), True, True),
        (AT - timedelta(days=2), True, True),
        (AT - timedelta(days=2, minutes=1), True, False),
    ],
)
def test_that_what_was_done_before_the_worsening_happened_but_is_not_done(
    event: datetime, happened: bool, done: bool
) -> None:
    facts = {"treatment__started_at": event, "symptoms__worsened_at": AT - timedelta(days=2)}
    assert certain(w.happened, "treatment.started_at", **facts) is happened
    assert certain(w.done, "treatment.started_at", **facts) is done
    assert certain(w.treatment_started, **facts) is done


@pytest.mark.parametrize("path", w.TREATMENT_EVENTS)
def test_that_radiotherapy_surgery_and_treatment_each_count_as_started(path: str) -> None:
    when: datetime | date = AT.date() if path.endswith("_on") else AT
    facts = {path.replace(".", "__"): when}
    assert certain(w.treatment_started, **facts) is True
    assert certain(w.surgery_done, **facts) is path.endswith("surgery_done_on")
    assert certain(w.radiotherapy_started, **facts) is path.endswith("radiotherapy_started_at")


def test_that_nothing_counts_as_started_while_nothing_was() -> None:
    words = (w.treatment_started, w.surgery_done, w.radiotherapy_started)
    assert not any(certain(each) for each in (*words, w.dexamethasone_running, w.mri_done))


def test_that_dexamethasone_runs_whatever_came_after() -> None:
    facts = {
        "treatment__dexamethasone_started_at": AT - timedelta(days=3),
        "symptoms__worsened_at": AT - timedelta(days=1),
    }
    assert certain(w.dexamethasone_running, **facts) is True


@pytest.mark.parametrize(("days", "before"), [(3, True), (1, False), (-1, False)])
def test_that_dexamethasone_from_before_a_worsening_is_told_apart(days: int, before: bool) -> None:
    facts = {
        "treatment__dexamethasone_started_at": AT - timedelta(days=days),
        "symptoms__worsened_at": AT - timedelta(days=2),
    }
    assert certain(w.dexamethasone_from_before, **facts) is before


@pytest.mark.parametrize(
    ("days", "irradiated"), [(-1, False), (0, True), (1, True)], ids=["before", "same day", "after"]
)
def test_that_radiotherapy_from_the_day_of_the_operation_on_is_postoperative(
    days: int, irradiated: bool
) -> None:
    operated = AT - timedelta(days=5)
    facts = {
        "treatment__surgery_done_on": operated.date(),
        "treatment__radiotherapy_started_at": operated + timedelta(days=days),
    }
    assert certain(w.irradiated_after_surgery, **facts) is irradiated


def test_that_planned_radiotherapy_is_not_yet_postoperative() -> None:
    facts = {
        "treatment__surgery_done_on": (AT - timedelta(days=5)).date(),
        "treatment__radiotherapy_started_at": AT + timedelta(days=5),
    }
    assert certain(w.irradiated_after_surgery, **facts) is False


@pytest.mark.parametrize(
    ("facts", "after"),
    [
        ({"treatment__previous_radiotherapy_at_level": True}, True),
        ({"treatment__previous_radiotherapy_at_level": False}, False),
        (
            {
                "treatment__previous_radiotherapy_at_level": False,
                "treatment__radiotherapy_started_at": AT - timedelta(days=1),
            },
            True,
        ),
        ({"treatment__radiotherapy_started_at": AT - timedelta(days=1)}, True),
    ],
)
def test_that_an_earlier_course_or_one_that_started_counts_as_radiotherapy(
    facts: dict[str, Any], after: bool
) -> None:
    assert certain(w.after_radiotherapy, **facts) is after


@pytest.mark.parametrize(
    ("facts", "deficit", "cord", "root"),
    [
        ({}, False, False, False),
        ({"neurology__cord_or_cauda_signs": True}, True, True, False),
        ({"neurology__frankel": Frankel.D}, True, True, False),
        ({"neurology__frankel": Frankel.A}, True, True, False),
        ({"neurology__radicular_deficit": Side.UNILATERAL}, True, False, True),
        ({"neurology__radicular_deficit": Side.BILATERAL}, True, False, True),
    ],
)
def test_that_signs_of_cord_and_root_are_told_apart(
    facts: dict[str, Any], deficit: bool, cord: bool, root: bool
) -> None:
    known = NO_DEFICIT | {"symptoms__radicular_pain": Side.NONE} | facts
    assert certain(w.deficit, **known) is deficit
    assert certain(w.cord_lesion, **known) is cord
    assert certain(w.root_compression, **known) is root


@pytest.mark.parametrize(
    ("pain", "deficit", "root", "both"),
    [
        (Side.NONE, Side.NONE, False, False),
        (Side.UNILATERAL, Side.NONE, True, False),
        (Side.UNILATERAL, Side.UNILATERAL, True, False),
        (Side.BILATERAL, Side.NONE, True, True),
        (Side.NONE, Side.BILATERAL, True, True),
    ],
)
def test_that_both_sides_are_not_one_side(pain: Side, deficit: Side, root: bool, both: bool) -> None:
    facts = NO_DEFICIT | {"symptoms__radicular_pain": pain, "neurology__radicular_deficit": deficit}
    assert certain(w.root_compression, **facts) is root
    assert certain(w.bilateral, **facts) is both


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (w.motor_deficit, "motor_deficit"),
        (w.progressive_deficit, "deficit_progressive"),
        (w.severe_deficit, "severe_deficit"),
    ],
)
def test_that_the_kind_of_a_deficit_is_asked_only_where_there_is_one(rule: Any, path: str) -> None:  # noqa: ANN401  # rules
    assert told(rule, **NO_DEFICIT) == Settled(possible=(False,), missing=())
    there = NO_DEFICIT | {"neurology__cord_or_cauda_signs": True}
    assert told(rule, **there).missing == (f"neurology.{path}",)
    assert certain(rule, **there, **{f"neurology__{path}": True}) is True
    assert certain(rule, **there, **{f"neurology__{path}": False}) is False


@pytest.mark.parametrize(("score", "severe"), [(6, False), (7, True), (8, True)])
def test_that_pain_is_severe_from_its_limit_on(score: int, severe: bool) -> None:
    assert certain(w.severe_pain, 7, symptoms__pain_severity=score) is severe


@pytest.mark.parametrize(
    ("facts", "contradict"),
    [
        ({}, False),
        ({"neurology__sphincter_dysfunction": True}, True),
        ({"neurology__frankel": Frankel.C}, True),
        ({"neurology__sphincter_dysfunction": True, "neurology__cord_or_cauda_signs": True}, False),
    ],
)
def test_that_signs_without_a_cord_lesion_contradict_each_other(
    facts: dict[str, Any], contradict: bool
) -> None:
    known = NO_DEFICIT | {"neurology__sphincter_dysfunction": False} | facts
    assert certain(w.signs_contradict, **known) is contradict


QUIET: dict[str, object] = NO_DEFICIT | {
    "symptoms__radicular_pain": Side.NONE,
    "symptoms__lhermitte": False,
    "symptoms__back_or_neck_pain": False,
    "neurology__deficit_progressive": False,
}


@pytest.mark.parametrize(
    ("facts", "symptomatic", "emergency"),
    [
        ({}, False, False),
        ({"symptoms__back_or_neck_pain": True}, True, False),
        ({"symptoms__radicular_pain": Side.UNILATERAL}, True, False),
        ({"symptoms__radicular_pain": Side.BILATERAL}, True, True),
        ({"symptoms__lhermitte": True}, False, True),
        ({"neurology__cord_or_cauda_signs": True}, True, True),
        ({"neurology__frankel": Frankel.D}, True, False),
        ({"neurology__frankel": Frankel.D, "neurology__deficit_progressive": True}, True, True),
        ({"neurology__radicular_deficit": Side.UNILATERAL}, True, False),
        (
            {"neurology__radicular_deficit": Side.UNILATERAL, "neurology__deficit_progressive": True},
            True,
            True,
        ),
    ],
)
def test_that_symptoms_and_emergencies_are_what_they_are_said_to_be(
    facts: dict[str, Any], symptomatic: bool, emergency: bool
) -> None:
    assert certain(w.symptomatic, **(QUIET | facts)) is symptomatic
    assert certain(w.emergency, **(QUIET | facts)) is emergency


def test_that_every_duration_of_a_complete_lesion_has_its_words(texts: Texts) -> None:
    spoken = {key for key in texts.table if key.startswith("rulebook.complete_lesion.")}
    assert spoken == {f"rulebook.complete_lesion.{each.value}" for each in w.CompleteLesion}


@pytest.mark.parametrize(
    ("since", "lasts"),
    [
        (timedelta(hours=24) - A_MINUTE, w.CompleteLesion.UNDER_24_HOURS),
        (timedelta(hours=24), w.CompleteLesion.UNDER_14_DAYS),
        (timedelta(days=14) - A_MINUTE, w.CompleteLesion.UNDER_14_DAYS),
        (timedelta(days=14), w.CompleteLesion.FROM_14_DAYS),
    ],
)
def test_that_a_complete_lesion_is_counted_to_the_moment(since: timedelta, lasts: w.CompleteLesion) -> None:
    facts = NO_DEFICIT | {
        "neurology__cord_or_cauda_signs": True,
        "neurology__frankel": Frankel.A,
        "neurology__complete_cord_injury_at": AT - since,
    }
    assert certain(w.complete_lesion, **facts) is lasts


def test_that_a_fortnight_of_a_complete_lesion_is_one_of_the_local_calendar() -> None:
    """Clocks went back on 25 October 2026: a fortnight across it has an hour more."""
    at = datetime(2026, 11, 2, 10, 0, tzinfo=AMSTERDAM)
    spring: dict[str, Any] = NO_DEFICIT | {
        "neurology__cord_or_cauda_signs": True,
        "neurology__frankel": Frankel.A,
    }
    for minutes, lasts in ((0, w.CompleteLesion.FROM_14_DAYS), (1, w.CompleteLesion.UNDER_14_DAYS)):
        since = datetime(2026, 10, 19, 10, minutes, tzinfo=AMSTERDAM)
        case = case_with(**spring, neurology__complete_cord_injury_at=since)
        settled = Settler(case, moments_of(case, at, AMSTERDAM)).settle(w.complete_lesion)
        assert settled.possible == (lasts,)


def test_that_improvement_is_asked_only_once_steroids_were_given() -> None:
    assert told(w.improved_on_steroids) == Settled(possible=(False,), missing=())
    given = {"treatment__dexamethasone_started_at": AT}
    assert told(w.improved_on_steroids, **given).missing == ("neurology.improved_on_steroids",)
    assert certain(w.improved_on_steroids, **given, neurology__improved_on_steroids=True) is True
    assert certain(w.improved_on_steroids, neurology__improved_on_steroids=True) is False


def test_that_mri_is_possible_unless_somebody_recorded_otherwise() -> None:
    assert certain(w.mri_contraindicated) is False
    assert certain(w.mri_contraindicated, imaging__mri_possible=True) is False
    assert certain(w.mri_contraindicated, imaging__mri_possible=False) is True


@pytest.mark.parametrize(
    ("facts", "imaged"),
    [
        ({}, False),
        ({"imaging__mri_whole_spine_at": AT}, True),
        ({"imaging__ct_spine_at": AT}, False),
        ({"imaging__ct_spine_at": AT, "imaging__mri_possible": False}, True),
        ({"imaging__mri_possible": False}, False),
    ],
)
def test_that_ct_stands_in_for_mri_only_where_that_is_impossible(facts: dict[str, Any], imaged: bool) -> None:
    assert certain(w.imaging_done, **facts) is imaged


def test_that_compression_on_mri_is_asked_after_the_mri_and_counts_once_recorded() -> None:
    assert told(w.radiological_mescc_once_seen) == Settled(possible=(False,), missing=())
    made = {"imaging__mri_whole_spine_at": AT}
    assert told(w.radiological_mescc_once_seen, **made).missing == ("imaging.compression_on_mri",)
    assert certain(w.radiological_mescc_once_seen, imaging__compression_on_mri=True) is True
    assert certain(w.radiological_mescc_once_seen, **made, imaging__compression_on_mri=False) is False


def test_that_compression_on_ct_is_asked_only_of_who_has_no_symptoms() -> None:
    assert told(w.compression_found_on_ct, **QUIET).missing == ("imaging.asymptomatic_compression_on_ct",)
    painful = QUIET | {"symptoms__back_or_neck_pain": True}
    assert told(w.compression_found_on_ct, **painful) == Settled(possible=(False,), missing=())
    seen = {"imaging__asymptomatic_compression_on_ct": True}
    assert certain(w.compression_found_on_ct, **painful, **seen) is True


SETTLED_TUMOUR: dict[str, object] = {
    "tumour__primary": Primary.BREAST,
    "tumour__atypical_imaging": False,
    "tumour__progression_elsewhere": True,
    "tumour__diagnosed_on": date(2025, 1, 1),
}


@pytest.mark.parametrize(
    ("facts", "doubtful"),
    [
        ({}, False),
        ({"tumour__atypical_imaging": True}, True),
        ({"tumour__progression_elsewhere": False}, True),
        ({"tumour__diagnosed_on": date(2021, 11, 18)}, False),
        ({"tumour__diagnosed_on": date(2021, 11, 17)}, True),
        ({"tumour__primary": Primary.LUNG_SMALL_CELL, "tumour__diagnosed_on": date(2024, 11, 18)}, False),
        ({"tumour__primary": Primary.LUNG_SMALL_CELL, "tumour__diagnosed_on": date(2024, 11, 17)}, True),
        ({"tumour__primary": Primary.LUNG_NON_SMALL_CELL, "tumour__diagnosed_on": date(2024, 11, 17)}, True),
        ({"tumour__diagnosed_on": date(2024, 11, 17)}, False),
        ({"tumour__primary": Primary.UNKNOWN, "tumour__atypical_imaging": True}, False),
    ],
)
def test_that_an_origin_is_doubtful_by_its_picture_its_course_or_its_years(
    facts: dict[str, Any], doubtful: bool
) -> None:
    assert certain(w.doubtful_origin, 2, 5, **(SETTLED_TUMOUR | facts)) is doubtful


POSSIBLE = "tumour.haematological_malignancy_possible"


def test_that_a_haematological_malignancy_is_asked_for_only_where_the_origin_is_open() -> None:
    assert told(w.haematological_doubt, 2, 5, **SETTLED_TUMOUR) == Settled(possible=(False,), missing=())
    no_tissue = SETTLED_TUMOUR | {"tumour__histology_confirmed": False}
    for facts in (
        {"tumour__primary": Primary.UNKNOWN},
        {"tumour__primary": Primary.LYMPHOMA},
        {"tumour__atypical_imaging": True},
    ):
        assert told(w.haematological_doubt, 2, 5, **(no_tissue | facts)).missing == (POSSIBLE,)


def test_that_a_haematological_malignancy_once_thought_of_counts_until_there_is_tissue() -> None:
    thought_of = SETTLED_TUMOUR | {"tumour__haematological_malignancy_possible": True}
    assert certain(w.haematological_doubt, 2, 5, **thought_of, tumour__histology_confirmed=False) is True
    assert certain(w.haematological_doubt, 2, 5, **thought_of, tumour__histology_confirmed=True) is False
    ruled_out = SETTLED_TUMOUR | {"tumour__haematological_malignancy_possible": False}
    assert certain(w.haematological_doubt, 2, 5, **ruled_out, tumour__histology_confirmed=False) is False


@pytest.mark.parametrize(
    ("total", "organs", "few"),
    [(3, 2, True), (4, 2, False), (3, 3, False), (1, 1, True)],
)
def test_that_few_metastases_in_few_organs_are_oligometastatic(total: int, organs: int, few: bool) -> None:
    facts = {"tumour__metastases_total": total, "tumour__organs_with_metastases": organs}
    assert certain(w.oligometastatic, 3, 2, **facts) is few
    limited = told(w.limited_disease, 3, 2, **facts)
    assert limited == Settled(
        possible=(True,) if few else (True, False), missing=() if few else ("tumour.limited_disease",)
    )


def test_that_the_recorded_judgement_of_limited_disease_wins() -> None:
    few = {"tumour__metastases_total": 1, "tumour__organs_with_metastases": 1}
    assert certain(w.limited_disease, 3, 2, **few, tumour__limited_disease=False) is False
    assert certain(w.limited_disease, 3, 2, tumour__metastases_total=9, tumour__limited_disease=True) is True


@pytest.mark.parametrize(("months", "enough"), [(2.9, False), (3.0, True), (3.1, True)])
def test_that_an_estimate_counts_from_its_limit_on(months: float, enough: bool) -> None:
    facts = {"condition__expected_survival_months": months}
    assert certain(w.estimate_at_least, 3, **facts) is enough
    assert certain(w.recorded_estimate_under, 3, **facts) is not enough


def test_that_an_estimate_that_nobody_made_is_asked_for_but_is_not_a_short_one() -> None:
    assert told(w.estimate_at_least, 3).missing == ("condition.expected_survival_months",)
    assert told(w.recorded_estimate_under, 3) == Settled(possible=(False,), missing=())


def lesion(level: Level, **facts: Any) -> Lesion[Any]:  # noqa: ANN401  # facts of every type
    return Lesion(level=level, **facts)


def test_that_the_worst_grade_of_all_vertebrae_counts() -> None:
    two = (lesion(Level.T6, bilsky=Bilsky.GRADE_1A), lesion(Level.L2, bilsky=Bilsky.GRADE_2))
    assert certain(w.worst_bilsky, lesions=two) is Bilsky.GRADE_2
    assert certain(w.worst_bilsky, lesions=two[::-1]) is Bilsky.GRADE_2
    assert certain(w.worst_bilsky, lesions=two[:1]) is Bilsky.GRADE_1A
    assert certain(w.worst_bilsky, lesions=()) is Bilsky.GRADE_0


def test_that_a_grade_that_is_not_read_leaves_the_worst_open_from_the_known_one_up() -> None:
    settled = told(w.worst_bilsky, lesions=(lesion(Level.T6, bilsky=Bilsky.GRADE_2), lesion(Level.L2)))
    assert (set(settled.possible), settled.missing) == (
        {Bilsky.GRADE_2, Bilsky.GRADE_3},
        ("lesions.L2.bilsky",),
    )


@pytest.mark.parametrize(
    ("rule", "args", "possible"),
    [
        (w.worst_bilsky, (), set(Bilsky)),
        (w.cervical_lesion, (), {True, False}),
        (w.canal_share_above, (1 / 3,), {True, False}),
    ],
)
def test_that_without_a_list_of_vertebrae_everything_about_them_is_open(
    rule: Any,  # noqa: ANN401  # rules
    args: tuple[Any, ...],
    possible: set[object],
) -> None:
    settled = told(rule, *args)
    assert (set(settled.possible), settled.missing) == (possible, ("lesions",))


@pytest.mark.parametrize(
    ("levels", "cervical"),
    [
        ((), False),
        ((Level.T6,), False),
        ((Level.C7,), True),
        ((Level.T1,), False),
        ((Level.T6, Level.C2), True),
    ],
)
def test_that_one_cervical_vertebra_is_enough(levels: tuple[Level, ...], cervical: bool) -> None:
    assert certain(w.cervical_lesion, lesions=tuple(lesion(each) for each in levels)) is cervical


@pytest.mark.parametrize(
    ("shares", "above"),
    [((), False), ((0.33,), False), ((0.34,), True), ((0.1, 0.5), True), ((0.1, 0.2), False)],
)
def test_that_one_vertebra_with_a_narrow_canal_is_enough(shares: tuple[float, ...], above: bool) -> None:
    found = tuple(
        lesion(level, canal_fraction=share)
        for level, share in zip((Level.T6, Level.L2), shares, strict=False)
    )
    assert certain(w.canal_share_above, 1 / 3, lesions=found) is above


def test_that_exactly_the_limit_is_not_more_than_the_limit() -> None:
    assert certain(w.canal_share_above, 0.5, lesions=(lesion(Level.T6, canal_fraction=0.5),)) is False


@pytest.mark.parametrize(
    ("confirmed", "signs", "treatable"),
    [(True, False, True), (False, True, True), (False, False, False), (True, True, True)],
)
def test_that_metastases_or_cord_signs_make_treatment_a_question(
    confirmed: bool, signs: bool, treatable: bool
) -> None:
    facts = {"imaging__confirmed_spinal_metastases": confirmed, "neurology__cord_or_cauda_signs": signs}
    assert certain(w.treatable, **facts) is treatable


@pytest.mark.parametrize(
    ("confirmed", "made", "seen", "ruled_out"),
    [
        (False, True, False, True),
        (True, True, False, False),
        (False, True, True, False),
        (False, False, False, False),
    ],
)
@pytest.mark.parametrize("by", ["mri", "ct"])
def test_that_imaging_without_metastases_or_compression_rules_treatment_out(
    confirmed: bool, made: bool, seen: bool, ruled_out: bool, by: str
) -> None:
    facts: dict[str, object] = {
        "imaging__confirmed_spinal_metastases": confirmed,
        "imaging__compression_on_mri": seen,
        "imaging__mri_possible": by == "mri",
        "neurology__cord_or_cauda_signs": True,
    }
    if made:
        facts[f"imaging__{'mri_whole_spine_at' if by == 'mri' else 'ct_spine_at'}"] = AT
    assert certain(w.ruled_out, **facts) is ruled_out
    assert certain(w.treatable, **facts) is not ruled_out


@pytest.mark.parametrize(
    ("signs", "seen", "mescc"),
    [(True, False, True), (False, True, True), (False, False, False)],
)
def test_that_compression_is_clinical_or_radiological(signs: bool, seen: bool, mescc: bool) -> None:
    facts = {"neurology__cord_or_cauda_signs": signs, "imaging__compression_on_mri": seen}
    assert certain(w.mescc, **facts) is mescc


def test_that_days_are_counted_where_the_assessment_is_made() -> None:
    """Half past midnight in Amsterdam is still the day before in Greenwich."""
    at = datetime(2026, 11, 18, 0, 30, tzinfo=AMSTERDAM)
    case = case_with(treatment__surgery_done_on=date(2026, 11, 18))
    assert Settler(case, moments_of(case, at, AMSTERDAM)).settle(w.surgery_done).possible == (True,)
    assert Settler(case, moments_of(case, at, UTC)).settle(w.surgery_done).possible == (False,)


@pytest.mark.parametrize(("months", "longer"), [(2.9, False), (3.0, False), (3.1, True)])
def test_that_more_than_three_months_is_more_than_three(months: float, longer: bool) -> None:
    assert certain(w.estimate_over, 3, condition__expected_survival_months=months) is longer


def test_that_a_longer_estimate_that_nobody_made_is_asked_for() -> None:
    assert told(w.estimate_over, 3).missing == ("condition.expected_survival_months",)


@pytest.mark.parametrize(
    ("signs", "made", "seen", "told_so"),
    [
        (True, True, False, True),
        (True, True, True, False),
        (True, False, False, False),
        (False, True, False, False),
    ],
)
def test_that_signs_without_compression_are_known_once_the_spine_is_imaged(
    signs: bool, made: bool, seen: bool, told_so: bool
) -> None:
    facts: dict[str, object] = {
        "neurology__cord_or_cauda_signs": signs,
        "imaging__compression_on_mri": seen,
    }
    if made:
        facts["imaging__mri_whole_spine_at"] = AT
    assert certain(w.signs_without_compression, **facts) is told_so
