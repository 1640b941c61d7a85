"""A case that is misspelt fails loudly, and every rule has its cases."""

from datetime import timedelta
from typing import Any

import pytest

from mdt_desk.domain.advice import Clock
from mdt_desk.domain.deadlines import STOPPED_BY
from mdt_desk.domain.rulebook import REFERENCE
from mdt_desk.domain.settle import Unbound
from tests.cases.casebook import ClinicalCase, MiswrittenError, bases, casebook, read_table
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
        ["gaps", "erasmus-2023", []],
        ["gaps", "erasmus-2022", ["tapir"]],
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
        ["soon", "erasmus-2022", "mri_whole_spine", True],
        ["soon", "erasmus-2022", "biopsy", True],
        ["says", "erasmus-2022", "mri_whole_spine", "nothing of the kind"],
        ["silent_on", "summary", "mri_whole_spine", "ct"],
        ["details", "summary", "mri_whole_spine", []],
        ["clock", "erasmus-2022", "mri_whole_spine", "met"],
        ["no_clock", "erasmus-2022", "mri_whole_spine"],
        ["not_covered", "erasmus-2022", "imaging"],
        ["gaps", "erasmus-2022", ["signs_contradict"]],
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


ABOUT_A_RULE = KINDS["fires"] | KINDS["does not fire"] | KINDS["is undecided"]
ABOUT_A_RULE |= {"within_hours", "possible_hours", "no_deadline", "due", "not_applies", "details"}
"""Claims about one action of one guideline."""


def test_that_every_rule_has_at_least_three_cases() -> None:
    cases: dict[tuple[str, str], set[str]] = {
        (source.id, question.action): set()
        for source in rules().sources
        for question in source.guideline.questions
    }
    for case in casebook().values():
        for claim in case.expect:
            if claim[0] in ABOUT_A_RULE and (claim[1], claim[2]) in cases:
                cases[claim[1], claim[2]].add(case.name)
    assert {rule: len(found) for rule, found in cases.items() if len(found) < 3} == {}


def test_that_every_gap_has_cases_in_which_it_is_told_and_cases_in_which_it_is_not() -> None:
    claims = [claim for case in casebook().values() for claim in case.expect if claim[0] == "gaps"]
    for source in rules().sources:
        for gap in source.guideline.gaps:
            told = [gap.note in claim[2] for claim in claims if claim[1] == source.id]
            assert told.count(True) >= 1, (source.id, gap.note)
            assert told.count(False) >= 2, (source.id, gap.note)


def test_that_every_sentence_of_a_detail_has_a_case_in_which_it_is_said_and_one_in_which_it_is_not() -> None:
    claims = [claim for case in casebook().values() for claim in case.expect if claim[0] == "details"]
    for source in rules().sources:
        for question in source.guideline.questions:
            given = [claim[3] for claim in claims if (claim[1], claim[2]) == (source.id, question.action)]
            for note in question.notes:
                said = [note.key in keys for keys in given]
                assert said.count(True) >= 1, (source.id, question.action, note.key)
                assert note.when is None or said.count(False) >= 1, (source.id, question.action, note.key)


def rows_of_deadlines() -> set[tuple[str, str, int]]:
    """Return each number of hours that a guideline can give for an action, by the code that runs."""
    return {
        (source.id, question.action, each.within.hours)
        for source in rules().sources
        if not source.document.advisory_only
        for question in source.guideline.questions
        for each in Unbound(REFERENCE).settle(question.rule, source.numbers).possible
        if each is not None and each.within is not None
    }


STATES = {
    "running": timedelta(0),
    "overdue": timedelta(minutes=1),
    "met": timedelta(0),
    "late": timedelta(minutes=1),
}
"""How long after its last moment a case looks at a deadline, or something was done about it."""


def clock_of(case: ClinicalCase, guideline: str, action: str) -> Clock:
    """Return a clock that a case claims."""
    clocks = outcome(case).assessment.clocks
    (found,) = [each for each in clocks if (each.guideline, each.action) == (guideline, action)]
    return found


@pytest.mark.parametrize("state", STATES)
def test_that_every_row_of_every_table_of_deadlines_has_a_case_on_each_side_of_its_last_moment(
    state: str,
) -> None:
    wanted = rows_of_deadlines()
    if state in {"met", "late"}:
        wanted = {row for row in wanted if row[1] in STOPPED_BY}
    for case in casebook().values():
        for claim in case.expect:
            if claim[0] != "clock" or claim[3] != state:
                continue
            found = clock_of(case, claim[1], claim[2])
            if (found.stopped_at or case.at) - found.due == STATES[state]:
                hours = (found.due - found.started_at) // timedelta(hours=1)
                wanted -= {(found.guideline, found.action, hours)}
    assert wanted == set()
