"""A patient who must be found nowhere: things fail in many places, and nothing outside the queue names her."""

import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.folders import reports_file
from mdt_desk.bootstrap.papers import list_desk
from mdt_desk.bootstrap.place import key_keeper, passing_key, queue_file
from mdt_desk.cli import main
from mdt_desk.commands import desk as desk_commands
from mdt_desk.domain.case import Case, CaseOf
from mdt_desk.domain.meeting import Decision, Meeting, MeetingId
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.domain.reading import with_fact
from mdt_desk.exchange.case_file import parse_case
from mdt_desk.mistakes import UNFORESEEN, Watch, kept, report
from mdt_desk.store import cipher
from mdt_desk.ui.app import caught_mistakes, heard_messages
from mdt_desk.ui.work import Outcome, Work
from mdt_desk.usecases.backups import Reason
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.documents import case_sheet_order, letter_about, meeting_file
from mdt_desk.usecases.errors import KnownError, SiteError
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences

NAME, GIVEN, BSN, NUMBER = "Kanarievogel", "Geelvink", "999998572", "7654321"
CANARY = (NAME, GIVEN, BSN, NUMBER)
PASSPHRASE, WRONG, PIN = "gele vogel zingt altijd", "rode vogel zingt nooit", "97531-24680"
AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Home:
    """Where the program keeps everything of one user, and what it said."""

    folder: Path
    queue: Path
    reports: Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmpdir"))
    queue = queue_file(None)
    return Home(folder=tmp_path, queue=queue, reports=reports_file())


@pytest.fixture
def desk(home: Home) -> Iterator[DeskServices]:
    assert home.folder.is_dir()
    with open_desk(None, passphrase=PASSPHRASE) as services:
        case: Case = CaseOf()
        for path, value in {
            "family_name": NAME,
            "given_name": GIVEN,
            "hospital_number": NUMBER,
            "national_id": {"system": "bsn", "value": BSN},
            "birth_date": "1950-01-01",
        }.items():
            case = with_fact(case, f"patient.{path}", value)
        list_case(services.queue, services.new_id, case, AT)
        yield services


@contextmanager
def quiet() -> Iterator[None]:
    """End where an error is reported, as the window does with one that reaches it."""
    try:
        yield
    except (KnownError, RuntimeError, ValueError, LookupError, TypeError, OSError) as error:
        report(error)
        return
    pytest.fail("nothing went wrong")


Failing = Callable[[DeskServices, Home], object]


def twice_in_the_store(desk: DeskServices, _: Home) -> None:
    stored = desk.queue.rows()[0]
    desk.queue.add(replace(stored, case=with_fact(stored.case, "referral.question", NAME)))


def behind_the_gate(_: DeskServices, home: Home) -> None:
    copy, key = home.folder / "tmpdir" / "other.db", passing_key()
    with open_desk(copy, key=key) as other:
        list_case(other.queue, other.new_id, with_fact(CaseOf(), "patient.family_name", NAME), AT)
    connection = cipher.connect(copy, key)
    connection.execute("UPDATE case_file SET document = replace(document, 'family_name', ?)", (NAME,))
    connection.commit()
    connection.close()
    with open_desk(copy, key=key) as other:
        (refused,) = other.queue.refused()
        raise refused


def in_a_document(desk: DeskServices, home: Home) -> None:
    blocked = home.folder / "tmpdir" / "blocked"
    blocked.write_text("a file where a folder is wanted", encoding="utf-8")
    order = case_sheet_order(desk.queue, desk.assess, desk.queue.rows()[0].id, Preferences(), AT)
    desk.documents.case_sheet(order, blocked / "sheet.pdf")


def in_a_case_file(_: DeskServices, __: Home) -> None:
    parse_case(f'{{"schema": "mdt-desk/case/1", "patient": {{"birth_date": "{NAME} {BSN}"}}}}'.encode(), AT)


def in_a_list(_: DeskServices, home: Home) -> None:
    file = home.folder / "tmpdir" / "list.json"
    file.write_text(f'{{"{NAME}": {{"{NAME}": 1, "{NAME}": 2}}}}', encoding="utf-8")
    list_desk().open_file(file, AT)
    file.unlink()


def in_a_version(desk: DeskServices, _: Home) -> None:
    stored = desk.queue.rows()[0]
    desk.queue.replace(stored, stored.version + 7)


def in_a_decision(desk: DeskServices, _: Home) -> None:
    meeting = MeetingId(desk.new_id())
    case = desk.queue.rows()[0].id
    desk.queue.keep_decision(Decision(case_id=case, meeting_id=meeting, decided_at=AT, own_words=NAME))


