"""The list of options: every name and note is seen whole, in whatever width."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting.state import OptionShown
from mdt_desk.ui.widgets.option_picker import OptionPicker
from tests.ui.finding import hit, type_into

SHORT = "MRI of the whole spine"
LONG = "No MRI only to look for compression in a patient without signs of it"
NOTE = "protocol: conclusion · no radiation oncologist here"


def option(code: str, text: str, note: str = "") -> OptionShown:
    return OptionShown(code=code, text=text, topic="imaging", topic_name="Imaging", note=note, chosen=False)


@pytest.fixture
def picker(qtbot: QtBot, look: Look) -> OptionPicker:
    made = OptionPicker(look)
    qtbot.addWidget(made)
    made.show_options((option("a", SHORT), option("b", LONG), option("c", SHORT, NOTE), option("d", SHORT)))
    made.resize(1000, 300)
    made.show()
    return made


def heights(picker: OptionPicker) -> list[int]:
    (found,) = picker.findChildren(QListWidget)
    rects = [found.visualItemRect(found.item(row)) for row in range(found.count())]
    assert all(one.bottom() < other.top() for one, other in pairwise(rects))
    return [each.height() for each in rects[1:]]


def test_that_what_does_not_fit_beside_a_name_stands_below_it(picker: OptionPicker, qtbot: QtBot) -> None:
    assert len(set(heights(picker))) == 1
    picker.resize(360, 300)
    qtbot.waitUntil(lambda: len(set(heights(picker))) > 1)
    plain, long, noted, last = heights(picker)
    assert long == noted > plain == last
    picker.resize(1000, 300)
    qtbot.waitUntil(lambda: len(set(heights(picker))) == 1)


def test_that_letters_in_no_option_are_answered(picker: OptionPicker, look: Look) -> None:
    (found,) = picker.findChildren(QListWidget)
    (field,) = picker.findChildren(QLineEdit)
    said = look.text("meeting.option.nothing")
    type_into(field, "qqq")
    assert [found.item(row).text() for row in range(found.count())] == [said]
    chosen: list[str] = []
    picker.toggled.connect(chosen.append)
    hit(field, Qt.Key.Key_Return)
    assert chosen == []
    field.clear()
    type_into(field, "MRI")
    assert said not in [found.item(row).text() for row in range(found.count())]
