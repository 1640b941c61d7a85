"""With facts unknown, a score is exactly the set of values that completions give, and names exactly what decides."""

from datetime import date, datetime
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.assess import SCORES
from mdt_desk.domain.case import Case, CaseOf, Lesion, spec_for
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.scores.result import ScoreResult
from mdt_desk.domain.spine import Level
from tests.domain.scores.oracle import OUTSIDE, PUBLISHED, VALUES, Published, answers, exists
from tests.domain.scores.settled import BY_ID, settled
from tests.strategies import AMSTERDAM, case_with

MRI: Final = datetime(2026, 11, 17, 8, 0, tzinfo=AMSTERDAM)
CLOCK: Final = date(2026, 11, 17)
MOST_IN_SPINE: Final = 10
"""Leaves room for three more in the skeleton among the values tried by hand."""

FALLBACKS: Final = frozenset(path for path in VALUES if spec_for(path).fallback)


def case_of(known: dict[str, Any]) -> Case:
    """Return a case in which these facts are recorded, given as plain values."""
    case: Case = case_with(imaging__mri_whole_spine_at=MRI)
    levels = [Level(path.split(".")[1]) for path in PUBLISHED["bauer"].reads if path.startswith("lesions.")]
    case = with_fact(case, "lesions", tuple(Lesion(level=each) for each in levels))
    for path, value in known.items():
        choices = spec_for(path).choices
        case = with_fact(case, path, value if choices is None else choices(value))
    return case


@st.composite
def partly_known(draw: st.DrawFn, score: Published) -> dict[str, Any]:
    """Facts of a patient who can exist; up to three of what the score reads are unknown."""
    unknown = draw(st.lists(st.sampled_from(score.reads), max_size=3, unique=True))
    known = {path: draw(st.sampled_from(VALUES[path])) for path in score.reads if path not in unknown}
    if "tumour.spinal_metastases" in known:
        known["tumour.spinal_metastases"] = min(known["tumour.spinal_metastases"], MOST_IN_SPINE)
    if not exists(known):
        known["tumour.skeletal_metastases"] = known["tumour.spinal_metastases"] + draw(st.integers(0, 3))
    return known


def said(result: ScoreResult) -> frozenset[int | str]:
    """Return the values that a result leaves possible; outside when the model certainly does not apply."""
    return frozenset(result.possible) if result.outside_model is None else frozenset({OUTSIDE})


@pytest.mark.parametrize("name", PUBLISHED)
@settings(max_examples=40)
@given(data=st.data())
def test_that_a_score_is_what_completions_leave(name: str, data: st.DataObject) -> None:
    score = PUBLISHED[name]
    known = data.draw(partly_known(score))
    possible, decisive = answers(score, known, CLOCK)
    result = settled(name, case_of(known))
    assert said(result) == (possible if possible == {OUTSIDE} else possible - {OUTSIDE})
    assert set(result.missing) == decisive
    assert (result.value is None) == (len(possible) > 1 or possible == {OUTSIDE})


@pytest.mark.parametrize("name", PUBLISHED)
@settings(max_examples=40)
@given(data=st.data())
def test_that_learning_a_fact_never_adds_a_possible_value(name: str, data: st.DataObject) -> None:
    score = PUBLISHED[name]
    known = data.draw(partly_known(score))
    unknown = [path for path in score.reads if path not in known and path not in FALLBACKS]
    before = settled(name, case_of(known))
    for path in unknown:
        learnt = {**known, path: data.draw(st.sampled_from(VALUES[path]))}
        if exists(learnt):
            after = settled(name, case_of(learnt))
            assert said(after) <= said(before) | {OUTSIDE}
            assert set(after.missing) <= set(before.missing)


@pytest.mark.parametrize("name", PUBLISHED)
@settings(max_examples=30)
@given(data=st.data())
def test_that_the_items_of_a_settled_score_add_up_to_it(name: str, data: st.DataObject) -> None:
    score = PUBLISHED[name]
    known = {path: data.draw(st.sampled_from(VALUES[path])) for path in score.reads}
    if not exists(known):
        known["tumour.spinal_metastases"] = known["tumour.skeletal_metastases"]
    result = settled(name, case_of(known))
    if result.outside_model is not None or not result.items:
        return
    assert sum(each.points or 0 for each in result.items) == (
        result.value if result.raw is None else result.raw
    )
    assert all(each.possible == (each.points,) for each in result.items)


