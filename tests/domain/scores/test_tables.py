"""The tables of the publications, row by row."""

from datetime import date, datetime
from typing import Any, Final

import pytest

from mdt_desk.domain.case import Case
from mdt_desk.domain.neurology import Ambulation, Frankel, MotorDeficitDeveloped, Side
from mdt_desk.domain.tumour import GrowthRate, Primary, SurvivalProfile, VisceralMetastases
from tests.domain.aspects import aspects
from tests.domain.scores.settled import BY_ID, OF_LESIONS, settled
from tests.strategies import AMSTERDAM, AT, case_with

NONE, REMOVABLE, UNREMOVABLE = VisceralMetastases

BEST_BAUER: Final = {
    "tumour__primary": Primary.BREAST,
    "tumour__visceral_metastases": NONE,
    "tumour__skeletal_metastases": 1,
}
"""Modified Bauer 4."""

PAIN_ONLY: Final = {
    "neurology__cord_or_cauda_signs": False,
    "neurology__radicular_deficit": Side.NONE,
    "neurology__frankel": Frankel.E,
    "neurology__motor_deficit": False,
}

WITH_DEFICIT: Final = PAIN_ONLY | {
    "neurology__cord_or_cauda_signs": True,
    "neurology__frankel": Frankel.D,
    "neurology__motor_deficit": True,
}

BEST_RADES: Final = WITH_DEFICIT | {
    "imaging__mri_whole_spine_at": AT,
    "tumour__primary": Primary.MULTIPLE_MYELOMA,
    "tumour__skeletal_metastases": 1,
    "tumour__spinal_metastases": 1,
    "tumour__visceral_metastases": NONE,
    "tumour__diagnosed_on": date(2020, 1, 1),
    "condition__ambulation": Ambulation.INDEPENDENT,
    "condition__ecog": 1,
    "neurology__motor_deficit_developed": MotorDeficitDeveloped.DAYS_OVER_14,
}


def value(name: str, **facts: Any) -> int | str | None:  # noqa: ANN401  # facts have values of every type
    return settled(name, case_with(**facts)).value


@pytest.mark.parametrize(
    ("name", "bands"),
    [
        ("modified_bauer", {"0-1": (0, 1), "2": (2,), "3-4": (3, 4)}),
        ("bauer", {"0-1": (0, 1), "2-3": (2, 3), "4-5": (4, 5)}),
        ("nesms", {"0": (0,), "1": (1,), "2": (2,), "3": (3,)}),
        (
            "tokuhashi",
            {
                "under_6_months": tuple(range(9)),
                "6_months_or_more": (9, 10, 11),
                "1_year_or_more": (12, 13, 14, 15),
            },
        ),
        (
            "tomita",
            {
                "long_term_control": (2, 3),
                "middle_term_control": (4, 5),
                "short_term_palliation": (6, 7),
                "terminal_care": (8, 9, 10),
            },
        ),
        ("van_der_linden", {"A": (0, 1, 2, 3), "B": (4, 5), "C": (6,)}),
        ("bollen", {"A": ("A",), "B": ("B",), "C": ("C",), "D": ("D",)}),
        (
            "rades_2008",
            {
                "20-25": tuple(range(20, 26)),
                "26-30": tuple(range(26, 31)),
                "31-35": tuple(range(31, 36)),
                "36-40": tuple(range(36, 41)),
                "41-46": tuple(range(41, 47)),
            },
        ),
    ],
)
def test_that_each_band_holds_its_own_values(name: str, bands: dict[str, tuple[int | str, ...]]) -> None:
    band = BY_ID[name].band
    assert band is not None
    assert {each: band(each) for values in bands.values() for each in values} == {
        each: key for key, values in bands.items() for each in values
    }


def test_that_the_score_for_a_short_life_is_a_number_only() -> None:
    result = settled("rades_short_life", case_with(**BEST_RADES))
    assert (result.value, result.band) == (6, None)


