"""The case as a place of the window: a real queue, real rules, a real desk."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.rules import guideline_documents
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.advice_view import AdviceLine
from mdt_desk.ui.widgets.effects_view import EffectsView
from mdt_desk.ui.widgets.score_badge import ScoreBadge
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, nameless, said, spoken_name, type_into
from tests.ui.patients import NOW, YILMAZ, patient


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

    def open_advice(self, *words: str) -> None:
        """Open the line whose name has all of these words, with the keyboard."""
        lines = [each for each in self.shell.findChildren(AdviceLine) if each.isVisible()]
        (line,) = [each for each in lines if all(word in spoken_name(each) for word in words)]
        line.setFocus()
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


def test_that_an_open_advice_says_what_would_change_it(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    services = replace(empty_desk, sources=guideline_documents())
    facts = {
        **YILMAZ,
        "treatment": {"surgery_technically_feasible": True},
        "tumour": {**YILMAZ["tumour"], "primary": "prostate", "skeletal_metastases": 9},
        "neurology": {**YILMAZ["neurology"], "deficit_progressive": False},
        "condition": {**YILMAZ["condition"], "ambulation": "independent"},
    }
    stored = list_case(services.queue, services.new_id, patient(facts), NOW)
    window = Window(opened(services), stored.id, qtbot)
    window.open_advice("The conditions for surgery are met", "still open")
    assert "What would change it" in said(window.shell)
    named(window.shell, QLabel, "Albumin: not entered → 35 g/L or more: applies")
    assert "→ 35 g/L or more: applies" in said(window.shell)
    assert nameless(window.shell) == []


def test_that_an_open_key_score_says_what_would_change_it(window: Window) -> None:
    badges = [each for each in window.shell.findChildren(ScoreBadge) if each.isVisible()]
    for name, other in (("NESMS", "SINS"), ("SINS", "NESMS")):
        next(each for each in badges if spoken_name(each).startswith(name)).click()
        window.rest()
        words = said(named(window.shell, EffectsView, "What would change it"))
        assert f": {name} " in words
        assert f": {other} " not in words


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
