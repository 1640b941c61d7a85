"""A rulebook can be kept, and two that were kept can be compared."""

import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from mdt_desk.domain.guidelines.registry import GUIDELINES
from mdt_desk.domain.rulebook import REFERENCE, Tabulator
from mdt_desk.domain.rulebook_changes import ChangeKind, difference, plain, rulebook_tree
from tests.domain.desk import rules


def tree_of(name: str) -> dict[str, Any]:
    (source,) = [each for each in rules().sources if each.id == name]
    return rulebook_tree(Tabulator(REFERENCE).rulebook(source))


@pytest.fixture(scope="module")
def erasmus() -> dict[str, Any]:
    return tree_of("erasmus-2022")


@pytest.mark.parametrize("name", GUIDELINES)
def test_that_a_tree_survives_a_file_and_is_the_same_every_time(name: str) -> None:
    tree = tree_of(name)
    kept = json.dumps(tree, sort_keys=True)
    assert json.loads(kept) == tree
    assert json.dumps(tree_of(name), sort_keys=True) == kept
    assert "0x" not in kept


def test_that_equal_rulebooks_do_not_differ(erasmus: dict[str, Any]) -> None:
    assert difference(erasmus, deepcopy(erasmus)) == ()


def test_that_another_number_is_told_with_both_values(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    newer["numbers"]["surgery_nesms"]["value"] = 3
    (change,) = difference(erasmus, newer)
    assert (change.kind, change.part, change.name) == (ChangeKind.CHANGED, "numbers", "surgery_nesms")
    assert change.before.startswith("2 (treatment, notes 2 and 4")
    assert change.after.startswith("3 (treatment, notes 2 and 4")


def test_that_another_answer_in_a_row_is_told_beside_its_conditions(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    newer["actions"]["biopsy"]["rows"][0]["answer"]["within"] = {"hours": 48}
    (change,) = difference(erasmus, newer)
    assert (change.kind, change.name) == (ChangeKind.CHANGED, "biopsy")
    assert change.before.endswith("→ applies: within hours 24")
    assert change.after.endswith("→ applies: within hours 48")
    assert change.before.rpartition(" → ")[0] == change.after.rpartition(" → ")[0]


def test_that_rows_that_come_and_go_are_told(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    rows = newer["actions"]["start_treatment"]["rows"]
    gone = rows.pop(0)
    rows.insert(0, {"when": {"words.confirmed": [True]}, "answer": gone["answer"]})
    kinds = {each.kind: each for each in difference(erasmus, newer)}
    assert set(kinds) == {ChangeKind.ADDED, ChangeKind.REMOVED}
    assert kinds[ChangeKind.ADDED].after.startswith("words.confirmed is yes → applies")
    assert "words.clinical_mescc is yes" in kinds[ChangeKind.REMOVED].before


def test_that_rows_in_another_order_are_told(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    newer["actions"]["biopsy"]["rows"].reverse()
    (change,) = difference(erasmus, newer)
    assert change.kind is ChangeKind.CHANGED


def test_that_whole_actions_words_and_gaps_come_and_go(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    del newer["gaps"]["dose_not_said"]
    del newer["words"]["words.emergency"]
    newer["actions"]["pain_service"] = newer["actions"]["mdt_weekly"]
    found = {(each.kind, each.part, each.name) for each in difference(erasmus, newer)}
    assert found == {
        (ChangeKind.REMOVED, "gaps", "dose_not_said"),
        (ChangeKind.REMOVED, "words", "words.emergency"),
        (ChangeKind.ADDED, "actions", "pain_service"),
    }


def test_that_another_place_gate_sentence_or_review_date_is_told(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    newer["actions"]["sbrt"]["place"] = "elsewhere"
    del newer["actions"]["rt_8gy_single"]["gated"]
    newer["actions"]["biopsy"]["notes"] = {}
    newer["document"]["review_by"] = "2030-01-31"
    found = difference(erasmus, newer)
    assert len(found) >= 4
    assert list(dict.fromkeys(each.name for each in found)) == ["document", "biopsy", "rt_8gy_single", "sbrt"]
    assert list(dict.fromkeys(each.about for each in found)) == ["review_by", "note", "gated", "place"]
    assert found[-1].after == "elsewhere"


def test_that_a_sentence_beside_an_action_that_comes_or_goes_is_told(erasmus: dict[str, Any]) -> None:
    newer = deepcopy(erasmus)
    notes = newer["actions"]["biopsy"]["notes"]
    gone = next(iter(notes))
    notes["said_anew"] = notes.pop(gone)
    found = [(each.kind, each.about, each.before, each.after) for each in difference(erasmus, newer)]
    assert sorted(found) == [
        (ChangeKind.ADDED, "note", "", "said_anew"),
        (ChangeKind.REMOVED, "note", gone, ""),
    ]


def test_that_a_day_is_kept_by_its_distance_from_the_day_of_the_rulebook() -> None:
    day = REFERENCE.at.date()
    assert [plain(day + timedelta(days=each)) for each in (-9, 2)] == ["-9 days", "+2 days"]


def test_that_rulebooks_of_different_guidelines_are_not_compared(erasmus: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="erasmus-2022 and noms are different guidelines"):
        difference(erasmus, tree_of("noms"))
