"""A case that cannot be read stands in nobody's way at its meeting, and is taken up again once it was mended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.domain.meeting import CaseId
from mdt_desk.store.database import open_database
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import list_case, read_or_why
from mdt_desk.usecases.errors import KnownError, ServerAway
from mdt_desk.usecases.meetings import (
    call_ad_hoc,
    close_meeting,
    defer,
    hold_meeting,
    plan_meeting,
    put_on_agenda,
    take_off_unread,
)
from mdt_desk.usecases.ports import StoredCase
from tests.queues import KEY, by_hand, open_queue
from tests.usecases.desk import PREFERENCES, TUESDAY, WEDNESDAY, patient

Ids = Callable[[], UUID]


@contextmanager
def spoilt(file: Path, case_id: CaseId) -> Iterator[Queue]:
    """Open the queue while one row is not what was written; it is mended afterwards."""
    connection = by_hand(file)
    ((digest,),) = connection.execute("SELECT digest FROM case_file WHERE id = ?", (case_id.hex,)).fetchall()
    connection.execute("UPDATE case_file SET digest = ? WHERE id = ?", ("0" * 64, case_id.hex))
    connection.close()
    with open_queue(file) as queue:
        yield queue
    connection = by_hand(file)
    connection.execute("UPDATE case_file SET digest = ? WHERE id = ?", (digest, case_id.hex))
    connection.close()


def test_that_a_case_that_was_mended_can_be_put_on_an_agenda_again(tmp_path: Path, new_id: Ids) -> None:
    file = tmp_path / "queue.db"
    with open_queue(file) as queue:
        one, other = (list_case(queue, new_id, patient(each), TUESDAY).id for each in ("VB-1", "VB-2"))
        meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY)
        for case_id in (one, other):
            put_on_agenda(queue, meeting.id, case_id, TUESDAY)
    with spoilt(file, one) as queue:
        take_off_unread(queue, meeting.id, one)
        defer(queue, meeting.id, other, "No scan.", WEDNESDAY)
        close_meeting(queue, new_id, PREFERENCES, meeting.id, "A. Voorbeeld", WEDNESDAY)
        assert queue.meeting(meeting.id).agenda == (other,)
        assert isinstance(read_or_why(queue, one), KnownError)
    with open_queue(file) as queue:
        later = plan_meeting(queue, new_id, PREFERENCES, WEDNESDAY + timedelta(days=1))
        assert put_on_agenda(queue, later.id, one, WEDNESDAY).agenda == (other, one)
        assert queue.get(one).meeting == later.id


def test_that_an_ad_hoc_meeting_begins_though_one_of_its_cases_cannot_be_read(
    tmp_path: Path, new_id: Ids
) -> None:
    file = tmp_path / "queue.db"
    with open_queue(file) as queue:
        one, other = (list_case(queue, new_id, patient(each), TUESDAY).id for each in ("VB-1", "VB-2"))
        meeting = call_ad_hoc(queue, new_id, PREFERENCES, one, TUESDAY)
        call_ad_hoc(queue, new_id, PREFERENCES, other, TUESDAY)
    with spoilt(file, one) as queue:
        hold_meeting(queue, meeting.id, names_shown=False, at=WEDNESDAY)
        assert queue.get(other).case.treatment.ad_hoc_consultation_at == WEDNESDAY


class AwayQueue(Queue):
    """A queue whose server does not answer."""

    def get(self, case_id: CaseId) -> StoredCase:
        raise ServerAway("server.away", case=str(case_id))


def test_that_a_server_that_is_away_is_not_taken_for_a_case_that_cannot_be_read(tmp_path: Path) -> None:
    with AwayQueue(open_database(tmp_path / "queue.db", KEY)) as queue, pytest.raises(ServerAway):
        read_or_why(queue, CaseId(UUID(int=1)))