@pytest.mark.parametrize("visceral", [0, 1])
@pytest.mark.parametrize(
    ("primary", "not_lung", "favourable"),
    [
        (Primary.BREAST, 1, 1),
        (Primary.KIDNEY, 1, 1),
        (Primary.LYMPHOMA, 1, 1),
        (Primary.MULTIPLE_MYELOMA, 1, 1),
        (Primary.PROSTATE, 1, 0),
        (Primary.UNKNOWN, 1, 0),
        (Primary.LUNG_SMALL_CELL, 0, 0),
        (Primary.LUNG_NON_SMALL_CELL, 0, 0),
    ],
)
@pytest.mark.parametrize(("skeletal", "solitary"), [(0, 0), (1, 1), (2, 0)])
def test_that_modified_bauer_gives_one_point_each(
    visceral: int, primary: Primary, not_lung: int, favourable: int, skeletal: int, solitary: int
) -> None:
    case = case_with(
        tumour__visceral_metastases=NONE if visceral else REMOVABLE,
        tumour__primary=primary,
        tumour__skeletal_metastases=skeletal,
    )
    result = settled("modified_bauer", case)
    assert [each.points for each in result.items] == [visceral, not_lung, favourable, solitary]
    assert result.value == visceral + not_lung + favourable + solitary


def test_that_metastases_in_the_brain_are_not_visceral_in_nesms() -> None:
    for brain in (True, False):
        assert value("modified_bauer", **BEST_BAUER, tumour__brain_metastases=brain) == 4


@pytest.mark.parametrize(
    ("bauer_3", "independent", "albumin", "nesms", "raw"),
    [
        (0, 0, 0, 0, 0),
        (0, 0, 1, 1, 1),
        (0, 1, 0, 1, 1),
        (0, 1, 1, 2, 2),
        (1, 0, 0, 2, 2),
        (1, 0, 1, 3, 3),
        (1, 1, 0, 3, 3),
        (1, 1, 1, 3, 4),
    ],
)
def test_that_nesms_has_its_published_truth_table(
    bauer_3: int, independent: int, albumin: int, nesms: int, raw: int
) -> None:
    facts = BEST_BAUER if bauer_3 else BEST_BAUER | {"tumour__primary": Primary.LUNG_SMALL_CELL}
    result = settled(
        "nesms",
        case_with(
            **facts,
            condition__ambulation=Ambulation.INDEPENDENT if independent else Ambulation.AIDED,
            labs__albumin_g_per_l=35.0 if albumin else 34.9,
        ),
    )
    assert (result.value, result.raw, result.band) == (nesms, raw, str(nesms))


def test_that_the_ceiling_can_settle_nesms_while_its_sum_is_open() -> None:
    result = settled("nesms", case_with(**BEST_BAUER, condition__ambulation=Ambulation.INDEPENDENT))
    assert (result.value, result.raw, result.missing) == (3, None, ())


@pytest.mark.parametrize(
    ("ambulation", "points"),
    list(zip(Ambulation, (1, 0, 0, 0), strict=True)),
    ids=[each.value for each in Ambulation],
)
def test_that_only_walking_without_any_aid_counts_in_nesms(ambulation: Ambulation, points: int) -> None:
    result = settled("nesms", case_with(condition__ambulation=ambulation))
    assert {each.item: each.points for each in result.items}["ambulation"] == points


def items_of(name: str, **facts: Any) -> dict[str, int | None]:  # noqa: ANN401  # facts have values of every type
    return {each.item: each.points for each in settled(name, case_with(**facts)).items}


@pytest.mark.parametrize(("karnofsky", "points"), [(10, 0), (40, 0), (50, 1), (70, 1), (80, 2), (100, 2)])
def test_that_tokuhashi_has_three_bands_of_karnofsky(karnofsky: int, points: int) -> None:
    assert items_of("tokuhashi", condition__karnofsky=karnofsky)["karnofsky"] == points


