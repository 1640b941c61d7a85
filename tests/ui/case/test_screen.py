"""The case as a place of the window: a real queue, real rules, a real desk."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap import guideline_documents
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, nameless, said, type_into
from tests.ui.patients import NOW


class Window:
    """The whole window with one case open in it."""

    def __init__(self, shell: Shell, case: CaseId, qtbot: QtBot) -> None:
        self.shell = shell
        self.case = case
        self.qtbot = qtbot
        shell.desk.open_case(case)
        self.rest()

    def rest(self) -> None:
        desk = self.shell.desk
        self.qtbot.waitUntil(lambda: not (desk.work.busy or desk.judging.busy or desk.paper.busy))

    def type(self, name: str, text: str) -> None:
        line = named(self.shell, QLineEdit, name)
        line.setFocus()
        line.selectAll()
        type_into(line, text)
        hit(line, Qt.Key.Key_Return)
        self.rest()


@pytest.fixture
def window(filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot) -> Window:
    services = replace(filled_desk, sources=guideline_documents())
    case = next(each.id for each in services.queue.rows() if each.case.patient.family_name == "Yılmaz")
    return Window(opened(services), case, qtbot)


def test_that_the_case_in_hand_is_shown(window: Window) -> None:
    words = said(window.shell)
    assert "Yılmaz, Ayşe" in words
    assert "NESMS" in words
    assert "Cannot wait for the meeting" in words


def test_that_every_control_of_the_window_says_its_name(window: Window) -> None:
    assert nameless(window.shell) == []


def test_that_what_is_typed_is_kept_in_the_queue(window: Window) -> None:
    window.type("Albumin", "34,5")
    queue = window.shell.desk.services.queue
    assert queue.get(window.case).case.labs.albumin_g_per_l == 34.5
    assert "Saved 10:40" in said(window.shell)


def test_that_undo_and_redo_of_the_window_work_on_the_case(window: Window) -> None:
    window.type("Albumin", "34,5")
    queue, commands = window.shell.desk.services.queue, window.shell.desk.commands
    commands[ActionId.UNDO].trigger()
    window.rest()
    assert queue.get(window.case).case.labs.albumin_g_per_l is UNKNOWN
    commands[ActionId.REDO].trigger()
    window.rest()
    assert queue.get(window.case).case.labs.albumin_g_per_l == 34.5


def test_that_the_queue_hears_of_changes_when_it_is_shown_again(window: Window) -> None:
    changed: list[bool] = []
    window.shell.desk.changed.connect(lambda: changed.append(True))
    window.type("Family name", "Demir")
    assert changed == []
    window.shell.desk.go(Place.QUEUE)
    window.rest()
    assert changed == [True]


def test_that_a_change_made_elsewhere_is_there_when_one_comes_back(window: Window) -> None:
    window.shell.desk.go(Place.QUEUE)
    services = window.shell.desk.services
    stored = services.queue.get(window.case)
    change_fact(services.queue, window.case, "condition.ecog", 3, expected_version=stored.version, at=NOW)
    window.shell.desk.go(Place.CASE)
    window.rest()
    assert named(window.shell, QLineEdit, "ECOG score").text() == "3"


@pytest.mark.parametrize("change", [{"language": "nl"}, {"theme": Theme.DARK}])
def test_that_what_was_typed_and_refused_survives_another_look(
    window: Window, change: dict[str, str]
) -> None:
    window.type("Albumin", "3,5")
    desk = window.shell.desk
    preferences = replace(desk.preferences, **change)  # type: ignore[arg-type]  # one field of the right type each
    desk.services.settings.save(preferences)
    desk.preferred.emit(preferences)
    window.rest()
    name = "Albumine" if desk.look.texts.language == "nl" else "Albumin"
    assert named(window.shell, QLineEdit, name).text() == "3,5"
