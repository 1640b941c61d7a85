"""Scores of vertebrae: every combination, and the worst of several."""

from collections import Counter
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.case import (
    Alignment,
    Bilsky,
    BoneQuality,
    Case,
    CaseOf,
    Collapse,
    Lesion,
    LesionPain,
    Posterolateral,
    spec_for,
)
from mdt_desk.domain.facts import Unknown
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.spine import Level
from mdt_desk.domain.tumour import Primary, VisceralMetastases
from tests.domain.scores.settled import settled
from tests.strategies import case_with

LOCATIONS: Final = {
    3: "C0 C1 C2 C7 T1 T2 T11 T12 L1 L5 S1",
    2: "C3 C4 C5 C6 L2 L3 L4",
    1: "T3 T4 T5 T6 T7 T8 T9 T10",
    0: "S2 S3 S4 S5",
}
ONE_OF_EACH: Final = {3: Level.T12, 2: Level.C4, 1: Level.T6, 0: Level.S3}
POINTS: Final[dict[str, dict[Any, int]]] = {
    "pain": {LesionPain.MECHANICAL: 3, LesionPain.NON_MECHANICAL: 1, LesionPain.NONE: 0},
    "bone_quality": {BoneQuality.LYTIC: 2, BoneQuality.MIXED: 1, BoneQuality.BLASTIC: 0},
    "alignment": {Alignment.SUBLUXATION: 4, Alignment.DEFORMITY: 2, Alignment.NORMAL: 0},
    "collapse": {
        Collapse.OVER_HALF: 3,
        Collapse.UNDER_HALF: 2,
        Collapse.NONE_OVER_HALF_INVOLVED: 1,
        Collapse.NONE: 0,
    },
    "posterolateral": {Posterolateral.BILATERAL: 3, Posterolateral.UNILATERAL: 1, Posterolateral.NONE: 0},
}
TOTALS: Final = (1, 5, 14, 31, 56, 87, 120, 147, 164, 165, 151, 126, 94, 64, 38, 20, 9, 3, 1)


def with_lesions(*lesions: Lesion[Unknown]) -> Case:
    return CaseOf(lesions=lesions)


def sins(*lesions: Lesion[Unknown]) -> ScoreResult:
    return settled("sins", with_lesions(*lesions))


def test_that_every_combination_of_sins_adds_up_and_falls_in_its_band() -> None:
    totals: Counter[int] = Counter()
    bands: Counter[str] = Counter()
    for (at_level, level), *parts in product(
        ONE_OF_EACH.items(), *(table.items() for table in POINTS.values())
    ):
        facts = {name: fact for name, (fact, _) in zip(POINTS, parts, strict=True)}
        result = sins(Lesion(level=level, **facts))
        assert result.value == at_level + sum(points for _, points in parts)
        assert [each.points for each in result.items] == [at_level, *(points for _, points in parts)]
        assert isinstance(result.value, int)
        assert result.band is not None
        totals[result.value] += 1
        bands[result.band] += 1
    assert tuple(totals[each] for each in range(19)) == TOTALS
    assert bands == {"stable": 314, "potentially_unstable": 847, "unstable": 135}


@pytest.mark.parametrize("level", Level)
def test_that_every_vertebra_has_the_points_of_its_region(level: Level) -> None:
    result = sins(Lesion(level=level))
    wanted = next(points for points, levels in LOCATIONS.items() if level in levels.split())
    assert {each.item: each.points for each in result.items or result.lesions[0].items}["location"] == wanted


def lesion_facts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(list(table)) for name, table in POINTS.items()}
    )


def ranges(level: Level, facts: dict[str, Any]) -> tuple[set[int], set[str]]:
    """Return the totals that completions of one lesion give, and the facts that decide, by hand."""
    own = next(points for points, levels in LOCATIONS.items() if level in levels.split())
    choices = [
        {table[facts[name]]} if name in facts else set(table.values()) for name, table in POINTS.items()
    ]
    missing = {f"lesions.{level}.{name}" for name in POINTS if name not in facts}
    return {own + sum(each) for each in product(*choices)}, missing


@settings(max_examples=60)
@given(level=st.sampled_from(Level), facts=lesion_facts())
def test_that_an_incomplete_lesion_has_every_total_that_is_still_possible(
    level: Level, facts: dict[str, Any]
) -> None:
    possible, missing = ranges(level, facts)
    lesion = sins(Lesion(level=level, **facts)).lesions[0]
    assert set(lesion.possible) == possible
    assert set(lesion.missing) == missing


@settings(max_examples=60)
@given(
    levels=st.lists(st.sampled_from(Level), min_size=2, max_size=3, unique=True),
    facts=st.lists(lesion_facts(), min_size=3, max_size=3),
)
def test_that_the_worst_of_several_lesions_counts_and_nothing_is_added_up(
    levels: list[Level], facts: list[dict[str, Any]]
) -> None:
    lesions = [Lesion[Unknown](level=level, **known) for level, known in zip(levels, facts, strict=False)]
    alone = [ranges(level, known)[0] for level, known in zip(levels, facts, strict=False)]
    result = sins(*lesions)
    assert set(result.possible) == {max(each) for each in product(*alone)}
    assert (result.value is None) == (len(result.possible) > 1)


