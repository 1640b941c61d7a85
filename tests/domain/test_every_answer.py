"""Every word of the rules, every score and every band, enumerated: none is left without an answer, none is in vain."""

import ast
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import groupby, islice, product
from math import prod
from pathlib import Path
from typing import Final

import pytest

from mdt_desk.domain import judging
from mdt_desk.domain.case import Bilsky
from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.moments import Within
from mdt_desk.domain.rulebook import REFERENCE, Rulebook, Table, Tabulator, tables_of
from mdt_desk.domain.scores.model import settled_value
from mdt_desk.domain.settle import Unbound
from mdt_desk.domain.spine import LEVELS, Level
from tests.domain.desk import rules
from tests.domain.scores.settled import BY_ID, OF_LESIONS

DOMAIN: Final = Path(judging.__file__).parent
MOST_COMPLETIONS: Final = 3000

RADES: Final[dict[str, tuple[int, ...]]] = {
    "primary": (8, 7, 9, 3, 4),
    "other_bone_metastases": (5, 7),
    "visceral_metastases": (2, 8),
    "interval": (4, 7),
    "walking": (7, 3),
    "deficit_developed": (3, 6, 8),
}
MODIFIED_BAUER: Final[dict[str, tuple[int, ...]]] = {
    "no_visceral_metastases": (0, 1),
    "not_lung": (0, 1),
    "favourable_primary": (0, 1),
    "solitary": (0, 1),
}
POINTS: Final[dict[str, dict[str, tuple[int, ...]]]] = {
    "modified_bauer": MODIFIED_BAUER,
    "bauer": MODIFIED_BAUER | {"no_pathological_fracture": (0, 1)},
    "nesms": {"modified_bauer": (0, 2), "ambulation": (0, 1), "albumin": (0, 1)},
    "tokuhashi": {
        "karnofsky": (0, 1, 2),
        "extraspinal": (0, 1, 2),
        "vertebrae": (0, 1, 2),
        "organs": (0, 1, 2),
        "palsy": (0, 1, 2),
        "primary": (0, 1, 2, 3, 4, 5),
    },
    "tomita": {"growth": (1, 2, 4), "visceral": (0, 2, 4), "bone": (1, 2)},
    "van_der_linden": {"karnofsky": (0, 1, 2), "primary": (0, 1, 2, 3), "no_visceral_metastases": (0, 1)},
    "rades_2008": RADES,
    "rades_short_life": {
        "ecog": (0, 4),
        "primary": (1, 2, 3),
        "other_bone_metastases": (1, 3),
        "visceral_metastases": (1, 4),
        "interval": (1, 3),
        "walking": (1, 4),
        "deficit_developed": (4, 1),
    },
}
"""The points of every item, as published."""

SINS_POINTS: Final = ((3, 1, 0), (2, 1, 0), (4, 2, 0), (3, 2, 1, 0), (3, 1, 0))
"""Of a vertebra: pain, bone lesion, alignment, collapse, posterolateral elements; the location comes first."""

REGIONS: Final = {
    3: "C0 C1 C2 C7 T1 T2 T11 T12 L1 L5 S1",
    2: "C3 C4 C5 C6 L2 L3 L4",
    1: "T3 T4 T5 T6 T7 T8 T9 T10",
    0: "S2 S3 S4 S5",
}
AT_LEVEL: Final = {level: points for points, levels in REGIONS.items() for level in levels.split()}
"""The points of the location of each vertebra."""

SUMS_OF_A_VERTEBRA: Final = frozenset({"sins.sins", "sins._sum_of", "sins._worst_of"})
VAN_DER_LINDEN_POINTS: Final = ((0, 1, 2), (0, 1, 2, 3), (0, 1))

FOR_EVERYBODY: Final = frozenset({("summary", "bone_agent"), ("summary", "pain_service")})
"""What a source asks for whoever has metastases; the confirmation is asked of every treatment alike."""

VALUES: Final[dict[str, list[int | str]]] = {
    "nesms": [*range(4)],
    "bollen": ["A", "B", "C", "D"],
    **{
        name: [*sorted({sum(each) for each in product(*points.values())})]
        for name, points in POINTS.items()
        if name != "nesms"
    },
}
"""Every value that the published points can add up to; NESMS stops at 3."""

