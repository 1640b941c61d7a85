"""From the first start to a damaged file, as somebody at the desk goes through it, in one program after another."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.commands.window import show_window
from mdt_desk.ui.actions import Place
from mdt_desk.ui.screens.unlock.window import Entrance
from mdt_desk.ui.shell import Shell
from tests.store.test_backups import damage

PASSPHRASE = "negen blauwe zeilboten"
TOO_LONG_MS = 60_000

W = TypeVar("W", bound=QWidget)
Step = Callable[[QWidget], bool]
"""Do something to the window in front and tell whether it could be done already."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


def go_through(file: Path, steps: Sequence[Step]) -> int:
    """Run the program on a queue, taking one step after another as soon as each is possible."""
    left, too_late = list(steps), QTimer()
    clock = QTimer()

    def tick() -> None:
        fronts = [each for each in QApplication.topLevelWidgets() if isinstance(each, Entrance | Shell)]
        for front in fronts:
            if left and front.isVisible() and left[0](front):
                left.pop(0)
                return

    clock.timeout.connect(tick)
    clock.start(20)
    too_late.setSingleShot(True)
    too_late.timeout.connect(lambda: [each.close() for each in QApplication.topLevelWidgets()])
    too_late.start(TOO_LONG_MS)
    status = show_window(file)
    clock.stop()
    assert left == []
    return status


def found(front: QWidget, kind: type[W], name: str) -> W | None:
    named = [each for each in front.findChildren(kind) if each.accessibleName() == name and each.isVisible()]
    return next((each for each in named if each.isEnabled()), None)


def press(name: str) -> Step:
    def step(front: QWidget) -> bool:
        button = found(front, QAbstractButton, name)
        if button is not None:
            button.click()
        return button is not None

    return step


def fill_in(name: str, text: str) -> Step:
    def step(front: QWidget) -> bool:
        field = found(front, QLineEdit, name)
        if field is not None:
            field.setText(text)
        return field is not None

    return step


def choose_first(name: str) -> Step:
    def step(front: QWidget) -> bool:
        listed = found(front, QListWidget, name)
        if listed is None or not listed.count():
            return False
        listed.setCurrentRow(0)
        return True

    return step


def go(place: Place) -> Step:
    def step(front: QWidget) -> bool:
        if not isinstance(front, Shell) or front.desk.busy:
            return False
        front.go(place)
        return True

    return step


def leave(front: QWidget) -> bool:
    if isinstance(front, Shell) and not front.desk.busy:
        front.close()
        return True
    return False


UNLOCK = (fill_in("Wachtzin", PASSPHRASE), press("Openen"))


def test_that_a_queue_is_set_up_unlocked_put_back_and_rescued(tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    file = tmp_path / "desk" / "queue.db"
    setting_up = (
        press("De lijst inrichten"),
        fill_in("Wachtzin", PASSPHRASE),
        press("Ik heb hem opgeschreven"),
        fill_in("De wachtzin die u opschreef", PASSPHRASE),
        press("De lijst inrichten"),
        leave,
    )
    assert go_through(file, setting_up) == 0
    putting_back = (
        *UNLOCK,
        go(Place.SETTINGS),
        press("Nu een kopie maken"),
        choose_first("Reservekopieën"),
        press("Deze kopie terugzetten"),
        leave,  # the window of the queue that was put back
    )
    assert go_through(file, putting_back) == 0
    damage(file)
    rescuing = (
        *UNLOCK,
        choose_first("Reservekopieën, nieuwste eerst"),
        press("Deze kopie terugzetten"),
        leave,
    )
    assert go_through(file, rescuing) == 0
    assert len([each for each in (file.parent / "backups").iterdir() if "damaged" in each.name]) == 1
