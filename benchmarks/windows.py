"""Drives the real window, in a process of its own, and prints what each round took as JSON."""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measuring import NotHereError, Pairs, alternate
from benchmarks.people import fill, hold
from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import passing_key
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.neurology import Ambulation
from mdt_desk.ui.actions import Place
from mdt_desk.ui.app import application, open_shell
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.screens.room.screen import RoomScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.preferences import Preferences

_SIZE: Final = (1366, 768)
_QUIET_SECONDS: Final = 0.3
_BREATH_MS: Final = 5
_PATIENCE_SECONDS: Final = 60


class Painted(QObject):
    """Notices that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        self.seen = self.seen or event.type() is QEvent.Type.Paint
        return False


class Driver:
    """One window with a meeting of forty cases."""

    def __init__(self, app: QApplication, shell: Shell, cases: tuple[CaseId, ...]) -> None:
        self.app = app
        self.shell = shell
        self.cases = cases

    def rest(self) -> None:
        """Wait until nothing that was asked for is under way, and for a while nothing new was."""
        quiet = time.perf_counter()
        while time.perf_counter() - quiet < _QUIET_SECONDS:
            breath = QEventLoop()
            QTimer.singleShot(_BREATH_MS, breath.quit)
            breath.exec()
            if self.shell.desk.busy:
                quiet = time.perf_counter()

    def taken(self, action: Callable[[], object], ended: Callable[[], bool]) -> float:
        """Return the seconds from an action until it has ended; before it, the window rests."""
        self.rest()
        start = time.perf_counter()
        action()
        while not ended():
            # As the program waits: a loop that never sleeps would take the interpreter from the threads at work.
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - start > _PATIENCE_SECONDS:
                raise TimeoutError("the window was not painted")
        return time.perf_counter() - start

    def repaint(self, window: QWidget, painted: Painted) -> float:
        """Return the seconds that painting the whole window takes when nothing has changed."""

        def again() -> None:
            painted.seen = False
            window.update()
            for each in window.findChildren(QWidget):
                if each.isVisible():
                    each.update()

        return self.taken(again, lambda: painted.seen)


def room(driver: Driver, rounds: int) -> Pairs:
    """Take the next case before the room, key to painted."""
    driver.shell.go(Place.MEETING)
    driver.rest()
    driver.shell.desk.room_wanted.emit()
    driver.rest()
    screen = driver.shell.desk.findChild(RoomScreen)
    window = screen.room if isinstance(screen, RoomScreen) else None
    if window is None:
        raise LookupError("the room did not open")
    title, painted = window.sheet.title, Painted(window.sheet.title)

    def step() -> float:
        before = title.text()

        def press() -> None:
            painted.seen = False
            QTest.keyClick(window, Qt.Key.Key_Right)

        return driver.taken(press, lambda: painted.seen and title.text() != before)

    return alternate(step, lambda: driver.repaint(window, painted), rounds)


def fact(driver: Driver, rounds: int) -> Pairs:
    """Change one fact that moves the curve, until scores, curve and advice are painted."""
    driver.shell.desk.open_case(driver.cases[0])
    driver.rest()
    view = driver.shell.findChild(CaseView)
    assert isinstance(view, CaseView)  # noqa: S101  # the case stands open
    painted, states = Painted(view), list[CaseScreenState]()
    show = view.show_state

    def shown(state: CaseScreenState) -> None:
        show(state)
        states.append(state)
        painted.seen = False

    setattr(view, "show_state", shown)  # noqa: B010  # the view is watched, not replaced
    values = [Ambulation.INDEPENDENT, Ambulation.BEDBOUND]

    def change() -> float:
        values.reverse()
        value: Any = values[0]

        def ended() -> bool:
            results = states[-1].results if states else None
            return painted.seen and results is not None and results.fresh and bool(results.curve.picture)

        states.clear()
        return driver.taken(lambda: view.picked.emit("condition.ambulation", value), ended)

    change()
    return alternate(change, lambda: driver.repaint(driver.shell, painted), rounds)


def resident() -> float:
    """Return the bytes of this process that lie in memory.

    Raises:
        NotHereError: this system does not tell.

    """
    status = Path("/proc/self/status")
    if not status.exists():
        raise NotHereError("resident memory is read from /proc, which is not here")
    lines = status.read_text(encoding="ascii").splitlines()
    return 1024.0 * next(int(each.split()[1]) for each in lines if each.startswith("VmRSS:"))


def opened(driver: Driver, what: str) -> float:
    """Return the memory of the window once it has shown a place."""
    if what == "case-memory":
        driver.shell.desk.open_case(driver.cases[0])
    else:
        driver.shell.go(Place.INSIGHTS if what == "insights-memory" else Place.QUEUE)
    driver.rest()
    return resident()


MEASURED: Final[dict[str, Callable[[Driver, int], Pairs]]] = {"room": room, "fact": fact}


def main() -> None:
    """Take one measure and print its pairs."""
    what, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    app = application()
    with open_desk(folder / "queue.db", FixedSettings(Preferences()), key=passing_key()) as services:
        cases = fill(services)
        hold(services, cases)
        shell = open_shell(app, services)
        shell.resize(*_SIZE)
        driver = Driver(app, shell, cases)
        driver.rest()
        gc.freeze()  # as the program does once its window stands: mdt_desk/ui/running.py
        took = opened(driver, what) if what.endswith("-memory") else MEASURED[what](driver, rounds)
        shell.close()
        driver.rest()
    print(json.dumps(took))


if __name__ == "__main__":
    main()
