"""Three-way answers, choices and sets of choices, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget

from mdt_desk.domain.case import AlarmFeature, Bilsky, Collapse, Sex
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.neurology import Frankel
from mdt_desk.domain.tumour import Primary
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.answer import Answer
from mdt_desk.ui.widgets.choice import ChoiceList, choice
from mdt_desk.ui.widgets.choice_set import ChoiceSet
from mdt_desk.ui.widgets.segments import Segments
from mdt_desk.ui.widgets.still_list import StillList
from mdt_desk.usecases.wording import choice_text
from tests.ui.finding import hit, named
from tests.ui.widgets.conftest import Room


def heard(control: Segments | ChoiceList | ChoiceSet) -> list[object]:
    values: list[object] = []
    control.chosen.connect(values.append)
    return values


def checked(control: QWidget) -> list[str]:
    return [each.accessibleName() for each in control.findChildren(QRadioButton) if each.isChecked()]


def test_that_an_answer_starts_as_not_entered(room: Room, look: Look) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    assert checked(answer) == [f"Pain: {look.text('answer.not_entered')}"]


@pytest.mark.parametrize(("key", "value"), [("yes", True), ("no", False), ("not_entered", UNKNOWN)])
def test_that_each_answer_can_be_clicked(room: Room, look: Look, key: str, value: object) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    values = heard(answer)
    segment = named(answer, QRadioButton, f"Pain: {look.text(f'answer.{key}')}")
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert values == [value]
    assert segment.isChecked()


@pytest.mark.parametrize(
    ("key", "value"),
    [(Qt.Key.Key_1, True), (Qt.Key.Key_2, False), (Qt.Key.Key_3, UNKNOWN), (Qt.Key.Key_Delete, UNKNOWN)],
)
def test_that_number_keys_answer(room: Room, look: Look, key: Qt.Key, value: object) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    values = heard(answer)
    hit(answer.findChildren(QRadioButton)[1], key)
    assert values == [value]


def test_that_a_number_beyond_the_last_does_nothing(room: Room, look: Look) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    values = heard(answer)
    hit(answer.findChildren(QRadioButton)[0], Qt.Key.Key_9)
    assert values == []


def test_that_arrows_walk_through_the_answers(room: Room, look: Look) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    answer.show_value(True)
    answer.setFocus()
    values = heard(answer)
    focused = QApplication.focusWidget()
    assert focused is not None
    hit(focused, Qt.Key.Key_Right)
    assert values == [False]


def test_that_the_keyboard_enters_at_the_present_answer(room: Room, look: Look) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    answer.show_value(False)
    answer.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == f"Pain: {look.text('answer.no')}"


def test_that_showing_an_answer_reports_nothing(room: Room, look: Look) -> None:
    answer = Answer(look, "Pain")
    room(answer)
    values = heard(answer)
    for value in (True, False, UNKNOWN):
        answer.show_value(value)
    assert values == []


def test_that_few_short_values_are_buttons_and_many_are_a_list(look: Look, dressed: QApplication) -> None:
    assert dressed is not None
    assert isinstance(choice(look, Sex, "Sex"), Segments)
    assert isinstance(choice(look, Frankel, "Frankel"), Segments)
    assert isinstance(choice(look, Bilsky, "Bilsky"), Segments)
    assert isinstance(choice(look, Primary, "Primary"), ChoiceList)
    assert isinstance(choice(look, Collapse, "Collapse"), ChoiceList)


def test_that_a_list_starts_with_not_entered_and_offers_every_value(room: Room, look: Look) -> None:
    control = choice(look, Primary, "Primary")
    room(control)
    assert isinstance(control, ChoiceList)
    assert control.itemText(0) == look.text("answer.not_entered")
    assert control.currentIndex() == 0
    offered = [control.itemText(row) for row in range(1, control.count())]
    assert offered == [choice_text(look.texts, each) for each in Primary]


def test_that_a_value_picked_from_a_list_is_reported(room: Room, look: Look) -> None:
    control = choice(look, Primary, "Primary")
    room(control)
    values = heard(control)
    hit(control, Qt.Key.Key_Down)
    hit(control, Qt.Key.Key_Delete)
    assert values == [Primary.BREAST, UNKNOWN]


def test_that_the_wheel_changes_no_value(room: Room, look: Look) -> None:
    control = choice(look, Primary, "Primary")
    room(control)
    values = heard(control)
    assert not rolled_over(control)
    assert values == []


def test_that_the_wheel_scrolls_past_a_list_that_has_the_keyboard_too(room: Room) -> None:
    control = StillList()
    control.addItems(["released by nobody", "released by the hospital"])
    room(control)
    control.setFocus()
    assert not rolled_over(control)
    assert control.currentIndex() == 0


def rolled_over(control: QWidget) -> bool:
    """Turn the wheel over a control, and tell whether it took that for itself."""
    wheel = QWheelEvent(
        QPointF(5, 5),
        control.mapToGlobal(QPointF(5, 5)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, wheel)
    return wheel.isAccepted()


def test_that_a_short_label_says_its_meaning(room: Room, look: Look) -> None:
    control = choice(look, Bilsky, "Bilsky")
    room(control)
    names = [each.accessibleName() for each in control.findChildren(QRadioButton)]
    assert f"Bilsky: 1a: {look.text('meaning.Bilsky.1a')}" in names


def test_that_a_set_knows_none_of_these_from_not_entered(room: Room, look: Look) -> None:
    control = ChoiceSet(look, AlarmFeature, "Alarm")
    room(control)
    values = heard(control)
    named(control, QRadioButton, f"Alarm: {look.text('case.field.none_of_these')}").click()
    named(control, QRadioButton, f"Alarm: {look.text('answer.not_entered')}").click()
    assert values == [frozenset(), UNKNOWN]


def test_that_boxes_add_to_the_set_and_take_from_it(room: Room, look: Look) -> None:
    control = ChoiceSet(look, AlarmFeature, "Alarm")
    room(control)
    values = heard(control)
    box = named(control, QCheckBox, f"Alarm: {choice_text(look.texts, AlarmFeature.NOCTURNAL)}")
    box.click()
    assert values == [frozenset({AlarmFeature.NOCTURNAL})]
    control.show_value(values[-1])
    assert checked(control) == []
    box.click()
    assert values[-1] is UNKNOWN
