"""The order of the agenda: dragged, moved by keys, or proposed with its reasons and taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from mdt_desk.ui.actions import ActionId
from mdt_desk.ui.widgets.agenda_list import AgendaList
from mdt_desk.usecases.ports import DeskServices
from tests.ui.finding import hit, named, press, said, type_into
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import RADIOLOGIST, SURGEON, Opened, planned


@pytest.fixture
def early(filled_desk: DeskServices, at_table: OpenMeeting) -> Opened:
    """A meeting that has not begun, whose surgeon leaves after the first case; the urgent case is listed last."""
    meeting = planned(filled_desk, [SURGEON, RADIOLOGIST], held=False)
    first, *others = meeting.agenda
    filled_desk.queue.keep_meeting(
        replace(
            meeting,
            agenda=(*others, first),
            attendees=(replace(SURGEON, left_at=meeting.starts_at + timedelta(minutes=10)), RADIOLOGIST),
        )
    )
    return at_table(filled_desk)


def names(opened: Opened) -> list[str]:
    sheets = {each.stored.id: each.stored.case.patient.family_name for each in opened.table.gathered.sheets}
    return [str(sheets[each]) for each in opened.meeting.agenda]


def summary(opened: Opened) -> str:
    found = opened.shell.findChild(QLabel, "order-summary")
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def test_that_a_proposed_order_says_why_and_what_it_trades(early: Opened) -> None:
    before = names(early)
    assert before[-1] == "Yılmaz"
    early.do(ActionId.PROPOSE_ORDER)
    words = said(early.shell)
    assert "change their place" in summary(early)
    assert "Cannot wait for treatment" in words
    assert "What this trades" in words
    assert "A. Voorbeeld leaves at 08:10" in words
    assert names(early) == before


def test_that_an_accepted_order_is_the_agenda_until_it_is_taken_back(early: Opened) -> None:
    before = names(early)
    early.do(ActionId.PROPOSE_ORDER)
    press(early.shell, "Use this order")
    early.settle()
    assert names(early)[0] == "Yılmaz"
    assert summary(early) == ""
    press(early.shell, "Take back")
    early.settle()
    assert names(early) == before


def test_that_a_proposal_that_is_left_changes_nothing(early: Opened) -> None:
    before = names(early)
    press(early.shell, "Propose an order for the agenda")
    press(early.shell, "Leave as it is")
    early.settle()
    assert names(early) == before
    assert summary(early) == ""


def test_that_an_order_that_is_right_is_not_proposed_again(early: Opened) -> None:
    early.do(ActionId.PROPOSE_ORDER)
    press(early.shell, "Use this order")
    early.settle()
    early.do(ActionId.PROPOSE_ORDER)
    assert "already in the order" in summary(early)
    assert not named(early.shell, QAbstractButton, "Use this order").isEnabled()


def test_that_a_case_of_the_agenda_is_dragged(opened: Opened) -> None:
    before = names(opened)
    agenda = named(opened.shell, AgendaList, "Agenda")
    agenda.setCurrentIndex(agenda.model().index(2, 0))
    opened.settle()
    rect = agenda.visualRect(agenda.model().index(0, 0))
    event = QDropEvent(
        QPointF(rect.center().x(), rect.top() + 3),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    agenda.dropEvent(event)
    opened.settle()
    assert names(opened) == [before[2], before[0], before[1], before[3]]


def test_that_keys_move_the_case_on_the_table(opened: Opened) -> None:
    before = names(opened)
    hit(named(opened.shell, AgendaList, "Agenda"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert names(opened) == [before[1], before[0], *before[2:]]
    hit(named(opened.shell, AgendaList, "Agenda"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert names(opened) == before


def test_that_who_leaves_early_is_noted_at_the_table(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, [SURGEON], held=False)
    opened = at_table(filled_desk)
    press(opened.shell, "Attendance")
    field = named(opened.shell, QLineEdit, "A. Voorbeeld has to leave at")
    for typed, kept in (("25:00", None), ("07:00", None), ("8:40", "08:40")):
        field.clear()
        type_into(field, typed)
        hit(field, Qt.Key.Key_Return)
        opened.settle()
        (seat,) = opened.meeting.attendees
        shown = None if seat.left_at is None else f"{seat.left_at.astimezone(opened.table.now.tzinfo):%H:%M}"
        assert shown == kept
        field = named(opened.shell, QLineEdit, "A. Voorbeeld has to leave at")
    assert "after the meeting begins" in said(opened.shell)
