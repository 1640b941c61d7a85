"""Years of synthetic meetings: the same seed, the same years; patients live as long as is published."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from mdt_desk.bootstrap.rules import assess_as_set
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseState, MeetingState
from mdt_desk.domain.survival import PUBLISHED
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.history import History, Player, Times, months_lived
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.synthetic import synthetic_case

UNTIL = datetime(2026, 11, 18, tzinfo=UTC)


class Shipped:
    """The settings of a new hospital."""

    def current(self) -> Preferences:
        return Preferences()

    def problems(self) -> tuple[()]:
        return ()

    def fixed(self) -> frozenset[str]:
        return frozenset()

    def save(self, preferences: Preferences) -> None:
        raise AssertionError(preferences)


def play(queue: Queue, new_id: Callable[[], UUID], seed: int = 7, cases: int = 12) -> History:
    player = Player(queue, new_id, assess_as_set(Shipped()), Preferences(), Random(seed))
    return player.play(Times(first=UNTIL - timedelta(days=400), last=UNTIL, cases=cases))


def test_that_a_history_is_whole_and_passes_every_gate(queue: Queue, new_id: Callable[[], UUID]) -> None:
    played = play(queue, new_id)
    rows, meetings, decisions = queue.rows(), queue.meetings(), queue.decisions()
    assert queue.refused() == ()
    assert (len(rows), len(meetings), len(decisions)) == (12, played.meetings, 12)
    assert {each.state for each in meetings} == {MeetingState.CLOSED}
    assert sum(each.deferred_because is None for each in decisions) == played.decided
    assert sum(each.case.patient.died_on is not UNKNOWN for each in rows) == played.died
    assert {each.case_id for each in queue.aftermath.executions()} == {
        each.case_id for each in decisions if each.deferred_because is None
    }


def test_that_a_seed_gives_one_history_and_another_seed_another() -> None:
    one, same, other = (
        [synthetic_case(Random(seed), number, UNTIL) for number in range(20)] for seed in (7, 7, 8)
    )
    assert one == same
    assert one != other


def test_that_nobody_synthetic_can_be_taken_for_real() -> None:
    for number in range(50):
        patient = synthetic_case(Random(number), number, UNTIL).patient
        assert str(patient.family_name).startswith("Demo-")
        assert str(patient.hospital_number).startswith("SYN")


def test_that_nobody_is_followed_after_death_nor_in_the_future(
    queue: Queue, new_id: Callable[[], UUID]
) -> None:
    play(queue, new_id)
    died = {each.id: each.case.patient.died_on for each in queue.rows()}
    for told in queue.aftermath.follow_ups():
        day = died[told.case_id]
        assert told.asked_on <= UNTIL.date()
        assert day is UNKNOWN or told.asked_on < day


def test_that_an_old_case_is_closed_and_leaves_the_queue_of_today(
    queue: Queue, new_id: Callable[[], UUID]
) -> None:
    play(queue, new_id)
    for each in queue.rows(states=[CaseState.DECIDED]):
        assert UNTIL - each.changed_at < timedelta(days=28)


@pytest.mark.parametrize("nesms", [0, 1, 2, 3])
def test_that_the_published_share_lives_at_the_published_months(nesms: int) -> None:
    shares = [(each + 0.5) / 1000 for each in range(1000)]
    lives = [months_lived(nesms, share) for share in shares]
    for point in PUBLISHED[nesms]:
        alive = sum(each > point.months for each in lives) / len(lives)
        assert alive == pytest.approx(point.survival, abs=0.002)
    assert months_lived(nesms, 0.0) > 0
