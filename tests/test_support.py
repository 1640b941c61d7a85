"""The support file: everything that helps, shown whole before it is saved, and nothing of a patient or a secret."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.folders import reports_file
from mdt_desk.bootstrap.place import queue_file
from mdt_desk.cli import main
from mdt_desk.domain.assessment import RuleSet
from mdt_desk.domain.audit import Deed
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.domain.reading import with_fact
from mdt_desk.mistakes import Watch, report
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Contact
from mdt_desk.usecases.support import DeskSupport, Part, Support, SupportTools, spelled

PASSPHRASE = "gele vogel zingt altijd"
PIN = "97531"
HIDDEN = (
    "Kanarievogel",
    "7654321",
    "999998572",
    "Wachter",
    "7946 0155",
    PASSPHRASE,
    PIN,
    "Ziekenhuis Stilte",
)
AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
RULES = RuleSet(version="2026.11", hash="abcd")


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("WORDS", PASSPHRASE)
    return queue_file(None)


@pytest.fixture
def desk(queue: Path) -> Iterator[DeskServices]:
    assert not queue.exists()
    with open_desk(None, passphrase=PASSPHRASE) as services:
        case: Case = CaseOf()
        for path, value in {
            "family_name": "Kanarievogel",
            "hospital_number": "7654321",
            "national_id": {"system": "bsn", "value": "999998572"},
        }.items():
            case = with_fact(case, f"patient.{path}", value)
        list_case(services.queue, services.new_id, case, AT)
        contact = Contact(
            name="Wachter", telephone="+44 20 7946 0155", verified_on=date(2026, 11, 1), verified_by="Wachter"
        )
        before = services.settings.current()
        services.settings.save(replace(before, hospital="Ziekenhuis Stilte", contact_day=contact))
        assert services.people is not None
        services.people.add(Account(id=AccountId(services.new_id()), name="Wachter", role=Role.CHAIR), PIN)
        yield services


def support(desk: DeskServices) -> Support:
    assert desk.support is not None
    return desk.support


def lines(parts: tuple[Part, ...], name: str) -> dict[str, str]:
    (found,) = (dict(each.lines) for each in parts if each.name == name)
    return found


def test_that_it_tells_how_the_desk_stands(desk: DeskServices) -> None:
    with Watch(StringIO(), reports_file()):
        report(SiteError("store.failed", file="Kanarievogel.db", code="7654321"))
    parts = support(desk).parts(RULES, AT)
    assert lines(parts, "rules") == {"version": "2026.11", "hash": "abcd", "standing": "not_yet"}
    assert lines(parts, "settings")["leading_guideline"] == "erasmus-2022"
    assert lines(parts, "settings")["contact_day"] == "set"
    assert lines(parts, "settings")["release"] == "as shipped"
    assert lines(parts, "keys")["passphrase"] == "yes"
    assert lines(parts, "checks")["verify.rows"].startswith("as it must be, count ")
    counted = lines(parts, "counts")
    assert [count for name, count in counted.items() if name.startswith("cases.")] == ["1"]
    assert "SiteError (store.failed)" in lines(parts, "reports")["1"]
    assert {"mdt-desk", "python", "sqlite", "form", "PySide6"} <= lines(parts, "versions").keys()


def test_that_a_queue_without_keys_and_releases_says_nothing_of_them(desk: DeskServices) -> None:
    assert desk.witness is not None
    tools = SupportTools(versions=dict, checks=tuple, reports=tuple, write=Path.write_bytes)  # type: ignore[arg-type]  # it writes nothing here
    parts = DeskSupport(desk.queue, desk.settings, tools, desk.witness).parts(RULES, AT)
    assert lines(parts, "rules") == {"version": "2026.11", "hash": "abcd"}
    assert lines(parts, "keys") == {}


def test_that_no_patient_no_colleague_and_no_secret_is_in_it(desk: DeskServices) -> None:
    text = spelled(support(desk).parts(RULES, AT))
    assert [each for each in HIDDEN if each in text] == []


def test_that_exactly_what_was_shown_is_saved_and_leaves_a_line(desk: DeskServices, tmp_path: Path) -> None:
    parts = support(desk).parts(RULES, AT)
    file = support(desk).save(parts, tmp_path / "support.txt")
    assert file.read_text(encoding="utf-8") == spelled(parts)
    assert file.stat().st_mode & 0o777 == 0o600
    assert desk.witness is not None
    last = desk.witness.trail.lines()[-1].event
    assert (last.what, last.object, last.case) == (Deed.EXPORTED, "support", None)


def test_that_a_folder_that_is_not_there_is_a_sentence(desk: DeskServices, tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"support\.not_written"):
        support(desk).save((), tmp_path / "nowhere" / "support.txt")


def test_that_the_command_shows_it_and_saves_the_same(
    queue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(None, passphrase=PASSPHRASE):
        pass
    assert queue.exists()
    out = tmp_path / "support.txt"
    assert main(["--passphrase-env", "WORDS", "support", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said == out.read_text(encoding="utf-8")
    assert "[checks]\nverify.file: as it must be" in said


def test_that_a_queue_that_does_not_open_is_told_by_why(
    queue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(None, passphrase=PASSPHRASE):
        pass
    monkeypatch.setenv("WORDS", "een heel andere wachtzin")
    out = tmp_path / "support.txt"
    assert main(["--passphrase-env", "WORDS", "support", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "[checks]\nqueue: keys.wrong_passphrase" in said
    assert str(queue) not in said
    assert said == out.read_text(encoding="utf-8")


def test_that_another_passphrase_is_a_line_that_does_not_say_it(desk: DeskServices) -> None:
    assert desk.keys is not None
    desk.keys.set_passphrase("een heel andere wachtzin")
    assert desk.witness is not None
    found = desk.witness.trail.lines()
    assert (found[-1].event.what, found[-1].event.object) == (Deed.SETTINGS_CHANGED, "settings:passphrase")
    assert "wachtzin" not in repr(found)
