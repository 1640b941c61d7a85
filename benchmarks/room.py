"""What a window that stands there costs: the next case before the room, one fact changed, and memory."""

import json
from functools import partial
from pathlib import Path

from benchmarks.measuring import Measure, Pairs, window


def _asked(rounds: int, folder: Path, *, what: str) -> Pairs:
    """Take a measure in a process of its own, whose window nothing else has used."""
    return [(program, reference) for program, reference in json.loads(window(what, rounds, folder))]


def measures() -> tuple[Measure, ...]:
    """Return what is measured of room mode and the case screen."""
    return (
        Measure(
            what="next case in room mode, key to painted",
            reference="repaint of the same window unchanged",
            pairs=partial(_asked, what="room"),
            bound=4,
        ),
        Measure(
            what="one fact changed to scores, curve and advice repainted",
            reference="repaint of the same window unchanged",
            pairs=partial(_asked, what="fact"),
            bound=4,
        ),
    )