@pytest.mark.parametrize(
    ("skeletal", "spinal", "foci", "vertebrae"),
    [
        (0, 0, 2, 2),
        (1, 0, 1, 2),
        (1, 1, 2, 2),
        (2, 1, 1, 2),
        (3, 1, 1, 2),
        (4, 1, 0, 2),
        (2, 2, 2, 1),
        (5, 2, 0, 1),
        (3, 3, 2, 0),
        (5, 3, 1, 0),
        (90, 80, 0, 0),
        (90, 88, 1, 0),
        (90, 90, 2, 0),
    ],
)
def test_that_tokuhashi_counts_the_spine_apart_from_the_rest(
    skeletal: int, spinal: int, foci: int, vertebrae: int
) -> None:
    items = items_of("tokuhashi", tumour__skeletal_metastases=skeletal, tumour__spinal_metastases=spinal)
    assert (items["extraspinal"], items["vertebrae"]) == (foci, vertebrae)


@pytest.mark.parametrize(("grade", "points"), list(zip("ABCDE", (0, 0, 1, 1, 2), strict=True)))
def test_that_tokuhashi_has_three_bands_of_palsy(grade: str, points: int) -> None:
    assert items_of("tokuhashi", neurology__frankel=Frankel(grade))["palsy"] == points


@pytest.mark.parametrize(("organs", "points"), [(UNREMOVABLE, 0), (REMOVABLE, 1), (NONE, 2)])
def test_that_tokuhashi_asks_whether_organs_can_be_cleared(organs: VisceralMetastases, points: int) -> None:
    assert items_of("tokuhashi", tumour__visceral_metastases=organs)["organs"] == points


TOKUHASHI_PRIMARIES: Final = {
    0: "lung_small_cell lung_non_small_cell osteosarcoma stomach bladder oesophagus pancreas",
    1: "liver gallbladder unknown",
    2: "melanoma colon ovary head_and_neck sarcoma germ_cell multiple_myeloma lymphoma phaeochromocytoma"
    " neuroblastoma other",
    3: "kidney uterus",
    4: "rectum",
    5: "thyroid breast prostate carcinoid",
}


def test_that_tokuhashi_ranks_every_primary() -> None:
    given = {primary: items_of("tokuhashi", tumour__primary=primary)["primary"] for primary in Primary}
    wanted = {
        Primary(name): points for points, names in TOKUHASHI_PRIMARIES.items() for name in names.split()
    }
    assert given == wanted


def test_that_tomita_takes_the_published_class_and_asks_for_the_others() -> None:
    published = {
        1: "breast thyroid prostate",
        2: "kidney uterus",
        4: "lung_small_cell lung_non_small_cell stomach liver colon unknown",
    }
    known = {Primary(name): points for points, names in published.items() for name in names.split()}
    for primary in Primary:
        result = settled("tomita", case_with(tumour__primary=primary))
        growth = next(each for each in result.items if each.item == "growth")
        assert growth.points == known.get(primary)
        assert ("tumour.growth_rate" in result.missing) == (primary not in known)


@pytest.mark.parametrize(
    ("growth", "points"), [(GrowthRate.SLOW, 1), (GrowthRate.MODERATE, 2), (GrowthRate.RAPID, 4)]
)
@pytest.mark.parametrize("primary", [Primary.BREAST, Primary.LUNG_SMALL_CELL, Primary.OVARY])
def test_that_a_recorded_growth_wins_for_any_primary(
    growth: GrowthRate, points: int, primary: Primary
) -> None:
    assert items_of("tomita", tumour__primary=primary, tumour__growth_rate=growth)["growth"] == points


def test_that_a_recorded_growth_makes_the_primary_needless_in_tomita() -> None:
    case = case_with(
        tumour__growth_rate=GrowthRate.SLOW, tumour__visceral_metastases=NONE, tumour__skeletal_metastases=1
    )
    result = settled("tomita", case)
    assert (result.value, result.missing) == (2, ())


