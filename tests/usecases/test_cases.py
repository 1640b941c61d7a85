"""List a case, change it, take it away."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseState
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import with_fact
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import (
    change_fact,
    change_facts,
    list_case,
    namesakes,
    record_death,
    refer_again,
    restore_case,
    set_aside,
)
from mdt_desk.usecases.errors import Conflict, UserError
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda
from tests.usecases.desk import PREFERENCES, TUESDAY, patient

Ids = Callable[[], UUID]
LATER = TUESDAY + timedelta(hours=2)


def test_that_a_listed_case_waits_in_the_queue(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    assert (listed.version, listed.state, listed.listed_at) == (1, CaseState.OPEN, TUESDAY)
    assert queue.rows() == (listed,)


def test_that_a_patient_number_is_listed_once_while_the_case_waits(
    queue: Queue, new_id: Ids, texts: Texts
) -> None:
    first = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    with pytest.raises(UserError) as refused:
        list_case(queue, new_id, patient("VB-1", "Anders"), TUESDAY)
    assert texts.get(refused.value.key)
    set_aside(queue, first.id, CaseState.CLOSED, expected_version=1, at=LATER)
    again = list_case(queue, new_id, patient("VB-1"), LATER)
    assert {each.id for each in queue.rows()} == {first.id, again.id}


def test_that_unknown_numbers_are_not_the_same_number(queue: Queue, new_id: Ids) -> None:
    nameless = patient("VB-1", hospital_number=UNKNOWN)
    list_case(queue, new_id, nameless, TUESDAY)
    list_case(queue, new_id, nameless, TUESDAY)
    assert len(queue.rows()) == 2


def test_that_a_case_that_contradicts_itself_is_not_listed(queue: Queue, new_id: Ids) -> None:
    unborn = patient("VB-1", birth_date=date(2027, 1, 1))
    with pytest.raises(CaseRefused):
        list_case(queue, new_id, unborn, TUESDAY)
    assert queue.rows() == ()


def test_that_the_same_name_is_found_however_spelt(queue: Queue, new_id: Ids) -> None:
    born = date(1960, 5, 4)
    same = list_case(queue, new_id, patient("VB-1", "Yılmaz", birth_date=born), TUESDAY)
    other_day = list_case(queue, new_id, patient("VB-2", "YILMAZ", birth_date=date(1961, 1, 1)), TUESDAY)
    list_case(queue, new_id, patient("VB-3", "Yılmazer", birth_date=born), TUESDAY)
    seeking = patient("VB-4", "Yilmaz", birth_date=born)
    assert namesakes(queue, seeking) == (same, other_day)
    assert namesakes(queue, patient("VB-5", family_name=UNKNOWN)) == ()


def test_that_facts_change_together_and_remember_when_and_whence(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    changes = {"labs.albumin_g_per_l": 34.0, "condition.karnofsky": 70}
    changed = change_facts(queue, listed.id, changes, expected_version=1, at=LATER, source="lab")
    assert queue.get(listed.id) == changed
    assert (changed.version, changed.changed_at, changed.listed_at) == (2, LATER, TUESDAY)
    remembered = {each.fact: (each.value, each.at, each.source) for each in changed.case.recorded}
    assert remembered == {
        "labs.albumin_g_per_l": (34.0, LATER, "lab"),
        "condition.karnofsky": (70, LATER, "lab"),
    }


def test_that_a_fact_said_again_is_not_news(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    first = change_fact(queue, listed.id, "condition.ecog", 1, expected_version=1, at=LATER)
    again = change_fact(queue, listed.id, "condition.ecog", 1, expected_version=2, at=LATER)
    assert again.case == first.case
    forgotten = change_fact(queue, listed.id, "condition.ecog", UNKNOWN, expected_version=3, at=LATER)
    assert forgotten.case.condition.ecog is UNKNOWN
    assert [each.value for each in forgotten.case.recorded] == [1]


def test_that_contradicting_facts_are_refused_together(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    changes = {"tumour.spinal_metastases": 4, "tumour.skeletal_metastases": 3}
    with pytest.raises(CaseRefused):
        change_facts(queue, listed.id, changes, expected_version=1, at=LATER)
    assert queue.rows() == (listed,)


def test_that_whoever_looked_at_an_older_version_is_told(queue: Queue, new_id: Ids, texts: Texts) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    mine = change_fact(queue, listed.id, "condition.ecog", 1, expected_version=1, at=LATER)
    with pytest.raises(Conflict) as conflict:
        change_fact(queue, listed.id, "condition.ecog", 3, expected_version=1, at=LATER)
    assert "2" in texts.get(conflict.value.key, **conflict.value.params)
    assert queue.get(listed.id) == mine


def test_that_undo_puts_the_earlier_document_back(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    change_fact(queue, listed.id, "condition.ecog", 1, expected_version=1, at=LATER)
    undone = restore_case(queue, listed.id, listed.case, expected_version=2, at=LATER)
    assert (undone.case, undone.version) == (listed.case, 3)
    unborn = with_fact(listed.case, "patient.birth_date", date(2027, 1, 1))
    with pytest.raises(CaseRefused):
        restore_case(queue, listed.id, unborn, expected_version=3, at=LATER)


def test_that_a_withdrawn_case_leaves_its_agenda(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    put_on_agenda(queue, meeting.id, listed.id, TUESDAY)
    gone = set_aside(queue, listed.id, CaseState.WITHDRAWN, expected_version=2, at=LATER)
    assert (gone.state, gone.meeting) == (CaseState.WITHDRAWN, None)
    assert queue.meeting(meeting.id).agenda == ()
    back = set_aside(queue, listed.id, CaseState.OPEN, expected_version=3, at=LATER)
    assert back.state is CaseState.OPEN


def test_that_a_case_referred_again_waits_with_its_new_question(
    queue: Queue, new_id: Ids, texts: Texts
) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    closed = set_aside(queue, listed.id, CaseState.CLOSED, expected_version=1, at=TUESDAY)
    again = refer_again(queue, listed.id, " New pain? ", expected_version=closed.version, at=LATER)
    assert again.state is CaseState.OPEN
    assert again.case.referral.question == "New pain?"
    assert again.case.referral.received_at == LATER
    assert [each.fact for each in again.case.recorded] == ["referral.question", "referral.received_at"]
    with pytest.raises(UserError) as refused:
        refer_again(queue, listed.id, "  ", expected_version=again.version, at=LATER)
    assert texts.get(refused.value.key)


def test_that_a_death_takes_the_case_from_queue_and_agenda(queue: Queue, new_id: Ids) -> None:
    listed = list_case(queue, new_id, patient("VB-1"), TUESDAY)
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    put_on_agenda(queue, meeting.id, listed.id, TUESDAY)
    version = queue.get(listed.id).version
    died = record_death(queue, listed.id, TUESDAY.date(), expected_version=version, at=LATER)
    assert died.state is CaseState.CLOSED
    assert died.case.patient.died_on == TUESDAY.date()
    assert queue.meeting(meeting.id).agenda == ()
