"""``backup``, ``restore`` and ``verify`` as somebody at a prompt meets them."""

from pathlib import Path

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import key_keeper
from mdt_desk.cli import main
from mdt_desk.domain.case import CaseOf
from mdt_desk.usecases.cases import list_case


def run(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    status = main(["--database", str(file), *arguments])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.splitlines()


def list_somebody(file: Path) -> None:
    with open_desk(file) as services:
        list_case(services.queue, services.new_id, CaseOf(), services.clock.now())


def cases(file: Path) -> int:
    with open_desk(file) as services:
        return len(services.queue.rows())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "queue.db"
    list_somebody(made)
    return made


def test_that_a_backup_comes_back_and_says_first_what_it_costs(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, file, "backup")
    assert (status, err) == (0, [])
    made = out[0]
    assert (
        run(capsys, file, "restore", made)[1][0]
        == "The backup says what the queue says: nothing would be lost."
    )
    list_somebody(file)
    status, out, err = run(capsys, file, "restore", made)
    assert (status, err) == (0, [])
    assert out[0] == "1 case was added or changed since the backup; that would be lost."
    assert "--yes" in out[-1]
    assert cases(file) == 2
    status, out, err = run(capsys, file, "restore", made, "--yes")
    assert (status, err) == (0, [])
    assert cases(file) == 1
    kept = out[-1].removeprefix("The queue as it was is kept in ").removesuffix(".")
    assert run(capsys, file, "restore", kept, "--yes")[0] == 0
    assert cases(file) == 2


def test_that_verify_misses_no_line_of_the_trail_right_after_a_backup_was_put_back(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(capsys, file, "backup")[1][0]
    list_somebody(file)
    run(capsys, file, "backup")
    assert run(capsys, file, "restore", made, "--yes")[0] == 0
    status, _, err = run(capsys, file, "verify")
    assert (status, err) == (0, [])
    assert run(capsys, file, "verify")[0] == 0


def test_that_a_damaged_queue_comes_back_from_its_backup(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run(capsys, file, "backup")[1][0]
    file.write_bytes(file.read_bytes()[:-3000] + b"\xff" * 3000)
    assert run(capsys, file, "verify")[::2] == (
        2,
        [f"The queue {file} is damaged. It was not touched; restore a backup."],
    )
    status, out, _ = run(capsys, file, "restore", made, "--yes")
    assert status == 0
    assert "cannot be read" in out[0]
    assert cases(file) == 1


def test_that_a_lost_queue_comes_back_with_its_keys(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, file, "backup")[1][0]
    file.unlink()
    key_file = file.with_suffix(".keys")
    key_file.unlink()
    assert run(capsys, file, "restore", made, "--yes")[0] == 0
    assert cases(file) == 1
    assert key_keeper(file).protection() is not None


def test_that_verify_says_one_line_a_check(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, file, "verify")
    assert (status, err) == (0, [])
    checks = [each.split(":")[0] for each in out]
    assert checks == ["file", "references", "rows", "key", "backups", "audit"]
    made = Path(run(capsys, file, "backup")[1][0])
    made.write_bytes(made.read_bytes()[:-1] + b"\x00")
    status, out, err = run(capsys, file, "verify")
    assert (status, len(out), len(err)) == (2, 5, 1)
    assert made.name in err[0]


@pytest.mark.parametrize("command", [("backup",), ("verify",), ("restore", "nowhere.db")])
def test_that_nothing_is_made_where_there_is_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    status, out, err = run(capsys, tmp_path / "queue.db", *command)
    assert (status, out, len(err)) == (2, [], 1)
    assert list(tmp_path.iterdir()) == []


def test_that_a_queue_held_open_is_said_to_be_in_use(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_desk(file):
        for command in ("backup", "verify"):
            status, out, err = run(capsys, file, command)
            assert (status, out) == (2, [])
            assert err == [f"The queue {file} is in use by another window or program. Close that first."]


def test_that_a_passphrase_is_set_on_a_terminal_only(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, file, "passphrase")
    assert (status, out, len(err)) == (2, [], 1)
