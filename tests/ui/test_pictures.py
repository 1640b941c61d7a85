"""Pictures of the screens: every screen in every theme and both languages, both windows of the room, a sheet of all."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from mdt_desk.bootstrap.rehearsal import open_staged_rehearsal
from mdt_desk.ui.actions import Place
from mdt_desk.ui.pictures import take_gallery
from mdt_desk.ui.theme import LIGHT, apply
from mdt_desk.usecases.preferences import Preferences, Theme

OUT = Path(__file__).parents[2] / "build" / "pictures" / "small"
LANGUAGES = ("nl", "en")


def colours(image: QImage) -> int:
    across, down = range(0, image.width(), 16), range(0, image.height(), 16)
    return len({image.pixel(x, y) for x in across for y in down})


@pytest.mark.parametrize("theme", Theme)
def test_that_every_screen_is_taken_in_the_look_asked_for(dressed: QApplication, theme: Theme) -> None:
    looks = tuple((theme, language) for language in LANGUAGES)
    with open_staged_rehearsal(Preferences()) as services:
        files = take_gallery(services, OUT, size=QSize(1280, 720), looks=looks)
    apply(dressed, LIGHT)
    taken = {file.relative_to(OUT).as_posix() for file in files}
    for folder in (f"{theme}-{language}" for language in LANGUAGES):
        assert {f"{folder}/screen-{place}.png" for place in Place} <= taken
        assert {f"{folder}/room.png", f"{folder}/over-palette.png", f"{folder}.png"} <= taken
    images = {name: QImage(str(OUT / name)) for name in sorted(taken)}
    assert [name for name, image in images.items() if colours(image) < 4] == []
    ground = images[f"{theme}-nl/screen-settings.png"].pixelColor(700, 20).lightness()
    assert (ground < 80) is (theme is Theme.DARK)
