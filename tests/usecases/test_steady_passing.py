"""While the server answers everything goes through to it; what can be asked again later is nothing while it is away."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from threading import Thread
from uuid import UUID, uuid4

import pytest

from mdt_desk.domain.audit import Deed, Event, Head
from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import (
    CaseId,
    CaseState,
    Decision,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.briefs import Known
from mdt_desk.usecases.errors import ServerAway, SiteError
from mdt_desk.usecases.ports import NoteKind, StoredCase
from mdt_desk.usecases.reach import Reach
from mdt_desk.usecases.steady import HeldNotes, Memory, OwnDrafts, SteadyNotes, SteadyQueue
from mdt_desk.usecases.steady_desk import SteadyAccounts, SteadyTrail
from tests.flaky import Flaky, Switch
from tests.usecases.desk import TUESDAY, patient
from tests.usecases.witnessing import MemoryTrail, Standing

CASE, MEETING = CaseId(UUID(int=9)), MeetingId(UUID(int=8))
KNOWN = Known(marks=("a", "b"), at=TUESDAY)
TODAY = date(2026, 11, 24)


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def reach(switch: Switch) -> Reach:
    return Reach(Standing(), switch.changes)


@pytest.fixture
def steady(queue: Queue, reach: Reach, switch: Switch) -> SteadyQueue:
    flaky = Flaky(queue, switch)
    return SteadyQueue(flaky, reach, SteadyNotes(flaky.notes, reach, HeldNotes()))


def listed() -> StoredCase:
    return StoredCase(
        id=CASE,
        case=patient("VB-9"),
        version=1,
        state=CaseState.OPEN,
        listed_at=TUESDAY,
        changed_at=TUESDAY,
    )


def test_that_what_is_kept_is_kept_by_the_server(queue: Queue, steady: SteadyQueue, switch: Switch) -> None:
    leaflet = LeafletGiven(
        id=LeafletId(UUID(int=6)),
        case_id=CASE,
        given_by="B",
        given_at=TUESDAY,
        language="nl",
        large_print=False,
        card=False,
        teach_back=True,
    )
    meeting = Meeting(id=MEETING, starts_at=TUESDAY, agenda=(CASE,), state=MeetingState.PLANNED)
    decision = Decision(case_id=CASE, meeting_id=MEETING, decided_at=TUESDAY, own_words="Irradiate.")
    done = Execution(
        case_id=CASE, meeting_id=MEETING, carried_out=True, recorded_on=TODAY, recorded_by="A. Voorbeeld"
    )
    told = FollowUp(case_id=CASE, months=3, asked_on=TODAY, asked_by="A. Voorbeeld", alive=True)
    steady.add(listed())
    steady.keep_meeting(meeting)
    steady.keep_decision(decision)
    steady.log_leaflet(leaflet)
    steady.aftermath.keep_execution(done)
    steady.aftermath.keep_follow_up(told)
    assert (queue.rows(), queue.meetings(), queue.decisions()) == ((listed(),), (meeting,), (decision,))
    assert (queue.leaflets(), queue.aftermath.executions()) == ((leaflet,), (done,))
    assert steady.aftermath.follow_ups(CASE) == queue.aftermath.follow_ups() == (told,)
    switch.on = False
    with pytest.raises(ServerAway):
        steady.log_leaflet(leaflet)


def test_that_a_case_is_shown_as_it_was_seen_last_wherever_that_was(
    queue: Queue, steady: SteadyQueue, switch: Switch
) -> None:
    queue.add(listed())
    assert steady.get(CASE).version == 1
    queue.replace(replace(listed(), case=patient("VB-10")), 1)  # at another desk
    assert [each.version for each in steady.rows()] == [2]
    queue.replace(listed(), 2)
    assert steady.get(CASE).version == 3
    switch.on = False
    assert [each.version for each in steady.rows()] == [2]
    assert steady.get(CASE).version == 3
    with pytest.raises(ServerAway):
        steady.get(CaseId(UUID(int=404)))
    with pytest.raises(ServerAway), steady.transaction():
        steady.get(CASE)


def test_that_a_case_is_opened_as_the_list_showed_it_last(
    queue: Queue, steady: SteadyQueue, switch: Switch
) -> None:
    queue.add(listed())
    steady.get(CASE)
    queue.replace(replace(listed(), case=patient("VB-10")), 1)
    steady.rows()
    switch.on = False
    assert steady.get(CASE).version == 2


def test_that_lines_that_can_be_made_later_are_not_made_while_the_server_is_away(
    steady: SteadyQueue, switch: Switch, queue: Queue
) -> None:
    steady.add(listed())
    lines = steady.lines
    number = lines.number_of(CASE)
    assert number is not None
    assert [each for each, _ in lines.to_judge(KNOWN, (), (), 9)] == [number]
    assert (lines.fill(9), lines.refused_after("", 9)) == (0, ("", ()))
    lines.keep_judged([])
    lines.keep_sight("what was seen")
    switch.on = False
    assert (lines.number_of(CASE), lines.number_of(CaseId(UUID(int=404)))) == (number, None)
    assert (lines.to_judge(KNOWN, (), (), 9), lines.fill(9)) == ((), 0)
    assert lines.refused_after("", 9) == ("", ())
    lines.keep_judged([])
    lines.keep_sight("what was seen meanwhile")
    assert queue.lines.number_of(CASE) == number


def test_that_only_so_many_answers_are_remembered_the_oldest_going_first(
    reach: Reach, switch: Switch
) -> None:
    memory = Memory(reach, most=2)
    for each in (1, 2, 3):
        memory.learn(each, f"answer {each}")
    assert (memory.recall(2), memory.recall(3)) == ("answer 2", "answer 3")
    with pytest.raises(LookupError):
        memory.recall(1)
    switch.on = False

    def ask() -> object:
        switch.check()
        return None

    assert memory.read(3, ask) == "answer 3"
    with pytest.raises(ServerAway):
        memory.read(1, ask)


def test_that_inside_a_change_nothing_is_answered_from_memory(reach: Reach, switch: Switch) -> None:
    memory = Memory(reach)
    memory.learn(1, "as it was")
    with reach.changing_it():
        switch.on = False
        with pytest.raises(ServerAway):
            memory.read(1, switch.check)


def test_that_a_note_that_only_the_server_has_is_not_known_while_it_is_away(
    steady: SteadyQueue, switch: Switch
) -> None:
    steady.notes.keep(NoteKind.DRAFT, "one", "text")
    assert (steady.notes.recall(NoteKind.DRAFT, "one"), steady.notes.recall(NoteKind.DRAFT, "two")) == (
        "text",
        None,
    )
    switch.on = False
    assert steady.notes.recall(NoteKind.DRAFT, "one") is None
    assert steady.notes.under(NoteKind.DRAFT) == {}
    steady.notes.keep(NoteKind.DRAFT, "two", "meanwhile")
    steady.notes.forget(NoteKind.DRAFT, "one")
    assert steady.notes.under(NoteKind.DRAFT) == {"two": "meanwhile"}
    assert steady.notes.recall(NoteKind.DRAFT, "one") is None


class OnTheWay(HeldNotes):
    """A server on which something else happens while it is told a text, or told to forget one."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], None] = lambda: None

    def keep(self, kind: NoteKind, key: str, text: str) -> None:
        self._once()
        super().keep(kind, key, text)

    def forget(self, kind: NoteKind, key: str) -> None:
        self._once()
        super().forget(kind, key)

    def _once(self) -> None:
        verb, self.meanwhile = self.meanwhile, lambda: None
        verb()


