"""The one gate into a case: whole or not at all, every problem named, nothing guessed and nothing lost."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdt_desk.domain.case import FACTS, SECTIONS, Case, CaseOf, Lesion, Recorded, spec_for, value_at
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind, Unknown
from mdt_desk.domain.problems import CaseRefused, Problem
from mdt_desk.domain.reading import SCHEMA, case_tree, contradictions, read_case, read_fact, with_fact
from mdt_desk.domain.spine import Level
from mdt_desk.i18n import Texts
from tests.strategies import AMSTERDAM, AT, case_with, cases, values

PLAIN: Final = [spec for spec in FACTS.values() if spec.section != "lesions"]


def name_of(spec: FactSpec) -> str:
    return spec.path


def tree_of(path: str, value: object) -> dict[str, Any]:
    """Return the smallest case file that gives one fact a value."""
    section, _, name = path.partition(".")
    if section == "lesions":
        return {"schema": SCHEMA, "lesions": [{"level": "T12", name: value}]}
    return {"schema": SCHEMA, section: {name: value}}


def problems_of(tree: object, at: datetime = AT) -> tuple[Problem, ...]:
    with pytest.raises(CaseRefused) as refused:
        read_case(tree, at)
    return refused.value.problems


def only_problem(tree: object, at: datetime = AT) -> Problem:
    (found,) = problems_of(tree, at)
    return found


# --- the way there and back -------------------------------------------------------------------------------


@settings(max_examples=100)
@given(case=cases())
def test_that_a_case_survives_its_file(case: Case) -> None:
    text = json.dumps(case_tree(case), ensure_ascii=False, allow_nan=False)
    again = read_case(json.loads(text), AT)
    assert again == case
    assert case_tree(again) == case_tree(case)


@settings(max_examples=30)
@given(case=cases())
def test_that_a_file_says_only_what_is_known(case: Case) -> None:
    tree = case_tree(case)
    for path, spec in FACTS.items():
        if spec.section != "lesions":
            said = spec.name in tree.get(spec.section, {})
            assert said == (value_at(case, path) is not UNKNOWN)
    assert ("lesions" in tree) == (case.lesions is not UNKNOWN)


def test_that_an_empty_file_is_a_case_of_which_nothing_is_known() -> None:
    assert read_case({"schema": SCHEMA}, AT) == CaseOf()
    assert case_tree(CaseOf()) == {"schema": SCHEMA}


@pytest.mark.parametrize("spec", PLAIN, ids=name_of)
def test_that_null_is_unknown_for_every_fact(spec: FactSpec) -> None:
    assert value_at(read_case(tree_of(spec.path, None), AT), spec.path) is UNKNOWN


@pytest.mark.parametrize("name", [*SECTIONS, "lesions", "recorded"])
def test_that_null_is_unknown_for_every_section(name: str) -> None:
    assert read_case({"schema": SCHEMA, name: None}, AT) == CaseOf()


def test_that_no_lesions_and_no_list_of_lesions_are_two_things() -> None:
    assert read_case({"schema": SCHEMA, "lesions": []}, AT).lesions == ()
    assert read_case({"schema": SCHEMA}, AT).lesions is UNKNOWN


def test_that_unknown_is_never_taken_for_an_answer() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(CaseOf().labs.albumin_g_per_l)


# --- every fact refuses what it is not --------------------------------------------------------------------

WRONG: Final[dict[Kind, list[object]]] = {
    Kind.BOOL: ["yes", 1, 0, "true", [], {}],
    Kind.INT: ["3", 3.0, 3.5, True, [], {}],
    Kind.FLOAT: ["34", True, [], {}],
    Kind.TEXT: [3, True, [], {}, "", "   ", "a\0b", "\ud800", "\ufffeab", "a\uffff"],
    Kind.DATE: [
        20261118,
        "18-11-2026",
        "2026-02-30",
        "2026-11-18T10:00:00+01:00",
        "26-11-18",
        "2026-1-1",
        True,
    ],
    Kind.DATETIME: [
        "2026-11-18",
        "2026-11-18T10:00:00",
        "2026-11-18 10:00+01:00",
        "2026-11-18T25:00+01:00",
        1,
        True,
    ],
    Kind.CHOICE: ["", "Breast", "nonsense", 1, True, []],
    Kind.CHOICES: ["nocturnal", ["nonsense"], [1], {}, ["nocturnal", "nocturnal"]],
    Kind.LEVEL: ["T13", "C9", "", 12, True],
    Kind.TABLE: ["111222333", [], {"system": "bsn"}, {"system": "bsn", "value": "111222334"}],
    Kind.TABLES: [{}, "sorg", [1], [{"model": "gstsg"}]],
}


@pytest.mark.parametrize("spec", FACTS.values(), ids=name_of)
def test_that_a_value_of_another_kind_is_refused_by_name(spec: FactSpec) -> None:
    for value in WRONG[spec.kind]:
        found = problems_of(tree_of(spec.path, value))
        section, _, name = spec.path.partition(".")
        keys = [f"lesions.T12.{name}", f"lesions.1.{name}"] if section == "lesions" else [spec.path]
        assert all(any(each.key == key or each.key.startswith(f"{key}.") for key in keys) for each in found)


@pytest.mark.parametrize("spec", [each for each in FACTS.values() if each.minimum is not None], ids=name_of)
def test_that_a_number_is_bounded_with_both_ends_allowed(spec: FactSpec) -> None:
    key = spec.path.replace("lesions.", "lesions.T12.")
    step = spec.step or 1
    low, high = spec.minimum or 0, spec.maximum
    whole = spec.kind is Kind.INT
    edge = int(low) if whole else low
    assert value_at(read_case(tree_of(spec.path, edge), AT), key) == low
    below = only_problem(tree_of(spec.path, int(low) - step if whole else low - 0.001))
    assert (below.key, below.code) == (key, "minimum" if high is None else "range")
    if high is not None:
        assert value_at(read_case(tree_of(spec.path, int(high) if whole else high), AT), key) == high
        above = only_problem(tree_of(spec.path, int(high) + step if whole else high + 0.001))
        assert (above.key, above.code) == (key, "range")
        assert above.params["maximum"] == f"{high:g}"


def test_that_a_step_is_kept() -> None:
    found = only_problem(tree_of("condition.karnofsky", 75))
    assert (found.key, found.value, found.code, found.params["step"]) == (
        "condition.karnofsky",
        "75",
        "step",
        "10",
    )


@pytest.mark.parametrize(("typed", "meant"), [(3.5, "35"), (4, "40"), (2.85, "28.5")])
def test_that_albumin_in_grams_per_decilitre_is_refused_with_a_hint(typed: float, meant: str) -> None:
    found = only_problem(tree_of("labs.albumin_g_per_l", typed))
    assert (found.key, found.code, found.params["hint"]) == (
        "labs.albumin_g_per_l",
        "albumin_g_per_dl",
        meant,
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**400])
def test_that_a_number_that_is_none_is_refused(number: float) -> None:
    assert only_problem(tree_of("condition.expected_survival_months", number)).code == "not_finite"


@pytest.mark.parametrize("spec", [each for each in PLAIN if each.kind is Kind.CHOICE], ids=name_of)
def test_that_a_choice_names_what_is_allowed(spec: FactSpec) -> None:
    found = only_problem(tree_of(spec.path, "nonsense"))
    assert found.code == "choice"
    assert found.params["allowed"].split(", ") == [each.value for each in spec.choices or ()]


DATED: Final = [spec for spec in PLAIN if spec.kind in {Kind.DATE, Kind.DATETIME}]


@pytest.mark.parametrize("spec", DATED, ids=name_of)
@pytest.mark.parametrize("year", ["0001", "0206", "1849", "2200", "9999"])
def test_that_a_year_that_cannot_be_meant_is_refused(spec: FactSpec, year: str) -> None:
    day = f"{year}-11-18" if spec.kind is Kind.DATE else f"{year}-11-18T10:00:00+01:00"
    found = only_problem(tree_of(spec.path, day))
    assert (found.key, found.code) == (spec.path, "range")
    assert (found.params["minimum"], found.params["maximum"]) == ("1850-01-01", "2199-12-31")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ({"system": "bsn", "value": "111222334"}, "check_digit_bsn"),
        ({"system": "nhs", "value": "9434765918"}, "check_digit_nhs"),
        ({"system": "nhs", "value": "111222333"}, "check_digit_nhs"),
        ({"system": "ssn", "value": "111222333"}, "choice"),
        ({"system": "bsn"}, "absent_key"),
        ({"system": "bsn", "value": "111222333", "from": "a card"}, "unknown_key"),
    ],
)
def test_that_a_national_number_must_pass_its_own_test(number: dict[str, str], code: str) -> None:
    assert code in {each.code for each in problems_of(tree_of("patient.national_id", number))}


def test_that_every_part_of_an_estimate_is_read() -> None:
    raw = {"model": "sorg_ml", "survival": 1.2, "computed_on": "2026-11-31", "by": "web"}
    found = {each.key: each.code for each in problems_of(tree_of("prognosis.external", [raw]))}
    assert found == {
        "prognosis.external.1.by": "unknown_key",
        "prognosis.external.1.months": "absent_key",
        "prognosis.external.1.survival": "range",
        "prognosis.external.1.computed_on": "type_date",
    }


def test_that_every_part_of_a_national_number_is_read() -> None:
    found = {
        each.key: each.code
        for each in problems_of(tree_of("patient.national_id", {"system": "ssn", "value": 3}))
    }
    assert found == {"patient.national_id.system": "choice", "patient.national_id.value": "type_text"}


# --- names that nobody knows ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "key", "code", "hint"),
    [
        ({"labs": {"albumine_g_per_l": 34}}, "labs.albumine_g_per_l", "unknown_key_close", "albumin_g_per_l"),
        ({"labs": {"xyzzy": 1}}, "labs.xyzzy", "unknown_key", None),
        ({"tumor": {"primary": "breast"}}, "tumor", "unknown_key_close", "tumour"),
        ({"xyzzy": None}, "xyzzy", "unknown_key", None),
        ({"lesions": [{"level": "T6", "bilski": "2"}]}, "lesions.T6.bilski", "unknown_key_close", "bilsky"),
        ({"recorded": {"labs.albumin": []}}, "recorded.labs.albumin", "unknown_key_close", None),
        ({"recorded": {"lesions.pain": []}}, "recorded.lesions.pain", "unknown_key_close", None),
        ({"recorded": {"lesions.T13.pain": []}}, "recorded.lesions.T13.pain", "unknown_key_close", None),
    ],
)
def test_that_a_misspelt_name_does_not_vanish(
    tree: dict[str, Any], key: str, code: str, hint: str | None
) -> None:
    found = only_problem({"schema": SCHEMA, **tree})
    assert (found.key, found.code) == (key, code)
    assert hint is None or found.params["hint"] == hint


def test_that_a_misspelt_name_is_refused_even_without_a_value() -> None:
    assert only_problem({"schema": SCHEMA, "labs": {"albumine": None}}).key == "labs.albumine"


@pytest.mark.parametrize("schema", [None, "mdt-desk/case/2", 1, ""])
def test_that_another_schema_is_refused(schema: object) -> None:
    assert only_problem({"schema": schema}).code == "schema"
    assert only_problem({}).code == "schema"


@pytest.mark.parametrize("tree", [None, [], "case", 3, True])
def test_that_anything_but_an_object_is_refused(tree: object) -> None:
    assert only_problem(tree).code == "not_an_object"


@pytest.mark.parametrize("name", SECTIONS)
def test_that_a_section_must_be_a_table(name: str) -> None:
    wrongs: tuple[object, ...] = ([], "text", 3, False)
    for wrong in wrongs:
        found = only_problem({"schema": SCHEMA, name: wrong})
        assert (found.key, found.code) == (name, "type_section")


# --- facts that contradict each other ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "key", "code"),
    [
        (
            {"tumour": {"spinal_metastases": 3, "skeletal_metastases": 2}},
            "tumour.spinal_metastases",
            "spinal_metastases_exceed",
        ),
        (
            {"tumour": {"skeletal_metastases": 5, "metastases_total": 4}},
            "tumour.skeletal_metastases",
            "skeletal_metastases_exceed",
        ),
        ({"patient": {"birth_date": "2026-11-19"}}, "patient.birth_date", "future"),
        ({"patient": {"birth_date": "1890-01-01"}}, "patient.birth_date", "too_long_ago"),
        ({"tumour": {"diagnosed_on": "2026-11-19"}}, "tumour.diagnosed_on", "future"),
        ({"lesions": [{"level": "T6"}, {"level": "L3"}, {"level": "T6"}]}, "lesions.T6", "level_twice"),
        ({"lesions": [{"level": "Th6"}, {"level": "T6"}]}, "lesions.T6", "level_twice"),
        ({"lesions": [{"pain": "none"}]}, "lesions.1.level", "level_absent"),
        ({"lesions": [{"level": None}]}, "lesions.1.level", "level_absent"),
        ({"lesions": [{"level": "T13"}]}, "lesions.1.level", "level"),
        (
            {"neurology": {"frankel": "E", "complete_cord_injury_at": "2026-11-18T08:00:00+01:00"}},
            "neurology.complete_cord_injury_at",
            "complete_lesion_frankel_e",
        ),
    ],
)
def test_that_what_cannot_be_true_together_is_refused(facts: dict[str, Any], key: str, code: str) -> None:
    found = only_problem({"schema": SCHEMA, **facts})
    assert (found.key, found.code) == (key, code)


@pytest.mark.parametrize(
    "facts",
    [
        {"tumour": {"spinal_metastases": 2, "skeletal_metastases": 2, "metastases_total": 2}},
        {"tumour": {"spinal_metastases": 9, "metastases_total": 1}},
        {"tumour": {"diagnosed_on": "2026-11-18"}, "patient": {"birth_date": "2026-11-18"}},
        {"neurology": {"frankel": "A", "complete_cord_injury_at": "2026-11-18T08:00:00+01:00"}},
        {"imaging": {"mri_whole_spine_at": "2026-12-24T08:00:00+01:00"}},
        {"tumour": {"spinal_metastases": 0}, "lesions": [{"level": "T6"}]},
    ],
)
def test_that_nothing_is_inferred_from_counts_and_plans_may_lie_ahead(facts: dict[str, Any]) -> None:
    read_case({"schema": SCHEMA, **facts}, AT)


def test_that_today_is_the_day_where_the_assessment_is_made() -> None:
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
    tree = tree_of("tumour.diagnosed_on", "2026-11-18")
    assert read_case(tree, late.astimezone(AMSTERDAM)).tumour.diagnosed_on == date(2026, 11, 18)
    assert only_problem(tree, late).code == "future"


@settings(max_examples=30)
@given(case=cases())
def test_that_a_case_that_was_read_has_no_contradictions(case: Case) -> None:
    assert contradictions(case, AT) == ()


# --- nothing is half accepted -----------------------------------------------------------------------------


@settings(max_examples=60)
@given(case=cases(), data=st.data())
def test_that_every_fault_is_named_and_nothing_is_accepted(case: Case, data: st.DataObject) -> None:
    tree = case_tree(case)
    spoilt = data.draw(
        st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4, unique_by=lambda each: each.path)
    )
    for spec in spoilt:
        tree.setdefault(spec.section, {})[spec.name] = data.draw(st.sampled_from(WRONG[spec.kind]))
    before = deepcopy(tree)
    keys = [each.key for each in problems_of(tree)]
    for spec in spoilt:
        assert any(key == spec.path or key.startswith(f"{spec.path}.") for key in keys)
    blamed = {spec.path for spec in spoilt}
    assert all(any(key.startswith(path) for path in blamed) for key in keys)
    assert tree == before


def test_that_problems_are_told_in_the_order_of_the_file() -> None:
    tree = {
        "schema": SCHEMA,
        "patient": {"sex": "x", "large_print": "no"},
        "labs": {"albumin_g_per_l": 3.5, "albumine": 3},
        "lesions": [{"level": "T99"}, {"pain": "awful"}],
        "recorded": {"labs.albumin_g_per_l": [{"value": 3.5, "at": "yesterday"}]},
    }
    assert [each.key for each in problems_of(tree)] == [
        "patient.sex",
        "patient.large_print",
        "labs.albumin_g_per_l",
        "labs.albumine",
        "lesions.1.level",
        "lesions.2.level",
        "lesions.2.pain",
        "recorded.labs.albumin_g_per_l.1.value",
        "recorded.labs.albumin_g_per_l.1.at",
    ]


def test_that_every_problem_has_its_sentence(texts: Texts) -> None:
    trees: list[object] = [tree_of(spec.path, value) for spec in FACTS.values() for value in WRONG[spec.kind]]
    trees += [
        {"schema": SCHEMA, "labs": 3},
        {"schema": SCHEMA, "lesions": 3},
        {"schema": SCHEMA, "recorded": {"x": 1}},
        3,
        {},
    ]
    for tree in trees:
        for each in problems_of(tree):
            said = texts.get(
                f"problem.{each.code}", key=each.key, value=each.value, fact=each.key, **each.params
            )
            assert each.key in said
            assert "\n" not in said


def test_that_a_long_value_is_shown_in_short_on_one_line() -> None:
    found = only_problem(tree_of("tumour.primary", "long\n" * 500))
    assert len(found.value) <= 80
    assert "\n" not in found.value


# --- the dated history ------------------------------------------------------------------------------------


def with_history(path: str, *entries: object) -> dict[str, Any]:
    return {"schema": SCHEMA, "recorded": {path: list(entries)}}


def entry(value: object, at: str = "2026-11-18T08:00:00+01:00", **more: object) -> dict[str, object]:
    return {"value": value, "at": at, **more}


def test_that_history_is_read_with_its_source() -> None:
    tree = with_history(
        "labs.albumin_g_per_l", entry(36, "2026-11-01T08:00:00+01:00"), entry(34, source="lab")
    )
    first, second = read_case(tree, AT).recorded
    assert (first.value, first.source) == (36, UNKNOWN)
    assert (second.fact, second.value, second.source) == ("labs.albumin_g_per_l", 34, "lab")


def test_that_every_part_of_an_entry_is_read() -> None:
    tree = with_history("condition.ecog", {"value": 9, "at": "now", "source": "", "by": "me"})
    assert {each.key.rpartition(".")[2]: each.code for each in problems_of(tree)} == {
        "by": "unknown_key",
        "value": "range",
        "at": "type_datetime",
        "source": "empty_text",
    }


@pytest.mark.parametrize("spelled", ["lesions.T12.pain", "lesions.Th12.pain", "lesions.t12.pain"])
def test_that_a_vertebra_is_one_whatever_its_spelling(spelled: str) -> None:
    (found,) = read_case(with_history(spelled, entry("mechanical")), AT).recorded
    assert found.fact == "lesions.T12.pain"
    assert read_case({"schema": SCHEMA, "lesions": [{"level": "th12"}]}, AT).lesions == (
        Lesion(level=Level.T12),
    )


@pytest.mark.parametrize(
    ("tree", "key", "code"),
    [
        (
            with_history("labs.albumin_g_per_l", entry(3.5)),
            "recorded.labs.albumin_g_per_l.1.value",
            "albumin_g_per_dl",
        ),
        (with_history("labs.albumin_g_per_l", 34), "recorded.labs.albumin_g_per_l.1", "type_history"),
        (with_history("condition.ecog", {"value": 1}), "recorded.condition.ecog.1.at", "absent_key"),
        (
            with_history("condition.ecog", {"at": "2026-11-18T08:00:00Z"}),
            "recorded.condition.ecog.1.value",
            "absent_key",
        ),
        (
            with_history("condition.ecog", entry(1, "2026-11-18")),
            "recorded.condition.ecog.1.at",
            "type_datetime",
        ),
        (
            with_history("condition.ecog", entry(1, source="")),
            "recorded.condition.ecog.1.source",
            "empty_text",
        ),
        (with_history("condition.ecog", entry(1, by="me")), "recorded.condition.ecog.1.by", "unknown_key"),
        (
            with_history("condition.ecog", entry(1), entry(2, "2026-11-17T08:00:00+01:00")),
            "recorded.condition.ecog",
            "history_order",
        ),
        ({"schema": SCHEMA, "recorded": {"condition.ecog": 1}}, "recorded.condition.ecog", "type_history"),
        ({"schema": SCHEMA, "recorded": []}, "recorded", "type_section"),
    ],
)
def test_that_history_is_as_strict_as_the_facts(tree: dict[str, Any], key: str, code: str) -> None:
    found = only_problem(tree)
    assert (found.key, found.code) == (key, code)


# --- one fact at a time -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("labs.albumin_g_per_l", "34,5", 34.5),
        ("labs.albumin_g_per_l", " 34.5 ", 34.5),
        ("labs.albumin_g_per_l", "34", 34.0),
        ("condition.karnofsky", "70", 70),
        ("tumour.skeletal_metastases", "12", 12),
        ("tumour.diagnosed_on", "2025-06-01", date(2025, 6, 1)),
        ("tumour.diagnosed_on", "1-6-2025", date(2025, 6, 1)),
        ("tumour.diagnosed_on", "01/06/2025", date(2025, 6, 1)),
        ("tumour.diagnosed_on", "1.6.2025", date(2025, 6, 1)),
        ("symptoms.worsened_at", "17-11-2026 9:05", datetime(2026, 11, 17, 8, 5, tzinfo=UTC)),
        ("symptoms.worsened_at", "2026-07-17T09:05", datetime(2026, 7, 17, 7, 5, tzinfo=UTC)),
        ("symptoms.worsened_at", "2026-11-17T09:05:00Z", datetime(2026, 11, 17, 9, 5, tzinfo=UTC)),
        ("referral.question", " Opereren? ", "Opereren?"),
        ("lesions.T12.canal_fraction", "0,4", 0.4),
    ],
)
def test_that_a_typed_fact_is_read_as_it_was_meant(path: str, typed: str, value: object) -> None:
    assert read_fact(path, typed, AT) == value


@pytest.mark.parametrize(
    ("path", "typed", "code"),
    [
        ("labs.albumin_g_per_l", "3,5", "albumin_g_per_dl"),
        ("labs.albumin_g_per_l", "34.5.1", "typed_float"),
        ("labs.albumin_g_per_l", "34,", "typed_float"),
        ("labs.albumin_g_per_l", ",5", "typed_float"),
        ("labs.albumin_g_per_l", "-34", "typed_float"),
        ("labs.albumin_g_per_l", "+34", "typed_float"),
        ("labs.albumin_g_per_l", "3e1", "typed_float"),
        ("labs.albumin_g_per_l", "1.034,5", "typed_float"),
        ("labs.albumin_g_per_l", "34 g/L", "typed_float"),
        ("labs.albumin_g_per_l", "٣٤", "typed_float"),
        ("labs.albumin_g_per_l", "", "typed_float"),
        ("labs.albumin_g_per_l", "nan", "typed_float"),
        ("condition.karnofsky", "70.0", "typed_int"),
        ("condition.karnofsky", "75", "step"),
        ("condition.karnofsky", "110", "range"),
        ("tumour.diagnosed_on", "1-6-25", "type_date"),
        ("tumour.diagnosed_on", "2025-6-1", "type_date"),
        ("tumour.diagnosed_on", "31-2-2025", "type_date"),
        ("tumour.diagnosed_on", "19-11-2026", "future"),
        ("patient.birth_date", "1-1-1890", "too_long_ago"),
        ("tumour.diagnosed_on", "1-6-0206", "range"),
        ("symptoms.worsened_at", "17-11-2026", "type_datetime"),
        ("symptoms.worsened_at", "17-11-2026 25:00", "type_datetime"),
        ("symptoms.worsened_at", "28-3-2027 2:30", "type_datetime"),
        ("referral.question", "   ", "empty_text"),
    ],
)
def test_that_a_typed_fact_is_never_guessed(path: str, typed: str, code: str) -> None:
    with pytest.raises(CaseRefused) as refused:
        read_fact(path, typed, AT)
    (found,) = refused.value.problems
    assert (found.key, found.code) == (path, code)


def test_that_an_hour_that_comes_twice_is_read_as_the_first() -> None:
    found = read_fact("symptoms.worsened_at", "25-10-2026 2:30", AT)
    assert found == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(typed=st.floats(10, 60).map(lambda number: f"{number:.3f}"), comma=st.booleans())
def test_that_comma_and_point_mean_the_same(typed: str, comma: bool) -> None:
    spelled = typed.replace(".", ",") if comma else typed
    assert read_fact("labs.albumin_g_per_l", spelled, AT) == float(typed)


def read_or_refused(path: str, typed: str) -> object:
    """Return the value that was read, or the keys of the problems."""
    try:
        return read_fact(path, typed, AT)
    except CaseRefused as refused:
        return [each.key for each in refused.problems]


@given(
    typed=st.text(max_size=12)
    | st.from_regex(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( \d{1,2}:\d{2})?", fullmatch=True)
)
@pytest.mark.parametrize(
    "path", ["labs.albumin_g_per_l", "condition.karnofsky", "tumour.diagnosed_on", "symptoms.worsened_at"]
)
def test_that_whatever_is_typed_is_read_or_refused_with_one_problem(path: str, typed: str) -> None:
    found = read_or_refused(path, typed)
    if isinstance(found, list):
        assert found == [path]
    else:
        case = with_fact(CaseOf(), path, found)
        assert read_case(case_tree(case), AT) == case


def test_that_no_fact_is_read_under_a_name_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        read_fact("labs.albumine", "34", AT)


@settings(max_examples=40)
@given(case=cases(), data=st.data())
def test_that_changing_a_fact_changes_that_fact_only(case: Case, data: st.DataObject) -> None:
    spec = data.draw(st.sampled_from(PLAIN))
    value = data.draw(values(spec) | st.just(UNKNOWN))
    changed = with_fact(case, spec.path, value)
    assert value_at(changed, spec.path) == value
    assert with_fact(changed, spec.path, value_at(case, spec.path)) == case


def test_that_a_fact_of_one_vertebra_changes_there_only() -> None:
    lesions = (Lesion[Unknown](level=Level.T6), Lesion[Unknown](level=Level.T12))
    case = case_with(lesions=lesions)
    changed = with_fact(case, "lesions.T12.extensive_osteolysis", True)
    assert changed.lesions == (lesions[0], Lesion(level=Level.T12, extensive_osteolysis=True))
    assert with_fact(changed, "lesions.T12.extensive_osteolysis", UNKNOWN) == case


@pytest.mark.parametrize("lesions", [UNKNOWN, (), (Lesion(level=Level.T6),)])
def test_that_a_vertebra_that_is_not_listed_has_no_facts_to_change(lesions: Any) -> None:  # noqa: ANN401  # or unknown
    with pytest.raises(KeyError, match=r"lesions\.L3\.pain"):
        with_fact(case_with(lesions=lesions), "lesions.L3.pain", UNKNOWN)


def test_that_the_history_is_kept_when_a_fact_changes() -> None:
    made = Recorded(fact="condition.ecog", value=1, at=AT)
    case: Case = CaseOf(recorded=(made,))
    assert with_fact(case, "condition.ecog", 2).recorded == (made,)


def test_that_a_case_cannot_be_changed_in_place() -> None:
    case: Case = CaseOf()
    with pytest.raises(AttributeError):
        case.tumour = CaseOf[Unknown]().tumour  # type: ignore[misc]  # the assignment is the point
    with pytest.raises(AttributeError):
        case.tumour.primary = UNKNOWN  # type: ignore[misc]  # the assignment is the point


def test_that_every_fact_has_its_specification_also_at_a_vertebra() -> None:
    for path, spec in FACTS.items():
        assert spec_for(path) is spec
    assert spec_for("lesions.T12.pain") is FACTS["lesions.pain"]
