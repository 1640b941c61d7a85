"""The curtain over a part of a screen: it goes once two looks find everything where it was."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.curtain import Curtain
from tests.ui.widgets.conftest import Room


def test_that_it_lies_there_while_anything_still_moves(room: Room, look: Look) -> None:
    screen = room(QWidget())
    part = QWidget(screen)
    curtain = Curtain(look, screen, part)
    (again,) = (each for each in curtain.findChildren(QTimer) if not each.isSingleShot())
    curtain.cover(until=False)
    curtain.cover(until=True)
    again.stop()  # each look is taken by hand
    for width in (100, 200, 300):
        part.setGeometry(0, 0, width, 50)
        again.timeout.emit()
        assert curtain.isVisible()
    again.timeout.emit()
    assert curtain.isHidden()