@pytest.mark.parametrize(("skeletal", "points"), [(0, 1), (1, 1), (2, 2), (30, 2)])
def test_that_tomita_tells_one_bone_metastasis_from_more(skeletal: int, points: int) -> None:
    assert items_of("tomita", tumour__skeletal_metastases=skeletal)["bone"] == points


@pytest.mark.parametrize(
    ("primary", "points"),
    [
        (Primary.BREAST, 3),
        (Primary.PROSTATE, 2),
        (Primary.LUNG_SMALL_CELL, 1),
        (Primary.LUNG_NON_SMALL_CELL, 1),
        (Primary.KIDNEY, 0),
        (Primary.UNKNOWN, 0),
    ],
)
@pytest.mark.parametrize(("karnofsky", "condition"), [(20, 0), (40, 0), (50, 1), (70, 1), (80, 2), (100, 2)])
@pytest.mark.parametrize(("visceral", "free"), [(NONE, 1), (REMOVABLE, 0), (UNREMOVABLE, 0)])
def test_that_van_der_linden_adds_primary_condition_and_organs(
    primary: Primary, points: int, karnofsky: int, condition: int, visceral: VisceralMetastases, free: int
) -> None:
    found = value(
        "van_der_linden",
        tumour__primary=primary,
        condition__karnofsky=karnofsky,
        tumour__visceral_metastases=visceral,
    )
    assert found == points + condition + free


BOLLEN: Final = {
    ("favourable", 80, "none", False): "A",
    ("favourable", 80, "none", True): "B",
    ("favourable", 80, "removable", False): "B",
    ("favourable", 70, "none", False): "B",
    ("favourable", 70, "none", True): "C",
    ("favourable", 70, "unremovable", False): "C",
    ("moderate", 80, "none", False): "B",
    ("moderate", 80, "unremovable", True): "B",
    ("moderate", 70, "none", False): "C",
    ("moderate", 10, "unremovable", True): "C",
    ("unfavourable", 100, "unremovable", True): "C",
    ("unfavourable", 80, "none", False): "C",
    ("unfavourable", 70, "none", False): "D",
}


@pytest.mark.parametrize("row", BOLLEN, ids=str)
def test_that_bollen_follows_its_grid(row: tuple[str, int, str, bool]) -> None:
    profile, karnofsky, visceral, brain = row
    found = value(
        "bollen",
        tumour__primary=Primary.OVARY,
        tumour__survival_profile=SurvivalProfile(profile),
        condition__karnofsky=karnofsky,
        tumour__visceral_metastases=VisceralMetastases(visceral),
        tumour__brain_metastases=brain,
    )
    assert found == BOLLEN[row]


@pytest.mark.parametrize(
    ("primary", "group"),
    [
        (Primary.BREAST, "A"),
        (Primary.PROSTATE, "B"),
        (Primary.LUNG_SMALL_CELL, "C"),
        (Primary.LUNG_NON_SMALL_CELL, "C"),
    ],
)
def test_that_bollen_knows_the_profile_of_three_primaries(primary: Primary, group: str) -> None:
    facts = {
        "condition__karnofsky": 90,
        "tumour__visceral_metastases": NONE,
        "tumour__brain_metastases": False,
    }
    result = settled("bollen", case_with(tumour__primary=primary, **facts))
    assert (result.value, result.band, result.missing) == (group, group, ())


def test_that_a_recorded_profile_wins_over_the_published_one() -> None:
    facts = {"condition__karnofsky": 50, "tumour__survival_profile": SurvivalProfile.UNFAVOURABLE}
    assert value("bollen", tumour__primary=Primary.BREAST, **facts) == "D"


