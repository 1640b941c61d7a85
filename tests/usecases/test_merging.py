"""A duplicate is merged without losing a fact, and the merging can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from mdt_desk.domain.case import value_at
from mdt_desk.domain.meeting import CaseState, Decision
from mdt_desk.i18n import Texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.meetings import decide, plan_meeting, put_on_agenda
from mdt_desk.usecases.merging import merge_cases, unmerge
from mdt_desk.usecases.ports import StoredCase
from tests.usecases.desk import LEADING, PREFERENCES, TUESDAY, WEDNESDAY, advising, patient

Ids = Callable[[], UUID]


@pytest.fixture
def two(queue: Queue, new_id: Ids) -> tuple[StoredCase, StoredCase]:
    older = list_case(queue, new_id, patient("VB-1", "van der Berg"), TUESDAY)
    newer = list_case(
        queue,
        new_id,
        patient("VB-2", "vanderBerg", birth_date=date(1958, 3, 12)),
        TUESDAY + timedelta(hours=1),
    )
    return older, newer


def test_that_the_older_case_takes_what_it_lacks_and_keeps_what_differs(
    queue: Queue, two: tuple[StoredCase, StoredCase]
) -> None:
    older, newer = two
    merged = merge_cases(queue, newer.id, older.id, WEDNESDAY)
    assert merged.kept.id == older.id
    assert merged.filled == ("patient.birth_date",)
    assert set(merged.differing) == {"patient.family_name", "patient.hospital_number"}
    assert value_at(queue.get(older.id).case, "patient.birth_date") == date(1958, 3, 12)
    assert value_at(queue.get(older.id).case, "patient.family_name") == "van der Berg"
    assert queue.get(newer.id).state is CaseState.WITHDRAWN


def test_that_the_place_on_the_agenda_passes_on_and_comes_back(
    queue: Queue, new_id: Ids, two: tuple[StoredCase, StoredCase]
) -> None:
    older, newer = two
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    put_on_agenda(queue, meeting.id, newer.id, TUESDAY)
    merged = merge_cases(queue, older.id, newer.id, WEDNESDAY)
    assert queue.meeting(meeting.id).agenda == (older.id,)
    unmerge(queue, merged, WEDNESDAY)
    assert queue.meeting(meeting.id).agenda == (newer.id,)
    assert queue.get(newer.id).state is CaseState.OPEN
    assert queue.get(older.id).meeting is None
    assert queue.get(older.id).case == older.case


def test_that_the_case_that_was_discussed_is_kept_and_two_such_are_refused(
    queue: Queue, new_id: Ids, texts: Texts, two: tuple[StoredCase, StoredCase]
) -> None:
    older, newer = two
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
    for number, each in enumerate((newer, older)):
        put_on_agenda(queue, meeting.id, each.id, TUESDAY)
        decision = Decision(
            case_id=each.id, meeting_id=meeting.id, decided_at=WEDNESDAY, own_words="Irradiate."
        )
        decide(queue, advising(), decision, leading=LEADING)
        if number == 0:
            with queue.transaction():
                merged = merge_cases(queue, older.id, newer.id, WEDNESDAY)
                assert merged.kept.id == newer.id
                unmerge(queue, merged, WEDNESDAY)
    with pytest.raises(UserError) as refused:
        merge_cases(queue, older.id, newer.id, WEDNESDAY)
    assert texts.get(refused.value.key, **refused.value.params)


def test_that_a_case_is_not_merged_with_itself(queue: Queue, two: tuple[StoredCase, StoredCase]) -> None:
    older, _ = two
    with pytest.raises(UserError, match=r"refused\.merge\.same"):
        merge_cases(queue, older.id, older.id, WEDNESDAY)
    assert queue.get(older.id) == older
