"""A case that is misspelt fails loudly, and every rule has its cases."""

from typing import Any

import pytest

from tests.cases.casebook import MiswrittenError, bases, casebook, read_table
from tests.cases.claims import MisspeltError, what_is_wrong
from tests.cases.desk import outcome, rules

WELL_WRITTEN: dict[str, Any] = {
    "id": "pain",
    "base": "suspected",
    "source": "erasmus-2022, diagnostics, note 2",
    "check": "Two weeks.",
    "expect": [["within_hours", "erasmus-2022", "mri_whole_spine", 336]],
}


def test_that_a_well_written_case_is_read() -> None:
    assert read_table("here", WELL_WRITTEN, bases()).check == "Two weeks."


@pytest.mark.parametrize(
    "slip",
    [
        {"base": "suspekted"},
        {"change": {"symptoms": {"back_pain": True}}},
        {"change": {"symptoms": {"back_or_neck_pain": True}}},
        {"change": {"lesions": {"T6": {"bilsky": "2"}}}},
        {"forget": ["symptoms.lermitte"]},
        {"forget": ["lesions.T6.bilsky"]},
        {"source": "somewhere"},
        {"check": " "},
        {"expect": []},
        {"at": "2026-11-18T10:00:00"},
        {"meeting": "next Wednesday"},
        {"chek": "Two weeks."},
    ],
    ids=str,
)
def test_that_a_miswritten_case_is_not_read(slip: dict[str, Any]) -> None:
    with pytest.raises(MiswrittenError):
        read_table("here", WELL_WRITTEN | slip, bases())


@pytest.mark.parametrize("left_out", ["id", "base", "source", "check", "expect"])
def test_that_a_case_that_leaves_something_out_is_not_read(left_out: str) -> None:
    with pytest.raises(MiswrittenError):
        read_table("here", {name: WELL_WRITTEN[name] for name in WELL_WRITTEN if name != left_out}, bases())


@pytest.mark.parametrize(
    "claim",
    [
        ["aplies", "erasmus-2022", "mri_whole_spine"],
        ["absent", "erasmus-2023", "biopsy"],
        ["absent", "erasmus-2022", "biopsie"],
        ["applies", "erasmus-2022"],
        ["applies_strength", "erasmus-2022", "mri_whole_spine", "must"],
        ["missing", "erasmus-2022", "mri_whole_spine", ["symptoms.back_pain"]],
        ["score", "nesm", "value", 3],
        ["score", "nesms", "points", 3],
        ["disagree", "imageing", "erasmus-2022", "mri_whole_spine", "nice-ng234", "no_mri_screening"],
        ["clock", "erasmus-2022", "mri_whole_spine", "ticking"],
        ["details", "erasmus-2022", "mri_whole_spine", ["tapir"]],
        ["wait_for_meeting", "maybe"],
        ["not_covered", "erasmus-2023", "imaging"],
    ],
    ids=str,
)
def test_that_a_misspelt_claim_fails_loudly(claim: list[Any]) -> None:
    said = outcome(read_table("here", WELL_WRITTEN, bases()))
    with pytest.raises(MisspeltError):
        what_is_wrong(said, tuple(claim))


@pytest.mark.parametrize(
    "claim",
    [
        ["applies", "erasmus-2022", "biopsy"],
        ["absent", "erasmus-2022", "mri_whole_spine"],
        ["not_applies", "erasmus-2022", "mri_whole_spine"],
        ["undetermined", "erasmus-2022", "mri_whole_spine", []],
        ["applies_strength", "erasmus-2022", "mri_whole_spine", "consider"],
        ["missing", "erasmus-2022", "mri_whole_spine", ["symptoms.lhermitte"]],
        ["within_hours", "erasmus-2022", "mri_whole_spine", 168],
        ["possible_hours", "erasmus-2022", "mri_whole_spine", [12, 336]],
        ["no_deadline", "erasmus-2022", "mri_whole_spine"],
        ["due", "erasmus-2022", "mri_whole_spine", "2026-12-01T18:00:00+02:00"],
        ["says", "erasmus-2022", "mri_whole_spine", "nothing of the kind"],
        ["silent_on", "summary", "mri_whole_spine", "ct"],
        ["details", "summary", "mri_whole_spine", []],
        ["clock", "erasmus-2022", "mri_whole_spine", "met"],
        ["no_clock", "erasmus-2022", "mri_whole_spine"],
        ["not_covered", "erasmus-2022", "imaging"],
        ["disagree", "imaging", "erasmus-2022", "mri_whole_spine", "nice-ng234", "no_mri_screening"],
        ["deadlines_agree", "mri_whole_spine", "erasmus-2022", "nice-ng234"],
        ["regimens_differ", "dexamethasone", "erasmus-2022", "nice-ng234"],
        ["wait_for_meeting", False],
        ["wait_missing", ["symptoms.lhermitte"]],
        ["emergency_possible", True],
        ["urgent_because", "noms", "admit"],
        ["score", "nesms", "value", 0],
        ["score", "nesms", "missing", ["labs.albumin_g_per_l"]],
        ["refused", "albumin"],
    ],
    ids=str,
)
def test_that_a_claim_that_does_not_hold_is_told(claim: list[Any]) -> None:
    assert what_is_wrong(outcome(read_table("here", WELL_WRITTEN, bases())), tuple(claim))


NEVER_OPEN = {("erasmus-2022", "responsible_physician"), ("lwno-2015", "responsible_physician")}
"""They ask for nothing but events, and what was not recorded as done was not done."""

KINDS = {
    "fires": {"applies", "applies_strength"},
    "does not fire": {"absent"},
    "is undecided": {"missing", "undetermined"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_rule_has_a_case_in_which_it(kind: str) -> None:
    claimed = {
        (claim[1], claim[2])
        for case in casebook().values()
        for claim in case.expect
        if claim[0] in KINDS[kind] and (claim[0] != "missing" or claim[3])
    }
    claimed |= {  # a deadline, too, is claimed of an action that fires
        (claim[1], claim[2])
        for case in casebook().values()
        for claim in case.expect
        if kind == "fires" and claim[0] in {"within_hours", "possible_hours", "no_deadline"}
    }
    asked = {
        (source.id, question.action) for source in rules().sources for question in source.guideline.questions
    }
    without = asked - claimed - (NEVER_OPEN if kind == "is undecided" else set())
    assert not without