def in_our_own_sentence(_: DeskServices, __: Home) -> None:
    raise SiteError("store.failed", file=f"{NAME}.db", code=BSN)


def beneath_another(_: DeskServices, __: Home) -> None:
    try:
        dict[str, str]()[NAME]
    except KeyError as error:
        raise ValueError(f"{NAME}, {BSN}") from error


FAILING: tuple[Failing, ...] = (
    twice_in_the_store,
    behind_the_gate,
    in_a_document,
    in_a_case_file,
    in_a_list,
    in_a_version,
    in_a_decision,
    in_our_own_sentence,
    beneath_another,
)


def traces(home: Home) -> list[str]:
    """Return every file, by name or content, that knows her; PDFs by what they say of themselves."""
    found = []
    for each in home.folder.rglob("*"):
        said = str(each.relative_to(home.folder)).encode()
        if each.is_file():
            said += described(each) if each.suffix == ".pdf" else each.read_bytes()
        found += [f"{each.name}: {word}" for word in CANARY if word.encode() in said]
    return found


def described(pdf: Path) -> bytes:
    with pikepdf.open(pdf) as opened, opened.open_metadata() as metadata:
        return f"{dict(opened.docinfo)} {metadata}".encode()


def unseen(home: Home, said: str) -> None:
    assert [each for each in CANARY if each in said] == []
    assert PASSPHRASE not in said
    assert traces(home) == []


@pytest.mark.parametrize("failing", FAILING, ids=lambda each: each.__name__)
def test_that_what_fails_is_reported_without_her(desk: DeskServices, home: Home, failing: Failing) -> None:
    said = StringIO()
    with Watch(said, home.reports), quiet():
        failing(desk, home)
    for each in (home.folder / "tmpdir").glob("list.json"):
        each.unlink()
    unseen(home, said.getvalue())
    assert kept(home.reports) or not said.getvalue()


def test_that_the_report_of_a_bug_says_type_place_and_what_lay_beneath(home: Home) -> None:
    said = StringIO()
    with Watch(said, home.reports):
        try:
            beneath_another(None, home)  # type: ignore[arg-type]  # it asks the desk for nothing
        except ValueError as error:
            report(error)
    (line,) = kept(home.reports)
    assert line == said.getvalue().rstrip()
    assert "ValueError at tests.test_canary:beneath_another:" in line
    assert line.endswith(", from KeyError")
    assert home.reports.stat().st_mode & 0o777 == 0o600


