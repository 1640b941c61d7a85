"""While the server is away the last known state is shown, nothing is kept, and nothing typed is lost."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from mdt_desk.domain.audit import Actor, Deed, Event, Head, Line
from mdt_desk.domain.meeting import CaseId, Decision, MeetingId
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.briefs import Known, Wanted
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.errors import ServerAway
from mdt_desk.usecases.meetings import Seen, decide, plan_meeting, put_on_agenda
from mdt_desk.usecases.ports import NoteKind, StoredCase
from mdt_desk.usecases.reach import Reach
from mdt_desk.usecases.steady import HeldNotes, SteadyNotes, SteadyQueue
from mdt_desk.usecases.steady_desk import SteadyAccounts, SteadyPresence, SteadyTrail
from mdt_desk.usecases.witness import Witness
from tests.flaky import Flaky, Here, Shared, Switch
from tests.usecases.desk import LEADING, PREFERENCES, TUESDAY, advising, patient
from tests.usecases.witnessing import Standing

ECOG = "condition.ecog"
DECIDED = Decision(case_id=CaseId(UUID(int=1)), meeting_id=MeetingId(UUID(int=2)), decided_at=TUESDAY)


class Desk:
    """One desk on a server that can be switched off, with a case on the agenda."""

    def __init__(self, queue: Queue) -> None:
        self.kept = queue
        self.switch = Switch()
        self.clock = Standing()
        self.reach = Reach(self.clock, self.switch.changes)
        flaky = Flaky(queue, self.switch)
        self.shelter = HeldNotes()
        self.queue = SteadyQueue(flaky, self.reach, SteadyNotes(flaky.notes, self.reach, self.shelter))
        self.stored = list_case(queue, uuid4, patient("VB-1"), TUESDAY)
        self.meeting = plan_meeting(queue, uuid4, PREFERENCES, TUESDAY)
        put_on_agenda(queue, self.meeting.id, self.stored.id, TUESDAY)

    def case(self) -> StoredCase:
        return self.queue.get(self.stored.id)

    def change(self, value: object, version: int) -> StoredCase:
        return change_fact(self.queue, self.stored.id, ECOG, value, expected_version=version, at=TUESDAY)


@pytest.fixture
def desk(queue: Queue) -> Desk:
    return Desk(queue)


def known_of(desk: Desk) -> tuple[object, ...]:
    queue = desk.queue
    known = Known(marks=("a", "b"), at=TUESDAY)
    numbers = queue.lines.numbers(Wanted(), known)
    return (
        queue.get(desk.stored.id),
        queue.rows(),
        queue.refused(),
        queue.meetings(),
        queue.meeting(desk.meeting.id),
        queue.decisions(),
        queue.decisions(case=desk.stored.id),
        queue.leaflets(),
        queue.aftermath.executions(),
        queue.aftermath.follow_ups(),
        numbers,
        queue.lines.page(numbers, known),
        queue.lines.counts(known),
        queue.lines.names(),
    )


def test_that_everything_read_before_is_there_while_the_server_is_away(desk: Desk) -> None:
    before = known_of(desk)
    desk.switch.on = False
    assert known_of(desk) == before
    assert desk.reach.away_since == TUESDAY


def test_that_a_case_seen_in_the_list_can_be_opened_while_the_server_is_away(desk: Desk) -> None:
    listed = desk.queue.rows()[0]
    desk.queue.decisions()
    desk.queue.meetings()
    desk.switch.on = False
    assert desk.queue.get(listed.id) == listed
    assert desk.queue.decisions(case=listed.id) == ()
    assert desk.queue.meeting(desk.meeting.id) == desk.queue.meetings()[0]


def test_that_what_was_never_seen_is_said_to_be_away_and_not_to_be_missing(desk: Desk) -> None:
    desk.switch.on = False
    with pytest.raises(ServerAway):
        desk.queue.get(CaseId(UUID(int=404)))
    with pytest.raises(ServerAway):
        desk.queue.meetings()


def test_that_a_change_is_refused_at_once_and_the_server_is_not_waited_for(desk: Desk) -> None:
    version = desk.case().version
    desk.switch.on = False
    with pytest.raises(ServerAway):
        desk.change(2, version)
    asked = desk.switch.asked
    with pytest.raises(ServerAway):
        desk.change(3, version)
    desk.case()
    assert desk.switch.asked == asked


def test_that_a_remembered_answer_is_never_taken_for_one_inside_a_change(desk: Desk) -> None:
    desk.case()

    def read_inside() -> None:
        with desk.queue.transaction():
            desk.switch.on = False
            desk.case()

    with pytest.raises(ServerAway):
        read_inside()


def test_that_the_server_is_asked_again_only_when_somebody_tries(desk: Desk) -> None:
    version = desk.case().version
    desk.switch.on = False
    with pytest.raises(ServerAway):
        desk.change(2, version)
    desk.switch.on = True
    with pytest.raises(ServerAway):
        desk.change(2, version)
    desk.reach.try_again()
    assert desk.reach.away_since is None
    assert desk.change(2, version).version == version + 1


def test_that_a_change_whose_answer_was_lost_is_not_applied_twice(desk: Desk) -> None:
    version = desk.case().version
    desk.switch.after = 0
    with pytest.raises(ServerAway):
        desk.change(2, version)
    desk.switch.on = True
    desk.reach.try_again()
    assert desk.change(2, version).version == version + 1
    found = desk.case()
    assert (found.version, found.case.condition.ecog) == (version + 1, 2)


def test_that_a_decision_whose_answer_was_lost_is_recorded_once(desk: Desk) -> None:
    case, meeting = desk.stored.id, desk.meeting.id
    made = replace(DECIDED, case_id=case, meeting_id=meeting, decided_at=TUESDAY, own_words="as discussed")
    seen = Seen(decision=None)
    desk.switch.after = 0
    with pytest.raises(ServerAway):
        decide(desk.queue, advising(), made, leading=LEADING, seen=seen)
    desk.switch.on = True
    desk.reach.try_again()
    mark = desk.kept.get(case).version
    later = replace(made, decided_at=TUESDAY + timedelta(minutes=2))
    assert decide(desk.queue, advising(), later, leading=LEADING, seen=seen).decided_at == TUESDAY
    assert desk.kept.get(case).version == mark


def test_that_drafts_wait_here_and_are_told_when_the_server_is_back(desk: Desk) -> None:
    notes = desk.queue.notes
    notes.keep(NoteKind.DRAFT, "one", "told before")
    notes.keep(NoteKind.DRAFT, "two", "told before")
    desk.switch.on = False
    notes.keep(NoteKind.DRAFT, "one", "typed meanwhile")
    notes.forget(NoteKind.DRAFT, "two")
    assert notes.recall(NoteKind.DRAFT, "one") == "typed meanwhile"
    assert dict(notes.under(NoteKind.DRAFT)) == {"one": "typed meanwhile"}
    desk.switch.on = True
    desk.reach.try_again()
    assert dict(desk.kept.notes.under(NoteKind.DRAFT)) == {"one": "typed meanwhile"}
    assert dict(desk.shelter.under(NoteKind.DRAFT)) == {}


def test_that_the_server_is_away_until_what_waited_was_told(desk: Desk) -> None:
    desk.switch.on = False
    desk.queue.notes.keep(NoteKind.DRAFT, "one", "typed")
    attempts: list[None] = []

    def fail() -> None:
        attempts.append(None)
        raise ServerAway("server.away", server="example")

    desk.reach.when_back(fail)
    desk.switch.on = True
    with pytest.raises(ServerAway):
        desk.reach.try_again()
    assert attempts == [None]
    assert desk.reach.away_since is not None


class Lines:
    """A trail that keeps what it is told, while the switch is on."""

    def __init__(self, switch: Switch) -> None:
        self.switch = switch
        self.events: list[Event] = []

    def append(self, events: object) -> None:
        self.switch.check()
        self.events += list(events)  # type: ignore[call-overload]  # events

    def lines(self, case: CaseId | None = None) -> tuple[Line, ...]:
        raise AssertionError(case)

    def head(self) -> Head:
        self.switch.check()
        return Head()

    def latest(self, since: object) -> tuple[Line, ...]:
        raise AssertionError(since)

    def prune(self, before: object, said: Event) -> int:
        raise AssertionError(before, said)


def test_that_what_is_looked_at_meanwhile_becomes_lines_afterwards(desk: Desk) -> None:
    trail = Lines(desk.switch)
    witness = Witness(SteadyTrail(trail, desk.reach), desk.clock, "desk", Actor(name="Vries"))
    desk.switch.on = False
    witness.saw(Deed.OPENED, desk.stored.id)
    assert trail.events == []
    desk.switch.on = True
    desk.reach.try_again()
    assert [each.what for each in trail.events] == [Deed.OPENED]


def test_that_a_change_never_waits_for_its_line(desk: Desk) -> None:
    trail = SteadyTrail(Lines(desk.switch), desk.reach)
    witness = Witness(trail, desk.clock, "desk", Actor(name="Vries"))

    def change() -> None:
        with desk.queue.transaction():
            desk.switch.on = False
            witness.saw(Deed.CHANGED, desk.stored.id)

    with pytest.raises(ServerAway):
        change()


def test_that_who_is_elsewhere_is_a_hint_of_the_server(desk: Desk) -> None:
    shared = Shared()
    one, other = (SteadyPresence(Here(name, shared, desk.switch), desk.reach) for name in ("a", "b"))
    other.here(desk.stored.id, "Nurse De Vries")
    assert one.others(desk.stored.id) == ("Nurse De Vries",)
    other.left()
    assert one.others(desk.stored.id) == ()
    desk.switch.on = False
    with pytest.raises(ServerAway):
        one.others(desk.stored.id)


def test_that_people_known_before_are_still_named(desk: Desk) -> None:
    class Two:
        def people(self) -> tuple[object, ...]:
            desk.switch.check()
            return ("one", "two")

    accounts = SteadyAccounts(Two(), desk.reach)  # type: ignore[arg-type]  # names only
    assert len(accounts.people()) == 2
    desk.switch.on = False
    assert len(accounts.people()) == 2
