"""A source without citation, status or date does not speak."""

import copy
import tomllib
from typing import Any

import pytest

from mdt_desk.assets import resource
from mdt_desk.domain.guidelines.loading import SourceRefusedError, load_source
from mdt_desk.domain.guidelines.registry import GUIDELINES


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


def test_that_a_file_for_another_guideline_is_refused() -> None:
    assert any("noms" in each for each in problems(tree("noms")))
