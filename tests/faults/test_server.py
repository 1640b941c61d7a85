"""The short version of the counted runs against a server; `make faults` does the long one."""

from pathlib import Path

from tests.faults.test_storage import run


def test_that_no_edit_of_several_desks_is_lost(tmp_path: Path) -> None:
    found = run("desks", 4, tmp_path, of="server")
    assert found["edits"] == 4 * 10


def test_that_nothing_acknowledged_is_lost_or_done_twice_when_connections_are_cut_off(tmp_path: Path) -> None:
    found = run("backends", 12, tmp_path, of="server")
    assert found["killed"] >= 12
    assert found["acknowledged"] >= 12
