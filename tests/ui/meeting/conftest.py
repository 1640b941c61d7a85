"""What tests of the meeting share: it has begun with nobody at the table, and a window shows it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import clear_away
from tests.ui.meeting.desk import Opened, open_meeting, planned

OpenMeeting = Callable[[DeskServices], Opened]


@pytest.fixture
def at_table(qtbot: QtBot, dressed: QApplication, tmp_path: Path, last: ExitStack) -> Iterator[OpenMeeting]:
    """Open the window on a desk whose meeting was planned."""
    assert dressed is not None
    assert last is not None
    windows: list[Opened] = []

    def open_on(services: DeskServices) -> Opened:
        windows.append(open_meeting(services, tmp_path / "papers", qtbot))
        return windows[-1]

    yield open_on
    for each in windows:
        clear_away(qtbot, each.shell)


@pytest.fixture
def opened(filled_desk: DeskServices, at_table: OpenMeeting) -> Opened:
    """The window on a meeting that has begun with nobody at the table."""
    planned(filled_desk)
    return at_table(filled_desk)
