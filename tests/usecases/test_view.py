"""The queue is judged when something about it changed, and not before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseState
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.cases import change_fact, list_case, set_aside
from mdt_desk.usecases.meetings import plan_meeting, put_on_agenda
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.view import FRESH, Judge, put_away, read_queue, with_judged
from tests.usecases.desk import PREFERENCES, TUESDAY, advising, patient

Ids = Callable[[], UUID]


class Counted:
    """Assesses, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, case: Case, at: datetime, meeting_at: datetime) -> Assessment:
        self.times += 1
        return advising("sbrt")(case, at, meeting_at)


class Reader:
    """Reads the queue and judges everything that has to be."""

    def __init__(self, queue: Queue) -> None:
        self.assess = Counted()
        self._queue = queue
        self._judge = Judge(self.assess)

    def read(self, at: datetime = TUESDAY, preferences: Preferences = PREFERENCES) -> int:
        """Return how many cases had to be judged."""
        before = self.assess.times
        view = read_queue(self._queue, self._judge, preferences, at)
        found = with_judged(view, self._judge.judge(view.unjudged, preferences, at), preferences)
        assert found.unjudged == ()
        assert len(found.listed) == len(self._queue.rows(states=(CaseState.OPEN, CaseState.DECIDED)))
        return self.assess.times - before


@pytest.fixture
def reader(queue: Queue, new_id: Ids) -> Reader:
    for number in ("VB-1", "VB-2"):
        list_case(queue, new_id, patient(number), TUESDAY)
    return Reader(queue)


def test_that_what_is_known_is_not_judged_again_until_it_is_old(reader: Reader) -> None:
    assert reader.read() == 2
    assert reader.read(TUESDAY + timedelta(minutes=5)) == 0
    assert reader.read(TUESDAY + FRESH) == 2


def test_that_only_a_case_that_changed_is_judged_anew(reader: Reader, queue: Queue) -> None:
    reader.read()
    first = queue.rows()[0]
    change_fact(queue, first.id, "condition.ecog", 1, expected_version=first.version, at=TUESDAY)
    assert reader.read() == 1


def test_that_another_meeting_or_another_leading_guideline_asks_anew(
    reader: Reader, queue: Queue, new_id: Ids
) -> None:
    reader.read()
    meeting = plan_meeting(queue, new_id, PREFERENCES, TUESDAY, starts_at=TUESDAY + timedelta(hours=3))
    put_on_agenda(queue, meeting.id, queue.rows()[0].id, TUESDAY)
    assert reader.read() == 1
    assert reader.read(preferences=replace(PREFERENCES, leading_guideline="nice-ng234")) == 2


def test_that_a_case_put_away_is_listed_apart_and_never_judged(reader: Reader, queue: Queue) -> None:
    first = queue.rows()[0]
    set_aside(queue, first.id, CaseState.WITHDRAWN, expected_version=first.version, at=TUESDAY)
    assert reader.read() == 1
    assert [each.id for each in put_away(queue)] == [first.id]
