"""A window nobody has sized yet stands whole on its screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.ui.standing import Standings, first_size, stand_on


@pytest.mark.parametrize(
    ("screen", "window"),
    [
        (QSize(1920, 1080), QSize(1366, 768)),
        (QSize(1366, 768), QSize(1350, 720)),
        (QSize(1280, 680), QSize(1264, 632)),
        (QSize(800, 600), QSize(1366, 768)),
    ],
)
def test_that_a_first_window_leaves_room_for_its_frame(screen: QSize, window: QSize) -> None:
    assert first_size(screen) == window


def test_that_a_window_comes_back_at_the_next_start_where_it_stood(tmp_path: Path, qtbot: QtBot) -> None:
    memory, room = tmp_path / "window.ini", QRect(0, 0, 700, 600)
    first, second, third = QWidget(), QWidget(), QWidget()
    for each in (first, second, third):
        qtbot.addWidget(each)
    first.setGeometry(30, 40, 500, 400)
    assert not Standings(memory).put_back("notes", first, room)
    Standings(memory).note("notes", first)
    assert Standings(memory).put_back("notes", second, room)
    assert second.geometry() == first.geometry()
    assert not Standings(memory).put_back("notes", third, room.translated(600, 0))
    other = room.translated(600, 0)
    for size in (QSize(500, 400), QSize(900, 800)):
        third.resize(size)
        stand_on(third, other)
        assert other.contains(third.geometry())


def test_that_what_no_file_keeps_is_known_until_the_program_ends(qtbot: QtBot) -> None:
    standings, window = Standings(), QWidget()
    qtbot.addWidget(window)
    window.setGeometry(10, 40, 300, 200)
    standings.note("notes", window)
    window.setGeometry(0, 0, 100, 100)
    assert standings.put_back("notes", window)
    assert window.geometry() == QRect(10, 40, 300, 200)
