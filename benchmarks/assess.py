"""What it costs to assess: a case against its bare rules, many against few, and the whole command."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.bare_rules import every_rule
from benchmarks.measuring import FEWEST, ROOT, Measure, Pairs, alternate, process, python, worked
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import Rules, assess
from mdt_desk.domain.case import Case
from mdt_desk.exchange.case_file import parse_case
from mdt_desk.usecases.synthetic import synthetic_case

CASES: Final = ROOT / "benchmarks"
AT: Final = datetime.fromisoformat("2026-11-18T10:00:00+01:00")
MEETING: Final = datetime.fromisoformat("2026-11-25T08:00:00+01:00")
NEAREST: Final = "import json, dataclasses, tomllib"
FEW: Final = 1_000
FEW_TO_TRY: Final = 20
MANY: Final = 10_000

rules: Callable[[], Rules] = cache(load_rules)


def case_of(name: str) -> Case:
    """Return a case file of this folder."""
    return parse_case((CASES / name).read_bytes(), AT)


def _assess(case: Case) -> object:
    return assess(case, AT, MEETING, rules())


def assess_all(cases: list[Case]) -> None:
    """Assess each of these cases once."""
    for each in cases:
        _assess(each)


def _complete(rounds: int, _folder: Path) -> Pairs:
    case = case_of("complete.json")
    bare = partial(every_rule, case, AT, rules())
    return alternate(partial(worked, partial(_assess, case)), partial(worked, bare), rounds)


def _unknown(rounds: int, _folder: Path) -> Pairs:
    case, empty = case_of("complete.json"), case_of("empty.json")
    return alternate(
        partial(worked, partial(_assess, empty)), partial(worked, partial(_assess, case)), rounds
    )


def _many(rounds: int, _folder: Path) -> Pairs:
    """Assess eleven thousand patients in a row: the first ten thousand together, against each thousand."""
    chance, size = Random(7), FEW if rounds >= FEWEST else FEW_TO_TRY  # noqa: S311  # patients who are made up
    taken = []
    for _ in range(MANY // FEW + 1):
        cases = [synthetic_case(chance, number, AT) for number in range(size)]
        taken.append(worked(partial(assess_all, cases)))
    return [(sum(taken[:-1]), each) for each in taken]


def _command(rounds: int, folder: Path, *, case: str) -> Pairs:
    command = python(
        "-m", "mdt_desk", "assess", str(CASES / case), "--at", AT.isoformat(), "--format", "json"
    )
    return alternate(
        partial(process, command, folder), partial(process, python("-c", NEAREST), folder), rounds
    )


def measures() -> tuple[Measure, ...]:
    """Return what is measured of assessing."""
    return (
        Measure(
            what="full assessment, complete case",
            reference="the same rule functions called directly",
            pairs=_complete,
            bound=6,
        ),
        Measure(
            what="full assessment, every fact unknown",
            reference="full assessment, complete case",
            pairs=_unknown,
            bound=20,
        ),
        Measure(
            what="10,000 cases assessed",
            reference="1,000 cases assessed: the median of eleven thousands of one run",
            pairs=_many,
            bound=10.5,
        ),
        Measure(
            what="`mdt-desk assess`, whole process, a complete case",
            reference=f"`python -c '{NEAREST}'`",
            pairs=partial(_command, case="complete.json"),
            bound=3,
        ),
        Measure(
            what="the same, a usual case with gaps",
            reference=f"`python -c '{NEAREST}'`",
            pairs=partial(_command, case="case.json"),
        ),
        Measure(
            what="the same, a case of which nothing is known",
            reference=f"`python -c '{NEAREST}'`",
            pairs=partial(_command, case="empty.json"),
        ),
    )
