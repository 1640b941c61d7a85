"""What tests of single widgets share: a window that stands in front and stays until the test is over."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

Room = Callable[..., QWidget]


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication) -> Room:
    """Put widgets below each other into an active window of a given size."""
    assert dressed is not None
    windows: list[QWidget] = []

    def place(*widgets: QWidget, width: int = 600, height: int = 400) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        for each in widgets:
            column.addWidget(each)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return place
