"""The short version of the run that kills the window while somebody types; `make faults` does the long one."""

from pathlib import Path

from tests.faults.test_storage import run


def test_that_neither_what_was_kept_nor_what_was_typed_is_lost_when_the_window_is_killed(
    tmp_path: Path,
) -> None:
    found = run("typing", 1, tmp_path, of="window")
    assert found["killed"] == 1
    assert found["kept"] > 0
    assert found["typed"] > 0