@pytest.fixture
def server() -> OnTheWay:
    return OnTheWay()


@pytest.fixture
def typed(server: OnTheWay, reach: Reach, switch: Switch) -> SteadyNotes:
    """What was typed while the server was away, which is back now."""
    notes = SteadyNotes(Flaky(server, switch), reach, HeldNotes())
    server.keep(NoteKind.DRAFT, "two", "long ago")
    switch.on = False
    notes.keep(NoteKind.DRAFT, "one", "half")
    notes.forget(NoteKind.DRAFT, "two")
    switch.on = True
    return notes


def test_that_a_text_typed_while_an_older_one_is_on_its_way_is_the_one_that_stays(
    server: OnTheWay, typed: SteadyNotes, reach: Reach
) -> None:
    def type_on() -> None:
        for each in ("one", "two"):
            typed.keep(NoteKind.DRAFT, each, "a whole one")

    server.meanwhile = type_on
    reach.try_again()
    both = {"one": "a whole one", "two": "a whole one"}
    assert (dict(server.under(NoteKind.DRAFT)), dict(typed.under(NoteKind.DRAFT))) == (both, both)
    typed.keep(NoteKind.DRAFT, "one", "")
    assert server.recall(NoteKind.DRAFT, "one") == typed.recall(NoteKind.DRAFT, "one") == ""


