"""A source without citation, status or date does not speak."""

import copy
import tomllib
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mdt_desk.assets import resource
from mdt_desk.domain.evidence import Citation, Document, Status
from mdt_desk.domain.guidelines.loading import SourceRefusedError, load_source
from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.moments import Within


def tree(guideline: str = "erasmus-2022") -> dict[str, Any]:
    return tomllib.loads(resource("guidelines", f"{guideline}.toml").read_text(encoding="utf-8"))


def problems(changed: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(SourceRefusedError) as refused:
        load_source(GUIDELINES["erasmus-2022"], changed)
    return refused.value.problems


@pytest.mark.parametrize("guideline", list(GUIDELINES))
def test_that_every_shipped_source_loads_with_a_citation_for_each_action(guideline: str) -> None:
    source = load_source(GUIDELINES[guideline], tree(guideline))
    assert all(source.citations[each.action].place for each in source.guideline.questions)
    assert set(source.provenance) == set(tree(guideline)["numbers"])


@pytest.mark.parametrize("part", ["place", "status", "checked"])
@pytest.mark.parametrize("table", ["numbers", "actions", "gaps", "regimens"])
def test_that_whatever_lacks_its_provenance_is_refused_by_name(table: str, part: str) -> None:
    changed = copy.deepcopy(tree())
    name = next(iter(changed[table]))
    del changed[table][name][part]
    (found,) = problems(changed)
    assert name in found
    assert part in found


def test_that_a_number_no_rule_needs_and_one_that_is_missing_are_both_named() -> None:
    changed = tree()
    changed["numbers"]["mri_next_year"] = changed["numbers"].pop("mri_emergency")
    assert problems(changed) == (
        "number mri_next_year is needed by no rule",
        "number mri_emergency is missing",
    )


def test_that_a_limit_around_which_unknown_values_are_not_tried_is_refused() -> None:
    changed = tree()
    changed["numbers"]["good_prognosis_months"]["value"] = 10
    (found,) = problems(changed)
    assert "condition.expected_survival_months with 10" in found


def test_that_an_action_without_citation_and_a_citation_without_action_are_refused() -> None:
    changed = tree()
    changed["actions"]["tea"] = changed["actions"].pop("biopsy")
    assert set(problems(changed)) == {"actions.tea belongs to no rule", "actions.biopsy has no citation"}


def test_that_a_deadline_needs_a_unit_of_time_and_a_status_a_known_word() -> None:
    changed = tree()
    changed["numbers"]["mri_emergency"]["unit"] = "fortnights"
    changed["actions"]["biopsy"]["status"] = "hearsay"
    found = " ".join(problems(changed))
    assert "fortnights" in found
    assert "hearsay" in found


# --- what is said of each number, citation and document, word for word -------------------------------------------


def with_number(name: str, **changed: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever a file may hold
    """Return the data with one number changed; None takes a part away."""
    found = tree()
    given = found["numbers"][name] | changed
    found["numbers"][name] = {part: each for part, each in given.items() if each is not None}
    return found


def test_that_the_refusal_names_the_source_and_every_problem_in_turn() -> None:
    changed = with_number("mri_emergency", value=None)
    changed["numbers"]["surgery_nesms"]["value"] = True
    del changed["document"]["title"]
    with pytest.raises(SourceRefusedError) as refused:
        load_source(GUIDELINES["erasmus-2022"], changed)
    told = (
        "document has no title",
        "number mri_emergency has no value",
        "number surgery_nesms has no value",
    )
    assert refused.value.problems == told
    assert str(refused.value) == "erasmus-2022: " + "; ".join(told)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"status": "hearsay"},
            "number mri_emergency has status 'hearsay': source, secondary, unverified is allowed",
        ),
        (
            {"place": " "},
            "number mri_emergency needs a place in words and a date on which it was checked",
        ),
        (
            {"checked": "2026-11-20"},
            "number mri_emergency needs a place in words and a date on which it was checked",
        ),
        (
            {"checked": datetime(2026, 11, 20, 12, tzinfo=UTC)},
            "number mri_emergency needs a place in words and a date on which it was checked",
        ),
        ({"place": None, "status": None}, "number mri_emergency has no place, status"),
        (
            {"unit": "fortnights"},
            "number mri_emergency is a deadline in 'fortnights': hours, days or weeks is allowed",
        ),
        ({"unit": None}, "number mri_emergency is a deadline in '': hours, days or weeks is allowed"),
        ({"value": "12"}, "number mri_emergency has no value"),
        (
            {"fact": "condition.expected_survival"},
            (
                "number mri_emergency compares condition.expected_survival with 12,"
                " which unknown facts are not tried around"
            ),
        ),
    ],
)
def test_that_what_is_wrong_with_a_number_is_told(changed: dict[str, Any], told: str) -> None:
    assert problems(with_number("mri_emergency", **changed)) == (told,)


