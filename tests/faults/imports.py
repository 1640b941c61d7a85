"""Counted run of hostile imports: damage lists in every way, read them, take over what is left of them.

``python -m tests.faults.imports COUNT FOLDER`` prints one JSON object. Address space for data is limited to
512 MB, so that a file that unpacks to more is a failure that is seen.
"""

import gc
import io
import json
import random
import re
import resource
import signal
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from mdt_desk import assets
from mdt_desk.bootstrap.papers import list_desk
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.i18n import load_texts
from mdt_desk.store.queue import Queue
from mdt_desk.usecases.errors import KnownError
from mdt_desk.usecases.importing import Choice, Fate, ImportPlan, carry_out, plan_import
from mdt_desk.usecases.lists import ExportOrder, Format, What, plan_brought
from mdt_desk.usecases.ports import StoredCase
from mdt_desk.usecases.sheets import MOST_BYTES
from tests.faults.canary import leaked
from tests.faults.storage import meeting_with_case
from tests.queues import open_queue

AT: Final = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
MOST_MEMORY: Final = 512 << 20
HUNG_AFTER: Final = 60
"""Seconds of work after which a file counts as one that hangs; the slowest takes some seconds. What a busy machine does
meanwhile for others is not counted, or it would be the machine that hangs."""

_CANARY: Final = 10**9
"""A case that is in every queue, of somebody whose name may be found nowhere."""

_FRESH: Final = 400
_BOMBS_EVERY: Final = 100
Damage = Callable[[random.Random, bytes], bytes]
File = tuple[str, bytes]


class Hung(BaseException):
    """A file took too long."""


class Broken(Exception):  # noqa: N818  # what happened
    """An import was made to fail half-way."""


# --- what is damaged


def seeds() -> tuple[File, ...]:
    """Return whole files of every kind that the program reads."""
    desk = list_desk()
    rows = desk.opened("list", "csv", assets.resource("demo", "weekly_list.csv").read_bytes(), AT)
    assert rows.sheet is not None
    listed = desk.read(rows.sheet, desk.suggest(rows.sheet.headers), AT)
    ids = iter(UUID(int=each) for each in range(1, 100))
    order = ExportOrder(
        what=What.CASES,
        format=Format.JSON,
        cases=tuple(_stored(each.case, next(ids)) for each in listed if each.case is not None),
        decisions=(),
        meetings=(),
        place="",
        words=load_texts("nl"),
        made_at=AT,
    )
    demo = [(each, assets.resource("demo", f"weekly_list.{each}").read_bytes()) for each in ("csv", "xlsx")]
    kinds = (Format.JSON, Format.FHIR)
    out = [("json", desk.exported(replace(order, format=each))[0]) for each in kinds]
    return (*demo, *out)


def _stored(case: Case, identity: UUID) -> StoredCase:
    return StoredCase(
        id=CaseId(identity),
        case=case,
        version=1,
        state=CaseState.OPEN,
        listed_at=AT,
        changed_at=AT,
    )


# --- how


def flip(chance: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def repeat(chance: random.Random, data: bytes) -> bytes:
    first, last = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:last] + data[first:last] * chance.randint(1, 5) + data[last:]


def drop(chance: random.Random, data: bytes) -> bytes:
    first = chance.randrange(len(data))
    return data[:first] + data[first + chance.randint(1, 40) :]


def shuffle(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


_UGLY: Final = (
    "\0", "\ufeff", '"', '""', ";", "\t", "\r", "\n", "'", "=cmd|' /C calc'!A0", "@SUM(1)", "NaN", "Infinity",
    "1e999", "-0", "9" * 400, "9" * 5000, "<b>", "]]>", "&lt;", "&#0;", "&x;", "\u202e", "😀", "\ud7ff", "null",
    "true", "{}", "[]", "[" * 60, "{" * 60, '{"a":1,"a":2}', "2026-02-30", "31-02-2026", "01/02/2026", "38,5,5",
    "١٢٣", "٣٨", "1 000", "0x1F", "T13", "9999-12-31T23:59:59+99:99", "../../etc/passwd", "%s%n", "x" * 30_000,
)  # fmt: skip


def insert(chance: random.Random, data: bytes) -> bytes:
    found = data
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(found) + 1)
        found = found[:at] + chance.choice(_UGLY).encode("utf-8", "surrogatepass") + found[at:]
    return found


def exchange_words(chance: random.Random, data: bytes) -> bytes:
    """Put an ugly value in the place of a word or a number of the text."""
    words = list(re.finditer(rb"[\w,.-]{2,}", data))
    found = chance.choice(words) if words else None
    if found is None:
        return data
    return data[: found.start()] + chance.choice(_UGLY).encode("utf-8", "surrogatepass") + data[found.end() :]


PLAIN: Final[tuple[Damage, ...]] = (flip, cut, repeat, drop, shuffle, insert, exchange_words)


