"""The short version of the counted run of hostile imports; `make faults` does the long one."""

import json
import random
import subprocess
import sys
from pathlib import Path

from tests.faults.imports import Trial, bombs, damaged, seeds, text_bombs


def test_that_damaged_lists_are_refused_or_read_but_never_half_taken_over(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.imports", "90", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, int] = json.loads(done.stdout)
    assert found["files"] == 90
    assert found["refused"] > 30
    assert found["taken_over"] > 5
    assert {each: found[each] for each in ("crashed", "half", "hung", "over_memory")} == {
        "crashed": 0,
        "half": 0,
        "hung": 0,
        "over_memory": 0,
    }


def test_that_a_workbook_that_wants_to_become_large_is_refused(tmp_path: Path) -> None:
    trial = Trial(tmp_path, random.Random(1))
    queue = trial.fresh()
    found = [trial.once(queue, *each) for each, _ in zip(bombs(), range(2), strict=False)]
    queue.close()
    assert [each["refused"] + each["taken_over"] for each in found] == [1, 1]


def test_that_the_damage_and_the_bombs_are_what_they_claim() -> None:
    chance, whole = random.Random(2), seeds()
    assert {kind for kind, _ in whole} == {"csv", "xlsx", "json"}
    changed = [damaged(chance, whole) for _ in range(40)]
    assert sum(each not in whole for each in changed) > 30
    assert max(len(data) for _, data in text_bombs()) > 4_000_000