def test_that_the_worst_lesion_is_named() -> None:
    bad = {name: max(table, key=lambda each: table[each]) for name, table in POINTS.items()}
    good = {name: min(table, key=lambda each: table[each]) for name, table in POINTS.items()}
    result = sins(Lesion(level=Level.T6, **good), Lesion(level=Level.L3, **bad))
    assert (result.value, result.level, result.band) == (17, Level.L3, "unstable")
    assert [each.value for each in result.lesions] == [1, 17]
    assert [each.band for each in result.lesions] == ["stable", "unstable"]


def test_that_an_open_lesion_that_cannot_be_worse_does_not_open_the_case() -> None:
    bad = {name: max(table, key=lambda each: table[each]) for name, table in POINTS.items()}
    result = sins(Lesion(level=Level.T12, **bad), Lesion(level=Level.S3))
    assert (result.value, result.missing, result.level) == (18, (), Level.T12)
    assert result.lesions[1].value is None


@pytest.mark.parametrize("name", ["sins", "bilsky"])
def test_that_an_empty_list_of_lesions_lies_outside_the_score(name: str) -> None:
    result = settled(name, with_lesions())
    assert result.outside_model == "outside.no_lesion"
    assert (result.value, result.band, result.possible, result.missing) == (None, None, (), ())


def test_that_outside_a_score_nothing_is_missing_from_it() -> None:
    """Compression on MRI without a vertebra leaves the grade open for advice; the score has no lesion to speak of."""
    seen = case_with(lesions=(), imaging__compression_on_mri=True)
    assert settled("bilsky", seen).missing == ()


def test_that_no_list_leaves_everything_possible() -> None:
    for name, possible in (("sins", tuple(range(19))), ("bilsky", ("0", "1a", "1b", "1c", "2", "3"))):
        result = settled(name, CaseOf())
        assert result.possible == possible
        assert result.missing == ("lesions",)
        assert (result.value, result.band, result.outside_model) == (None, None, None)


@pytest.mark.parametrize(
    ("grade", "band"), list(zip(Bilsky, ("low", "low", "low", "equivocal", "high", "high"), strict=True))
)
def test_that_each_grade_of_bilsky_is_a_label_in_its_band(grade: Bilsky, band: str) -> None:
    result = settled("bilsky", with_lesions(Lesion(level=Level.T6, bilsky=grade)))
    assert (result.value, result.band, result.level) == (grade.value, band, Level.T6)


@given(grades=st.lists(st.sampled_from(Bilsky), min_size=1, max_size=4))
def test_that_the_highest_grade_of_bilsky_counts(grades: list[Bilsky]) -> None:
    lesions = [Lesion[Unknown](level=level, bilsky=each) for level, each in zip(Level, grades, strict=False)]
    assert settled("bilsky", with_lesions(*lesions)).value == max(grades, key=list(Bilsky).index).value


def test_that_a_grade_not_recorded_is_named_with_its_vertebra() -> None:
    result = settled(
        "bilsky", with_lesions(Lesion(level=Level.T6, bilsky=Bilsky.GRADE_1C), Lesion(level=Level.L3))
    )
    assert result.possible == ("1c", "2", "3")
    assert result.missing == ("lesions.L3.bilsky",)


BAUER_4: Final = {
    "tumour__primary": Primary.BREAST,
    "tumour__visceral_metastases": VisceralMetastases.NONE,
    "tumour__skeletal_metastases": 1,
}


@pytest.mark.parametrize(
    ("fractures", "possible", "missing"),
    [
        ({}, (5,), ()),
        ({"T6": False}, (5,), ()),
        ({"T6": True}, (4,), ()),
        ({"T6": False, "L3": True}, (4,), ()),
        ({"T6": None, "L3": True}, (4,), ()),
        ({"T6": None, "L3": False}, (4, 5), ("lesions.T6.pathological_fracture",)),
        (
            {"T6": None, "L3": None},
            (4, 5),
            ("lesions.T6.pathological_fracture", "lesions.L3.pathological_fracture"),
        ),
    ],
)
def test_that_bauer_has_a_point_without_a_pathological_fracture(
    fractures: dict[str, bool | None], possible: tuple[int, ...], missing: tuple[str, ...]
) -> None:
    lesions = tuple(
        Lesion[Unknown](level=Level(level))
        if broken is None
        else Lesion[Unknown](level=Level(level), pathological_fracture=broken)
        for level, broken in fractures.items()
    )
    result = settled("bauer", case_with(**BAUER_4, lesions=lesions))
    assert (result.possible, result.missing) == (possible, missing)


def test_that_bauer_asks_for_the_lesions_when_there_is_no_list() -> None:
    result = settled("bauer", case_with(**BAUER_4))
    assert (result.possible, result.missing) == ((4, 5), ("lesions",))


def test_that_an_item_names_the_fact_of_its_own_vertebra() -> None:
    result = settled("sins", with_lesions(Lesion(level=Level.T6)))
    assert [each.fact for each in result.lesions[0].items] == [
        "lesions.T6.level",
        *(f"lesions.T6.{name}" for name in POINTS),
    ]
    assert all(spec_for(each.fact) for each in result.lesions[0].items)


def test_that_without_vertebrae_there_are_no_items() -> None:
    assert settled("sins", CaseOf()).items == ()
    assert sins().items == ()


def test_that_a_grade_is_given_as_its_plain_label() -> None:
    said = settled("bilsky", with_lesions(Lesion(level=Level.T6, bilsky=Bilsky.GRADE_1C)))
    assert (type(said.value), said.value) == (str, "1c")
    assert {type(each) for each in said.possible} == {str}
