"""What stands around every screen: who sits here, whether anything is being kept, and Qt's own words."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.i18n import available_languages
from mdt_desk.ui.qt_words import speak
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import OpenShell


def words(shell: Shell, name: str) -> str:
    found = shell.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisibleTo(shell) else ""


def test_that_the_line_below_says_who_sits_here_and_in_which_role(
    tmp_path: Path, opened: OpenShell, last: ExitStack
) -> None:
    settings = FixedSettings(Preferences(language="en"))
    services = last.enter_context(open_desk(tmp_path / "queue.db", settings))
    people = services.people
    assert people is not None
    chair = Account(id=AccountId(services.new_id()), name="A. Voorbeeld", role=Role.CHAIR)
    people.add(chair, "")
    shell = opened(services)
    assert words(shell, "seat") == "Nobody has sat down yet: reading only"
    people.sit_down(chair.id, "")
    shell.desk.seated.emit()
    assert words(shell, "seat") == "A. Voorbeeld, chair"


def test_that_the_line_below_says_saving_only_while_something_is_kept(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell, held = opened(filled_desk), Event()
    shell.desk.read(lambda: held.wait(10), lambda _: None)
    assert shell.desk.busy
    assert words(shell, "saved-state") == "Everything saved"
    held.set()
    qtbot.waitUntil(lambda: not shell.desk.busy)
    held.clear()
    shell.desk.do(lambda: held.wait(10), lambda _: None)
    assert words(shell, "saved-state") == "Saving…"
    held.set()
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert words(shell, "saved-state") == "Everything saved"


def test_that_nothing_is_called_saved_in_a_rehearsal(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(replace(filled_desk, rehearsing=True))
    assert words(shell, "demonstration")
    assert words(shell, "saved-state") == ""


@pytest.mark.parametrize("language", [each for each in available_languages() if each != "en"])
def test_that_the_choice_of_a_file_is_asked_in_the_language_of_the_program(
    dressed: QApplication, language: str
) -> None:
    speak(dressed, language)
    asked = (
        "&Look in:",
        "File &name:",
        "Files of &type:",
        "&Directory:",
        "&Open",
        "&Choose",
        "Parent Directory",
        "Create New Folder",
        "%1 already exists.\nDo you want to replace it?",
    )
    english = [each for each in asked if QCoreApplication.translate("QFileDialog", each) == each]
    speak(dressed, "en")
    assert english == []
