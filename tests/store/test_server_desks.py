"""Several desks on one server: nothing is lost between them, half, or twice, whatever happens to a connection."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID

import psycopg
import pytest

from mdt_desk.assets import resource
from mdt_desk.domain.audit import Actor, Deed, flaw_in
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.meeting import CaseId, CaseState, Decision, Meeting, MeetingId
from mdt_desk.domain.reading import with_fact
from mdt_desk.store.queue import Queue
from mdt_desk.store.server.clock import ServerClock
from mdt_desk.store.server.database import ServerDatabase
from mdt_desk.store.server.presence import DeskPresence, changes
from mdt_desk.store.tables import METADATA
from mdt_desk.store.trail import KeptTrail
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.errors import Conflict, KnownError, ServerAway, SiteError
from mdt_desk.usecases.ports import NoteKind, StoredCase
from mdt_desk.usecases.witness import Witness
from tests.servers import Server, open_server
from tests.store.samples import AT

ONE, TWO = CaseId(UUID(int=1)), CaseId(UUID(int=2))
MEETING = MeetingId(UUID(int=9))
ROLES = resource("postgresql", "roles.sql").read_text(encoding="utf-8")


def case(number: int = 1, name: str = "Voorbeeld") -> StoredCase:
    named: Case = with_fact(CaseOf(), "patient.family_name", name)
    return StoredCase(
        id=CaseId(UUID(int=number)), case=named, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT
    )


@pytest.fixture
def desk(address: ServerAddress) -> Iterator[ServerDatabase]:
    opened = open_server(address)
    yield opened
    opened.close()


@pytest.fixture
def other(address: ServerAddress) -> Iterator[ServerDatabase]:
    opened = open_server(address)
    yield opened
    opened.close()


def cut_off(server: Server, database: ServerDatabase) -> None:
    """End the connection of a desk as a network or an administrator does."""
    pid = database.select("SELECT pg_backend_pid() AS pid")[0]["pid"]
    with server.by_hand() as hand:
        hand.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


def test_that_the_second_of_two_desks_is_told_that_the_first_changed_the_case(
    desk: ServerDatabase, other: ServerDatabase
) -> None:
    Queue(desk).add(case())
    seen = Queue(other).get(ONE)
    Queue(desk).replace(case(name="Eerst"), 1)
    with pytest.raises(Conflict):
        Queue(other).replace(replace(seen, state=CaseState.DECIDED), seen.version)
    assert Queue(other).get(ONE).case.patient.family_name == "Eerst"


def test_that_desks_wait_for_each_other_and_every_line_has_its_number(
    desk: ServerDatabase, other: ServerDatabase
) -> None:
    def work(database: ServerDatabase, first: int) -> None:
        witness = Witness(KeptTrail(database), database.clock, "desk", Actor(name="A. Voorbeeld"))
        queue = AuditedQueue(Queue(database), witness)
        for number in range(first, first + 8):
            queue.add(case(number))

    threads = [Thread(target=work, args=(desk, 10)), Thread(target=work, args=(other, 30))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    lines = KeptTrail(desk).lines()
    assert len(lines) == 16
    assert flaw_in(lines) is None
    assert [each.event.at for each in lines] == sorted(each.event.at for each in lines)


def test_that_a_line_says_when_it_was_by_the_clock_of_the_server(desk: ServerDatabase) -> None:
    before = desk.clock.now()
    wrong = type("Wrong", (), {"now": lambda _: AT - timedelta(days=900)})()
    Witness(KeptTrail(desk), wrong, "desk", Actor(name="A. Voorbeeld")).saw(Deed.OPENED, ONE)
    assert before <= KeptTrail(desk).lines()[0].event.at <= desk.clock.now() + timedelta(seconds=5)


def test_that_the_clock_of_a_server_is_not_that_of_this_computer_and_never_goes_back() -> None:
    seconds = iter([0.0, 10.0, 12.0, 12.0, 14.0, 14.0, 15.0])
    clock = ServerClock(lambda: next(seconds))  # made, asked, answered, set, read, set, read
    clock.set_by(lambda: AT)
    assert clock.now() == AT + timedelta(seconds=1 + 2)
    clock.told(AT)
    assert clock.now() == AT + timedelta(seconds=3)


def test_that_an_idle_desk_does_not_notice_that_it_was_cut_off(server: Server, desk: ServerDatabase) -> None:
    queue = Queue(desk)
    queue.add(case())
    cut_off(server, desk)
    assert queue.get(ONE) == case()
    cut_off(server, desk)
    queue.replace(case(name="Daarna"), 1)
    cut_off(server, desk)
    DeskPresence(desk, UUID(int=5)).here(ONE, "A. Voorbeeld")
    assert queue.get(ONE).version == 2


def test_that_a_transaction_cut_off_in_the_middle_leaves_nothing(
    server: Server, desk: ServerDatabase
) -> None:
    queue = Queue(desk)

    def two_at_once() -> None:
        with queue.transaction():
            queue.add(case())
            cut_off(server, desk)
            queue.add(case(2))

    with pytest.raises(ServerAway, match="broken_off"):
        two_at_once()
    assert queue.rows() == ()
    queue.add(case(2))
    assert queue.rows() == (case(2),)


def test_that_what_is_left_of_a_transaction_that_was_cut_off_is_not_kept_by_itself(
    server: Server, desk: ServerDatabase
) -> None:
    queue, trail = Queue(desk), KeptTrail(desk)
    witness = Witness(trail, desk.clock, "desk", Actor(name="A. Voorbeeld"))

    def changed_and_witnessed() -> None:
        with queue.transaction():
            queue.add(case())
            cut_off(server, desk)
            with suppress(KnownError):
                queue.rows()
            with suppress(KnownError):
                witness.saw(Deed.ADDED, ONE)

    with pytest.raises(ServerAway) as refused:
        changed_and_witnessed()
    assert refused.value.key == "server.broken_off"
    assert (queue.rows(), trail.lines()) == ((), ())


@pytest.mark.parametrize("kept", [True, False])
def test_that_a_commit_whose_answer_is_lost_is_looked_up_and_not_done_twice(
    desk: ServerDatabase, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    line, queue = desk.line, Queue(desk)

    def lost() -> bool:
        if kept:
            line.connection.execute("COMMIT")
        line.connection.close()
        message = "the connection is lost"
        raise psycopg.OperationalError(message)

    monkeypatch.setattr(line, "commit", lost)
    if kept:
        queue.add(case())
    else:
        with pytest.raises(ServerAway) as refused:
            queue.add(case())
        assert refused.value.key == "server.broken_off"
    monkeypatch.undo()
    assert queue.rows() == ((case(),) if kept else ())
    if kept:
        assert queue.replace(case(name="Daarna"), 1).version == 2


def test_that_a_change_done_again_because_nobody_knew_is_kept_once(desk: ServerDatabase) -> None:
    queue = Queue(desk)
    queue.add(case())
    queue.add(case())
    first = queue.replace(case(name="Daarna"), 1)
    assert queue.replace(case(name="Daarna"), 1) == first
    with pytest.raises(Conflict):
        queue.replace(case(name="Anders"), 1)
    assert queue.rows() == (first,)


def test_that_a_desk_tells_who_has_a_case_open_until_it_leaves_or_is_silent(
    server: Server, desk: ServerDatabase, other: ServerDatabase
) -> None:
    mine, theirs = DeskPresence(desk, UUID(int=5)), DeskPresence(other, UUID(int=6))
    mine.here(ONE, "A. Voorbeeld")
    theirs.here(ONE, "B. Voorbeeld")
    assert mine.others(ONE) == ("B. Voorbeeld",)
    assert mine.others(TWO) == ()
    theirs.here(TWO, "B. Voorbeeld")
    assert (mine.others(ONE), mine.others(TWO)) == ((), ("B. Voorbeeld",))
    theirs.left()
    assert mine.others(TWO) == ()
    theirs.here(ONE, "B. Voorbeeld")
    server.say("UPDATE presence SET seen_at = seen_at - interval '61 seconds'", desk.address.database)
    assert mine.others(ONE) == ()
    assert KeptTrail(desk).lines() == ()


def test_that_another_desk_sees_that_something_changed_and_not_what_is_only_typed(
    desk: ServerDatabase, other: ServerDatabase
) -> None:
    queue, marks = Queue(desk), [changes(other)]

    def changed() -> bool:
        marks.append(changes(other))
        return marks[-1] != marks[-2]

    assert not changed()
    queue.add(case())
    assert changed()
    queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 3")
    DeskPresence(desk, UUID(int=5)).here(ONE, "A. Voorbeeld")
    assert not changed()
    queue.keep_meeting(Meeting(id=MEETING, starts_at=AT))
    assert changed()
    queue.keep_decision(Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, options=("sbrt",)))
    assert changed()
    with pytest.raises(Conflict):
        queue.replace(case(), 7)
    assert not changed()


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_line SET who = 'x'", "DELETE FROM audit_line", "TRUNCATE audit_line"]
)
def test_that_the_server_refuses_to_change_or_drop_a_line_whoever_asks(
    server: Server, desk: ServerDatabase, sql: str
) -> None:
    Witness(KeptTrail(desk), desk.clock, "desk", Actor(name="A. Voorbeeld")).saw(Deed.OPENED, ONE)
    with server.by_hand(desk.address.database) as hand, pytest.raises(psycopg.errors.RaiseException):
        hand.execute(sql)
    assert len(KeptTrail(desk).lines()) == 1


def test_that_long_ago_is_pruned_by_who_owns_the_tables(desk: ServerDatabase) -> None:
    witness = Witness(KeptTrail(desk), desk.clock, "desk", Actor(name="A. Voorbeeld"))
    for _ in range(3):
        witness.saw(Deed.OPENED, ONE)
    assert KeptTrail(desk).prune(datetime.now(UTC) + timedelta(days=1), witness.event(Deed.PRUNED)) == 3
    assert [each.event.what for each in KeptTrail(desk).lines()] == [Deed.PRUNED]


@pytest.fixture
def of_a_desk(server: Server, address: ServerAddress) -> Iterator[ServerDatabase]:
    """The queue as an account opens it that has the role of a desk and nothing else."""
    with server.by_hand(address.database) as hand:
        hand.execute("CREATE ROLE mdt_desk; CREATE ROLE ward LOGIN; GRANT mdt_desk TO ward")
        hand.execute(ROLES)
    opened = open_server(server.address(address.database, "ward"))
    yield opened
    opened.close()
    with server.by_hand(address.database) as hand:
        hand.execute("DROP OWNED BY mdt_desk; DROP ROLE ward; DROP ROLE mdt_desk")


def test_that_the_role_of_a_desk_does_a_days_work(of_a_desk: ServerDatabase) -> None:
    witness = Witness(KeptTrail(of_a_desk), of_a_desk.clock, "desk", Actor(name="A. Voorbeeld"))
    queue = AuditedQueue(Queue(of_a_desk), witness)
    queue.add(case())
    queue.replace(case(name="Daarna"), 1)
    queue.keep_meeting(Meeting(id=MEETING, starts_at=AT, agenda=(ONE,)))
    queue.keep_decision(Decision(case_id=ONE, meeting_id=MEETING, decided_at=AT, options=("sbrt",)))
    queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 3")
    queue.notes.forget(NoteKind.DRAFT, "case 1")
    DeskPresence(of_a_desk, UUID(int=5)).here(ONE, "A. Voorbeeld")
    DeskPresence(of_a_desk, UUID(int=5)).left()
    assert len(KeptTrail(of_a_desk).lines()) == 4
    assert not of_a_desk.may_prune()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_line SET who = 'x'",
        "DELETE FROM audit_line",
        "INSERT INTO audit_anchor (number, digest) VALUES (9, repeat('0', 64))",
        "DELETE FROM case_file",
        "UPDATE queue_form SET form = 99",
        "DROP TRIGGER audit_line_kept ON audit_line",
        "ALTER TABLE audit_line DISABLE TRIGGER ALL",
    ],
)
def test_that_the_role_of_a_desk_may_not(of_a_desk: ServerDatabase, sql: str) -> None:
    with pytest.raises(SiteError) as refused, of_a_desk.changing() as change:
        change(sql)
    assert refused.value.key == "server.no_permission"


def test_that_the_roles_say_something_about_every_table() -> None:
    assert [name for name in METADATA.tables if name not in ROLES] == []


def test_that_no_sentence_about_a_server_repeats_what_is_in_a_row(desk: ServerDatabase) -> None:
    canary = "Kanarievogel"
    with pytest.raises(KnownError) as refused, desk.changing() as change:
        change("INSERT INTO note (kind, key, text) VALUES (?, ?, ?)", canary, canary, canary)
    assert canary not in str(refused.value)
