"""A desk at which nobody sits locks itself, shows nobody's name, and opens with the passphrase as it was left."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.ui.clipboard import clipboard_of
from mdt_desk.ui.locking import ROOM_LONGER, ROOM_WINDOW, Locking, LockWindow
from mdt_desk.ui.paper_window import PaperWindow, Viewer
from mdt_desk.ui.running import lock, lock_with
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.keys import Protection
from mdt_desk.usecases.ports import DeskServices
from tests.reports.examples import LEAFLET, documents
from tests.ui.conftest import OpenShell
from tests.ui.finding import press
from tests.ui.meeting.desk import PaperTray

PASSPHRASE = "zeven paarse fietsen"


class Words:
    """A key that one passphrase opens, or that has none."""

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase

    def protection(self) -> Protection:
        return Protection(passphrase=bool(self._passphrase), open=not self._passphrase)

    def set_passphrase(self, passphrase: str) -> None:
        self._passphrase = passphrase

    def check(self, passphrase: str) -> None:
        if passphrase != self._passphrase:
            raise UserError("keys.wrong_passphrase")


LockedDesk = Callable[[str], tuple[Shell, Locking]]


@pytest.fixture
def desk(opened: OpenShell, filled_desk: DeskServices) -> LockedDesk:
    def make(passphrase: str) -> tuple[Shell, Locking]:
        shell = opened(replace(filled_desk, keys=Words(passphrase)))
        locking = lock(shell)
        assert locking is not None
        return shell, locking

    return make


@pytest.fixture
def room(dressed: QApplication) -> Iterator[QWidget]:
    assert dressed is not None
    window = QWidget()
    window.setObjectName(ROOM_WINDOW)
    window.show()
    yield window
    window.close()


def idle(locking: Locking) -> QTimer:
    (timer,) = [each for each in locking.findChildren(QTimer) if each.isSingleShot()]
    return timer


def lock_window() -> LockWindow:
    (found,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, LockWindow) and each.isVisible()
    ]
    return found


def give(typed: str) -> None:
    field = lock_window().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_that_nothing_of_the_desk_is_seen_while_it_is_locked(
    desk: LockedDesk, room: QWidget, qtbot: QtBot
) -> None:
    shell, locking = desk(PASSPHRASE)
    locking.lock()
    assert locking.is_locked
    assert not shell.isVisible()
    assert not room.isVisible()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [lock_window()]
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)
    assert room.isVisible()


def seen() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def open_again(locking: Locking, qtbot: QtBot) -> None:
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)


def test_that_a_document_that_is_ready_behind_the_lock_is_in_front_once_the_desk_opens(
    desk: LockedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    shell, locking = desk(PASSPHRASE)
    made = Event()
    shell.desk.paper.run(lambda: made.wait(10), lambda _: None)
    Viewer(shell.desk, PaperTray()).show(documents(tmp_path).leaflet(LEAFLET, tmp_path / "leaflet.pdf"))
    locking.lock()
    made.set()
    qtbot.waitUntil(lambda: not shell.desk.busy)
    (paper,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, PaperWindow)]
    qtbot.waitUntil(lambda: not paper.isVisible())
    assert seen() == [lock_window()]
    open_again(locking, qtbot)
    assert set(seen()) == {shell, paper}
    assert QApplication.activeWindow() is paper
    locking.lock()
    assert seen() == [lock_window()]
    open_again(locking, qtbot)
    assert set(seen()) == {shell, paper}
    paper.close()


class Drawn(QWidget):
    """A window of the desk that notes how often it was painted."""

    times = 0

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt calls it so
        self.times += 1


def test_that_nothing_is_painted_behind_the_lock_and_what_left_is_not_missed(
    desk: LockedDesk, qtbot: QtBot
) -> None:
    shell, locking = desk(PASSPHRASE)
    late, gone = Drawn(), Drawn()
    locking.lock()
    for each in (late, gone):
        each.show()
        assert each.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    qtbot.waitUntil(lambda: not late.isVisible())
    assert late.times == 0
    open_again(locking, qtbot)
    assert set(seen()) == {shell, late}
    assert not late.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.waitUntil(lambda: late.times > 0)
    late.close()


@pytest.mark.qt_log_ignore(r"^This plugin does not support raise\(\)$")  # a tip is raised by Qt itself
def test_that_a_tip_goes_with_the_lock_and_a_dialogue_that_waits_gets_no_answer(
    desk: LockedDesk, qtbot: QtBot
) -> None:
    shell, locking = desk(PASSPHRASE)
    tip, late, dialogue = QWidget(), QWidget(), QDialog(shell)
    for each in (tip, late):
        each.setWindowFlag(Qt.WindowType.ToolTip)
    tip.show()
    locking.lock()
    assert seen() == [lock_window()]
    late.show()
    assert dialogue.exec() == QDialog.DialogCode.Rejected
    assert seen() == [lock_window()]
    with qtbot.waitSignal(dialogue.destroyed):
        dialogue.deleteLater()
    open_again(locking, qtbot)
    assert seen() == [shell]


def test_that_the_keyboard_is_where_it_was_and_the_lock_where_the_desk_is(
    desk: LockedDesk, room: QWidget, qtbot: QtBot
) -> None:
    shell, locking = desk(PASSPHRASE)
    press(shell, "Settings")
    field = next(each for each in shell.findChildren(QLineEdit) if each.isVisible())
    shell.activateWindow()
    field.setFocus()
    room.setGeometry(1, 2, 300, 400)
    locking.lock()
    assert lock_window().geometry() == shell.geometry()
    open_again(locking, qtbot)
    assert QApplication.focusWidget() is field


def test_that_what_is_copied_behind_the_lock_waits_there(desk: LockedDesk, qtbot: QtBot) -> None:
    shell, locking = desk(PASSPHRASE)
    clipboard = clipboard_of(shell.desk)
    clipboard.put("minutes of a patient")
    locking.lock()
    assert QGuiApplication.clipboard().text() == ""
    clipboard.put("minutes of another patient")
    assert QGuiApplication.clipboard().text() == ""
    open_again(locking, qtbot)
    assert QGuiApplication.clipboard().text() == "minutes of another patient"
    clipboard.clear()


def test_that_a_window_that_went_behind_the_lock_keeps_nobody_out(desk: LockedDesk, qtbot: QtBot) -> None:
    shell, locking = desk(PASSPHRASE)
    gone = QWidget()
    gone.show()
    locking.lock()
    assert not gone.isVisible()
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)
    assert shell.isVisible()


def test_that_the_passphrase_opens_the_desk_as_it_was_left(desk: LockedDesk, qtbot: QtBot) -> None:
    shell, locking = desk(PASSPHRASE)
    press(shell, "Settings")
    before = shell.geometry()
    with qtbot.waitSignal(locking.opened):
        locking.lock()
        give(PASSPHRASE)
    assert shell.isVisible()
    assert shell.geometry() == before
    assert idle(locking).isActive()
    assert not [
        each for each in QApplication.topLevelWidgets() if isinstance(each, LockWindow) and each.isVisible()
    ]


def test_that_another_passphrase_leaves_it_locked_and_says_so(desk: LockedDesk, qtbot: QtBot) -> None:
    shell, locking = desk(PASSPHRASE)
    locking.lock()
    window = lock_window()
    give("acht paarse fietsen")
    said = window.findChild(QLabel, "passphrase-said")
    assert isinstance(said, QLabel)
    qtbot.waitUntil(lambda: bool(said.text()))
    assert said.text() == shell.desk.look.text("keys.wrong_passphrase")
    assert not shell.isVisible()
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)


def test_that_it_locks_by_itself_after_the_minutes_that_were_set(desk: LockedDesk, qtbot: QtBot) -> None:
    shell, locking = desk(PASSPHRASE)
    assert idle(locking).interval() == 15 * 60_000
    services = shell.desk.services
    services.settings.save(replace(services.settings.current(), lock_after_minutes=3))
    shell.desk.preferred.emit(services.settings.current())
    assert idle(locking).interval() == 3 * 60_000
    idle(locking).timeout.emit()
    assert locking.is_locked
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)


def test_that_nought_minutes_never_lock(desk: LockedDesk) -> None:
    shell, locking = desk(PASSPHRASE)
    for minutes in (0, 5):
        locking.set_minutes(minutes)
        idle(locking).stop()
        QTest.keyClick(shell, Qt.Key.Key_A)
        assert idle(locking).isActive() is bool(minutes)


def test_that_a_key_starts_the_wait_again(desk: LockedDesk) -> None:
    shell, locking = desk(PASSPHRASE)
    idle(locking).stop()
    QTest.keyClick(shell, Qt.Key.Key_Shift)
    assert idle(locking).isActive()


def test_that_a_meeting_in_the_room_is_left_alone_for_longer(
    desk: LockedDesk, room: QWidget, qtbot: QtBot
) -> None:
    _, locking = desk(PASSPHRASE)
    for _ in range(ROOM_LONGER - 1):
        idle(locking).timeout.emit()
        assert not locking.is_locked
        assert idle(locking).isActive()
    idle(locking).timeout.emit()
    assert locking.is_locked
    assert not room.isVisible()
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)


class Screen(QObject):
    """The screen of a system, as the port has it."""

    locked = Signal()


def test_that_the_desk_is_locked_with_the_screen_also_while_the_room_looks_on(
    desk: LockedDesk, room: QWidget, qtbot: QtBot
) -> None:
    _, locking = desk(PASSPHRASE)
    locking.set_minutes(0)
    screen = Screen()
    lock_with(locking, screen)
    screen.locked.emit()
    assert locking.is_locked
    assert not room.isVisible()
    screen.locked.emit()
    with qtbot.waitSignal(locking.opened):
        give(PASSPHRASE)
    assert not locking.is_locked


def test_that_a_queue_without_a_passphrase_is_not_locked(desk: LockedDesk) -> None:
    shell, locking = desk("")
    locking.lock()
    assert not locking.is_locked
    assert shell.isVisible()


def test_that_closing_the_lock_leaves_the_program_and_never_opens_the_desk(
    desk: LockedDesk, qtbot: QtBot
) -> None:
    shell, locking = desk(PASSPHRASE)
    locking.lock()
    with qtbot.waitSignals([locking.left, shell.closing]):
        lock_window().close()
    assert not shell.isVisible()
