"""What tests of the window share: the program's fonts and light theme, each language, a desk, a window."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from mdt_desk.i18n import Texts
from mdt_desk.ui.app import open_shell
from mdt_desk.ui.look import Look
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import LIGHT, apply, load_fonts
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.patients import EVERYBODY, NOW, patient
from tests.ui.services import desk_services, filled


class OpenShell(Protocol):
    def __call__(self, services: DeskServices, memory: Path | None = None) -> Shell: ...


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its fonts and its light theme, as people see it."""
    load_fonts()
    apply(qapp, LIGHT)
    return qapp


@pytest.fixture
def look(dressed: QApplication, texts: Texts) -> Look:
    """Each language in turn, in the light theme."""
    assert dressed is not None
    return Look(texts=texts, tokens=LIGHT)


@pytest.fixture
def last() -> Iterator[ExitStack]:
    """What is let go once no window stands any more, in whatever order a test asks for desk and window."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def empty_desk(tmp_path: Path, last: ExitStack) -> DeskServices:
    """Services whose queue is empty, in English."""
    services = desk_services(tmp_path, NOW)
    services.settings.save(replace(Preferences(), language="en", hospital="Ziekenhuis Voorbeeld"))
    last.callback(services.queue.close)  # type: ignore[attr-defined]  # a file that must be let go
    return services


@pytest.fixture
def filled_desk(empty_desk: DeskServices) -> DeskServices:
    """Services whose queue holds the four synthetic patients."""
    return filled(empty_desk, [patient(each) for each in EVERYBODY])


@pytest.fixture
def opened(qtbot: QtBot, dressed: QApplication, last: ExitStack) -> Iterator[OpenShell]:
    """Open the whole window on services, and wait until it has read what it shows."""
    assert last is not None
    shells: list[Shell] = []

    def open_on(services: DeskServices, memory: Path | None = None) -> Shell:
        shell = open_shell(dressed, services, memory)
        shells.append(shell)
        qtbot.waitUntil(lambda: not shell.desk.work.busy)
        return shell

    yield open_on
    for each in shells:  # not left to qtbot: it would delete a window that is still finishing its work
        clear_away(qtbot, each)


def leave(qtbot: QtBot, shell: Shell) -> None:
    """Close a window and wait until it has gone; one behind the lock is not seen while it finishes its work."""
    shell.let_go()
    qtbot.waitUntil(lambda: not (shell.isVisible() or shell.desk.busy))


def clear_away(qtbot: QtBot, shell: Shell) -> None:
    """Close a window for good; one that was left to be deleted later would be dressed anew with that of the next test.

    That takes longer than most tests do.
    """
    leave(qtbot, shell)
    shell.deleteLater()
    qtbot.waitUntil(lambda: not isValid(shell))
