"""The spine: anatomy, pointing, walking, marks that need no colour, and every size."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from mdt_desk.domain.spine import LEVELS, Level
from mdt_desk.domain.spine_column import COLUMN
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import CONTRAST, LIGHT
from mdt_desk.ui.widgets.spine_captions import caption_boxes, caption_lines
from mdt_desk.ui.widgets.spine_painter import SpinePainter
from mdt_desk.ui.widgets.spine_picture import SpinePicture
from mdt_desk.ui.widgets.spine_plan import Plan
from mdt_desk.ui.wording.spine import SpineMark
from tests.ui.finding import hit, named
from tests.ui.widgets.conftest import Room

BY_LEVEL = {each.level: each for each in COLUMN}


def mark(level: Level, band: str | None = "unstable", canal: float | None = 0.5) -> SpineMark:
    return SpineMark(
        level=level,
        band=band,
        canal=canal,
        title=f"{level} · SINS 14",
        details=("Bilsky 2", "unstable"),
        spoken=f"Vertebra {level}: SINS 14",
    )


@pytest.fixture
def spine(room: Room, look: Look) -> SpinePicture:
    """The picture in a window that has the keyboard."""
    made = SpinePicture(look)
    room(made, width=300, height=560)
    return made


def test_that_every_vertebra_is_there_from_top_to_bottom() -> None:
    assert tuple(each.level for each in COLUMN) == LEVELS
    assert all(upper.y < lower.y for upper, lower in pairwise(COLUMN))


def test_that_vertebrae_grow_from_neck_to_loin_and_shrink_in_the_sacrum() -> None:
    sizes = [each.height * each.depth for each in COLUMN]
    neck, loin = LEVELS.index(Level.C3), LEVELS.index(Level.L4)
    assert all(upper <= lower for upper, lower in pairwise(sizes[neck : loin + 1]))
    sacrum = sizes[LEVELS.index(Level.S1) :]
    assert all(upper > lower for upper, lower in pairwise(sacrum))


def test_that_neck_and_loin_bend_forwards_and_the_chest_backwards() -> None:
    x = {each.level: each.x for each in COLUMN}
    assert x[Level.C4] < min(x[Level.C1], x[Level.T1])
    assert x[Level.T7] > max(x[Level.T1], x[Level.T12])
    assert x[Level.L4] < min(x[Level.T12], x[Level.S2])


def test_that_no_two_bodies_overlap() -> None:
    for upper, lower in pairwise(COLUMN):
        _, bottom = upper.at(0, upper.height / 2)
        _, top = lower.at(0, -lower.height / 2)
        assert bottom <= top + 0.01


@pytest.mark.parametrize("size", [(200, 340), (300, 560), (900, 1400)])
def test_that_a_point_in_a_body_belongs_to_its_vertebra(size: tuple[int, int]) -> None:
    plan = Plan.within(*size)
    for each in COLUMN:
        assert plan.nearest(plan.point((each.x, each.y))) is each.level


@pytest.mark.parametrize("size", [(200, 340), (300, 560), (640, 1000), (900, 1400)])
def test_that_the_whole_column_fits_with_room_for_captions(size: tuple[int, int]) -> None:
    plan = Plan.within(*size)
    for each in COLUMN:
        box = plan.rect(each)
        assert box.top() >= 0
        assert box.bottom() <= size[1]
        assert box.left() > 0
        assert box.right() <= plan.captions_left < size[0] - 40


def test_that_a_vertebra_can_be_clicked(spine: SpinePicture) -> None:
    chosen: list[object] = []
    spine.chosen.connect(chosen.append)
    plan = Plan.within(spine.width(), spine.height())
    for level in (Level.C2, Level.T7, Level.L5, Level.S4):
        place = plan.point((BY_LEVEL[level].x, BY_LEVEL[level].y))
        QTest.mouseClick(spine, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert chosen == [Level.C2, Level.T7, Level.L5, Level.S4]


def test_that_arrows_walk_and_enter_chooses(spine: SpinePicture) -> None:
    chosen: list[object] = []
    spine.chosen.connect(chosen.append)
    spine.show_marks((), Level.T1)
    spine.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_End):
        held = QApplication.focusWidget()
        assert held is not None
        hit(held, key)
    held = QApplication.focusWidget()
    assert held is not None
    hit(held, Qt.Key.Key_Space)
    assert chosen == [Level.T2, Level.S5]


def test_that_the_picture_is_one_stop_for_the_tab_key(spine: SpinePicture) -> None:
    stops = [
        each
        for each in spine.findChildren(QAbstractButton)
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert len(stops) == 1


def test_that_every_vertebra_says_what_is_known_of_it(spine: SpinePicture, look: Look) -> None:
    spine.show_marks((mark(Level.T6),), None)
    named(spine, QAbstractButton, "Vertebra T6: SINS 14")
    named(spine, QAbstractButton, look.text("case.spine.free", level="T7"))
    assert len(spine.findChildren(QAbstractButton)) == len(LEVELS)


def test_that_a_picture_only_takes_no_keyboard_and_says_its_marks(qtbot: QtBot, look: Look) -> None:
    spine = SpinePicture(look, interactive=False)
    qtbot.addWidget(spine)
    spine.show_marks((mark(Level.T6), mark(Level.L1)), None)
    assert spine.findChildren(QAbstractButton) == []
    assert spine.accessibleDescription() == "Vertebra T6: SINS 14; Vertebra L1: SINS 14"


def painted(band: str | None, canal: float | None) -> QImage:
    """Draw one affected vertebra without any colour."""
    image = QImage(300, 560, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    SpinePainter(
        painter=painter,
        plan=Plan.within(300, 560),
        tokens=CONTRAST,
        font=QFont(),
        marks=(mark(Level.L3, band, canal),),
    ).draw()
    painter.end()
    vertebra = Plan.within(300, 560).rect(BY_LEVEL[Level.L3]).toAlignedRect()
    return image.copy(vertebra)


def test_that_bands_and_grades_differ_without_colour(dressed: QApplication) -> None:
    assert dressed is not None
    bands = [painted(each, 0.0) for each in (None, "stable", "potentially_unstable", "unstable")]
    grades = [painted("stable", each) for each in (0.0, 0.2, 0.52, 1.0)]
    for drawn in (bands, grades):
        assert all(one != other for place, one in enumerate(drawn) for other in drawn[:place])


def test_that_a_narrow_picture_says_the_band_on_a_line_of_its_own(dressed: QApplication) -> None:
    assert dressed is not None
    marks = [mark(Level.T6)]
    assert caption_lines(Plan.within(240, 560), marks, QFont()) == 3
    assert caption_lines(Plan.within(400, 560), marks, QFont()) == 2


@pytest.mark.parametrize("height", [340, 560, 1400])
def test_that_captions_do_not_overlap_and_stay_inside(dressed: QApplication, height: int) -> None:
    assert dressed is not None
    plan = Plan.within(height * 0.6, height)
    marks = [mark(level) for level in (Level.C0, Level.C1, Level.T6, Level.T7, Level.S4, Level.S5)]
    boxes = caption_boxes(plan, marks, QFont())
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(boxes))
    assert all(box.top() >= 0 and box.bottom() <= height and box.right() <= plan.width for box in boxes)


def test_that_the_picture_draws_itself_for_panel_and_projector(spine: SpinePicture) -> None:
    spine.show_marks((mark(Level.T6), mark(Level.T12, None, None)), Level.T6)
    for width, height in ((200, 340), (300, 560), (900, 1300)):
        spine.window().resize(width, height)
        spine.resize(width, height)
        image = spine.grab().toImage()
        body = Plan.within(width, height).point((BY_LEVEL[Level.L2].x, BY_LEVEL[Level.L2].y))
        assert image.pixelColor(QPointF(body).toPoint()).name().upper() == LIGHT.raised


def test_that_the_arrows_reach_every_vertebra_from_skull_to_sacrum(spine: SpinePicture, qtbot: QtBot) -> None:
    spine.show()
    spine.setFocus()
    hit(QApplication.focusWidget() or spine, Qt.Key.Key_Home)
    reached = []
    for _ in LEVELS:
        with qtbot.waitSignal(spine.chosen) as chosen:
            hit(QApplication.focusWidget() or spine, Qt.Key.Key_Return)
        reached += chosen.args
        hit(QApplication.focusWidget() or spine, Qt.Key.Key_Down)
    assert tuple(reached) == tuple(LEVELS)
