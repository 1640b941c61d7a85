"""Every counted run against storage and imports in full, and its results in docs/reliability.md."""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "reliability.md"
BEGIN: Final = "<!-- counted runs: begin -->"
END: Final = "<!-- counted runs: end -->"

# Run -> how often in full, and what is done.
RUNS: Final = {
    "kill": (500, "kill -9 while saving"),
    "flip": (2_000, "one bit flipped anywhere in the file"),
    "full": (200, "the disk full at one point or another of a save"),
    "read_only": (40, "file or folder that may only be read"),
    "second": (200, "a second program on an open queue"),
    "migrate": (30, "a migration killed, and failed, at each of its statements"),
    "backup": (200, "a backup while somebody writes"),
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
        )
    if done.returncode != 0:
        sys.exit(f"{name} broke off:\n{done.stderr}")
    found: dict[str, int] = json.loads(done.stdout)
    return found


def _module(name: str) -> tuple[str, ...]:
    if name == "imports":
        return ("tests.faults.imports",)
    return (f"tests.faults.{'server' if name in {'desks', 'backends'} else 'storage'}", name)


def main() -> None:
    """Print one line a run, write the page when asked, and end with 1 when something happened that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"these only: {', '.join(RUNS)}")
    parser.add_argument("--share", type=int, default=100, help="per cent of the full counts (default: 100)")
    parser.add_argument("--write", action="store_true", help="put the results into docs/reliability.md")
    options = parser.parse_args()
    lines, bad = [], False
    for name in options.names or RUNS:
        count, what = RUNS[name]
        found = run(name, max(1, count * options.share // 100))
        bad |= any(found.get(each) for each in NEVER)
        counted = ", ".join(f"{each.replace('_', ' ')} {found[each]:,}" for each in found)
        lines.append(f"| {what} | {counted} |")
        sys.stdout.write(f"{name:<10} {counted}\n")
        sys.stdout.flush()
    if options.write:
        table = "\n".join(["| what is done | what was counted |", "|---|---|", *lines])
        place = f"{platform.system()}, Python {platform.python_version()}"
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n\n{place}.\n{END}{after}", encoding="utf-8")
    sys.exit(int(bad))


if __name__ == "__main__":
    main()