def test_that_an_action_is_told_by_its_table_too() -> None:
    changed = tree()
    del changed["actions"]["biopsy"]["place"]
    del changed["regimens"]["erasmus_dexamethasone"]["checked"]
    assert problems(changed) == (
        "actions.biopsy has no place",
        "regimens.erasmus_dexamethasone has no checked",
    )


@pytest.mark.parametrize("part", ["id", "title", "dated"])
@pytest.mark.parametrize("empty", [True, False])
def test_that_a_document_without_name_title_or_date_is_refused(part: str, empty: bool) -> None:
    changed = tree()
    if empty:
        changed["document"][part] = ""
    else:
        del changed["document"][part]
    assert problems(changed)[0] == f"document has no {part}"


def test_that_data_without_any_table_lack_everything() -> None:
    found = problems({})
    assert found[:3] == ("document has no id", "document has no title", "document has no dated")
    numbers = [each for each in found if each.startswith("number ")]
    assert numbers == [f"number {name} is missing" for name in tree()["numbers"]]
    assert "actions.biopsy has no citation" in found
    assert "gaps.dose_not_said has no citation" in found


@pytest.mark.parametrize(
    ("value", "unit", "within"),
    [
        (12, "hours", Within(hours=12)),
        (3, "days", Within(hours=72, days=3)),
        (2, "weeks", Within(hours=336, days=14)),
    ],
)
def test_that_a_deadline_is_hours_or_days_of_the_calendar(value: int, unit: str, within: Within) -> None:
    changed = with_number("mri_emergency", value=value, unit=unit)
    assert load_source(GUIDELINES["erasmus-2022"], changed).numbers.mri_emergency == within


def test_that_a_number_and_its_provenance_are_those_of_the_file() -> None:
    changed = with_number("cement_canal_share", place="a place", status="secondary", checked=date(2026, 1, 2))
    source = load_source(GUIDELINES["erasmus-2022"], changed)
    assert source.numbers.cement_canal_share == pytest.approx(1 / 3)
    assert source.provenance["cement_canal_share"] == Citation(
        place="a place", status=Status.SECONDARY, checked=date(2026, 1, 2)
    )


def test_that_actions_gaps_and_regimens_are_cited_as_in_the_file() -> None:
    changed = tree()
    source = load_source(GUIDELINES["erasmus-2022"], changed)
    assert source.citations == {
        name: Citation(place=raw["place"], status=Status(raw["status"]), checked=raw["checked"])
        for table in ("actions", "gaps", "regimens")
        for name, raw in changed[table].items()
    }


def test_that_a_document_is_shown_as_its_file_says() -> None:
    assert load_source(GUIDELINES["erasmus-2022"], tree()).document == Document(
        id="erasmus-2022",
        title="Erasmus MC, multidisciplinary protocol on spinal metastases",
        dated="January 2022",
        review_by=date(2024, 1, 31),
        advisory_only=False,
    )
    assert load_source(GUIDELINES["summary"], tree("summary")).document.advisory_only is True
    assert load_source(GUIDELINES["noms"], tree("noms")).document.review_by is None


def test_that_a_file_for_another_guideline_is_refused() -> None:
    assert "the file is for noms, not erasmus-2022" in problems(tree("noms"))


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("status", "rumour", "has status 'rumour'"),
        ("place", "  ", "needs a place in words"),
        ("checked", "2026-11-20", "needs a place in words and a date"),
    ],
)
def test_that_a_provenance_that_says_nothing_is_refused_by_name(part: str, value: str, said: str) -> None:
    changed = copy.deepcopy(tree())
    name = next(iter(changed["actions"]))
    changed["actions"][name][part] = value
    (found,) = problems(changed)
    assert name in found
    assert said in found
