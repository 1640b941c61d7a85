"""Lines and areas of plain text, and the field of a fact around them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.case import FACTS
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.fact_field import FactField
from mdt_desk.ui.widgets.fields import Area, Line
from mdt_desk.ui.wording.facts import hint_of
from mdt_desk.ui.wording.shown import FieldShown
from mdt_desk.usecases.wording import label_of
from tests.ui.finding import hit, named, nameless, said, type_into
from tests.ui.widgets.conftest import Room

HOSTILE = (
    "<b>bold</b>",
    "<img src='file:///nowhere.png'>",
    "&amp; & &",
    "שלום עולם",
    "pain <b",
    "😀🦴",
    "a" * 5000,
    "line\nline",
)


def test_that_each_key_is_told_and_a_pause_tells_the_whole(qtbot: QtBot, room: Room) -> None:
    line = Line("Albumin")
    room(line)
    typed: list[str] = []
    line.typing.typed.connect(typed.append)
    with qtbot.waitSignal(line.typing.paused) as paused:
        type_into(line, "34")
    assert typed == ["3", "34"]
    assert paused.args == ["34"]


def test_that_leaving_a_changed_line_takes_it_and_an_unchanged_one_does_not(
    room: Room,
) -> None:
    line = Line("Albumin")
    room(line)
    taken: list[str] = []
    line.typing.finished.connect(taken.append)
    line.show_text("34")
    hit(line, Qt.Key.Key_Return)
    assert taken == []
    type_into(line, ",5")
    hit(line, Qt.Key.Key_Return)
    assert taken == ["34,5"]


def test_that_a_wrong_text_is_taken_again_when_it_is_left_again(room: Room) -> None:
    line = Line("Albumin")
    room(line)
    taken: list[str] = []
    line.typing.finished.connect(taken.append)
    line.show_text("abc", problem=True)
    hit(line, Qt.Key.Key_Return)
    assert taken == ["abc"]


def test_that_showing_what_stands_there_moves_no_cursor(room: Room) -> None:
    line = Line("Albumin")
    room(line)
    line.setFocus()
    type_into(line, "345")
    line.setCursorPosition(1)
    line.show_text("345")
    assert line.cursorPosition() == 1


@pytest.mark.parametrize(("changed", "ours"), [(False, False), (True, True)])
def test_that_undo_belongs_to_the_case_until_a_letter_is_changed(
    room: Room, changed: bool, ours: bool
) -> None:
    for field in (Line("Name"), Area("Name")):
        room(field)
        field.setFocus()
        field.show_text("one")
        if changed:
            type_into(field, "x")
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "z"
        )
        event.ignore()
        QApplication.sendEvent(field, event)
        assert event.isAccepted() is ours


def test_that_an_area_is_left_with_tab_and_taken(room: Room) -> None:
    area, line = Area("Question"), Line("Next")
    room(area, line)
    taken: list[str] = []
    area.typing.finished.connect(taken.append)
    area.setFocus()
    type_into(area, "Why?")
    hit(area, Qt.Key.Key_Tab)
    assert taken == ["Why?"]
    assert line.hasFocus()


@pytest.mark.parametrize("path", [path for path in FACTS if path != "lesions.level"])
def test_that_every_fact_has_a_field_with_a_name_and_a_description(
    qtbot: QtBot, look: Look, path: str
) -> None:
    field = FactField(look, path)
    qtbot.addWidget(field)
    assert nameless(field) == []
    assert field.control.accessibleName() or path == "patient.national_id"
    assert label_of(look.texts, path) in said(field)
    described = [
        each for each in (field.control, *field.control.findChildren(QWidget)) if each.accessibleDescription()
    ]
    assert hint_of(look.texts, path) in {each.accessibleDescription() for each in described}


def test_that_a_problem_stands_below_the_field_and_its_text_stays(room: Room, look: Look) -> None:
    field = FactField(look, "labs.albumin_g_per_l")
    room(field)
    field.show_state(FieldShown(path=field.path, text="3,5", problem="Is that g/dL? Then 35."))
    line = named(field, QLineEdit, label_of(look.texts, field.path))
    assert line.text() == "3,5"
    assert "Is that g/dL? Then 35." in said(field)
    problem = next(each for each in field.findChildren(QLabel) if each.text().startswith("Is that"))
    assert (
        problem.mapTo(field, problem.rect().topLeft()).y() >= line.mapTo(field, line.rect().bottomLeft()).y()
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("path", ["patient.family_name", "wishes.preference", "referral.question"])
def test_that_hostile_text_shows_as_typed_and_widens_nothing(
    room: Room, look: Look, path: str, text: str
) -> None:
    field = FactField(look, path)
    window = room(field)
    before = window.width()
    field.show_state(FieldShown(path=path, value=text, text=text, note=text[:40]))
    control = field.control
    assert isinstance(control, QLineEdit | QPlainTextEdit)
    stands = control.text() if isinstance(control, QLineEdit) else control.toPlainText()
    assert stands == text
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in field.findChildren(QLabel))
    assert window.width() == before
