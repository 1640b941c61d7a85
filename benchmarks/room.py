"""What a window that stands there costs: the next case before the room, one fact changed, and memory."""

import json
import subprocess
from functools import partial
from pathlib import Path

from benchmarks.measuring import Measure, Pairs, python, surroundings


def _asked(rounds: int, folder: Path, *, what: str) -> Pairs:
    """Take a measure in a process of its own, whose window nothing else has used."""
    run = subprocess.run(
        python("-m", "benchmarks.windows", what, str(rounds), str(folder)),
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise RuntimeError(run.stderr)
    return [(program, reference) for program, reference in json.loads(run.stdout)]


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
