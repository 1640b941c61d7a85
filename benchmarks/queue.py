"""The queue: from the start of the process to its first rows, what a filter takes, and the memory of many cases.

The first start of a queue keeps what was in sight; every start that is measured follows one. What is measured is the
first rows that are painted: the whole window comes after them, and has a row without a bound.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Measure, Pairs, alternate, process, python, surroundings

_FEW, _MANY, _WAITING = 1_000, 100_000, 1_000
_IN_MEMORY = 10_000
_KEYRING = {"PYTHON_KEYRING_BACKEND": "benchmarks.keyring_in_a_file.FileKeyring"}


def measures() -> tuple[Measure, ...]:
    """Return what is measured of the queue."""
    bare = f"bare Qt window with {_FEW:,} literal rows"
    few = f"process start to painted queue of {_FEW:,} cases"
    return (
        Measure(what=f"{few}, key at hand", reference=bare, pairs=_start("first"), bound=1.25),
        Measure(
            what=f"{few}, key from a key store", reference=bare, pairs=_start("first", _KEYRING), bound=1.9
        ),
        Measure(
            what=f"the same at {_MANY:,} cases, {_WAITING:,} of them waiting",
            reference=f"the same at {_FEW:,}",
            pairs=_many(_WAITING),
            bound=1.2,
        ),
        Measure(
            what=f"the same at {_MANY // 5:,} cases, all of them waiting",
            reference=f"the same at {_FEW:,}",
            pairs=_many(_MANY // 5, _MANY // 5),
        ),
        Measure(what=f"{few}, whole window", reference=bare, pairs=_start("whole")),
        Measure(
            what=f"filter over {_MANY:,} cases to painted",
            reference="the same FTS5 query and page by sqlcipher3 alone, and one repaint",
            pairs=_filtered,
            bound=1.5,
        ),
        Measure(
            what=f"resident memory with {_IN_MEMORY:,} cases in the queue",
            reference=f"bare Qt window with {_IN_MEMORY:,} literal rows",
            pairs=_memory,
            bound=1.5,
        ),
    )


def made(folder: Path, cases: int, waiting: int, environment: dict[str, str] | None = None) -> Path:
    """Return a queue that was opened once, so that it knows what was in sight."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "queue.db"
    said = environment or {}
    way = "key_store" if said else "open"
    process(python("-m", "benchmarks.many_cases", str(file), str(cases), str(waiting), way), folder, **said)
    process(python("-m", "benchmarks.painted", str(file), "settled"), folder, **said)
    return file


def _bare(count: int, folder: Path) -> Callable[[], float]:
    return lambda: process(python("-m", "benchmarks.bare_table", str(count)), folder)


def _started(file: Path, until: str, environment: dict[str, str]) -> Callable[[], float]:
    return lambda: process(python("-m", "benchmarks.painted", str(file), until), file.parent, **environment)


def _start(until: str, environment: dict[str, str] | None = None) -> Callable[[int, Path], Pairs]:
    def pairs(rounds: int, folder: Path) -> Pairs:
        said = {**environment, "BENCHMARK_KEYRING": str(folder / "keyring.json")} if environment else {}
        file = made(folder / "few", _FEW, _FEW, said)
        return alternate(_started(file, until, said), _bare(_FEW, folder), rounds)

    return pairs


def _many(waiting: int, cases: int = _MANY) -> Callable[[int, Path], Pairs]:
    def pairs(rounds: int, folder: Path) -> Pairs:
        many = made(folder / "many", cases, waiting)
        few = made(folder / "few", _FEW, _FEW)
        return alternate(_started(many, "first", {}), _started(few, "first", {}), rounds)

    return pairs


def _filtered(rounds: int, folder: Path) -> Pairs:
    process(
        python("-m", "benchmarks.many_cases", str(folder / "queue.db"), str(_MANY), str(_WAITING), "open"),
        folder,
    )
    told = _told(folder, "-m", "benchmarks.filtering", str(folder / "queue.db"), str(rounds))
    numbers = [float(each) for each in told.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _memory(rounds: int, folder: Path) -> Pairs:
    file = made(folder, _IN_MEMORY, _IN_MEMORY)
    copy = folder / "kept.db"
    shutil.copyfile(file, copy)

    def program() -> float:
        shutil.copyfile(copy, file)
        return float(_told(folder, "-m", "benchmarks.painted", str(file), "settled"))

    return alternate(
        program,
        lambda: float(_told(folder, "-m", "benchmarks.bare_table", str(_IN_MEMORY), "settled")),
        rounds,
    )


def _told(folder: Path, *arguments: str) -> str:
    """Return what a fresh process prints."""
    run = subprocess.run(
        python(*arguments),
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    return run.stdout