RADES_STEPS: Final[dict[str, tuple[dict[str, object], int, int]]] = {
    "breast": ({"tumour__primary": Primary.BREAST}, -1, 0),
    "lymphoma": ({"tumour__primary": Primary.LYMPHOMA}, 0, 0),
    "prostate": ({"tumour__primary": Primary.PROSTATE}, -2, 1),
    "lung": ({"tumour__primary": Primary.LUNG_NON_SMALL_CELL}, -6, 2),
    "small-cell lung": ({"tumour__primary": Primary.LUNG_SMALL_CELL}, -6, 2),
    "another primary": ({"tumour__primary": Primary.KIDNEY}, -5, 2),
    "other bone": ({"tumour__skeletal_metastases": 2}, -2, 2),
    "several vertebrae only": ({"tumour__skeletal_metastases": 4, "tumour__spinal_metastases": 4}, 0, 0),
    "visceral": ({"tumour__visceral_metastases": REMOVABLE}, -6, 3),
    "15 months": ({"tumour__diagnosed_on": date(2025, 8, 18)}, -3, 2),
    "a day longer": ({"tumour__diagnosed_on": date(2025, 8, 17)}, 0, 0),
    "walks with an aid": ({"condition__ambulation": Ambulation.AIDED}, 0, 0),
    "wheelchair": ({"condition__ambulation": Ambulation.WHEELCHAIR}, -4, 3),
    "bedbound": ({"condition__ambulation": Ambulation.BEDBOUND}, -4, 3),
    "within a week": ({"neurology__motor_deficit_developed": MotorDeficitDeveloped.DAYS_1_TO_7}, -5, 3),
    "within two weeks": ({"neurology__motor_deficit_developed": MotorDeficitDeveloped.DAYS_8_TO_14}, -2, 0),
    "ECOG 0": ({"condition__ecog": 0}, 0, 0),
    "ECOG 2": ({"condition__ecog": 2}, 0, 0),
    "ECOG 3": ({"condition__ecog": 3}, 0, 4),
    "ECOG 4": ({"condition__ecog": 4}, 0, 4),
}


@pytest.mark.parametrize("step", RADES_STEPS)
def test_that_each_factor_moves_the_scores_of_rades(step: str) -> None:
    """From the best patient: 46 of 20-46, and 6 of 6-25."""
    facts, longer, shorter = RADES_STEPS[step]
    case = case_with(**{**BEST_RADES, **facts})
    assert settled("rades_2008", case).value == 46 + longer
    assert settled("rades_short_life", case).value == 6 + shorter


def test_that_the_worst_patient_has_the_lowest_and_the_highest_score_of_rades() -> None:
    worst = ("lung", "other bone", "visceral", "15 months", "bedbound", "within a week", "ECOG 4")
    facts = dict(BEST_RADES)
    for step in worst:
        facts |= RADES_STEPS[step][0]
    assert value("rades_2008", **facts) == 20
    assert value("rades_short_life", **facts) == 25


@pytest.mark.parametrize(
    ("diagnosed", "clock", "longer"),
    [
        (date(2025, 2, 28), date(2026, 5, 28), False),
        (date(2025, 2, 28), date(2026, 5, 29), True),
        (date(2024, 11, 30), date(2026, 2, 28), False),
        (date(2024, 11, 30), date(2026, 3, 1), True),
        (date(2026, 11, 1), date(2026, 10, 1), False),
    ],
)
def test_that_15_months_are_counted_by_the_calendar(diagnosed: date, clock: date, longer: bool) -> None:
    made = datetime(clock.year, clock.month, clock.day, 9, 0, tzinfo=AMSTERDAM)
    facts = {"tumour__diagnosed_on": diagnosed, "imaging__mri_whole_spine_at": made}
    points = items_of("rades_2008", **{**BEST_RADES, **facts})["interval"]
    assert points == (7 if longer else 4)


def test_that_the_interval_ends_at_the_clock_of_treatment_and_not_at_the_assessment() -> None:
    facts = BEST_RADES | {"tumour__diagnosed_on": date(2025, 7, 1)}
    early = {"imaging__mri_whole_spine_at": datetime(2026, 9, 1, 9, 0, tzinfo=AMSTERDAM)}
    assert items_of("rades_2008", **facts)["interval"] == 7
    assert items_of("rades_2008", **facts | early)["interval"] == 4


