"""A queue goes from file to server and back with everything there, and nowhere else than into an empty one."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from mdt_desk.domain.audit import Actor, Deed, flaw_in
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.follow_up import Execution, FollowUp
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Addendum,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    Discipline,
    LeafletGiven,
    LeafletId,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.domain.reading import with_fact
from mdt_desk.store.accounts import KeptAccounts
from mdt_desk.store.database import open_database
from mdt_desk.store.either import EitherDatabase, Row
from mdt_desk.store.moving import move, tables_of
from mdt_desk.store.queue import Queue
from mdt_desk.store.trail import KeptTrail
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.ports import NoteKind, StoredCase
from mdt_desk.usecases.witness import Witness
from tests.queues import KEY
from tests.servers import Server, fresh, open_server
from tests.store.samples import AT

MEETING = MeetingId(UUID(int=9))


class Clock:
    def now(self) -> datetime:
        return AT


def case_id(number: int) -> CaseId:
    return CaseId(UUID(int=number))


def fill(database: EitherDatabase) -> None:
    """Something in every table."""
    witness = Witness(KeptTrail(database), Clock(), "desk-01", Actor(name="A. Voorbeeld"))
    queue = AuditedQueue(Queue(database), witness)
    for number in range(1, 6):
        named = with_fact(CaseOf(), "patient.family_name", f'Yılmaz "{number}"\t\\N\n%s ?')
        queue.add(
            StoredCase(
                id=case_id(number), case=named, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT
            )
        )
    queue.keep_meeting(
        Meeting(
            id=MEETING,
            starts_at=AT,
            attendees=(Attendee(name="B. Voorbeeld", discipline=Discipline.RADIOLOGY, arrived_at=AT),),
            agenda=(case_id(2), case_id(1)),
            state=MeetingState.CLOSED,
            signed_by="A. Voorbeeld",
            signed_at=AT,
            addenda=(Addendum(by="A. Voorbeeld", at=AT, text="Toch"),),
        )
    )
    doing = ActionItem(id=ActionId(UUID(int=70)), text="bellen", due=AT.date())
    queue.keep_decision(
        Decision(case_id=case_id(1), meeting_id=MEETING, decided_at=AT, options=("sbrt",), actions=(doing,))
    )
    queue.log_leaflet(
        LeafletGiven(
            id=LeafletId(UUID(int=71)),
            case_id=None,
            given_by="C. Voorbeeld",
            given_at=AT,
            language="tr",
            large_print=True,
            card=False,
            teach_back=True,
        )
    )
    queue.aftermath.keep_execution(
        Execution(
            case_id=case_id(1),
            meeting_id=MEETING,
            carried_out=True,
            recorded_on=AT.date(),
            recorded_by="A. Voorbeeld",
        )
    )
    queue.aftermath.keep_follow_up(
        FollowUp(case_id=case_id(1), months=3, asked_on=AT.date(), asked_by="A. Voorbeeld", alive=True)
    )
    queue.notes.keep(NoteKind.DRAFT, "case 1", "albumin 34")
    Queue(database).lines.keep_sight("[]")
    account = Account(id=AccountId(UUID(int=72)), name="A. Voorbeeld", role=Role.CHAIR)
    KeptAccounts(database, bytes).keep(account, "2468")
    witness.trail.prune(AT, witness.event(Deed.PRUNED))


def seen(database: EitherDatabase) -> tuple[object, ...]:
    queue = Queue(database)
    return (
        queue.rows(),
        queue.meetings(),
        queue.decisions(),
        queue.leaflets(),
        queue.aftermath.executions(),
        queue.aftermath.follow_ups(),
        queue.notes.under(NoteKind.DRAFT),
        KeptTrail(database).lines(),
    )


def test_that_a_queue_goes_to_a_server_and_back_with_everything_there(
    tmp_path: Path, address: ServerAddress
) -> None:
    first = open_database(tmp_path / "first.db", KEY)
    there, back = open_server(address), open_database(tmp_path / "back.db", KEY)
    fill(first)
    moved = move(first, there)
    assert {each.table for each in moved if each.rows == 0} <= {"audit_anchor"}
    assert move(there, back) == moved == tables_of(first) == tables_of(there) == tables_of(back)
    assert seen(first) == seen(there) == seen(back)
    assert flaw_in(KeptTrail(back).lines(), KeptTrail(back).anchor()) is None
    assert KeptAccounts(back, bytes).fits(AccountId(UUID(int=72)), "2468")
    assert [each.id for each in Queue(back).rows("yilmaz")] == [case_id(number) for number in range(1, 6)]
    for each in (there, back):
        Queue(each).add(
            StoredCase(
                id=case_id(6), case=CaseOf(), version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT
            )
        )
        assert len(Queue(each).rows()) == 6
    for each in (first, there, back):
        each.close()


def test_that_nothing_is_moved_into_a_queue_that_holds_anything(
    tmp_path: Path, address: ServerAddress
) -> None:
    first, there = open_database(tmp_path / "first.db", KEY), open_server(address)
    fill(first)
    Queue(there).notes.keep(NoteKind.DRAFT, "mine", "text")
    before = tables_of(there)
    with pytest.raises(UserError, match=r"move\.not_empty"):
        move(first, there)
    assert tables_of(there) == before
    first.close()
    there.close()


def test_that_a_move_that_is_cut_off_leaves_nothing_half(
    tmp_path: Path, server: Server, address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, there = open_database(tmp_path / "first.db", KEY), open_server(address)
    fill(first)
    pid = there.select("SELECT pg_backend_pid() AS pid")[0]["pid"]
    real = there.fill

    def fill_or_die(table: str, *given: object) -> None:
        if table == "decision":
            with server.by_hand() as hand:
                hand.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        real(table, *given)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(there, "fill", fill_or_die)
    with pytest.raises(KnownError):
        move(first, there)
    monkeypatch.undo()
    assert {each.rows for each in tables_of(there)} == {0}
    assert len(move(first, there)) == len(tables_of(there))
    first.close()
    there.close()


def test_that_a_server_that_ends_the_line_after_all_was_read_does_not_undo_the_move(
    tmp_path: Path, server: Server, address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks it anything while what arrived is compared, and it does not wait for long."""
    there, back = open_server(address), open_database(tmp_path / "back.db", KEY)
    fill(there)
    pid = there.select("SELECT pg_backend_pid() AS pid")[0]["pid"]
    real = back.each

    def compare_or_die(sql: str) -> Iterator[Row]:
        with server.by_hand() as hand:
            hand.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        return real(sql)

    monkeypatch.setattr(back, "each", compare_or_die)
    moved = move(there, back)
    monkeypatch.undo()
    assert tables_of(back) == moved == tables_of(there)
    there.close()
    back.close()


def test_that_two_servers_take_from_each_other(server: Server, address: ServerAddress) -> None:
    with fresh(server) as other:
        first, second = open_server(address), open_server(other)
        fill(first)
        assert move(first, second) == tables_of(first)
        first.close()
        second.close()