def test_that_a_text_forgotten_on_its_way_does_not_come_back(
    server: OnTheWay, typed: SteadyNotes, reach: Reach
) -> None:
    server.forget(NoteKind.DRAFT, "two")
    typed.forget(NoteKind.DRAFT, "two")
    server.keep = partial(forgotten_first, server, typed)  # type: ignore[method-assign]  # this once
    reach.try_again()
    assert dict(server.under(NoteKind.DRAFT)) == dict(typed.under(NoteKind.DRAFT)) == {}


def forgotten_first(server: OnTheWay, typed: SteadyNotes, kind: NoteKind, key: str, text: str) -> None:
    typed.forget(kind, key)
    HeldNotes.keep(server, kind, key, text)


def test_that_a_text_the_server_took_before_the_older_one_came_is_the_one_that_stays(
    server: OnTheWay, reach: Reach, switch: Switch
) -> None:
    reach.when_back(lambda: notes.keep(NoteKind.DRAFT, "one", "a whole one"))
    notes = SteadyNotes(Flaky(server, switch), reach, HeldNotes())
    switch.on = False
    notes.keep(NoteKind.DRAFT, "one", "half")
    switch.on = True
    reach.try_again()
    assert dict(server.under(NoteKind.DRAFT)) == dict(notes.under(NoteKind.DRAFT)) == {"one": "a whole one"}


def test_that_lines_the_server_does_not_take_wait_for_the_next_time(reach: Reach, switch: Switch) -> None:
    written = MemoryTrail()
    trail = SteadyTrail(Flaky(written, switch), reach)
    switch.on = False
    trail.append([Event(at=TUESDAY, who="A", role=Role.CHAIR, place="desk", what=Deed.OPENED, object="one")])
    switch.on, written.full = True, True
    with pytest.raises(ServerAway):
        reach.try_again()
    written.full = False
    reach.try_again()
    assert [each.object for each in written.events] == ["one"]


def test_that_what_is_witnessed_while_lines_are_on_their_way_is_no_line_less(
    reach: Reach, switch: Switch
) -> None:
    class Late(Written):
        def append(self, events: Iterable[Event]) -> None:
            found = list(events)
            super().append(found)
            if found == [said("first")]:
                switch.on = False
                trail.append([said("late")])
                switch.on = True

    def said(of: str) -> Event:
        return Event(at=TUESDAY, who="A", role=Role.CHAIR, place="desk", what=Deed.OPENED, object=of)

    written = Late()
    trail = SteadyTrail(Flaky(written, switch), reach)
    switch.on = False
    trail.append([said("first")])
    switch.on = True
    reach.try_again()
    reach.try_again()
    assert [each.object for each in written.events] == ["first", "late"]


