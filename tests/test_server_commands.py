"""The command line on a server: the same commands, a move there and back, and a copy of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.cli import main
from mdt_desk.domain.case import CaseOf
from mdt_desk.domain.reading import with_fact
from mdt_desk.usecases.addresses import ServerAddress
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import KnownError, UserError
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.servers import GUARDED, PASSWORD, Server

PASSPHRASE = "correct-horse-battery-staple"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("MDT_DESK_SITE_SETTINGS", str(tmp_path / "site.toml"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_it(*words: str) -> tuple[int, str, str]:
        status = main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_it


def spelt(address: ServerAddress) -> str:
    who = f"{address.user}@" if address.user else ""
    return f"postgresql+psycopg://{who}/{address.database}?host={quote(address.host, safe='')}"


def list_somebody(services: DeskServices, name: str = "Voorbeeld") -> None:
    case = with_fact(CaseOf(), "patient.family_name", name)
    list_case(services.queue, services.new_id, case, services.clock.now())


def test_that_a_desk_opens_the_queue_of_a_server_by_one_setting(address: ServerAddress) -> None:
    settings = FixedSettings(Preferences(database=spelt(address)))
    with open_desk(None, settings) as one, open_desk(None, settings) as other:
        assert one.changes is not None
        assert one.presence is not None
        assert other.presence is not None
        before = one.changes()
        list_somebody(other)
        assert one.changes() != before
        (case,) = one.queue.rows()
        other.presence.here(case.id, "A. Voorbeeld")
        assert one.presence.others(case.id) == ("A. Voorbeeld",)
        assert one.backups is None
        assert one.witness is not None
        assert len(one.witness.trail.lines()) == 3
    with open_desk(None, settings) as again:
        assert again.presence is not None
        assert again.presence.others(case.id) == ()


def test_that_the_hospital_sets_the_server_for_all_its_desks(
    address: ServerAddress, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "site.toml").write_text(f'database = "{spelt(address)}"\n', encoding="utf-8")
    with open_desk(None) as services:
        list_somebody(services)
    status, _, _ = run("export", "--format", "json", "--out", str(tmp_path / "out.json"))
    assert status == 0
    assert "Voorbeeld" in (tmp_path / "out.json").read_text(encoding="utf-8")
    assert not list(tmp_path.rglob("queue.db"))


def test_that_a_setting_that_cannot_be_read_opens_no_other_queue(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('database = "postgresql://desk:geheim@db/mdt"\n', encoding="utf-8")
    with pytest.raises(KnownError) as refused, open_desk(None):
        pass
    assert refused.value.key == "settings.wrong.address"


def test_that_a_queue_moves_to_a_server_and_back_with_everything_there(
    address: ServerAddress, tmp_path: Path, run: Run
) -> None:
    first, back = tmp_path / "first.db", tmp_path / "back.db"
    with open_desk(first) as services:
        for name in ("Eerst", "Tweede"):
            list_somebody(services, name)
    status, there, err = run("move", "--from", str(first), "--to", spelt(address))
    assert (status, err) == (0, "")
    assert ["case_file", "2"] in [each.split()[:2] for each in there.splitlines()]
    status, _, _ = run("move", "--from", spelt(address), "--to", str(back))
    assert status == 0
    with open_desk(back) as services:
        assert sorted(str(each.case.patient.family_name) for each in services.queue.rows()) == [
            "Eerst",
            "Tweede",
        ]
        assert services.witness is not None
        said = [each.event.object for each in services.witness.trail.lines()]
        assert f"move:{address}" in said
    assert first.exists()
    status, _, err = run("move", "--from", str(first), "--to", spelt(address))
    assert status == 2
    assert "not empty" in err


def test_that_verify_on_a_server_says_what_it_checked_and_finds_what_was_cut_off(
    server: Server, address: ServerAddress, run: Run
) -> None:
    with open_desk(address) as services:
        list_somebody(services)
        list_somebody(services, "Tweede")
    status, out, err = run("--database", spelt(address), "verify")
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 4
    with server.by_hand(address.database) as hand:
        hand.execute("SET session_replication_role = replica")
        hand.execute("DELETE FROM audit_line WHERE number > 1")
    status, _, err = run("--database", spelt(address), "verify")
    assert status == 2
    assert err


def test_that_verify_tells_when_a_guard_of_the_trail_is_off(
    server: Server, address: ServerAddress, run: Run
) -> None:
    server.say("ALTER TABLE audit_line DISABLE TRIGGER audit_line_kept", address.database)
    status, _, err = run("--database", spelt(address), "verify")
    assert status == 2
    assert "1 of the guards" in err


def test_that_a_backup_of_a_server_is_an_encrypted_file_that_opens_by_its_own_passphrase(
    address: ServerAddress, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(address) as services:
        list_somebody(services, "Kanarievogel")
    status, _, err = run("--database", spelt(address), "backup")
    assert status == 2
    assert "passphrase" in err
    monkeypatch.setenv("COPY_PASSPHRASE", PASSPHRASE)
    status, out, _ = run("--database", spelt(address), "--passphrase-env", "COPY_PASSPHRASE", "backup")
    assert status == 0
    file = Path(out.strip())
    assert b"Kanarievogel" not in file.read_bytes()
    with open_desk(file, passphrase=PASSPHRASE) as services:
        assert [each.case.patient.family_name for each in services.queue.rows()] == ["Kanarievogel"]


def test_that_a_copy_of_a_server_that_breaks_off_leaves_no_empty_one(
    run: Run, server: Server, address: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPY_PASSPHRASE", PASSPHRASE)
    with open_desk(address) as services:
        list_somebody(services)
    with server.by_hand(address.database) as hand:
        hand.execute("ALTER TABLE note RENAME TO notes")
    assert run("--database", spelt(address), "--passphrase-env", "COPY_PASSPHRASE", "backup")[0] == 2
    file = tmp_path / "there" / "queue.db"
    words = ("--passphrase-env", "COPY_PASSPHRASE", "move", "--from", spelt(address), "--to", str(file))
    assert run(*words)[0] == 2
    assert not file.parent.exists()
    assert not list(tmp_path.rglob("*.db"))
    assert not list(tmp_path.rglob("*.keys"))


@pytest.mark.parametrize("command", [("restore", "x.db"), ("passphrase",)])
def test_that_what_belongs_to_a_file_is_refused_for_a_server(
    address: ServerAddress, run: Run, command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "x.db").write_bytes(b"")
    words = [str(tmp_path / each) if each.endswith(".db") else each for each in command]
    status, _, err = run("--database", spelt(address), *words)
    assert status == 2
    assert err.count("\n") == 1


def test_that_no_command_says_a_password_or_a_trace(
    server: Server, address: ServerAddress, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded = spelt(server.address(address.database, GUARDED))
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD + "x")
    status, out, err = run("--database", guarded, "--passphrase-env", "DESK_PASSWORD", "verify")
    assert status == 2
    assert err.count("\n") == 1
    assert PASSWORD not in out + err
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    status, _, _ = run("--database", guarded, "--passphrase-env", "DESK_PASSWORD", "verify")
    assert status == 0
    for word in (
        "postgresql+psycopg://desk:geheim@db/mdt",
        "postgresql+psycopg://desk@db/mdt?sslmode=require",
    ):
        status, out, err = run("--database", word, "verify")
        assert status == 2
        assert "geheim" not in out + err
        assert err.count("\n") == 1


def test_that_a_local_queue_needs_no_driver_of_servers(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys, json; from pathlib import Path; from mdt_desk.bootstrap.desk import open_desk\n"
        "with open_desk(Path(sys.argv[1])) as services: services.queue.rows()\n"
        "print(json.dumps(sorted(each for each in sys.modules if each.startswith('psycopg'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "queue.db"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_that_a_desk_that_came_in_by_a_password_is_unlocked_by_it_and_by_nothing_else(
    server: Server, address: ServerAddress
) -> None:
    with open_desk(address) as trusted:
        assert trusted.keys is None
    with open_desk(server.address(address.database, GUARDED), password=lambda: PASSWORD) as services:
        assert services.keys is not None
        services.keys.check(PASSWORD)
        with pytest.raises(UserError):
            services.keys.check("fout")
        with pytest.raises(UserError):
            services.keys.set_passphrase(PASSPHRASE)
