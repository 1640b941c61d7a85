"""The time line as a drawn line: every moment has a place of its own, in order, inside the picture."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.time_line import TimeLine
from mdt_desk.ui.widgets.time_picture import TimePicture
from mdt_desk.ui.wording.timeline import TimeKind, TimeLane, TimeMark


def mark(hours: float, lane: TimeLane = TimeLane.CARE, kind: TimeKind = TimeKind.PAST) -> TimeMark:
    return TimeMark(moment="wed", name=f"{hours} h", words="", kind=kind, hours=hours, lane=lane)


CROWDED = tuple(mark(-1 + step / 1000) for step in range(8)) + tuple(mark(90_000 + step) for step in range(3))


@pytest.mark.parametrize("width", [240, 520, 1400])
@pytest.mark.parametrize(
    "marks", [(mark(0),), (mark(-500), mark(0), mark(3)), CROWDED], ids=["one", "three", "crowded"]
)
def test_that_every_moment_stands_in_order_apart_and_inside(
    qtbot: QtBot, look: Look, marks: tuple[TimeMark, ...], width: int
) -> None:
    picture = TimePicture(look)
    qtbot.addWidget(picture)
    picture.show_marks(marks)
    picture.resize(width, picture.sizeHint().height())
    places = [place.x() for place in picture.places().values()]
    assert len(places) == len(marks)
    assert places == sorted(places)
    assert len({round(each) for each in places}) == len(places)
    assert places[-1] <= width
    assert not picture.grab().isNull()


def test_that_neurology_and_treatment_have_a_line_each(qtbot: QtBot, look: Look) -> None:
    picture = TimePicture(look)
    qtbot.addWidget(picture)
    picture.show_marks((mark(-5, TimeLane.NEUROLOGY), mark(-4, TimeLane.TREATMENT), mark(0)))
    picture.resize(500, 200)
    assert len({place.y() for place in picture.places().values()}) == 3


def test_that_the_list_numbers_what_the_picture_numbers(qtbot: QtBot, look: Look) -> None:
    line = TimeLine(look)
    qtbot.addWidget(line)
    line.show_marks((mark(-5), mark(0, kind=TimeKind.NOW), mark(7, kind=TimeKind.DUE)))
    texts = [each.text() for each in line.findChildren(QLabel)]
    assert [each for each in texts if each.isdecimal()] == ["1", "2", "3"]
    assert line.accessibleDescription().count(";") == 2
