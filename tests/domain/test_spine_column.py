"""The drawn column: every vertebra below the one before, and nothing outside its bounds."""

import math
from itertools import pairwise

import pytest

from mdt_desk.domain.spine import LEVELS
from mdt_desk.domain.spine_column import COLUMN, bounds, outline


def test_that_the_column_has_every_level_from_top_to_bottom() -> None:
    assert [each.level for each in COLUMN] == list(LEVELS)
    for upper, lower in pairwise(COLUMN):
        assert upper.y < lower.y


def test_that_no_body_and_no_process_lies_outside_the_bounds() -> None:
    left, top, right, bottom = bounds()
    for each in COLUMN:
        tip = each.at(each.depth / 2 + each.canal + each.process[0], each.process[1])
        for x, y in (*outline(each), tip):
            assert left <= x <= right
            assert top <= y <= bottom


def test_that_a_body_surrounds_its_centre_and_the_sacrum_tapers() -> None:
    for each in COLUMN:
        assert each.at(0, 0) == (each.x, each.y)
        corners = outline(each)
        assert min(y for _, y in corners) < each.y < max(y for _, y in corners)
        upper, lower = math.dist(corners[0], corners[1]), math.dist(corners[2], corners[3])
        assert lower / upper == pytest.approx(0.86 if each.level.startswith("S") else 1)
