"""The plan of the room's sheet: parts lie inside it, never over each other, on every shape of screen."""

from itertools import combinations

import pytest

from mdt_desk.ui.screens.room.plan import Box, room_plan

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (3840, 2160), (1280, 1024), (1600, 1200), (2560, 1080)]


def apart(one: Box, other: Box) -> bool:
    beside = one.left + one.width <= other.left or other.left + other.width <= one.left
    above = one.top + one.height <= other.top or other.top + other.height <= one.top
    return beside or above


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_no_part_lies_over_another_or_outside(width: int, height: int) -> None:
    unit = height / 40
    plan = room_plan(width / unit, height / unit)
    for one, other in combinations(plan.boxes, 2):
        assert apart(one, other)
    for box in plan.boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= width / unit
        assert box.top + box.height <= 40


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_every_part_has_room_for_several_lines(width: int, height: int) -> None:
    unit = height / 40
    assert all(each.inside().height >= 4 * 1.4 for each in room_plan(width / unit, 40).boxes)


def test_that_boxes_share_their_room() -> None:
    box = Box(left=0, top=0, width=10.5, height=4)
    one, two = box.columns(1, 3)
    assert (one.width, two.left, two.width) == (2.5, 3.0, 7.5)
    assert box.below(1).height == 3
