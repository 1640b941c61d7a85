"""Commands on a queue with keys: they work unattended, and never take a passphrase from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mdt_desk.bootstrap.place import key_keeper
from mdt_desk.cli import main
from mdt_desk.usecases.keys import Protection

PASSPHRASE = "negen blauwe zeilboten"


def agenda(file: Path, *options: str) -> int:
    out = file.parent / "agenda.pdf"
    return main(["--database", str(file), *options, "agenda", "--meeting", "2026-11-25", "--out", str(out)])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip()


def test_that_a_new_queue_needs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "queue.db"
    for _ in range(2):
        assert agenda(file) == 2
        assert "2026-11-25" in said(capsys)  # it was opened: only the meeting is not there
    assert key_keeper(file).protection() == Protection(open=True)


def test_that_a_passphrase_in_the_environment_protects_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "queue.db"
    monkeypatch.setenv("QUEUE_PASSPHRASE", PASSPHRASE)
    for _ in range(2):
        assert agenda(file, "--passphrase-env", "QUEUE_PASSPHRASE") == 2
        assert "2026-11-25" in said(capsys)
    assert key_keeper(file).protection() == Protection(passphrase=True)
    assert agenda(file) == 2
    assert "--passphrase-fd" in said(capsys)
    monkeypatch.setenv("QUEUE_PASSPHRASE", "something else entirely")
    assert agenda(file, "--passphrase-env", "QUEUE_PASSPHRASE") == 2
    assert said(capsys) == "This is not the passphrase of this queue."
    assert agenda(file, "--passphrase-env", "NOT_THERE") == 2
    assert "NOT_THERE" in said(capsys)


def test_that_a_passphrase_comes_through_a_descriptor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "queue.db"
    for _ in range(2):
        reading, writing = os.pipe()
        os.write(writing, f"{PASSPHRASE}\n".encode())
        os.close(writing)
        assert agenda(file, "--passphrase-fd", str(reading)) == 2
        os.close(reading)
        assert "2026-11-25" in said(capsys)
    for nowhere in ("987", f"{10**30}"):
        assert agenda(file, "--passphrase-fd", nowhere) == 2
        assert nowhere in said(capsys)


def test_that_what_a_command_makes_is_this_users_alone(tmp_path: Path) -> None:
    script = (
        "import json, os, sys; from pathlib import Path; from mdt_desk.cli import main;"
        "main(['--database', sys.argv[1], 'agenda', '--meeting', '2026-11-25', '--out', 'x.pdf']);"
        "print(json.dumps({each.name: each.stat().st_mode & 0o777 for each in Path(sys.argv[1]).parent.iterdir()}))"
    )
    file = tmp_path / "desk" / "queue.db"
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=True)
    modes = json.loads(done.stdout)
    assert set(modes) == {"queue.db", "queue.keys"}
    assert set(modes.values()) == {0o600}
