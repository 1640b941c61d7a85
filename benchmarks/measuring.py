"""What a measure is: something the program does beside the least that must be done for it, taken in turn."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
FEWEST: Final = 11
"""Rounds below which a median is not to be kept."""

Take = Callable[[], float]
"""Does something once and returns what it took: seconds, or bytes."""

Pairs = Sequence[tuple[float, float]]
"""What the program took and what the reference took, round by round."""


class NotHereError(Exception):
    """What a measure needs is not on this machine; its row says so in this sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of the table.

    Attributes:
        what: what the program does.
        reference: what it is measured against, in the same run.
        pairs: takes both in turn, as many rounds as it is told, in a scratch folder of its own; raises `NotHereError`.
        bound: the ratio that it may not exceed; None for a row that is only told.

    """

    what: str
    reference: str
    pairs: Callable[[int, Path], Pairs]
    bound: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a measure came to; without figures where the machine lacks what it needs."""

    measure: Measure
    program: float = 0.0
    reference: float = 0.0
    absent: str = ""

    @property
    def ratio(self) -> float | None:
        """Return the median of the program by that of the reference."""
        return None if self.absent else self.program / self.reference

    @property
    def medians(self) -> str:
        """Return both medians as they were taken: to look at while trying, never kept."""
        return self.absent or f"{self.program:.6g} by {self.reference:.6g}"

    @property
    def verdict(self) -> str:
        """Return whether the bound is met."""
        if self.ratio is None:
            return self.absent
        if self.measure.bound is None:
            return ""
        return "met" if self.ratio <= self.measure.bound else "not met"


def alternate(program: Take, reference: Take, rounds: int) -> Pairs:
    """Take both in turn, after one of each that does not count, so that both meet the same machine."""
    program(), reference()
    return [(program(), reference()) for _ in range(rounds)]


def outcome(measure: Measure, rounds: int, folder: Path) -> Outcome:
    """Take a measure and return its medians."""
    try:
        pairs = measure.pairs(rounds, folder)
    except NotHereError as error:
        return Outcome(measure=measure, absent=str(error))
    return Outcome(
        measure=measure,
        program=statistics.median(each[0] for each in pairs),
        reference=statistics.median(each[1] for each in pairs),
    )


def seconds(action: Callable[[], object]) -> float:
    """Return how long something takes in this process."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def worked(action: Callable[[], object]) -> float:
    """Return the processor's time for something that only computes: what else runs does not count."""
    start = time.process_time()
    action()
    return time.process_time() - start


def process(arguments: Sequence[str], folder: Path, **environment: str) -> float:
    """Return how long a fresh process takes, from before it starts until it has ended.

    Its home and all its caches lie in ``folder``: nothing of this user is read, and what it keeps it finds again.

    Raises:
        RuntimeError: it failed, with what it said.

    """
    start = time.perf_counter()
    run = subprocess.run(
        arguments, env=surroundings(folder) | environment, capture_output=True, check=False, cwd=folder
    )
    took = time.perf_counter() - start
    if run.returncode != 0:
        said = run.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"{' '.join(arguments)[:80]} ended with {run.returncode}:\n{said}")
    return took


def window(what: str, rounds: int, folder: Path) -> str:
    """Return what `benchmarks.windows` prints of a measure, taken in a process of its own.

    Raises:
        RuntimeError: it failed, with what it said.

    """
    run = subprocess.run(
        python("-m", "benchmarks.windows", what, str(rounds), str(folder)),
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise RuntimeError(run.stderr)
    return run.stdout


def python(*arguments: str) -> list[str]:
    """Return the command that starts a fresh interpreter."""
    return [sys.executable, *arguments]


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a fresh process whose home is a folder of the benchmark."""
    home = {name: str(folder) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return os.environ | home | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def machine() -> str:
    """Return the machine in general words: no name, no place."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, "
        f"Python {platform.python_version()}{busy}"
    )
