"""The commands that take over a list and write one: all of it or nothing, one line a problem, and nobody guessed at."""

import json
from pathlib import Path

import pytest

from mdt_desk.assets import resource
from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.cli import main
from mdt_desk.usecases.ports import StoredCase

HEADERS = "Family name;Date of birth;Hospital number;Albumin"
GOOD = "Demo;18-04-1951;000123;38,5"
WRONG = "Ander;18-04-1952;000124;385"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "queue.db"


def listed(folder: Path, *rows: str) -> str:
    file = folder / "list.csv"
    file.write_text("\n".join((HEADERS, *rows)) + "\n", encoding="utf-8")
    return str(file)


def kept(database: Path) -> tuple[StoredCase, ...]:
    with open_desk(database) as services:
        return services.queue.rows()


def run(database: Path, *arguments: str) -> int:
    return main(["--database", str(database), *arguments])


def test_that_a_dry_run_says_what_would_become_of_each_row_and_takes_nothing_over(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(database, "import", listed(tmp_path, GOOD), "--dry-run") == 0
    assert "1 added" in capsys.readouterr().out
    assert run(database, "import", listed(tmp_path, GOOD, WRONG), "--dry-run") == 2
    assert "row 3" in capsys.readouterr().err.casefold()
    assert kept(database) == ()


def test_that_a_refused_row_keeps_the_others_out_unless_somebody_leaves_it(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(database, "import", listed(tmp_path, GOOD, WRONG)) == 2
    assert "Nothing was taken over: 1 of 2 rows are refused." in capsys.readouterr().err
    assert kept(database) == ()
    assert run(database, "import", listed(tmp_path, GOOD, WRONG), "--skip-refused") == 0
    assert [each.case.patient.family_name for each in kept(database)] == ["Demo"]


def test_that_somebody_alike_is_never_taken_over_from_here(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = "Demoo;18-04-1951;;40"
    assert run(database, "import", listed(tmp_path, GOOD)) == 0
    before = kept(database)
    assert run(database, "import", listed(tmp_path, twin)) == 2
    assert run(database, "import", listed(tmp_path, twin), "--skip-refused") == 0
    assert kept(database) == before
    err = capsys.readouterr().err
    assert "known already" in err
    assert "through the window" in err  # nobody can choose here


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"{", "not JSON"), (b'{"schema": "mdt-desk/case/1", "condition": {"ecog": 9}}', "ECOG score")],
)
def test_that_what_is_no_list_is_refused_in_one_line(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(content)
    assert run(database, "import", str(file)) == 2
    assert said.casefold() in capsys.readouterr().err.casefold()
    assert kept(database) == ()


def test_that_what_goes_out_comes_in_again_as_it_was(database: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "cases.json", tmp_path / "other" / "queue.db"
    assert run(database, "import", str(resource("demo", "weekly_list.csv"))) == 0
    assert run(database, "export", "--format", "json", "--out", str(out)) == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["cases"]) == 6
    assert run(other, "import", str(out)) == 0
    assert {repr(each.case) for each in kept(other)} == {repr(each.case) for each in kept(database)}


@pytest.mark.parametrize(
    "asked",
    [("--format", "pdf"), ("--format", "json", "--what", "actions"), ("--format", "csv", "--what", "all")],
)
def test_that_a_file_that_is_not_made_is_refused_with_what_is(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    assert run(database, "export", *asked, "--out", str(out)) == 2
    assert asked[-1] in capsys.readouterr().err
    assert not out.exists()
