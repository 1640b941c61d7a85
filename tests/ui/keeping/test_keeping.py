"""Backups while the window is open, putting one back, the passphrase, and a second start."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.store.backups import BackupFolder
from mdt_desk.store.database import open_database
from mdt_desk.store.queue import Queue
from mdt_desk.ui.actions import Place
from mdt_desk.ui.keeping import Keeping
from mdt_desk.ui.running import keep, lock
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.single import First, call_first
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.keys import Protection, checked
from mdt_desk.usecases.meetings import close_meeting, plan_meeting
from mdt_desk.usecases.ports import DeskServices
from tests.queues import KEY
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said, type_into
from tests.ui.patients import EVERYBODY, NOW, patient
from tests.ui.services import StandingClock

ZONE = ZoneInfo("Europe/Amsterdam")


SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from mdt_desk.ui.single import call_first

app = QCoreApplication([])
sys.exit(0 if call_first(Path(sys.argv[1])) else 1)
"""


class OwnKeys:
    """A key without a passphrase."""

    def __init__(self) -> None:
        self.passphrase = ""

    def protection(self) -> Protection:
        return Protection(passphrase=bool(self.passphrase), open=not self.passphrase)

    def set_passphrase(self, passphrase: str) -> None:
        if "refused" in passphrase:
            raise UserError("keys.too_short", least="12")
        self.passphrase = checked(passphrase)

    def check(self, passphrase: str) -> None:
        if passphrase != self.passphrase:
            raise UserError("keys.wrong_passphrase")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "queue.db"


@pytest.fixture
def kept_desk(empty_desk: DeskServices, file: Path, last: ExitStack) -> DeskServices:
    """Services on a queue with backups, a key and one patient."""
    database = open_database(file, KEY)
    queue = last.enter_context(Queue(database))
    services = replace(empty_desk, queue=queue, backups=BackupFolder(database, KEY, ZONE), keys=OwnKeys())
    list_case(queue, services.new_id, patient(EVERYBODY[0]), NOW)
    return services


KeptShell = Callable[[], tuple[Shell, Keeping]]


@pytest.fixture
def kept(opened: OpenShell, kept_desk: DeskServices, qtbot: QtBot) -> KeptShell:
    def make() -> tuple[Shell, Keeping]:
        shell = opened(kept_desk)
        keeping = keep(shell)
        assert keeping is not None
        keeping.start()
        qtbot.waitUntil(lambda: keeping.status.newest is not None or keeping.status.failed is not None)
        settle(qtbot, shell)
        return shell, keeping

    return make


def settle(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.desk.busy)


def files(file: Path) -> list[Path]:
    return sorted((file.parent / "backups").glob("*.db"))


def status(shell: Shell) -> str:
    return shell.findChildren(QLabel, "backup-state")[0].text()


def test_that_the_window_backs_up_when_it_stands_and_says_so(kept: KeptShell, file: Path) -> None:
    shell, _ = kept()
    assert len(files(file)) == 1
    assert status(shell).startswith("Backup ")


def test_that_a_closed_meeting_is_backed_up(kept: KeptShell, file: Path, qtbot: QtBot) -> None:
    shell, _ = kept()
    services = shell.desk.services
    preferences = services.settings.current()
    meeting = plan_meeting(services.queue, services.new_id, preferences, NOW)
    shell.desk.changed.emit()
    settle(qtbot, shell)
    assert len(files(file)) == 1
    close_meeting(services.queue, services.new_id, preferences, meeting.id, "A. Voorbeeld", NOW)
    shell.desk.changed.emit()
    qtbot.waitUntil(lambda: len(files(file)) == 2)
    settle(qtbot, shell)


def test_that_half_an_hour_without_a_change_makes_no_backup(
    kept: KeptShell, file: Path, qtbot: QtBot
) -> None:
    shell, keeping = kept()
    (timer,) = [each for each in keeping.findChildren(QTimer) if not each.isSingleShot()]
    assert (timer.interval(), timer.isActive()) == (30 * 60 * 1000, True)
    timer.timeout.emit()
    settle(qtbot, shell)
    assert len(files(file)) == 1
    list_case(shell.desk.services.queue, shell.desk.services.new_id, patient(EVERYBODY[1]), NOW)
    timer.timeout.emit()
    settle(qtbot, shell)
    assert len(files(file)) == 2