@pytest.mark.parametrize(
    ("name", "facts", "reason"),
    [
        ("van_der_linden", {"tumour__primary": Primary.LYMPHOMA}, "haematological"),
        ("van_der_linden", {"tumour__primary": Primary.MULTIPLE_MYELOMA}, "haematological"),
        ("van_der_linden", {"condition__karnofsky": 10}, "karnofsky_below_20"),
        (
            "van_der_linden",
            {"tumour__primary": Primary.BREAST, "condition__karnofsky": 10},
            "karnofsky_below_20",
        ),
        ("bollen", {"tumour__primary": Primary.LYMPHOMA}, "haematological"),
        ("bollen", {"tumour__primary": Primary.MULTIPLE_MYELOMA}, "haematological"),
        ("bollen", {"tumour__primary": Primary.UNKNOWN}, "unknown_primary"),
        (
            "bollen",
            {"tumour__primary": Primary.UNKNOWN, "tumour__survival_profile": SurvivalProfile.MODERATE},
            "unknown_primary",
        ),
        ("rades_2008", PAIN_ONLY, "no_motor_deficit"),
        ("rades_2008", {**WITH_DEFICIT, "neurology__motor_deficit": False}, "no_motor_deficit"),
        ("rades_short_life", PAIN_ONLY, "no_motor_deficit"),
        ("rades_short_life", {**WITH_DEFICIT, "condition__ecog": 5}, "ecog_5"),
        ("rades_short_life", {"condition__ecog": 5}, "ecog_5"),
    ],
)
def test_that_a_model_says_whom_it_does_not_cover(name: str, facts: dict[str, Any], reason: str) -> None:
    result = settled(name, case_with(**facts))
    assert result.outside_model == f"outside.{reason}"
    assert (result.value, result.band, result.possible, result.items, result.missing) == (
        None,
        None,
        (),
        (),
        (),
    )


@pytest.mark.parametrize("name", ["van_der_linden", "bollen"])
def test_that_a_primary_nobody_recorded_leaves_the_model_open(name: str) -> None:
    case = case_with(
        condition__karnofsky=90, tumour__visceral_metastases=NONE, tumour__brain_metastases=False
    )
    result = settled(name, case)
    assert result.outside_model is None
    assert "tumour.primary" in result.missing
    assert result.band is None


def test_that_a_value_is_not_given_while_the_model_may_not_apply() -> None:
    facts = {"tumour__survival_profile": SurvivalProfile.MODERATE, "condition__karnofsky": 90}
    result = settled("bollen", case_with(**facts))
    assert (result.value, result.band, result.possible) == (None, None, ("B",))
    assert result.missing == ("tumour.primary",)


def test_that_karnofsky_is_never_taken_from_ecog() -> None:
    case: Case = case_with(
        condition__ecog=1, tumour__primary=Primary.BREAST, tumour__visceral_metastases=NONE
    )
    assert "condition.karnofsky" in settled("van_der_linden", case).missing
    assert "condition.karnofsky" in settled("tokuhashi", case).missing


def test_that_a_fracture_stays_open_while_nobody_listed_the_vertebrae() -> None:
    result = settled("bauer", case_with(**BEST_BAUER))
    (fracture,) = [each for each in result.items if each.item == "no_pathological_fracture"]
    assert (fracture.points, fracture.possible) == (None, (0, 1))
    assert (result.possible, result.missing) == ((4, 5), ("lesions",))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        *((name, set[str]()) for name in BY_ID if name != "bauer"),
        ("bauer", {"pathological_fracture"}),
        ("sins", {"sins"}),
        ("bilsky", {"bilsky", "bilsky_seen"}),
    ],
)
def test_that_what_is_asked_of_unlisted_vertebrae_keeps_its_name(name: str, asked: set[str]) -> None:
    """By these names rulebooks are compared: another name would be told as another rule."""
    rule = BY_ID[name].value if name in BY_ID else OF_LESIONS[name].worst
    assert aspects({(rule, ())}) == asked