def inside(chance: random.Random, data: bytes) -> bytes:
    """Damage one part of a workbook and pack it again, so that the packing itself is whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        names = packed.namelist()
        chosen = chance.choice([each for each in names if packed.getinfo(each).file_size])
        left = chance.choice(names) if chance.random() < 0.1 else ""
        for each in names:
            part = packed.read(each)
            if each != left:
                out.writestr(each, chance.choice(PLAIN)(chance, part) if each == chosen else part)
    return made.getvalue()


# --- small files that want to become large


def workbook(**parts: bytes) -> bytes:
    """Return the sample workbook with other parts in the place of its own."""
    made = io.BytesIO()
    source = assets.resource("demo", "weekly_list.xlsx").read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as packed,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for each in packed.namelist():
            name = each.rpartition("/")[2].partition(".")[0]
            out.writestr(each, parts.get(name) or packed.read(each))
        if "sharedStrings" in parts and "xl/sharedStrings.xml" not in packed.namelist():
            out.writestr("xl/sharedStrings.xml", parts["sharedStrings"])
    return made.getvalue()


_MAIN: Final = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(rows: bytes) -> bytes:
    return b'<?xml version="1.0"?><worksheet ' + _MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def bombs() -> Iterator[File]:
    """Return each file that is small packed, or short written, and large as a tree."""
    cell, row = b"<c/>", b'<row r="1">'
    yield "xlsx", workbook(sheet1=_sheet(row + cell * 7_000_000 + b"</row>"))
    yield "xlsx", workbook(sheet1=_sheet(row + cell * 390_000 + b"</row>"))
    yield "xlsx", workbook(sheet1=_sheet(b"<row/>" * 4_000_000))
    yield "xlsx", workbook(sheet1=_sheet(b"<row/>" * 390_000))
    yield "xlsx", workbook(sheet1=_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    yield (
        "xlsx",
        workbook(
            sheet1=_sheet(row + b'<c t="inlineStr"><is><t>' + b"x" * 29_000_000 + b"</t></is></c></row>")
        ),
    )
    yield (
        "xlsx",
        workbook(
            sheet1=_sheet(
                row + b'<c t="inlineStr"><is><t>' + "😀".encode() + b"x" * 29_000_000 + b"</t></is></c></row>"
            )
        ),
    )
    yield "xlsx", workbook(sheet1=b"<a>" * 390_000 + b"</a>" * 390_000)
    yield "xlsx", workbook(sheet1=b"\0" * 250_000_000)
    strings = b"".join(b"<si><t>%x\xc4\x80</t></si>" % each for each in range(190_000))
    yield "xlsx", workbook(sharedStrings=b"<sst " + _MAIN + b">" + strings + b"</sst>")
    lol = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    yield (
        "xlsx",
        workbook(sheet1=b'<!DOCTYPE x [<!ENTITY l0 "lol">' + lol + b"]>" + _sheet(b"<row>&l9;</row>")),
    )
    secret = b'<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'
    yield "xlsx", workbook(sheet1=secret + _sheet(row + b'<c t="inlineStr"><is><t>&s;</t></is></c></row>'))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as out:
        for each in range(60_000):
            out.writestr(f"{each}", b"")
    yield "xlsx", many.getvalue()
    yield from text_bombs()


def text_bombs() -> Iterator[File]:
    """Return text that is as long as may be, and worth more than that in memory."""
    yield "csv", b";" * (MOST_BYTES - 1)
    yield "csv", b"\n" * (MOST_BYTES - 1)
    yield "csv", b"Naam\n" + b"x\n" * (MOST_BYTES // 2 - 10)
    yield "csv", b'"' * (MOST_BYTES - 1)
    yield "csv", b'Naam\n"' + b"x" * (MOST_BYTES - 10)
    facts = [each for each in list_desk().targets() if "." in each]
    head = ";".join(facts).encode()
    yield "csv", head + b"\n" + (b"?x;" * (len(facts) - 1) + b"?x\n") * 1_999
    yield "csv", head + b"\n" + (b";" * (len(facts) - 1) + b"\n") * 50_000
    yield "csv", b"Naam;Geboortedatum\n" + ("😀" + "é" * 300 + ";x\n").encode() * 1_999
    yield "json", b"[" * 23_000_000
    yield "json", b"[" + b"[]," * 13_000_000 + b"0]"
    yield "json", b"[" + b"0," * 19_000_000 + b"0]"
    yield "json", b"[" + b'"ab",' * 1_400_000 + b"0]"
    yield "json", b"[" + b"1e1," * 1_400_000 + b"0]"
    yield "json", b'{"a":"' + "😀".encode() + b"x" * 23_000_000 + b'"}'
    yield "json", b"{" + b'"a":0,' * 1_400_000 + b'"a":0}'
    yield "json", b"[" + b"NaN," * 1_400_000 + b"0]"
    yield "json", b'{"schema":"mdt-desk/cases/1","cases":[' + b"{}," * 19_000 + b"{}]}"
    patient = b'{"resource":{"resourceType":"Patient","id":"a"}},'
    seen = b'{"resource":{"resourceType":"Observation","subject":{"reference":"Patient/a"}}},'
    whole = patient * 30_000 + seen * 90_000
    yield "json", b'{"resourceType":"Bundle","entry":[' + (patient * 4_000 + seen * 90_000)[:-1] + b"]}"
    yield "json", b'{"resourceType":"Bundle","entry":[' + whole[:-1] + b"]}"


# --- what happens to a file


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise Hung where something takes longer."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Trial:
    """One queue after another; each takes the lists of some hundred files."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._desk = list_desk()
        self._queue: Queue | None = None
        self._opened = 0
        self._next = 0

    def new_id(self) -> UUID:
        self._next += 1
        return UUID(int=self._next)

    def fresh(self) -> Queue:
        if self._queue is not None:
            self._queue.close()
        self._opened += 1
        self._queue = open_queue(self._folder / f"queue-{self._opened}.db")
        meeting_with_case(self._queue, _CANARY)
        return self._queue

    def plan(self, queue: Queue, kind: str, data: bytes) -> ImportPlan:
        brought = self._desk.opened(f"list.{kind}", kind, data, AT)
        chosen = () if brought.sheet is None else self._desk.suggest(brought.sheet.headers)
        return plan_brought(queue, self._desk, brought, chosen, AT)

    def take_over(self, queue: Queue, plan: ImportPlan) -> str:
        """Take over what is not refused; sometimes it is made to fail half-way, and nothing of it may stay."""
        before = queue.rows()
        choices = {
            each.number: self._chance.choice(list(Choice)) for each in plan.rows if each.fate is Fate.ALIKE
        }
        takes = [each for each in plan.rows if each.fate not in {Fate.REFUSED, Fate.UNCHANGED}]
        breaks_at = self._chance.randrange(len(plan.rows)) if takes and self._chance.random() < 0.3 else None

        def watch(done: int, _all: int) -> None:
            if done == breaks_at:
                raise Broken

        work = partial(
            carry_out, queue, self.new_id, plan, AT, source="a list", choices=choices, progress=watch
        )
        try:
            work()
        except Broken:
            return "half" if queue.rows() != before else "stopped"
        except (KnownError, CaseRefused):
            return "half" if queue.rows() != before else "refused"
        after = queue.rows()
        kept = {each.id: each for each in after}
        lost = any(each.id not in kept for each in before)
        again = plan_import(queue, (), AT)
        return "half" if lost or again.rows else "taken over"

    def once(self, queue: Queue, kind: str, data: bytes) -> Counter[str]:
        found: Counter[str] = Counter(files=1)
        try:
            with within(HUNG_AFTER):
                plan = self.plan(queue, kind, data)
                found["rows_refused"] += plan.count(Fate.REFUSED)
                found["rows_read"] += len(plan.rows) - plan.count(Fate.REFUSED)
                found[self.take_over(queue, plan).replace(" ", "_")] += 1
        except (KnownError, CaseRefused):
            found["refused"] += 1
        except Hung:
            found["hung"] += 1
        except Exception as error:  # noqa: BLE001  # a crash of any kind is what this run looks for
            found["crashed"] += 1
            sys.stderr.write(f"{kind}: {type(error).__name__} {error}\n")
            with suppress(OSError):
                (self._folder / f"crash-{found['crashed']}-{self._next}.{kind}").write_bytes(data)
        return found


