"""A window nobody has sized yet stands whole on its screen."""

import pytest
from PySide6.QtCore import QSize

from mdt_desk.ui.standing import first_size


@pytest.mark.parametrize(
    ("screen", "window"),
    [
        (QSize(1920, 1080), QSize(1366, 768)),
        (QSize(1366, 768), QSize(1350, 720)),
        (QSize(1280, 680), QSize(1264, 632)),
        (QSize(800, 600), QSize(1366, 768)),
    ],
)
def test_that_a_first_window_leaves_room_for_its_frame(screen: QSize, window: QSize) -> None:
    assert first_size(screen) == window
