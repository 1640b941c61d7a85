"""What the system says of its screen is heard from its own bus, and of no other session than ours."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer
from pytestqt.qtbot import QtBot

from mdt_desk.ui.screen_lock import SystemScreenLock, escaped

PEER = "a-screen-that-locks"
SAVER = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
GNOME = ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
OURS = ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
THEIRS = ("/org/freedesktop/login1/session/_33", "org.freedesktop.login1.Session", "Lock")

Say = Callable[[tuple[str, str, str], list[bool]], None]


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[tuple[SystemScreenLock, Say]]:
    """A line to one who speaks as the system does, without a bus of this computer."""
    server, ends = QDBusServer("unix:tmpdir=/tmp"), list[QDBusConnection]()
    server.newConnection.connect(lambda end: ends.append(QDBusConnection(end)))
    peer = QDBusConnection.connectToPeer(server.address(), PEER)
    qtbot.waitUntil(lambda: bool(ends))

    def say(what: tuple[str, str, str], given: list[bool]) -> None:
        message = QDBusMessage.createSignal(*what)
        message.setArguments(given)
        assert ends[0].send(message)

    screen = SystemScreenLock(peer, peer, "2")
    yield screen, say
    # Who listens goes before the line, as in the program. Qt closes a line in a thread of its own and looks there at
    # everyone who listened; one that is deleted in that moment would be looked at when it is gone.
    shiboken6.delete(screen)
    QDBusConnection.disconnectFromPeer(PEER)


@pytest.mark.parametrize(("what", "given"), [(SAVER, [True]), (GNOME, [True]), (SLEEP, [True]), (OURS, [])])
def test_that_a_screen_that_is_locked_is_heard(
    bus: tuple[SystemScreenLock, Say], qtbot: QtBot, what: tuple[str, str, str], given: list[bool]
) -> None:
    screen, say = bus
    with qtbot.waitSignal(screen.locked):
        say(what, given)


def test_that_a_screen_that_opens_and_another_session_lock_nothing(
    bus: tuple[SystemScreenLock, Say], qtbot: QtBot
) -> None:
    screen, say = bus
    heard = list[int]()
    screen.locked.connect(lambda: heard.append(1))
    say(SAVER, [False])
    say(SLEEP, [False])
    say(THEIRS, [])
    say(SAVER, [True])  # what was said before it has arrived by then
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [1]


def test_that_no_bus_is_no_error() -> None:
    gone = QDBusConnection("nowhere")
    assert not gone.isConnected()
    SystemScreenLock(gone, gone, "")


@pytest.mark.parametrize(("session", "path"), [("2", "_32"), ("c2", "c2"), ("12", "_312"), ("a-b", "a_2db")])
def test_that_a_session_is_spelled_as_the_bus_does(session: str, path: str) -> None:
    assert escaped(session) == path
