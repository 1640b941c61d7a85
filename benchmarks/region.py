"""What a server carries for a region: 100,000 cases, many desks at once; on this machine, over a socket.

``python -m benchmarks.region`` prints one line a figure; docs/region.md says what they mean. Every loop is bounded.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic, perf_counter
from typing import Final
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import assess
from mdt_desk.domain.audit import Actor, Deed
from mdt_desk.domain.meeting import CaseId
from mdt_desk.store.either import Row
from mdt_desk.store.finding import Plain
from mdt_desk.store.line_rows import SEALED
from mdt_desk.store.queue import Queue
from mdt_desk.store.server.database import ServerDatabase
from mdt_desk.store.server.presence import DeskPresence, changes
from mdt_desk.store.trail import KeptTrail
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.briefs import Known, Wanted, Word
from mdt_desk.usecases.cases import change_fact, waiting_case
from mdt_desk.usecases.errors import Conflict
from mdt_desk.usecases.judging_lines import judge_some
from mdt_desk.usecases.preferences import Preferences
from mdt_desk.usecases.synthetic import synthetic_case
from mdt_desk.usecases.witness import Witness
from tests.servers import Server, open_server, running

CASES: Final = 100_000
MODELS: Final = 250
"""So many different cases are made and judged; the others are copies of them under identities of their own."""

WAITING: Final = 4_000
"""Of a region's cases so many wait at one time; the others were discussed and closed."""

DESKS: Final = 300
SECONDS: Final = 10
AT: Final = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
KNOWN: Final = Known(marks=("a" * 8, "b" * 8), at=AT)


def say(what: str, figure: str) -> None:
    print(f"{what:<64} {figure:>14}", flush=True)


def timed(verb: Callable[[], object], times: int = 9) -> float:
    """Return the median of so many runs, in milliseconds."""
    spent = []
    for _ in range(times):
        before = perf_counter()
        verb()
        spent.append((perf_counter() - before) * 1_000)
    return median(spent)


def models(database: ServerDatabase) -> tuple[list[Row], list[Row]]:
    """Make the different cases and judge them, and return their rows."""
    queue, chance, rules = Queue(database, Plain()), Random(7), load_rules()  # noqa: S311  # no secret
    with queue.transaction():
        for number in range(1, MODELS + 1):
            case = synthetic_case(chance, number, AT)
            queue.add(waiting_case(lambda number=number: UUID(int=number), case, AT))  # type: ignore[misc]  # the default binds the number of this turn
    judge_some(
        queue, lambda case, at, meeting: assess(case, at, meeting, rules), Preferences(), KNOWN, most=MODELS
    )
    return database.select("SELECT * FROM case_file ORDER BY id"), database.select(
        "SELECT * FROM queue_line ORDER BY case_id"
    )


def copies(rows: list[Row], lines: list[Row]) -> Iterator[tuple[Row, Row]]:
    chance = Random(11)  # noqa: S311  # no secret
    for at in range(CASES - MODELS):
        row, line = dict(rows[at % MODELS]), dict(lines[at % MODELS])
        row["id"] = line["case_id"] = UUID(int=chance.getrandbits(128)).hex
        row["state"] = line["state"] = "open" if at < WAITING else "closed"
        line["waiting"] = int(at < WAITING)
        moment = datetime.fromisoformat(str(row["changed_at"])) - timedelta(minutes=at)
        row["listed_at"] = row["changed_at"] = line["changed_at"] = moment.isoformat(" ", "microseconds")
        said = moment.replace(tzinfo=UTC).isoformat()
        parts = (row["id"], str(row["version"]), row["state"], said, said, "", row["document"])
        digest = hashlib.sha256("\x00".join(str(each) for each in parts).encode()).hexdigest()
        row["digest"] = line["digest"] = digest
        line["number"] = MODELS + at + 1
        sealed = "\x00".join(repr(line[each]) for each in SEALED)
        line["seal"] = hashlib.sha256(sealed.encode()).hexdigest()
        yield row, line


def fill(database: ServerDatabase) -> None:
    rows, lines = models(database)
    with database.changing():
        database.fill("case_file", tuple(rows[0]), (each for each, _ in copies(rows, lines)))
        database.fill("queue_line", tuple(lines[0]), (each for _, each in copies(rows, lines)))
    database.tell("ANALYZE")


def work(address: ServerAddress, desk: int) -> tuple[int, int, float]:
    """Change cases for some seconds as a desk does, each with its line; return changes, conflicts, and the median."""
    database, chance = open_server(address), Random(desk)  # noqa: S311  # no secret
    witness = Witness(KeptTrail(database), database.clock, f"desk-{desk}", Actor(name="A. Voorbeeld"))
    queue, spent, refused = AuditedQueue(Queue(database, Plain()), witness), list[float](), 0
    until = monotonic() + SECONDS
    while monotonic() < until:
        case_id = CaseId(UUID(int=chance.randrange(1, MODELS + 1)))
        seen = queue.get(case_id)
        before = perf_counter()
        try:
            change_fact(
                queue,
                case_id,
                "referral.question",
                f"{desk} {chance.random()}",
                expected_version=seen.version,
                at=database.clock.now(),
            )
        except Conflict:
            refused += 1
        spent.append((perf_counter() - before) * 1_000)
    database.close()
    return len(spent) - refused, refused, median(spent)