BANDS: Final[dict[str, list[str]]] = {
    "modified_bauer": ["0-1", "2", "3-4"],
    "bauer": ["0-1", "2-3", "4-5"],
    "nesms": ["0", "1", "2", "3"],
    "tokuhashi": ["under_6_months", "6_months_or_more", "1_year_or_more"],
    "tomita": ["long_term_control", "middle_term_control", "short_term_palliation", "terminal_care"],
    "van_der_linden": ["A", "B", "C"],
    "bollen": ["A", "B", "C", "D"],
    "rades_2008": ["20-25", "26-30", "31-35", "36-40", "41-46"],
    "sins": ["stable", "potentially_unstable", "unstable"],
    "bilsky": ["low", "equivocal", "high"],
}
"""Every band of the publications, in the order of the values."""

OTHER_ANSWERS: Final[dict[str, frozenset[object]]] = {
    "nesms.bauer_points": frozenset({0, 2}),
    "nesms.raw": frozenset(range(5)),
    "nesms.nesms": frozenset(range(4)),
    "nesms.albumin": frozenset({0, 1}),
    "nesms.walks_independently": frozenset({0, 1}),
    "modified_bauer.modified_bauer": frozenset(range(5)),
    **{f"modified_bauer.{name}": frozenset(points) for name, points in MODIFIED_BAUER.items()},
    "van_der_linden.van_der_linden": frozenset(range(7)),
    **{f"van_der_linden.{name}": frozenset(points) for name, points in POINTS["van_der_linden"].items()},
    "bollen.bollen": frozenset("ABCD"),
    **{
        f"sins.{name}": frozenset(points)
        for name, points in zip(
            ("pain", "bone_quality", "alignment", "collapse", "posterolateral"), SINS_POINTS, strict=True
        )
    },
    "sins.worst_sins": frozenset({None, *range(19)}),
    "sins.worst_band": frozenset({"none", "stable", "potentially_unstable", "unstable"}),
}
"""What words can answer whose type does not say it, by their names in the rulebook."""

TIERS: Final = {
    "erasmus-2022": frozenset({None, 12, 24, 48, 168, 336}),
    "lwno-2015": frozenset({None, 12, 24, 48, 168, 336}),
    "nice-ng234": frozenset({None, 24, 168}),
}
"""The hours of every tier of imaging, and none where there is no reason for imaging."""


@cache
def book(guideline: str) -> Rulebook:
    """Return every rule of a guideline as tables."""
    (source,) = [each for each in rules().sources if each.id == guideline]
    return Tabulator(REFERENCE).rulebook(source)


def words(guideline: str) -> tuple[Table, ...]:
    """Return the tables of the words that a guideline uses."""
    return book(guideline).words


def tables(guideline: str) -> tuple[Table, ...]:
    """Return every table of a guideline: actions, gaps, notes and words."""
    entries = (*book(guideline).actions, *book(guideline).gaps)
    return (*(table for each in entries for table in tables_of(each)), *words(guideline))


def name_of(table: Table) -> str:
    rule = table.subject.rule
    assert rule is not None
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"


def hand_made(guideline: str, table: Table) -> frozenset[object]:
    """Return what a word can answer by the sources, added up by hand where it is a sum."""
    name, args = name_of(table), table.subject.args
    if name.endswith(("tier", "imaging_within")):
        return TIERS[guideline]
    if name in SUMS_OF_A_VERTEBRA:
        level = next(each for each in args if isinstance(each, Level | tuple))
        first = level[0] if isinstance(level, tuple) else level
        items = args[1] if name == "sins._sum_of" else len(SINS_POINTS) + 1
        return frozenset(sum(each) for each in product((AT_LEVEL[first],), *SINS_POINTS[: items - 1]))
    if name == "model.total":
        points = VAN_DER_LINDEN_POINTS[-len(args[0]) :]
        return frozenset(sum(each) for each in product(*points))
    return OTHER_ANSWERS[name]


def plain(answer: object) -> object:
    return answer.hours if isinstance(answer, Within) else answer


@pytest.mark.parametrize("guideline", GUIDELINES)
def test_that_every_word_gives_each_of_its_answers_to_some_patient_and_no_other(guideline: str) -> None:
    for table in words(guideline):
        rule = table.subject.rule
        assert rule is not None
        kind = rule.__annotations__["return"]
        if kind is bool:
            wanted: frozenset[object] = frozenset({True, False})
        elif isinstance(kind, type) and issubclass(kind, Enum):
            wanted = frozenset(kind)
        else:
            wanted = hand_made(guideline, table)
        given = Unbound(REFERENCE).settle(rule, *table.subject.args).possible
        assert {plain(each) for each in given} == wanted, table.subject.name
        assert {plain(row.answer) for row in table.rows} == wanted, table.subject.name


