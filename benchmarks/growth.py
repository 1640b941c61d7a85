"""Draws what the number of cases costs, as a picture beside docs/performance.md.

``python -m benchmarks.growth [LARGEST]``: every line is a ratio to its own cost at 1,000 cases, so that a line that
stays flat costs nothing more, and one on the diagonal costs in step. All sizes are taken in turn, and that again: what
else the machine does meets them all. To 100,000 cases it takes half an hour or more.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator, StrMethodFormatter

from benchmarks.assess import AT, assess_all
from benchmarks.measuring import ROOT, process, python, surroundings, worked
from benchmarks.queue import made
from mdt_desk.usecases.synthetic import synthetic_case

PICTURE: Final = ROOT / "docs" / "performance-cost.svg"
FIRST: Final = 1_000
COUNTS: Final = (FIRST, 3_000, 10_000, 30_000, 100_000)
MOST_ASSESSED: Final = 30_000
_ROUNDS: Final = 3

Cost = Callable[[int], float]


def assessing(counts: Sequence[int]) -> list[float]:
    """Return what assessing so many cases in a row takes of the processor, for each count."""
    chance, taken = Random(7), [0.0]  # noqa: S311  # patients who are made up
    for _ in range(counts[-1] // FIRST):
        cases = [synthetic_case(chance, number, AT) for number in range(FIRST)]
        taken.append(taken[-1] + worked(partial(assess_all, cases)))
    return [taken[each // FIRST] for each in counts]


def in_turn(cost: Cost, counts: Sequence[int]) -> list[float]:
    """Return the median cost of each count, all of them taken in turn."""
    rounds = [[cost(each) for each in counts] for _ in range(_ROUNDS)]
    return [statistics.median(each) for each in zip(*rounds, strict=True)]


def _queue(folder: Path, count: int) -> Path:
    home = folder / str(count)
    return home / "queue.db" if home.exists() else made(home, count, FIRST)


def starting(folder: Path, count: int) -> float:
    """Return how long the program takes to paint the first rows of so many cases, of which 1,000 wait."""
    file = _queue(folder, count)
    once = python("-m", "benchmarks.painted", str(file), "first")
    return process(once, file.parent)


def filtering(folder: Path, count: int) -> float:
    """Return how long a filter over so many cases takes to be painted."""
    file = _queue(folder, count)
    told = _told("benchmarks.filtering", file, str(_ROUNDS))
    return statistics.median(float(each) for each in told.split()[::2])


def remembering(folder: Path, count: int) -> float:
    """Return the resident memory of the window on so many cases, at rest."""
    return float(_told("benchmarks.painted", _queue(folder, count), "settled"))


def _told(module: str, file: Path, said: str) -> str:
    run = subprocess.run(
        python("-m", module, str(file), said),
        env=surroundings(file.parent),
        capture_output=True,
        text=True,
        check=True,
        cwd=file.parent,
    )
    return run.stdout


def drawn(lines: Sequence[tuple[str, Sequence[int], Sequence[float]]]) -> Figure:
    """Return the picture of costs against the number of cases, each as a ratio to its first."""
    figure = Figure(figsize=(7.2, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xscale("log")
    axes.set_yscale("log")
    for (name, counts, costs), marker in zip(lines, "osv^", strict=False):
        axes.plot(counts, [each / costs[0] for each in costs], marker=marker, label=name)
    last = max(lines, key=lambda each: each[1][-1])[1][-1]
    axes.plot(
        [FIRST, last], [1, last / FIRST], linestyle=":", color="#69737D", label="in step with the cases"
    )
    axes.set_xticks(sorted({each for _, counts, _ in lines for each in counts}))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g} ×"))  # times
    axes.set_ylim(bottom=0.5)
    axes.set_xlabel("cases in the queue")
    axes.set_ylabel(f"cost, as a ratio to that of {FIRST:,} cases")
    axes.legend(frameon=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure


def main() -> None:
    """Measure, draw, and keep the picture."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else COUNTS[-1]
    counts = [each for each in COUNTS if each <= largest]
    lines = [
        (
            "assess them all",
            assessed := [each for each in counts if each <= MOST_ASSESSED],
            assessing(assessed),
        )
    ]
    print(*lines[-1], file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="mdt-bench-") as name:
        folder = Path(name)
        costs: tuple[tuple[str, Cost], ...] = (
            ("start to painted queue (1,000 wait)", partial(starting, folder)),
            ("filter to painted", partial(filtering, folder)),
            ("resident memory", partial(remembering, folder)),
        )
        for what, cost in costs:
            lines.append((what, counts, in_turn(cost, counts)))
            print(*lines[-1], file=sys.stderr, flush=True)
    with rc_context({"svg.hashsalt": "mdt-desk", "svg.fonttype": "path"}):
        drawn(lines).savefig(PICTURE, format="svg", metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
