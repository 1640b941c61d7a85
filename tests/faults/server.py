"""Counted runs against a server: many desks at once, and connections that are cut off while something is kept.

Each run is a process of its own: ``python -m tests.faults.server NAME COUNT FOLDER`` prints one JSON object.
"""

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from mdt_desk.domain.audit import Actor, Deed, flaw_in
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import Attendee, CaseId, Discipline, Meeting, MeetingId
from mdt_desk.store.queue import Queue
from mdt_desk.store.trail import KeptTrail
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.cases import change_fact, waiting_case
from mdt_desk.usecases.errors import Conflict, ServerAway
from mdt_desk.usecases.meetings import set_attendance
from mdt_desk.usecases.witness import Witness
from tests.faults.canary import leaked
from tests.faults.storage import Counts, forked, meeting_with_case
from tests.servers import Server, fresh, make_template, open_server, open_server_queue, running
from tests.store.samples import AT

CASES: Final = 6
"""So few that desks are in each other's way."""

MEETING: Final = MeetingId(UUID(int=1_000))
COUNTED: Final = "referral.question"
"""The fact in which every edit counts one up from what it saw."""

EDITS: Final = 40
FEW_EDITS: Final = 10
MANY: Final = 20


def desks(count: int, _folder: Path) -> Counts:
    """So many processes, 40 edits each, of the same few cases and one meeting: none is lost."""
    edits = EDITS if count >= MANY else FEW_EDITS
    found = Counter[str](desks=count, edits=0, conflicts=0, lost=0, torn=0, crashed=0)
    with running() as server:
        make_template(server)
        with fresh(server) as address:
            with open_server_queue(address) as queue:
                queue.keep_meeting(Meeting(id=MEETING, starts_at=AT))
                for number in range(1, CASES + 1):
                    queue.add(waiting_case(lambda number=number: UUID(int=number), CaseOf(), AT))  # type: ignore[misc]  # the default binds the number of this turn
            children = [
                forked(lambda said, desk=desk: _edit(address, desk, edits, said))  # type: ignore[misc]  # as above
                for desk in range(count)
            ]
            for pid, reading in children:
                with os.fdopen(reading, encoding="ascii") as said:
                    told = said.read().split()
                found["crashed"] += os.waitpid(pid, 0)[1] != 0
                found["edits"] += told.count("kept")
                found["conflicts"] += told.count("conflict")
            _counted(address, found, count)
    return dict(found)


def _edit(address: ServerAddress, desk: int, edits: int, said: int) -> None:
    """Edit one case after another as a desk does: look, change, keep; where somebody was first, look again."""
    chance, database = random.Random(desk), open_server(address)
    witness = Witness(KeptTrail(database), database.clock, f"desk-{desk}", Actor(name="A. Voorbeeld"))
    queue = AuditedQueue(Queue(database), witness)
    seated = Attendee(name=f"Desk {desk}", discipline=Discipline.NURSING)
    for _ in range(edits):
        case_id, kept = CaseId(UUID(int=chance.randrange(1, CASES + 1))), False
        while not kept:
            seen = queue.get(case_id)
            try:
                value = str(_value(seen.case.referral.question) + 1)
                change_fact(
                    queue, case_id, COUNTED, value, expected_version=seen.version, at=database.clock.now()
                )
                kept = True
            except Conflict:
                os.write(said, b"conflict\n")
        os.write(said, b"kept\n")
    seen_there = queue.meeting(MEETING).attendees
    set_attendance(queue, MEETING, (*seen_there, seated), seen_there)
    database.close()


def _value(said: object) -> int:
    return 0 if said is UNKNOWN else int(str(said))


def _counted(address: ServerAddress, found: Counter[str], desks: int) -> None:
    """Compare what is there with what was acknowledged: every edit counted one up, and wrote one line."""
    database = open_server(address)
    queue = Queue(database)
    sums = sum(_value(each.case.referral.question) for each in queue.rows())
    seats = len(queue.meeting(MEETING).attendees)
    lines = KeptTrail(database).lines()
    found["lost"] += (
        abs(found["edits"] - sums) + abs(desks - seats) + abs(found["edits"] + desks - len(lines))
    )
    found["torn"] += len(queue.refused()) + (flaw_in(lines) is not None)
    database.close()


def backends(count: int, _folder: Path) -> Counts:
    """End the connection of a desk that keeps things, again and again: what was acknowledged is there, and once."""
    chance = random.Random(count)
    found = Counter[str](killed=0, acknowledged=0, told=0, lost=0, torn=0, unwitnessed=0, crashed=0)
    with running() as server:
        make_template(server)
        with fresh(server) as address:
            pid, reading = forked(lambda said: _write_until_killed(address, said))
            lines = list[str]()
            with os.fdopen(reading, encoding="ascii") as said:
                while found["killed"] < count:
                    lines += [said.readline() for _ in range(chance.randrange(1, 4))]
                    for _ in range(chance.randrange(40_000)):
                        pass  # falls somewhere inside the next transaction
                    found["killed"] += _cut_off(server, address)
                os.kill(pid, signal.SIGTERM)
                lines += said.readlines()
            found["crashed"] += os.waitpid(pid, 0)[1] not in {0, signal.SIGTERM}
            _compared(address, [each for each in lines if each.endswith("\n")], found)
    return dict(found)


def _cut_off(server: Server, address: ServerAddress) -> int:
    with server.by_hand() as hand:
        found = hand.execute(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s",
            (address.database,),
        ).fetchone()
    return int(found[0]) if found is not None else 0


def _write_until_killed(address: ServerAddress, said: int) -> None:
    database, number = open_server(address), 0
    witness = Witness(KeptTrail(database), database.clock, "desk", Actor(name="A. Voorbeeld"))
    queue = AuditedQueue(Queue(database), witness)
    while True:
        number += 1
        kept = False
        while not kept:
            try:
                meeting_with_case(queue, number)
                kept = True
            except ServerAway as error:
                os.write(said, f"{error.key}\n".encode())
        os.write(said, f"{number}\n".encode())


def _compared(address: ServerAddress, lines: list[str], found: Counter[str]) -> None:
    numbers = {int(each) for each in lines if each.strip().isdigit()}
    database = open_server(address)
    with Queue(database) as queue:
        trail = KeptTrail(database).lines()
        added = Counter(each.event.case for each in trail if each.event.what is Deed.ADDED)
        kept = {each.id.int: each for each in queue.rows()}
        meetings = queue.meetings()
        torn = [each for each in meetings if [case.int for case in each.agenda] != [each.id.int]]
        unseen = [each for each in kept.values() if added[each.id] < 1]
        seen_too_much = added.keys() - {each.id for each in kept.values()}
        found.update(
            acknowledged=len(numbers),
            told=sum(each.startswith("server.") for each in lines),
            lost=len(numbers - kept.keys()),
            torn=len(torn) + len(queue.refused()) + (len(meetings) != len(kept)),
            unwitnessed=len(unseen) + len(seen_too_much) + (flaw_in(trail) is not None),
        )


RUNS: Final[dict[str, Callable[[int, Path], Counts]]] = {each.__name__: each for each in (desks, backends)}


def main() -> None:
    """Do one run and print its counts."""
    name, count, folder = sys.argv[1:]
    found = RUNS[name](int(count), Path(folder))
    sys.stdout.write(json.dumps({**found, "leaked": leaked(Path(folder))}) + "\n")


if __name__ == "__main__":
    main()