EVERYTHING: Final[dict[str, list[int | str]]] = {
    "modified_bauer": [0, 1, 2, 3, 4],
    "bauer": [0, 1, 2, 3, 4, 5],
    "nesms": [0, 1, 2, 3],
    "tokuhashi": list(range(16)),
    "tomita": list(range(2, 11)),
    "van_der_linden": list(range(7)),
    "bollen": ["A", "B", "C", "D"],
    "rades_2008": list(range(20, 47)),
    "rades_short_life": list(range(6, 26)),
}


def test_that_every_score_of_the_assessment_is_tried_here() -> None:
    assert [each.id for each in SCORES] == list(PUBLISHED) == list(EVERYTHING)


@pytest.mark.parametrize("name", EVERYTHING)
def test_that_nothing_known_leaves_every_value_possible(name: str) -> None:
    result = settled(name, CaseOf())
    assert list(result.possible) == EVERYTHING[name]
    assert result.value is None
    assert result.band is None
    assert result.outside_model is None
    reads = {"lesions" if each.startswith("lesions.") else each for each in PUBLISHED[name].reads}
    assert set(result.missing) == reads


@pytest.mark.parametrize("name", EVERYTHING)
def test_that_an_item_ranges_over_its_points_while_its_fact_is_missing(name: str) -> None:
    for item in settled(name, CaseOf()).items:
        assert item.points is None
        assert len(item.possible) > 1
        assert list(item.possible) == sorted(item.possible)


@pytest.mark.parametrize("name", PUBLISHED)
def test_that_a_score_reads_nothing_but_its_own_facts(name: str) -> None:
    known = {path: VALUES[path][-1] for path in PUBLISHED[name].reads}
    known["tumour.spinal_metastases"] = 0
    with_everything = case_of({path: values[0] for path, values in VALUES.items()} | known)
    assert said(settled(name, with_everything)) == said(settled(name, case_of(known)))


@pytest.mark.parametrize("name", ["tokuhashi", "rades_2008"])
def test_that_contradictory_counts_give_no_value_and_no_reason(name: str) -> None:
    deficit = {"neurology__cord_or_cauda_signs": True, "neurology__motor_deficit": True}
    result = settled(name, case_with(tumour__skeletal_metastases=1, tumour__spinal_metastases=4, **deficit))
    assert (result.value, result.possible, result.band, result.outside_model) == (None, (), None, None)
    outside_the_spine = next(each for each in result.items if each.fact == "tumour.skeletal_metastases")
    assert (outside_the_spine.points, outside_the_spine.possible) == (None, ())


@pytest.mark.parametrize("skeleton", [7, 12, 60])
def test_that_a_large_count_in_the_skeleton_leaves_the_spine_open(skeleton: int) -> None:
    result = settled("rades_2008", case_with(tumour__skeletal_metastases=skeleton))
    assert {each.item: each.possible for each in result.items}["other_bone_metastases"] == (5, 7)


@pytest.mark.parametrize("spine", [0, 5, 40])
def test_that_a_large_count_in_the_spine_leaves_the_rest_of_the_skeleton_open(spine: int) -> None:
    result = settled("tokuhashi", case_with(tumour__spinal_metastases=spine))
    items = {each.item: each.possible for each in result.items}
    assert items["extraspinal"] == (0, 1, 2)
    assert items["vertebrae"] == ((2,) if spine == 0 else (0,))


def test_that_no_more_vertebrae_are_thought_of_than_the_skeleton_has_metastases() -> None:
    result = settled("tokuhashi", case_with(tumour__skeletal_metastases=2))
    assert {each.item: each.possible for each in result.items}["vertebrae"] == (1, 2)


def test_that_two_in_the_skeleton_give_three_points_wherever_they_are() -> None:
    """None or one in the spine and the other elsewhere, or both in the spine: 2 + 1 or 1 + 2."""
    known = {path: VALUES[path][-1] for path in PUBLISHED["tokuhashi"].reads if "spinal" not in path}
    result = settled("tokuhashi", case_of(known | {"tumour.skeletal_metastases": 2}))
    assert result.value is not None
    assert result.missing == ()


def test_that_every_score_says_where_it_comes_from() -> None:
    for score in BY_ID.values():
        assert score.reference
        assert settled(score.id, CaseOf()).status is score.status
    unverified = [score.id for score in BY_ID.values() if score.status == "unverified"]
    assert unverified == ["rades_2008"]


def test_that_unknown_stays_unknown_in_a_case_that_was_scored() -> None:
    case: Case = CaseOf()
    for score in SCORES:
        settled(score.id, case)
    assert case == CaseOf()
    assert case.tumour.primary is UNKNOWN
