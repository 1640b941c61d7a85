"""The agenda as a list: who comes next is in sight with who is on the table."""

from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting.state import AgendaLine, Mark
from mdt_desk.ui.widgets.agenda_list import AgendaList
from tests.ui.finding import hit

LINES = tuple(
    AgendaLine(
        id=CaseId(UUID(int=number)),
        number=number,
        time="08:00",
        name=f"Demo, {number}",
        detail="Patient 00AF",
        mark=Mark.OPEN,
        urgent=False,
        spoken=f"{number}",
    )
    for number in range(1, 13)
)


def whole(agenda: AgendaList, row: int) -> bool:
    return agenda.viewport().rect().contains(agenda.visualRect(agenda.model().index(row, 0)))


def test_that_who_comes_next_is_in_sight(qtbot: QtBot, look: Look) -> None:
    agenda = AgendaList(look)
    qtbot.addWidget(agenda)
    agenda.resize(300, 210)
    agenda.show()
    agenda.show_lines(LINES, LINES[6].id)
    assert whole(agenda, 6)
    assert whole(agenda, 7)
    hit(agenda, Qt.Key.Key_Down)
    assert agenda.currentIndex().row() == 7
    assert whole(agenda, 7)
    assert whole(agenda, 8)
    agenda.show_lines(LINES, LINES[-1].id)
    assert whole(agenda, 11)
