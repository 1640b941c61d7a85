"""The search for a name that may be found nowhere finds it."""

from pathlib import Path

from tests.faults.canary import WORDS, leaked


def test_that_a_name_is_found_in_any_file_and_in_the_name_of_one(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "clean").write_bytes(b"\x00nothing")
    assert leaked(tmp_path) == 0
    (tmp_path / "deeper" / "log").write_bytes(b"\xff" + WORDS[0].encode())
    (tmp_path / "swap").write_bytes(WORDS[0].encode("utf-16-le"))
    (tmp_path / f"{WORDS[0]}.pdf").write_bytes(b"")
    assert leaked(tmp_path) == 3
