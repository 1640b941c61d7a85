"""Resident memory of the real window, in a fresh process each time: with a case open, with the insights open."""

import subprocess
from functools import partial
from pathlib import Path

from benchmarks.measuring import Measure, Pairs, alternate, python, surroundings


def _resident(what: str, folder: Path) -> float:
    run = subprocess.run(
        python("-m", "benchmarks.windows", what, "1", str(folder)),
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise RuntimeError(run.stderr)
    return float(run.stdout)


def _beside(rounds: int, folder: Path, *, what: str) -> Pairs:
    homes = [folder / "program", folder / "reference"]
    for each in homes:
        each.mkdir()

    def fresh(opened: str, home: Path) -> float:
        for each in home.glob("queue.*"):
            each.unlink()
        return _resident(opened, home)

    return alternate(partial(fresh, what, homes[0]), partial(fresh, "queue-memory", homes[1]), rounds)


def measures() -> tuple[Measure, ...]:
    """Return what is measured of memory; without bounds."""
    return (
        Measure(
            what="resident memory with a case open, of 40",
            reference="the same window on its queue",
            pairs=partial(_beside, what="case-memory"),
        ),
        Measure(
            what="resident memory with the insights open, of 40 cases",
            reference="the same window on its queue",
            pairs=partial(_beside, what="insights-memory"),
        ),
    )
