"""Every counted run against storage and imports in full, and its results in docs/reliability.md.

``scripts/faults.py --write`` does all, one after the other; a group or a run is named to do it alone. Each result is
written when it is there, so that what breaks off is gone on with by ``--resume``.
"""

import argparse
import fcntl
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "reliability.md"
BEGIN: Final = "<!-- counted runs: begin -->"
END: Final = "<!-- counted runs: end -->"

# Run -> how often in full, and what is done.
RUNS: Final = {
    "kill": (500, "kill -9 while saving"),
    "typing": (25, "kill -9 of the program with its window while somebody types in a case"),
    "power": (2_000, "the power cut at any point of what the store writes"),
    "flip": (2_000, "one bit flipped anywhere in the file"),
    "full": (200, "the disk full at one point or another of a save"),
    "read_only": (40, "file or folder that may only be read"),
    "second": (200, "a second program on an open queue"),
    "migrate": (30, "a migration killed, and failed, at each of its statements"),
    "backup": (200, "a backup while somebody writes"),
    "strings": (50_000, "a hostile text through every gate for texts"),
    "desks": (50, "so many desks at once on a server, 40 edits each of the same few cases and one meeting"),
    "backends": (300, "the connection to a server ended while something is kept"),
    "imports": (20_000, "a damaged or hostile list, case file, workbook or FHIR bundle imported"),
}
GROUPS: Final = {
    "window": ("typing",),
    "server": ("desks", "backends"),
    "disk": ("kill", "flip", "full", "read_only", "second", "migrate", "backup"),
    "power": ("power",),
    "texts": ("strings", "imports"),
}
"""What belongs together. What is typed is to be kept within seconds, so that nothing else may run beside `window`;
`texts` may run beside `power` or `disk`: each works in folders of its own."""

DONE: Final = ROOT / "build" / "faults.json"
"""Which runs were done, how often and with what result, since somebody last began anew."""

NEVER: Final = (
    "lost",
    "torn",
    "opened",
    "touched",
    "crashed",
    "damaged",
    "incomplete",
    "unwitnessed",
    "half",
    "hung",
    "over_memory",
    "leaked",
    "formulas",
)
"""What must not happen once."""


def run(name: str, count: int) -> dict[str, int] | None:
    """Do one run in a process and a folder of its own; None: it broke off."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        done = subprocess.run(  # noqa: S603  # this very program
            [sys.executable, "-m", *_module(name), str(count), folder],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=_around(Path(folder) / "home"),
        )
    if done.returncode != 0:
        sys.stderr.write(f"{name} broke off:\n{done.stderr}")
        return None
    found: dict[str, int] = json.loads(done.stdout)
    if any(found.get(each) for each in NEVER):
        sys.stderr.write(done.stderr)  # what it was
    return found


def _around(home: Path) -> dict[str, str]:
    """Return an environment in which whatever a program leaves behind lies in the folder that is searched."""
    own = {
        "HOME": home,
        **{f"XDG_{each}_HOME": home / each.lower() for each in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    for each in own.values():
        each.mkdir(exist_ok=True)
    return os.environ | {name: str(each) for name, each in own.items()} | {"QT_QPA_PLATFORM": "offscreen"}


_MODULES: Final = {
    "typing": "window",
    "power": "power",
    "strings": "strings",
    "imports": "imports",
    "desks": "server",
    "backends": "server",
}
"""Where a run is that is not in `tests/faults/storage.py`."""


def _module(name: str) -> tuple[str, ...]:
    module = f"tests.faults.{_MODULES.get(name, 'storage')}"
    return (module,) if name == "imports" else (module, name)


@contextmanager
def alone() -> Iterator[None]:
    """Let nobody else write meanwhile: two groups may run beside each other."""
    DONE.parent.mkdir(exist_ok=True)
    with DONE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write(lines: dict[str, str]) -> None:
    """Put what was counted into the page; what was not done anew stays as it was, with its day."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    kept = {each.split("|")[1].strip(): each for each in table.splitlines() if each.startswith("| ")}
    rows = [{**kept, **lines}[what] for _, what in RUNS.values() if what in kept or what in lines]
    table = "\n".join(["| what is done | what was counted | when |", "|---|---|---|", *rows])
    place = f"{platform.system()}, Python {platform.python_version()}"
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n\n{place}.\n{END}{after}", encoding="utf-8")


def done_before(name: str, count: int) -> dict[str, int] | None:
    """Return what was counted of a run, if it was done at least so often since somebody began anew."""
    with alone():
        kept = json.loads(DONE.read_text(encoding="utf-8")) if DONE.exists() else {}
    return kept[name]["found"] if name in kept and kept[name]["count"] >= count else None


def remember(name: str, count: int, found: dict[str, int] | None) -> None:
    """Keep what was counted, or forget a run that is to be done again."""
    with alone():
        kept = json.loads(DONE.read_text(encoding="utf-8")) if DONE.exists() else {}
        kept.pop(name, None)
        if found is not None:
            kept[name] = {"count": count, "found": found}
        DONE.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def named(names: Iterable[str]) -> list[str]:
    """Return the runs of groups and runs, each once; of nothing: all."""
    found = [each for name in names for each in GROUPS.get(name, (name,))]
    unknown = [each for each in found if each not in RUNS]
    if unknown:
        sys.exit(f"no such run or group: {', '.join(unknown)}")
    return list(dict.fromkeys(found or (each for group in GROUPS.values() for each in group)))


def main() -> None:
    """Print one line a run, write the page when asked, and end with 1 when something happened that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"these only: {', '.join((*GROUPS, *RUNS))}")
    parser.add_argument("--share", type=int, default=100, help="per cent of the full counts (default: 100)")
    parser.add_argument("--write", action="store_true", help="put the results into docs/reliability.md")
    parser.add_argument(
        "--resume", action="store_true", help="leave out what was done since it was begun anew"
    )
    options = parser.parse_args()
    names, bad = named(options.names), False
    counts = {each: max(1, RUNS[each][0] * options.share // 100) for each in names}
    for name in names:
        if not options.resume or done_before(name, counts[name]) is None:
            remember(name, 0, None)
    for name in names:
        if options.resume and done_before(name, counts[name]) is not None:
            continue
        began = monotonic()
        found = run(name, counts[name])
        went_wrong = found is None or any(found.get(each) for each in NEVER)
        bad |= went_wrong
        if found is None:
            continue
        counted = ", ".join(f"{each.replace('_', ' ')} {found[each]:,}" for each in found)
        sys.stdout.write(f"{name:<10} {counted} ({(monotonic() - began) / 60:.1f} min)\n")
        sys.stdout.flush()
        if options.write:
            what = RUNS[name][1]
            with alone():
                write({what: f"| {what} | {counted} | {datetime.now(UTC):%Y-%m-%d} |"})
        if not went_wrong:
            remember(name, counts[name], found)  # last: what broke off before it is done again
    sys.exit(int(bad))


if __name__ == "__main__":
    main()
