"""Times the program against simple programs on the same machine: ratios travel, seconds do not."""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
CASES: Final = ROOT / "benchmarks"
MOMENT: Final = "2026-11-18T10:00:00+01:00"

QT_WINDOW: Final = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
window = QLabel("bare")
window.show()
window.grab()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One use of the program beside the simplest program that must do the same groundwork."""

    name: str
    program: Sequence[str]
    yardstick_name: str
    yardstick: Sequence[str]


NEAREST: Final = "import json, dataclasses, tomllib"


def assess(case: str, name: str) -> Measure:
    """Measure the assessment of one case file beside an interpreter that only reads and holds such files."""
    return Measure(
        name=name,
        program=("-m", "mdt_desk", "assess", str(CASES / case), "--at", MOMENT, "--format", "json"),
        yardstick_name=NEAREST,
        yardstick=("-c", NEAREST),
    )


MEASURES: Final = (
    assess("case.json", "assess a usual case"),
    assess("empty.json", "assess a case of which nothing is known"),
    Measure(
        name="open the window, make two documents",
        program=("-m", "mdt_desk", "--self-test"),
        yardstick_name="bare Qt window",
        yardstick=("-c", QT_WINDOW),
    ),
)


def milliseconds(arguments: Sequence[str]) -> float:
    """Return how long one fresh interpreter takes; a program that fails ends the benchmark."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False, cwd=ROOT
    )
    took = (time.perf_counter() - start) * 1000
    if run.returncode != 0:
        sys.exit(f"{' '.join(arguments)[:80]} ended with {run.returncode}:\n{run.stderr.strip()}")
    return took


def compare(measure: Measure, rounds: int) -> tuple[float, float]:
    """Return the median times of program and yardstick, taken in turn so that both meet the same machine."""
    milliseconds(measure.program), milliseconds(measure.yardstick)
    pairs = [(milliseconds(measure.program), milliseconds(measure.yardstick)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> None:
    """Print one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="fresh processes a measure (default: 7)")
    rounds: int = parser.parse_args().rounds
    print(f"{'program':<42}{'ms':>8}   {'yardstick':<36}{'ms':>8}{'ratio':>8}")
    for measure in MEASURES:
        program, yardstick = compare(measure, rounds)
        print(
            f"{measure.name:<42}{program:>8.0f}   {measure.yardstick_name:<36}{yardstick:>8.0f}"
            f"{program / yardstick:>8.1f}"
        )


if __name__ == "__main__":
    main()
