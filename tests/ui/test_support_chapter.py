"""The support file in the help: put together when asked, shown whole, and saved as it was shown."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.ui.actions import Place
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said
from tests.ui.patients import EVERYBODY, patient
from tests.ui.services import filled


@pytest.fixture
def kept(tmp_path: Path, last: ExitStack) -> DeskServices:
    preferences = Preferences(language="en", hospital="Ziekenhuis Stilte")
    services = last.enter_context(open_desk(tmp_path / "queue.db", FixedSettings(preferences)))
    return filled(services, [patient(each) for each in EVERYBODY])


def chapter(qtbot: QtBot, shell: Shell) -> None:
    shell.go(Place.HELP)
    quiet(qtbot, shell)
    contents = named(shell, QListWidget, "Contents")
    titles = [contents.item(each).text() for each in range(contents.count())]
    contents.setCurrentRow(titles.index("Support file"))


def quiet(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.desk.busy)


def test_that_it_is_shown_whole_before_it_can_be_saved(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot, tmp_path: Path
) -> None:
    shell = opened(kept)
    chapter(qtbot, shell)
    assert "Save what is shown…" not in said(shell)
    press(shell, "Put together and show")
    quiet(qtbot, shell)
    seen = said(shell)
    press(shell, "Save what is shown…")
    (dialog,) = shell.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "support.txt"))
    quiet(qtbot, shell)
    dialog.close()
    text = (tmp_path / "support.txt").read_text(encoding="utf-8")
    told = [each.partition(": ") for each in text.splitlines()[1:] if ": " in each]
    assert len(told) > 40
    assert [name for name, _, value in told if name not in seen or value not in seen] == []
    assert "Ziekenhuis Stilte" not in text
    assert not [each for each in kept.queue.rows() if str(each.case.patient.family_name) in text]
