"""What was acknowledged is there, however the program ended."""

import subprocess
import sys

import pytest

from tests.store.homes import Home

SECRETARY = """
import sys
from datetime import UTC, datetime
from uuid import UUID
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Meeting, MeetingId
from tests.store.homes import open_spelt
from mdt_desk.usecases.ports import StoredCase

at = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
with open_spelt(sys.argv[1]) as queue:
    number = len(queue.rows())
    while True:
        number += 1
        meeting = MeetingId(UUID(int=number))
        case = StoredCase(
            id=CaseId(UUID(int=number)), case=CaseOf(), version=1, state=CaseState.OPEN,
            listed_at=at, changed_at=at, meeting=meeting,
        )
        with queue.transaction():
            queue.keep_meeting(Meeting(id=meeting, starts_at=at))
            queue.add(case)
            queue.keep_meeting(Meeting(id=meeting, starts_at=at, agenda=(case.id,)))
        print(number, flush=True)
"""


@pytest.mark.parametrize("until", [1, 7, 40])
def test_that_nothing_acknowledged_is_lost_when_the_program_is_killed(home: Home, until: int) -> None:
    for start in (0, until):
        with subprocess.Popen(
            [sys.executable, "-c", SECRETARY, home.spelt], stdout=subprocess.PIPE, text=True
        ) as secretary:
            assert secretary.stdout is not None
            said = [int(secretary.stdout.readline()) for _ in range(until)]
            secretary.kill()
            said += [int(line) for line in secretary.stdout.read().split("\n") if line.strip()]
        assert said[0] > start
        with home.open() as queue:
            kept = {each.id.int for each in queue.rows()}
            assert kept >= set(said)
            assert {each.id.int for each in queue.meetings()} == kept
            assert all([case.int for case in each.agenda] == [each.id.int] for each in queue.meetings())
            assert queue.refused() == ()