def test_that_a_failed_backup_is_a_banner_that_can_be_tried_again(
    kept: KeptShell, file: Path, qtbot: QtBot
) -> None:
    file.parent.mkdir(exist_ok=True)
    blocked = file.parent / "backups"
    blocked.write_text("in the way", encoding="utf-8")
    shell, _ = kept()
    assert "The last backup failed." in said(shell)
    assert status(shell) == "Backup failed"
    blocked.unlink()
    press(shell, "Try again")
    settle(qtbot, shell)
    assert status(shell).startswith("Backup ")
    assert len(files(file)) == 1


def test_that_a_queue_without_passphrase_says_so_until_one_is_set(
    kept: KeptShell, kept_desk: DeskServices, qtbot: QtBot
) -> None:
    shell, _ = kept()
    assert "The queue has no passphrase yet" in said(shell)
    press(shell, "Set a passphrase")
    new = named(shell, QLineEdit, "New passphrase, 12 characters or more")
    again = named(shell, QLineEdit, "The same again")
    qtbot.waitUntil(lambda: not new.visibleRegion().isEmpty())
    new.setText("negen blauwe zeilboten")
    press(shell, "Set the passphrase")
    assert "The two passphrases are not the same." in said(shell)
    again.setText("negen blauwe zeilboten")
    press(shell, "Set the passphrase")
    settle(qtbot, shell)
    assert "The passphrase is set." in said(shell)
    assert new.text() == again.text() == ""
    assert isinstance(kept_desk.keys, OwnKeys)
    assert kept_desk.keys.passphrase == "negen blauwe zeilboten"


def test_that_a_backup_is_put_back_only_after_its_cost_was_read(
    kept: KeptShell, file: Path, qtbot: QtBot
) -> None:
    shell, keeping = kept()
    services = shell.desk.services
    list_case(services.queue, services.new_id, patient(EVERYBODY[1]), NOW)
    shell.go(Place.SETTINGS)
    settle(qtbot, shell)
    restore = named(shell, QAbstractButton, "Put this backup back")
    assert not restore.isEnabled()
    named(shell, QListWidget, "Backups").setCurrentRow(0)
    settle(qtbot, shell)
    assert "1 case was added or changed since the backup; that would be lost." in said(shell)
    restore.click()
    qtbot.waitUntil(lambda: not shell.isVisible())
    assert keeping.restore is not None
    assert keeping.restore.file == files(file)[0]


def test_that_a_backup_put_back_waits_for_no_settings_that_were_typed(kept: KeptShell, qtbot: QtBot) -> None:
    shell, keeping = kept()
    shell.go(Place.SETTINGS)
    settle(qtbot, shell)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    named(shell, QListWidget, "Backups").setCurrentRow(0)
    settle(qtbot, shell)
    press(shell, "Put this backup back")
    qtbot.waitUntil(lambda: not shell.isVisible())
    assert keeping.restore is not None


def test_that_closing_the_lock_leaves_although_settings_were_typed(
    opened: OpenShell, kept_desk: DeskServices, qtbot: QtBot
) -> None:
    shell = opened(kept_desk)
    locking = lock(shell)
    assert locking is not None
    shell.go(Place.SETTINGS)
    settle(qtbot, shell)
    type_into(named(shell, QLineEdit, "Department"), "Spine centre")
    with qtbot.waitSignal(shell.closing):
        locking.left.emit()


def test_that_a_backup_asked_for_joins_the_list(kept: KeptShell, file: Path, qtbot: QtBot) -> None:
    shell, _ = kept()
    shell.go(Place.SETTINGS)
    settle(qtbot, shell)
    clock = shell.desk.services.clock
    assert isinstance(clock, StandingClock)
    press(shell, "Back up now")
    settle(qtbot, shell)
    assert len(files(file)) == 2
    assert named(shell, QListWidget, "Backups").count() == 2


def test_that_a_rehearsal_keeps_nothing(opened: OpenShell, kept_desk: DeskServices, file: Path) -> None:
    shell = opened(replace(kept_desk, rehearsing=True, backups=None, keys=None))
    assert keep(shell) is None
    shell.go(Place.SETTINGS)
    assert "Backups" not in said(shell).splitlines()
    assert files(file) == []


def test_that_a_second_start_is_heard_by_the_window_of_the_same_queue(
    qtbot: QtBot, file: Path, qapp: QApplication
) -> None:
    assert qapp is not None
    assert not call_first(file)
    first = First(file)
    calls: list[bool] = []
    first.called.connect(lambda: calls.append(True))
    assert not call_first(file.with_name("other.db"))
    with subprocess.Popen([sys.executable, "-c", SECOND_START, str(file)]) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.returncode == 0
    assert calls == [True]
    first.close()
    assert not call_first(file)