def test_that_a_command_that_breaks_says_where_and_never_about_whom(
    desk: DeskServices, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.queue.rows()

    def broken(*_: object) -> None:
        raise ZeroDivisionError(f"{NAME} {BSN}")

    monkeypatch.setattr(desk_commands, "documents", broken)
    contacts = ["--day-contact", f"{NAME}|+44 20 7946 0101", "--night-contact", "B|+44 20 7946 0102"]
    status = main(["leaflet", "--language", "nl", *contacts, "--out", str(home.folder / "leaflet.pdf")])
    said = capsys.readouterr()
    assert (status, said.out) == (UNFORESEEN, "")
    assert "ZeroDivisionError at tests.test_canary:broken:" in said.err
    unseen(home, said.err)


def test_that_threads_finalisers_warnings_and_libraries_do_not_name_her(home: Home) -> None:
    def stumble() -> None:
        raise ValueError(NAME)

    class Falling:
        def __del__(self) -> None:
            raise ValueError(NAME)

    said = StringIO()
    with Watch(said, home.reports):
        thread = threading.Thread(target=stumble, name=NAME)
        thread.start()
        thread.join()
        falling = Falling()
        del falling
        warnings.showwarning(f"{NAME} is odd", UserWarning, __file__, 1)
        logging.getLogger("sqlalchemy.engine").error("[SQL: %s]", (NAME, BSN))
        try:
            stumble()
        except ValueError:
            logging.getLogger("keyring.backend").exception("with %s", BSN)
    lines = said.getvalue().splitlines()
    assert len(lines) == 5
    assert sum("ValueError at " in each for each in lines) == 3
    unseen(home, said.getvalue())


class Sender(QObject):
    pressed = Signal()


def test_that_a_slot_a_worker_and_qt_itself_do_not_name_her(
    home: Home, qtbot: QtBot, qapp: QApplication
) -> None:
    assert qapp is not None
    said, told, ended = StringIO(), list[BaseException](), list[Outcome[None]]()

    def stumble() -> None:
        raise ValueError(f"{NAME} {BSN}")

    with Watch(said, home.reports), heard_messages(), caught_mistakes(told.append):
        sender = Sender()
        sender.pressed.connect(stumble)
        sender.pressed.emit()
        work = Work("canary")
        work.run(stumble, ended.append)
        qtbot.waitUntil(lambda: bool(ended))
        work.close()
        qWarning(f"QFile::open: cannot open {NAME}.pdf")
        qWarning(f"{NAME}")
    assert len(told) == 1
    assert "QFile::open" in said.getvalue()
    unseen(home, said.getvalue())


def test_that_documents_backups_and_settings_leave_nothing_of_her_outside(
    desk: DeskServices, home: Home
) -> None:
    stored = desk.queue.rows()[0]
    meeting = Meeting(id=MeetingId(desk.new_id()), starts_at=AT, agenda=(stored.id,))
    desk.queue.keep_meeting(meeting)
    desk.queue.keep_decision(
        Decision(case_id=stored.id, meeting_id=meeting.id, decided_at=AT, own_words=f"{NAME} {BSN}")
    )
    order = meeting_file(
        desk.queue, desk.assess, meeting.id, replace(Preferences(), hospital="Voorbeeld"), AT
    )
    papers = home.folder / "papers"
    papers.mkdir()
    desk.documents.minutes(order, papers / "minutes.pdf")
    desk.documents.letter(letter_about(order, stored.id), papers / "letter.pdf")
    desk.settings.save(replace(desk.settings.current(), hospital="Ziekenhuis Voorbeeld"))
    assert desk.backups is not None
    desk.backups.make(Reason.ASKED, AT)
    unseen(home, "")


def test_that_no_passphrase_pin_or_key_is_in_any_file_or_log(desk: DeskServices, home: Home) -> None:
    said = StringIO()
    key = key_keeper(None).with_passphrase(PASSPHRASE)
    with Watch(said, home.reports):
        assert desk.people is not None
        desk.people.add(Account(id=AccountId(desk.new_id()), name="A", role=Role.CHAIR), PIN)
        desk.settings.save(replace(desk.settings.current(), hospital="Ziekenhuis Voorbeeld"))
        for wrong in (
            lambda: key_keeper(None).with_passphrase(WRONG),
            lambda: _seat(desk, "8" * 9),
        ):
            with quiet():
                wrong()
        logging.getLogger("keyring").warning("kept %s", PASSPHRASE)
    secrets = [each.encode() for each in (PASSPHRASE, PIN, WRONG, "8" * 9, key.raw.hex())] + [key.raw]
    files = [each for each in home.folder.rglob("*") if each.is_file()]
    assert {each.name for each in files} >= {"queue.db", "queue.keys", "settings.json", "reports.txt"}
    assert [each.name for each in files for secret in secrets if secret in each.read_bytes()] == []
    assert [secret for secret in secrets if secret in said.getvalue().encode()] == []


def _seat(desk: DeskServices, pin: str) -> None:
    assert desk.people is not None
    desk.people.sit_down(desk.people.present()[0].id, pin)


def test_that_the_program_itself_ends_without_a_traceback_or_an_image_of_its_memory(home: Home) -> None:
    script = f"""
import resource, sys, threading
from mdt_desk import start
from mdt_desk.commands import desk
def broken(*_):
    print("limit", resource.getrlimit(resource.RLIMIT_CORE)[0])
    threading.Thread(target=lambda: 1 / int("{NAME}")).start()
    raise ZeroDivisionError("{NAME}")
desk.documents = broken
class Late:
    def __del__(self):
        raise ValueError("{NAME}")
late = Late()
sys.argv = ["mdt-desk", "leaflet", "--language", "nl", "--day-contact", "A|+44 20 7946 0101",
            "--night-contact", "B|+44 20 7946 0102", "--out", "x.pdf"]
sys.exit(start.main())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=home.folder
    )
    assert done.returncode == UNFORESEEN, done.stderr
    assert done.stdout == "limit 0\n"
    assert "ZeroDivisionError at " in done.stderr
    assert "ValueError at <string>:<lambda>:" in done.stderr
    assert "Traceback" not in done.stderr
    unseen(home, done.stderr)


def test_that_what_breaks_before_anything_else_is_loaded_says_its_kind_only(home: Home) -> None:
    script = f"""
import sys
from mdt_desk import start
def broken(_):
    raise KeyError("{NAME}")
start._first_sight = broken
sys.argv = ["mdt-desk"]
start.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=home.folder
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "mdt-desk: KeyError\n")
