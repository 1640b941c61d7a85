"""Children break lines like a text, and end at either edge."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.ui.widgets.flow import Flow


def laid_out(qtbot: QtBot, *, wide: int, at_end: bool) -> list[tuple[int, int]]:
    """Return where three children stand, 40 and 60 and 50 wide, the second one twice as tall."""
    window = QWidget()
    qtbot.addWidget(window)
    flow = Flow(gap=10, at_end=at_end)
    window.setLayout(flow)
    children = []
    for width, height in ((40, 20), (60, 40), (50, 20)):
        child = QWidget()
        child.setFixedSize(width, height)
        flow.addWidget(child)
        children.append(child)
    window.resize(wide, 200)
    window.show()
    return [(each.x(), each.y()) for each in children]


@pytest.mark.parametrize(
    ("wide", "at_end", "places"),
    [
        (200, False, [(0, 10), (50, 0), (120, 10)]),
        (200, True, [(30, 10), (80, 0), (150, 10)]),
        (120, False, [(0, 10), (50, 0), (0, 50)]),
        (120, True, [(10, 10), (60, 0), (70, 50)]),
    ],
)
def test_that_a_line_breaks_where_it_is_full_and_its_children_stand_on_one_height(
    qtbot: QtBot, wide: int, places: list[tuple[int, int]], *, at_end: bool
) -> None:
    assert laid_out(qtbot, wide=wide, at_end=at_end) == places
