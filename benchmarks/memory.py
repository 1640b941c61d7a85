"""Resident memory of the real window, in a fresh process each time: with a case open, with the insights open."""

from functools import partial
from pathlib import Path

from benchmarks.measuring import Measure, Pairs, alternate, window


def _beside(rounds: int, folder: Path, *, what: str) -> Pairs:
    homes = [folder / "program", folder / "reference"]
    for each in homes:
        each.mkdir()

    def fresh(opened: str, home: Path) -> float:
        for each in home.glob("queue.*"):
            each.unlink()
        return float(window(opened, 1, home))

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