def completions(table: Table) -> Iterator[dict[str, object]]:
    """Give every combination of what the inputs of a table can be; a spread of them where there are very many."""
    names = [each.name for each in table.inputs]
    values = [table.domain(name) for name in names]
    step = max(1, prod(map(len, values)) // MOST_COMPLETIONS)
    for chosen in islice(product(*values), 0, None, step):
        yield dict(zip(names, chosen, strict=True))


@pytest.mark.parametrize("guideline", GUIDELINES)
def test_that_every_combination_has_exactly_one_answer(guideline: str) -> None:
    for table in tables(guideline):
        for chosen in completions(table):
            rows = [
                row
                for row in table.rows
                if all(chosen[each.input.name] in each.values for each in row.conditions)
            ]
            assert len(rows) == 1, (table.subject.name, chosen)


@pytest.mark.parametrize("guideline", GUIDELINES)
def test_that_every_action_is_advised_to_some_patient_and_not_to_another(guideline: str) -> None:
    (source,) = [each for each in rules().sources if each.id == guideline]
    always = set()
    for question in source.guideline.questions:
        possible = Unbound(REFERENCE).settle(question.rule, source.numbers).possible
        assert any(each is not None for each in possible), question.action
        if None not in possible:
            always.add((guideline, question.action))
    assert always == {each for each in FOR_EVERYBODY if each[0] == guideline}


def marked_as_words(path: Path) -> set[str]:
    """Return the functions of a file that are marked as words."""
    return {
        f"{path.stem}.{node.name}"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(each, ast.Name) and each.id == "word" for each in node.decorator_list)
    }


def test_that_every_word_of_the_guidelines_is_used_by_some_question() -> None:
    used = {name_of(table) for guideline in GUIDELINES for table in words(guideline)}
    files = (DOMAIN / "guidelines").glob("*.py")
    assert {name for path in files for name in marked_as_words(path)} <= used


@pytest.mark.parametrize("name", BY_ID)
def test_that_a_score_reaches_every_value_that_its_points_add_up_to(name: str) -> None:
    score = BY_ID[name]
    possible = Unbound(REFERENCE).settle(settled_value, score).possible
    inside = [each for each in possible if not isinstance(each, Enum)]
    assert sorted(inside) == VALUES[name]
    assert bool(score.outside) == (len(inside) < len(possible))


@pytest.mark.parametrize("name", [each for each in BY_ID if each in BANDS])
def test_that_the_bands_follow_each_other_and_none_is_empty(name: str) -> None:
    band = BY_ID[name].band
    assert band is not None
    assert list(dict.fromkeys(map(band, VALUES[name]))) == BANDS[name]
    assert [each for each, _ in groupby(map(band, VALUES[name]))] == BANDS[name]


def test_that_the_bands_of_a_vertebra_follow_each_other_and_none_is_empty() -> None:
    assert [each for each, _ in groupby(map(OF_LESIONS["sins"].band, range(19)))] == BANDS["sins"]
    assert [each for each, _ in groupby(map(OF_LESIONS["bilsky"].band, Bilsky))] == BANDS["bilsky"]


@pytest.mark.parametrize("level", LEVELS)
def test_that_a_vertebra_reaches_every_sum_of_its_points(level: Level) -> None:
    possible = Unbound(REFERENCE).settle(OF_LESIONS["sins"].of, level).possible
    assert set(possible) == {sum(each) for each in product((AT_LEVEL[level],), *SINS_POINTS)}
    assert set(Unbound(REFERENCE).settle(OF_LESIONS["bilsky"].of, level).possible) == set(Bilsky)


@pytest.mark.parametrize(("name", "item"), [(name, item) for name in POINTS for item in POINTS[name]])
def test_that_an_item_can_have_each_of_its_points_and_no_other(name: str, item: str) -> None:
    (found,) = [each for each in BY_ID[name].items if each.name == item]
    assert set(Unbound(REFERENCE).settle(found.points).possible) == set(POINTS[name][item])


def test_that_the_points_of_every_item_of_every_score_are_enumerated() -> None:
    assert {name: [each.name for each in score.items] for name, score in BY_ID.items() if score.items} == {
        name: list(items) for name, items in POINTS.items()
    }


@pytest.mark.parametrize("name", [each for each, score in BY_ID.items() if score.outside])
def test_that_every_reason_outside_a_model_holds_for_some_patients_only(name: str) -> None:
    for each in BY_ID[name].outside:
        assert set(Unbound(REFERENCE).settle(each.holds).possible) == {True, False}, each.reason
