"""Measures the program against simple programs on the same machine: ratios travel, seconds do not."""

import argparse
import importlib
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.measuring import FEWEST, ROOT, Measure, Outcome, machine, outcome
from benchmarks.table import as_markdown, as_text, keep

GROUPS: Final = ("queue", "assess", "room", "memory", "documents", "saving", "frozen")
"""The modules beside this one; each has a function ``measures()``."""

PAGE: Final = ROOT / "docs" / "performance.md"


def measures_of(group: str) -> tuple[Measure, ...]:
    """Return what one module measures."""
    found: tuple[Measure, ...] = importlib.import_module(f"benchmarks.{group}").measures()
    return found


def take(group: str, rounds: int, only: str) -> list[Outcome]:
    """Take every measure of a group whose words contain ``only``, each in a scratch folder of its own."""
    found = []
    for measure in measures_of(group):
        if only not in f"{measure.what} {measure.reference}":
            continue
        with tempfile.TemporaryDirectory(prefix="mdt-bench-") as folder:
            found.append(outcome(measure, rounds, Path(folder)))
        print(f"... {measure.what}: {found[-1].medians}", file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Print one table; 1 when a bound is not met."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=FEWEST, help=f"rounds a measure (default: {FEWEST})")
    parser.add_argument("--only", default="", metavar="WORDS", help="measures whose row has these words")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/performance.md")
    options = parser.parse_args()
    groups = options.groups or GROUPS
    if wrong := set(groups) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(wrong))}")
    if options.write and (options.rounds < FEWEST or options.only):
        parser.error(f"only whole groups of {FEWEST} rounds and more are kept")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    everything: list[Outcome] = []
    for group in groups:
        found = take(group, options.rounds, options.only)
        everything += found
        if options.write:
            said = f"{datetime.now(UTC):%Y-%m-%d}; {machine()}; medians of {options.rounds} rounds."
            keep(PAGE, group, as_markdown(found, said))
    print(as_text(everything), end="")
    return 1 if any(each.verdict == "not met" for each in everything) else 0


if __name__ == "__main__":
    sys.exit(main())
