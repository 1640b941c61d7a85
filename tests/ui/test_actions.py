"""What the user can do is one table; everything that shows it is derived from it."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.assets import resource
from mdt_desk.i18n import Texts
from mdt_desk.ui.actions import ACTIONS, ActionId, Commands, Group, Place, shown_shortcut
from mdt_desk.ui.look import Look


def test_that_every_action_stands_in_the_table_once() -> None:
    assert sorted(each.id for each in ACTIONS) == sorted(ActionId)


def test_that_no_shortcut_means_two_things() -> None:
    shortcuts = [each.shortcut for each in ACTIONS if each.shortcut]
    assert len(shortcuts) == len(set(shortcuts))


@pytest.mark.parametrize("spec", ACTIONS, ids=[each.id.value for each in ACTIONS])
def test_that_every_action_has_words_keys_and_a_sign(spec: object, texts: Texts) -> None:
    (action,) = (each for each in ACTIONS if each is spec)
    assert texts.get(action.key)
    assert not QKeySequence(action.shortcut, QKeySequence.SequenceFormat.PortableText).isEmpty()
    assert resource("icons", f"{action.icon}.svg").is_file()


def test_that_every_group_has_actions() -> None:
    assert {each.group for each in ACTIONS} == set(Group)


def test_that_an_action_sleeps_until_somebody_answers_for_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window)
    done: list[str] = []
    assert not commands[ActionId.GO_HELP].isEnabled()
    commands.answer(ActionId.GO_HELP, lambda: done.append("help"))
    commands[ActionId.GO_HELP].trigger()
    assert done == ["help"]


def test_that_an_action_of_a_place_is_awake_only_there(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window)
    commands.answer(ActionId.MOVE_UP, lambda: None)
    commands.enter(Place.QUEUE)
    assert ActionId.MOVE_UP in commands.awake()
    commands.enter(Place.CASE)
    assert ActionId.MOVE_UP not in commands.awake()


def test_that_actions_are_named_in_the_language_of_the_look(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window)
    commands.wear(look)
    assert commands[ActionId.ROOM].text() == look.text("shell.command.room")


def test_that_a_shortcut_is_spelled_for_people() -> None:
    assert shown_shortcut("Ctrl+PgDown") == "Ctrl+PgDown"
