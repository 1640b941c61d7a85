"""Results go out through the window: what, as which file, and where it is."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.export_screen import ExportScreen
from mdt_desk.usecases.lists import FORMATS, Format, What
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said


@dataclass
class Bench:
    """The screen by itself; the place that is picked is the file ``picked``."""

    desk: Desk
    view: QWidget
    folder: Path
    picked: Path
    bot: QtBot

    def choose(self, ask: str, option: str) -> None:
        text = self.desk.look.text
        named(self.view, QRadioButton, f"{text(ask)}: {text(option)}").click()

    def press(self, key: str) -> None:
        press(self.view, self.desk.look.text(key))
        self.bot.waitUntil(lambda: not self.desk.busy)

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*")) if self.folder.exists() else []


@pytest.fixture
def bench(filled_desk: DeskServices, look: Look, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert filled_desk.lists is not None
    window = QWidget()
    qtbot.addWidget(window)
    desk = Desk(filled_desk, look, window)
    picked = tmp_path / "elsewhere"
    screen = ExportScreen(desk, filled_desk.lists, tmp_path / "papers", lambda *_: str(picked))
    view = screen.build(look)
    qtbot.addWidget(view)
    view.show()
    yield Bench(desk=desk, view=view, folder=tmp_path / "papers", picked=picked, bot=qtbot)
    desk.close()


@pytest.mark.parametrize(("what", "kind"), [(what, kind) for what in What for kind in FORMATS[what]])
def test_that_everything_goes_out_as_every_kind_of_file(bench: Bench, what: What, kind: Format) -> None:
    bench.choose("lists.export.what", f"lists.what.{what}")
    bench.choose("lists.export.format", f"lists.format.{kind}")
    bench.press("lists.export.do")
    (file,) = bench.files()
    assert file.stat().st_size > 0
    assert file.name.startswith(what.value)
    assert str(file) in said(bench.view)


def test_that_a_file_of_cases_holds_all_of_them_and_names_nobody_in_its_name(bench: Bench) -> None:
    bench.choose("lists.export.format", "lists.format.json")
    bench.press("lists.export.elsewhere")
    file = bench.picked.with_suffix(".json")
    tree = json.loads(file.read_text(encoding="utf-8"))
    assert len(tree["cases"]) == len(bench.desk.services.queue.rows())


def test_that_a_place_that_cannot_be_written_is_said_and_can_be_tried_again(bench: Bench) -> None:
    bench.picked.mkdir()
    notices: list[str] = []
    bench.desk.noticed.connect(lambda notice: notices.append(notice.text))
    bench.picked = bench.picked / "nowhere"
    bench.folder.write_text("a file where a folder should be", encoding="utf-8")
    bench.press("lists.export.do")
    assert len(notices) == 1
    bench.folder.unlink()
    bench.press("lists.export.do")
    assert len(bench.files()) == 1


def test_that_it_is_said_that_the_file_is_not_encrypted(bench: Bench) -> None:
    assert bench.desk.look.text("lists.export.warning") in said(bench.view)


def test_that_the_palette_and_the_keyboard_reach_the_export(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    shell.desk.commands[ActionId.EXPORT_LIST].trigger()
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "Write results to a file" in said(shell)
    press(shell, "Back to the queue")
    assert shell.desk.commands[ActionId.FILTER].isEnabled()
    assert Place.EXPORT in shell.places
