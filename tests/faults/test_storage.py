"""The short version of every counted run against the storage; `make faults` does the long one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

NEVER = (
    "lost",
    "torn",
    "opened",
    "touched",
    "crashed",
    "damaged",
    "incomplete",
    "unwitnessed",
    "leaked",
    "formulas",
)


def run(name: str, count: int, folder: Path, of: str = "storage") -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{of}", name, str(count), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, int] = json.loads(done.stdout)
    assert {each: found[each] for each in NEVER if found.get(each)} == {}
    return found


def test_that_nothing_acknowledged_is_lost_or_torn_when_it_is_killed(tmp_path: Path) -> None:
    found = run("kill", 12, tmp_path)
    assert found["killed"] == 12
    assert found["acknowledged"] > 12


def test_that_every_flipped_bit_is_refused_and_left(tmp_path: Path) -> None:
    assert run("flip", 60, tmp_path)["refused"] == 60


def test_that_a_disk_full_at_any_point_leaves_what_was_kept(tmp_path: Path) -> None:
    found = run("full", 24, tmp_path)
    assert found["refused"] > 0
    assert found["tried"] == 24


def test_that_what_may_only_be_read_is_refused(tmp_path: Path) -> None:
    assert run("read_only", 2, tmp_path)["refused"] == 2


def test_that_a_second_program_is_kept_out(tmp_path: Path) -> None:
    assert run("second", 5, tmp_path)["refused"] == 5


def test_that_a_migration_stopped_anywhere_leaves_the_whole_queue(tmp_path: Path) -> None:
    found = run("migrate", 4, tmp_path)
    assert found["whole"] == found["runs"] == found["stopped"] == 8


@pytest.mark.parametrize("count", [6])
def test_that_a_backup_made_while_somebody_writes_is_whole(tmp_path: Path, count: int) -> None:
    assert run("backup", count, tmp_path)["made"] == count
