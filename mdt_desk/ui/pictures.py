"""Pictures of every screen, taken as a person would see them, for the manual and for who has no display."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

from mdt_desk.ui.actions import Place
from mdt_desk.ui.app import application, heard_messages, open_shell
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices

_SIZE: Final = (1366, 768)
_PLACES: Final = (
    Place.QUEUE,
    Place.CASE,
    Place.MEETING,
    Place.CLOSE,
    Place.PRINT,
    Place.HELP,
    Place.SETTINGS,
)
_TICK_MS: Final = 40
_QUIET_TICKS: Final = 3
"""A screen has settled when nothing was waiting or running for so many ticks."""


def take_pictures(services: DeskServices, out: Path) -> tuple[Path, ...]:
    """Open the window on this desk, go through its screens, and keep a picture of each; return the files.

    Pictures are for synthetic patients only: they show names.
    """
    with heard_messages():
        shell = open_shell(application(), services)
        shell.resize(*_SIZE)
        files = tuple(_pictures(shell, out))
        shell.close()
    return files


def _pictures(shell: Shell, out: Path) -> Iterator[Path]:
    rows = shell.desk.services.queue.rows()
    for place in _PLACES:
        if place is Place.CASE and rows:
            shell.desk.open_case(rows[0].id)
        else:
            shell.go(place)
        settle(shell)
        file = out / f"screen-{place.value}.png"
        shell.grab().save(str(file))
        yield file


def settle(shell: Shell) -> None:
    """Let the window work until nothing is waiting or running any more."""
    loop, timer = QEventLoop(), QTimer()
    quiet = 0

    def tick() -> None:
        nonlocal quiet
        quiet = 0 if shell.desk.busy else quiet + 1
        if quiet >= _QUIET_TICKS:
            loop.quit()

    timer.timeout.connect(tick)
    timer.start(_TICK_MS)
    loop.exec()
    timer.stop()
