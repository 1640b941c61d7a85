"""What the program that runs without Python costs beside the same program from its source."""

import os
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.measuring import ROOT, Measure, NotHereError, Pairs, alternate, process, python, surroundings

_BUILT: Final = ROOT / "dist" / "mdt-desk" / ("mdt-desk.exe" if os.name == "nt" else "mdt-desk")
_PAINTED: Final = "self-test: window"
_CASE: Final = ROOT / "benchmarks" / "complete.json"


def _frozen(*arguments: str) -> list[str]:
    if not _BUILT.is_file():
        raise NotHereError("not built")
    return [str(_BUILT), *arguments]


def _source(*arguments: str) -> list[str]:
    return python("-m", "mdt_desk", *arguments)


def _painted(command: list[str], folder: Path) -> float:
    """Return the seconds until the self-test has seen a rehearsal queue painted; nothing after it is waited for."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        env=surroundings(folder),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        said = ""
        if program.stdout is not None:
            said = next((line for line in program.stdout if line.startswith(_PAINTED)), "")
        took = time.perf_counter() - start
        program.kill()
    if " done " not in said:
        raise RuntimeError(f"{command[0]}: the queue was not painted")
    return took


def _starts(rounds: int, folder: Path) -> Pairs:
    return alternate(
        partial(_painted, _frozen("--self-test"), folder),
        partial(_painted, _source("--self-test"), folder),
        rounds,
    )


def _assess(rounds: int, folder: Path) -> Pairs:
    asked = ("assess", str(_CASE), "--format", "json")
    return alternate(
        partial(process, _frozen(*asked), folder), partial(process, _source(*asked), folder), rounds
    )


def measures() -> tuple[Measure, ...]:
    """Return the rows about the built program."""
    return (
        Measure(
            what="built program: process start to a painted rehearsal queue",
            reference="the same from the source",
            pairs=_starts,
            bound=1.3,
        ),
        Measure(
            what="built program: `mdt-desk assess`, whole process",
            reference="the same from the source",
            pairs=_assess,
        ),
    )
