"""A new rule set lists the cases that it advises otherwise, open and past."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.advice import AdviceStatus, Strength
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.moments import Within
from mdt_desk.domain.neurology import Side
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.tumour import Primary
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact, list_case, set_aside
from mdt_desk.usecases.ports import Assess, NoteKind
from mdt_desk.usecases.rule_sets import (
    AdvisedOtherwise,
    CaseOtherwise,
    Told,
    advised_otherwise,
    remember_advice,
)
from tests.usecases.desk import LEADING, TUESDAY, advising, patient

Ids = Callable[[], UUID]
OLD, NEW = RuleSet(version="1", hash="aaaa"), RuleSet(version="2", hash="bbbb")


def painful(number: str) -> Case:
    case = patient(number)
    for path, value in {
        "symptoms.back_or_neck_pain": True,
        "imaging.confirmed_spinal_metastases": True,
        "tumour.primary": Primary.BREAST,
        "symptoms.radicular_pain": Side.NONE,
        "symptoms.lhermitte": False,
        "neurology.radicular_deficit": Side.NONE,
        "neurology.cord_or_cauda_signs": False,
    }.items():
        case = with_fact(case, path, value)
    return case


def under(rules: Rules) -> Assess:
    def assessed(case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        return assess(case, at, meeting_at, rules)

    return assessed


def saying(rules: RuleSet, *actions: str) -> Assess:
    def assessed(case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        return replace(advising(*actions)(case, at, meeting_at), rules=rules)

    return assessed


def with_slower_mri() -> Rules:
    rules = load_rules([LEADING])
    (source,) = rules.sources
    numbers = replace(source.numbers, mri_local_pain=Within(hours=504, days=21))
    return replace(rules, sources=(replace(source, numbers=numbers),), rule_set=NEW)


def remembered(queue: Queue, *actions: str) -> None:
    remember_advice(queue, saying(OLD, *actions), OLD)


def test_that_the_same_rules_advise_nobody_otherwise(queue: Queue, new_id: Ids) -> None:
    list_case(queue, new_id, painful("VB-1"), TUESDAY)
    rules = load_rules([LEADING])
    remember_advice(queue, under(rules), rules.rule_set)
    assert advised_otherwise(queue, under(rules)) == ()


def test_that_another_number_names_the_case_and_the_action(queue: Queue, new_id: Ids) -> None:
    hurting = list_case(queue, new_id, painful("VB-1"), TUESDAY)
    painless = with_fact(painful("VB-2"), "symptoms.back_or_neck_pain", value=False)
    list_case(queue, new_id, painless, TUESDAY)
    old = load_rules([LEADING])
    remember_advice(queue, under(old), old.rule_set)
    (found,) = advised_otherwise(queue, under(with_slower_mri()))
    assert (found.stored, found.since, found.waits) == (hurting, old.rule_set, True)
    (change,) = [each for each in found.changes if each.action == "mri_whole_spine"]
    assert change.before is not None
    assert change.after is not None
    assert (change.topic, change.before.within_hours, change.after.within_hours) == ("imaging", 336, 504)


def test_that_what_comes_and_goes_is_told_as_it_was_and_as_it_would_be(queue: Queue, new_id: Ids) -> None:
    list_case(queue, new_id, patient("VB-1"), TUESDAY)
    remembered(queue, "biopsy", "sbrt")
    (found,) = advised_otherwise(queue, saying(NEW, "biopsy", "rt_8gy_single"))
    told = Told(
        topic="radiotherapy",
        status=AdviceStatus.APPLIES,
        strength=Strength.DO,
        within_hours=None,
        variant=None,
    )
    assert found.changes == (
        AdvisedOtherwise(guideline=LEADING, action="rt_8gy_single", before=None, after=told),
        AdvisedOtherwise(guideline=LEADING, action="sbrt", before=told, after=None),
    )
    assert [each.topic for each in found.changes] == ["radiotherapy", "radiotherapy"]


def test_that_past_cases_are_told_apart_from_those_that_wait(queue: Queue, new_id: Ids) -> None:
    past = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    waiting = list_case(queue, new_id, patient("VB-2"), TUESDAY + timedelta(minutes=1))
    set_aside(queue, past.id, CaseState.CLOSED, expected_version=1, at=TUESDAY + timedelta(hours=1))
    remembered(queue, "biopsy")
    found = advised_otherwise(queue, saying(NEW, "sbrt"))
    assert [(each.stored.id, each.waits) for each in found] == [(past.id, False), (waiting.id, True)]


def test_that_facts_are_judged_at_the_moment_they_were_last_changed(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    later = TUESDAY + timedelta(hours=3)
    path = "symptoms.lhermitte"
    change_fact(queue, listed.id, path, value=False, expected_version=1, at=later)
    asked: list[datetime] = []

    def noting(case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        asked.append(at)
        return saying(NEW, "biopsy")(case, at, meeting_at)

    remembered(queue, "sbrt")
    advised_otherwise(queue, noting)
    assert asked == [later]


def test_that_a_case_changed_since_has_nothing_to_be_compared_with(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    remembered(queue, "biopsy")
    change_fact(queue, listed.id, "symptoms.lhermitte", value=False, expected_version=1, at=TUESDAY)
    assert advised_otherwise(queue, saying(NEW, "sbrt")) == ()


def changed(queue: Queue) -> tuple[CaseOtherwise, ...]:
    return advised_otherwise(queue, saying(NEW, "sbrt"))


def test_that_the_older_advice_is_kept_until_somebody_has_seen_what_changed(
    queue: Queue, new_id: Ids
) -> None:
    list_case(queue, new_id, patient("VB-1"), TUESDAY)
    remembered(queue, "biopsy")
    remember_advice(queue, saying(NEW, "sbrt"), NEW)
    assert len(changed(queue)) == 1
    remember_advice(queue, saying(NEW, "sbrt"), NEW, anew=True)
    assert changed(queue) == ()
    (again,) = advised_otherwise(queue, saying(OLD, "biopsy"))
    assert again.since == NEW


def test_that_so_many_are_remembered_at_a_time_until_all_are(queue: Queue, new_id: Ids) -> None:
    for number in range(3):
        list_case(queue, new_id, patient(f"VB-{number}"), TUESDAY)
    turns = [remember_advice(queue, saying(OLD, "biopsy"), OLD, most=most) for most in (1, None, None)]
    assert turns == [1, 2, 0]
    assert len(changed(queue)) == 3


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"rules": 3}', '{"rules": ["1", "a"], "version": 1, "told": {"x": 2}}']
)
def test_that_a_memory_that_cannot_be_read_is_as_good_as_none(queue: Queue, new_id: Ids, note: str) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    queue.notes.keep(NoteKind.RULE_SET, listed.id.hex, note)
    assert changed(queue) == ()
    remembered(queue, "biopsy")
    assert len(changed(queue)) == 1


def test_that_what_is_remembered_names_nobody(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1", name="Testpatiënt"), TUESDAY)
    remembered(queue, "biopsy")
    note = queue.notes.recall(NoteKind.RULE_SET, listed.id.hex)
    assert note is not None
    assert "Testpati" not in note
    assert "VB-1" not in note
