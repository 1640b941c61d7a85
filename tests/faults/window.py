"""Kill the real program, its window and all, while somebody types.

``python -m tests.faults.window typing COUNT FOLDER`` prints one JSON object.

What the screen said was kept must be there; what was typed more than five seconds before must be there too, in the case
or in its draft; and nothing may be torn.
"""

import json
import os
import random
import selectors
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.domain.audit import flaw_in
from mdt_desk.domain.case import Case, CaseOf, value_at
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import case_tree, read_fact, with_fact
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.ports import DeskServices, NoteKind
from tests.faults.canary import WORDS, leaked
from tests.faults.storage import Counts
from tests.store.samples import AT

PASSPHRASE: Final = "gele vogel zingt altijd"
OLD_ENOUGH: Final = 5.0
"""Seconds after which what was typed may not be lost."""

_FIRST_SEED: Final = 1_004
"""With it the one kill of the short version falls 6.5 seconds after the first key."""

_STARTS_WITHIN: Final = 90.0
_FOLDERS: Final = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the typist said, and when the program was killed."""

    typed: Sequence[tuple[float, str, str]]
    kept: Sequence[Mapping[str, Any]]
    killed_at: float


@contextmanager
def home(folder: Path) -> Iterator[None]:
    """Give this process, and those that it starts, a home of their own and no key store."""
    own = {name: str(folder / name.lower()) for name in _FOLDERS}
    for each in own.values():
        Path(each).mkdir(parents=True)
    before = dict(os.environ)
    backend = "keyring.backends.fail.Keyring"
    os.environ.update(own, QT_QPA_PLATFORM="offscreen", PYTHON_KEYRING_BACKEND=backend)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def typing(count: int, folder: Path) -> Counts:
    """Kill it so many times, each time at a moment of chance, and look what is there."""
    found = Counter[str](killed=0, kept=0, typed=0, old_enough=0, lost=0, torn=0, leaked=0)
    for number in range(count):
        place = folder / f"home-{number}"
        with home(place):
            with open_desk(None, passphrase=PASSPHRASE) as desk:
                case = with_fact(CaseOf(), "patient.family_name", WORDS[0])
                list_case(desk.queue, lambda: UUID(int=1), case, AT)
            seen = _killed(random.Random(_FIRST_SEED + number), number, place)
            with open_desk(None, passphrase=PASSPHRASE) as desk:
                found += Counter(_compared(desk, seen))
        found["killed"] += 1
        found["leaked"] += leaked(place)
    return {name: found[name] for name in ("killed", "kept", "typed", "old_enough", "lost", "torn", "leaked")}


def _killed(chance: random.Random, seed: int, place: Path) -> Seen:
    with (place / "said.txt").open("w") as errors:
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.typist", str(seed), PASSPHRASE],
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    assert program.stdout is not None
    lines, until = b"", time.monotonic() + _STARTS_WITHIN
    begun = False
    with selectors.DefaultSelector() as waiting:
        waiting.register(program.stdout, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            if waiting.select(timeout=left):
                more = os.read(program.stdout.fileno(), 65_536)
                if not more:
                    break
                lines += more
            if not begun and b'["typed"' in lines:
                begun, until = True, time.monotonic() + chance.uniform(1, 14)
    killed_at = time.monotonic()
    program.send_signal(signal.SIGKILL)
    lines += program.stdout.read()
    program.stdout.close()
    if program.wait() != -signal.SIGKILL or not begun:
        sys.exit(f"it did not type: {(place / 'said.txt').read_text()}")
    told = [json.loads(each) for each in lines.splitlines(keepends=True) if each.endswith(b"\n")]
    return Seen(
        typed=[(at, each["path"], each["text"]) for what, at, each in told if what == "typed"],
        kept=[each for what, _, each in told if what == "kept"],
        killed_at=killed_at,
    )


def _compared(desk: DeskServices, seen: Seen) -> Counts:
    torn = len(desk.queue.refused())
    if desk.witness is not None:
        torn += flaw_in(desk.witness.trail.lines()) is not None
    (stored,) = desk.queue.rows()
    last = seen.kept[-1]
    lost = stored.version < last["version"]
    lost |= stored.version == last["version"] and _as_json(stored.case) != last["case"]
    note = json.loads(desk.queue.notes.recall(NoteKind.DRAFT, str(stored.id)) or '{"typed": {}}')["typed"]
    paths = {path for at, path, _ in seen.typed if at <= seen.killed_at - OLD_ENOUGH}
    gone = [path for path in paths if not _there(path, seen, stored.case, note)]
    if gone or lost:
        before = [(round(at - seen.killed_at, 2), *rest) for at, *rest in seen.typed]
        sys.stderr.write(f"{gone} {note} {last['version']} {stored.version} {before}\n")
    return {
        "kept": len(seen.kept),
        "typed": len(seen.typed),
        "old_enough": sum(at <= seen.killed_at - OLD_ENOUGH for at, _, _ in seen.typed),
        "lost": lost + len(gone),
        "torn": torn,
    }


def _there(path: str, seen: Seen, case: Case, note: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether a field holds what stood in it five seconds before the end, or something later."""
    of_it = [(at, text) for at, where, text in seen.typed if where == path]
    old = max(number for number, (at, _) in enumerate(of_it) if at <= seen.killed_at - OLD_ENOUGH)
    for _, text in of_it[old:]:
        if path in note and note[path]["text"] == text:
            return True
        try:
            if read_fact(path, text, AT) == value_at(case, path):
                return True
        except CaseRefused:
            continue
    return False


def _as_json(case: Case) -> object:
    return json.loads(json.dumps(case_tree(case)))


RUNS: Final[dict[str, Callable[[int, Path], Counts]]] = {"typing": typing}


def main() -> None:
    """Do one run and print its counts."""
    name, count, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(RUNS[name](int(count), Path(folder))) + "\n")


if __name__ == "__main__":
    main()