class Choosy(MemoryTrail):
    """A trail that refuses some lines while it keeps others."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = {"two"}

    def append(self, events: Iterable[Event]) -> None:
        found = list(events)
        if any(each.object in self.refused for each in found):
            raise SiteError("server.failed", server="example", code="23514")
        super().append(found)


def opened(of: str) -> Event:
    return Event(at=TUESDAY, who="A", role=Role.CHAIR, place="desk", what=Deed.OPENED, object=of)


def test_that_a_refused_line_waits_alone_and_is_tried_again_as_long_as_it_is_refused(
    reach: Reach, switch: Switch
) -> None:
    written = Choosy()
    trail = SteadyTrail(Flaky(written, switch), reach)
    switch.on = False
    for each in ("one", "two", "three"):
        trail.append([opened(each)])
    switch.on = True
    assert reach.try_again() == switch.mark
    assert reach.away_since is None
    trail.append([opened("four")])
    assert [each.object for each in written.events] == ["one", "three", "four"]
    written.refused = set()
    reach.try_again()
    reach.try_again()
    assert [each.object for each in written.events] == ["one", "three", "four", "two"]


def test_that_what_else_waited_is_told_although_something_before_it_is_refused(
    reach: Reach, switch: Switch
) -> None:
    def refuse() -> None:
        raise SiteError("server.failed", server="example", code="22021")

    reach.when_back(refuse)
    written = MemoryTrail()
    trail = SteadyTrail(Flaky(written, switch), reach)
    switch.on = False
    trail.append([opened("one")])
    switch.on = True
    reach.try_again()
    assert [each.object for each in written.events] == ["one"]
    assert reach.away_since is None


def test_that_a_line_of_now_stands_behind_those_that_still_wait(reach: Reach, switch: Switch) -> None:
    written = MemoryTrail()
    reach.when_back(lambda: trail.append([opened("two")]))
    trail = SteadyTrail(Flaky(written, switch), reach)
    switch.on = False
    trail.append([opened("one")])
    switch.on = True
    reach.try_again()
    assert [each.object for each in written.events] == ["one", "two"]


class BackAtOnce(Reach):
    """The server is there again, and somebody else tries it, before who found it away has heard that it was."""

    def __init__(self, switch: Switch) -> None:
        super().__init__(Standing(), switch.changes)
        self._switch = switch
        self.other = Thread(target=self.try_again)

    @contextmanager
    def asking(self) -> Iterator[None]:
        try:
            with super().asking():
                yield
        except ServerAway:
            self._switch.on = True
            self.other.start()
            self.other.join(0.1)  # it is done by then, unless it waits for who is here
            raise


def test_that_what_is_witnessed_while_the_server_comes_back_waits_for_no_other_absence(
    switch: Switch,
) -> None:
    reach, written = BackAtOnce(switch), MemoryTrail()
    trail = SteadyTrail(Flaky(written, switch), reach)
    switch.on = False
    trail.append([opened("one")])
    reach.other.join()
    assert reach.away_since is None
    assert [each.object for each in written.events] == ["one"]


def test_that_drafts_belong_to_one_desk_and_everything_else_to_all() -> None:
    shared = HeldNotes()
    mine, yours = OwnDrafts(shared, "mine"), OwnDrafts(shared, "yours")
    mine.keep(NoteKind.DRAFT, "case", "half a sentence")
    mine.keep(NoteKind.RULE_SET, "case", "2026.11")
    assert (mine.recall(NoteKind.DRAFT, "case"), yours.recall(NoteKind.DRAFT, "case")) == (
        "half a sentence",
        None,
    )
    assert dict[str, str](yours.under(NoteKind.DRAFT)) == {}
    everybodys: Mapping[str, str] = {"case": "2026.11"}
    assert yours.under(NoteKind.RULE_SET) == mine.under(NoteKind.RULE_SET) == everybodys
    mine.forget(NoteKind.DRAFT, "case")
    assert mine.under(NoteKind.DRAFT) == {}


class Written(MemoryTrail):
    """A trail in memory with a head, of which something can be pruned."""

    def head(self) -> Head:
        return Head(number=len(self.events), digest="")

    def prune(self, before: datetime, said: Event) -> int:
        del before, said
        return 7


def test_that_the_trail_is_read_and_pruned_on_the_server_alone(reach: Reach, switch: Switch) -> None:
    trail = SteadyTrail(Flaky(Written(), switch), reach)
    said = Event(at=TUESDAY, who="A", role=Role.CHAIR, place="desk", what=Deed.UNLOCKED)
    trail.append([said])
    assert (trail.head().number, trail.lines(), trail.latest(TUESDAY)) == (1, (), ())
    assert trail.prune(TUESDAY, said) == 7
    switch.on = False
    for ask in (trail.head, trail.lines, lambda: trail.latest(TUESDAY), lambda: trail.prune(TUESDAY, said)):
        with pytest.raises(ServerAway):
            ask()


class Seats:
    """Accounts in memory, everybody with the PIN 2468."""

    def __init__(self) -> None:
        self.kept: list[Account] = []

    def people(self) -> tuple[Account, ...]:
        return tuple(self.kept)

    def keep(self, account: Account, pin: str | None = None) -> None:
        del pin
        self.kept.append(account)

    def fits(self, account: AccountId, pin: str) -> bool:
        del account
        return pin == "2468"


def test_that_a_pin_is_checked_and_somebody_is_kept_by_the_server_alone(reach: Reach, switch: Switch) -> None:
    seats = SteadyAccounts(Flaky(Seats(), switch), reach)
    somebody = Account(id=AccountId(uuid4()), name="A. Voorbeeld", role=Role.CHAIR)
    seats.keep(somebody, "2468")
    assert (seats.people(), seats.fits(somebody.id, "2468"), seats.fits(somebody.id, "1")) == (
        (somebody,),
        True,
        False,
    )
    switch.on = False
    assert seats.people() == (somebody,)
    with pytest.raises(ServerAway):
        seats.fits(somebody.id, "2468")
    with pytest.raises(ServerAway):
        seats.keep(somebody)
    with pytest.raises(ServerAway):
        SteadyAccounts(Flaky(Seats(), switch), reach).people()
