"""The short version of the run of hostile texts; `make faults` does the long one."""

from pathlib import Path

from tests.faults.test_storage import run


def test_that_hostile_texts_come_out_of_every_gate_as_they_went_in(tmp_path: Path) -> None:
    found = run("strings", 200, tmp_path, of="strings")
    assert found["strings"] == 200
    assert found["taken"] > 100
    assert found["no_value"] > 180