def together(address: ServerAddress, desks: int) -> None:
    with ProcessPoolExecutor(desks, mp_context=get_context("fork")) as pool:
        found = list(pool.map(partial(work, address), range(desks)))
    done, refused = sum(each[0] for each in found), sum(each[1] for each in found)
    slowest = max(each[2] for each in found)
    say(f"changes a second, {desks} desks at once without a pause", f"{done / SECONDS:.0f}")
    say(f"    one change as a desk waits for it, slowest median (conflicts {refused})", f"{slowest:.1f} ms")


def one_desk(address: ServerAddress) -> None:
    database = open_server(address)
    queue, trail = Queue(database, Plain()), KeptTrail(database)
    numbers = queue.lines.numbers(Wanted(), KNOWN)
    found = Wanted(words=(Word(text="beuk"),))
    closed = Wanted(words=(Word(text="beuk"), Word(text="12")), states=("open", "closed"))
    say("a desk opens the queue", f"{timed(lambda: open_server(address).close()):.0f} ms")
    say(
        f"order of the {len(numbers):,} cases that wait",
        f"{timed(lambda: queue.lines.numbers(Wanted(), KNOWN)):.1f} ms",
    )
    say(
        "40 rows of the queue, each checked", f"{timed(lambda: queue.lines.page(numbers[:40], KNOWN)):.1f} ms"
    )
    say("the counts above the queue", f"{timed(lambda: queue.lines.counts(KNOWN)):.1f} ms")
    say("a word found among those that wait", f"{timed(lambda: queue.lines.numbers(found, KNOWN)):.1f} ms")
    say(f"two words found among all {CASES:,}", f"{timed(lambda: queue.lines.numbers(closed, KNOWN)):.1f} ms")
    say("one case read", f"{timed(lambda: queue.get(CaseId(UUID(int=3)))):.2f} ms")
    witness = Witness(trail, database.clock, "desk", Actor(name="A. Voorbeeld"))
    say("one line of the audit trail kept", f"{timed(lambda: witness.saw(Deed.OPENED), 101):.2f} ms")
    say("asked whether anything was changed", f"{timed(lambda: changes(database), 501):.2f} ms")
    here = DeskPresence(database, UUID(int=5))
    say(
        "told who has a case open",
        f"{timed(lambda: here.here(CaseId(UUID(int=3)), 'A. Voorbeeld'), 501):.2f} ms",
    )
    database.close()


def many(server: Server, address: ServerAddress) -> None:
    """Keep 300 desks open; each asks for changes every five seconds and tells where it is every thirty."""
    before = memory(server)
    desks = [open_server(address) for _ in range(DESKS)]
    say(
        f"memory of the server for each of {DESKS} open desks",
        f"{(memory(server) - before) / DESKS / 1_024:.1f} MB",
    )
    started, asked = perf_counter(), 0
    for _ in range(3):
        for at, each in enumerate(desks):
            changes(each)
            if at % 6 == 0:
                DeskPresence(each, UUID(int=at + 1)).here(CaseId(UUID(int=3)), "A. Voorbeeld")
            asked += 1
    rate = asked / (perf_counter() - started)
    say(f"{DESKS} desks that ask every 5 s ask 60 times a second; asked here", f"{rate:.0f} a second")
    for each in desks:
        each.close()


def memory(server: Server) -> int:
    """Return what the processes of a server hold between them, in kilobytes, each shared page counted once."""
    head = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    total = 0
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            # A process of the machine may end between two looks, and may not be ours to read.
            with suppress(OSError):
                total += _held(each, head)
    return total


def _held(process: Path, head: int) -> int:
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line)
    if head not in (int(process.name), int(status["PPid"])):
        return 0
    said = (process / "smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:"))


def main() -> None:
    """Measure, and print."""
    settings = {
        "fsync": "on",
        "full_page_writes": "on",
        "autovacuum": "on",
        "shared_buffers": "512MB",
        "max_connections": str(DESKS + 40),
        "wal_level": "replica",
    }
    with running(**settings) as server:
        server.say("CREATE DATABASE region")
        address = server.address("region")
        database = open_server(address)
        before = perf_counter()
        fill(database)
        say(f"{CASES:,} cases with their lines put there", f"{perf_counter() - before:.0f} s")
        size = database.select("SELECT pg_database_size(current_database()) AS size")[0]["size"]
        say("size of the database", f"{int(str(size)) / 1_048_576:.0f} MB")
        database.close()
        one_desk(address)
        many(server, address)
        for desks in (1, 4, 16):
            together(address, desks)


if __name__ == "__main__":
    main()
