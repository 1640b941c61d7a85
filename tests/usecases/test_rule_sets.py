"""A new rule set lists the cases that it advises otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from mdt_desk.bootstrap import load_rules
from mdt_desk.domain.advice import AdviceStatus, Strength
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.moments import Within
from mdt_desk.domain.neurology import Side
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.tumour import Primary
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import list_case, set_aside
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda
from mdt_desk.usecases.ports import Assess
from mdt_desk.usecases.rule_sets import AdvisedOtherwise, Told, advised_otherwise
from tests.usecases.desk import LEADING, PREFERENCES, TUESDAY, WEDNESDAY, advising, patient

Ids = Callable[[], UUID]


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


def with_slower_mri() -> Rules:
    rules = load_rules([LEADING])
    (source,) = rules.sources
    numbers = replace(source.numbers, mri_local_pain=Within(hours=504, days=21))
    return replace(rules, sources=(replace(source, numbers=numbers),))


def test_that_the_same_rules_advise_nobody_otherwise(queue: Queue, new_id: Ids) -> None:
    list_case(queue, new_id, painful("VB-1"), TUESDAY)
    rules = under(load_rules([LEADING]))
    assert advised_otherwise(queue, rules, rules, TUESDAY) == ()


def test_that_another_number_names_the_case_and_the_action(queue: Queue, new_id: Ids) -> None:
    hurting = list_case(queue, new_id, painful("VB-1"), TUESDAY)
    painless = with_fact(painful("VB-2"), "symptoms.back_or_neck_pain", value=False)
    list_case(queue, new_id, painless, TUESDAY)
    old, new = under(load_rules([LEADING])), under(with_slower_mri())
    found = advised_otherwise(queue, old, new, TUESDAY)
    assert [each.stored for each in found] == [hurting]
    (change,) = [each for each in found[0].changes if each.action == "mri_whole_spine"]
    assert change.before is not None
    assert change.after is not None
    assert (change.before.within_hours, change.after.within_hours) == (336, 504)


def test_that_what_comes_and_goes_is_told_as_it_was_and_as_it_would_be(queue: Queue, new_id: Ids) -> None:
    list_case(queue, new_id, patient("VB-1"), TUESDAY)
    old, new = advising("biopsy", "sbrt"), advising("biopsy", "rt_8gy_single")
    (found,) = advised_otherwise(queue, old, new, TUESDAY)
    told = Told(status=AdviceStatus.APPLIES, strength=Strength.DO, within_hours=None)
    assert found.changes == (
        AdvisedOtherwise(guideline=LEADING, action="rt_8gy_single", before=None, after=told),
        AdvisedOtherwise(guideline=LEADING, action="sbrt", before=told, after=None),
    )


def test_that_cases_that_wait_no_longer_are_left_alone(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    set_aside(queue, listed.id, CaseState.CLOSED, expected_version=1, at=TUESDAY + timedelta(hours=1))
    assert advised_otherwise(queue, advising("biopsy"), advising("sbrt"), TUESDAY) == ()


def test_that_a_case_is_assessed_for_the_meeting_it_waits_for(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    meeting = plan_meeting(queue, new_id, PREFERENCES, WEDNESDAY, TUESDAY)
    put_on_agenda(queue, meeting.id, listed.id, TUESDAY)
    asked: list[datetime] = []

    def noting(case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        asked.append(meeting_at)
        return advising("biopsy")(case, at, meeting_at)

    advised_otherwise(queue, noting, noting, TUESDAY)
    assert asked == [queue.meeting(meeting.id).starts_at] * 2
