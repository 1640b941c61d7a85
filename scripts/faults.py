"""Every counted run against storage and imports in full, and its results in docs/reliability.md."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
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


def run(name: str, count: int) -> dict[str, int]:
    """Do one run in a process and a folder of its own; a run that breaks off ends the script."""
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
        sys.exit(f"{name} broke off:\n{done.stderr}")
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


def write(lines: dict[str, str]) -> None:
    """Put what was counted into the page; what was not done anew stays as it was, with its day."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    kept = {each.split("|")[1].strip(): each for each in table.splitlines() if each.startswith("| ")}
    rows = [{**kept, **lines}[what] for _, what in RUNS.values() if what in kept or what in lines]
    table = "\n".join(["| what is done | what was counted | when |", "|---|---|---|", *rows])
    place = f"{platform.system()}, Python {platform.python_version()}"
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n\n{place}.\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Print one line a run, write the page when asked, and end with 1 when something happened that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"these only: {', '.join(RUNS)}")
    parser.add_argument("--share", type=int, default=100, help="per cent of the full counts (default: 100)")
    parser.add_argument("--write", action="store_true", help="put the results into docs/reliability.md")
    options = parser.parse_args()
    lines, bad, today = dict[str, str](), False, f"{datetime.now(UTC):%Y-%m-%d}"
    for name in options.names or RUNS:
        count, what = RUNS[name]
        found = run(name, max(1, count * options.share // 100))
        bad |= any(found.get(each) for each in NEVER)
        counted = ", ".join(f"{each.replace('_', ' ')} {found[each]:,}" for each in found)
        lines[what] = f"| {what} | {counted} | {today} |"
        sys.stdout.write(f"{name:<10} {counted}\n")
        sys.stdout.flush()
    if options.write:
        write(lines)
    sys.exit(int(bad))


if __name__ == "__main__":
    main()