def damaged(chance: random.Random, whole: tuple[File, ...]) -> File:
    """Return one file with something wrong with it."""
    kind, data = chance.choice(whole)
    ways = (*PLAIN, inside, inside, inside, inside) if kind == "xlsx" else PLAIN
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        with suppress(
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
            IndexError,
        ):
            data = chance.choice(ways)(chance, data) if data else data
    return kind, data


def _peak_megabytes() -> int:
    """Return the most memory this program had: `ru_maxrss` would count what its parent had before it began."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (peak,) = [line for line in lines if line.startswith("VmHWM:")]
    return int(peak.split()[1]) // 1024


def run(count: int, folder: Path, seed: int = 20261118) -> dict[str, int]:
    """Import so many damaged files, bombs among them, and return what came of them."""
    chance = random.Random(seed)
    trial, whole = Trial(folder, chance), seeds()
    found: Counter[str] = Counter()
    queue = trial.fresh()
    for kind, data in bombs() if count >= _BOMBS_EVERY else ():
        found["bombs"] += 1
        gc.collect()  # each is measured by itself: nobody brings so many one after the other
        before = Counter(found)
        found += trial.once(queue, kind, data)
        if found["crashed"] + found["hung"] > before["crashed"] + before["hung"]:
            sys.stderr.write(f"bomb {found['bombs']}\n")
    while found["files"] < count:
        if found["files"] % _FRESH == 0:
            queue = trial.fresh()
        found += trial.once(queue, *damaged(chance, whole))
    queue.close()
    peak = _peak_megabytes()
    counts = {each: found[each] for each in sorted({*found, "crashed", "half", "hung"})}
    return {**counts, "peak_mb": peak, "over_memory": int(peak > MOST_MEMORY >> 20)}


def main() -> None:
    """Do the run and print its counts."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout.write(json.dumps({**run(count, folder), "leaked": leaked(folder)}) + "\n")


if __name__ == "__main__":
    main()
