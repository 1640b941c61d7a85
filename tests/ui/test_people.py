"""Who sits at the window, and what the window tells the audit trail: by name, as somebody at the keyboard does it."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.audit import Deed, Event
from mdt_desk.domain.people import Role
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.reaching import entries
from mdt_desk.ui.screens.queue.searching import REST_MS, RestedSearch
from mdt_desk.ui.seating import stand_up
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said, type_into
from tests.ui.patients import EVERYBODY, NOW, patient
from tests.ui.services import StandingClock, filled

PIN = "2468"


@pytest.fixture
def kept(tmp_path: Path, last: ExitStack) -> DeskServices:
    """A whole desk with its audit trail, four synthetic patients, in English."""
    preferences = Preferences(language="en", hospital="Ziekenhuis Voorbeeld")
    services = last.enter_context(open_desk(tmp_path / "queue.db", FixedSettings(preferences)))
    filled(services, [patient(each) for each in EVERYBODY])
    return replace(services, clock=StandingClock(NOW))


def events(services: DeskServices) -> list[Event]:
    assert services.witness is not None
    return [each.event for each in services.witness.trail.lines()]


def settled(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.desk.work.busy)


def settings(opened: OpenShell, services: DeskServices) -> Shell:
    shell = opened(services)
    shell.go(Place.SETTINGS)
    return shell


def add(qtbot: QtBot, shell: Shell, name: str, role: str, pin: str = "") -> None:
    line = named(shell, QLineEdit, "Name")
    line.clear()
    type_into(line, name)
    named(shell, QComboBox, "Role").setCurrentText(role)
    type_into(named(shell, QLineEdit, "PIN, if wanted"), pin)
    press(shell, "Add")
    settled(qtbot, shell)


def sits(shell: Shell) -> str:
    (found,) = (
        each.text() for each in shell.findChildren(QLabel, "who-sits-here") if each.isVisibleTo(shell)
    )
    return found


def test_that_a_desk_without_people_says_who_may_do_what(opened: OpenShell, kept: DeskServices) -> None:
    shell = settings(opened, kept)
    assert sits(shell).startswith(
        "Nobody is entered: who opened this queue on this computer may do everything."
    )


def test_that_people_are_added_sit_down_and_are_let_go(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = settings(opened, kept)
    add(qtbot, shell, "B. Proef", "nurse")
    assert "A chair or a coordinator must stay" in said(shell)
    add(qtbot, shell, "Dr A. Voorbeeld", "chair", PIN)
    assert sits(shell) == "Sits here: Dr A. Voorbeeld, chair."
    add(qtbot, shell, "B. Proef", "nurse")
    named(shell, QComboBox, "Who sits here").setCurrentText("B. Proef")
    press(shell, "Sit down")
    settled(qtbot, shell)
    assert sits(shell) == "Sits here: B. Proef, nurse."
    assert not named(shell, QAbstractButton, "Add").isEnabled()
    named(shell, QComboBox, "Who sits here").setCurrentText("Dr A. Voorbeeld")
    type_into(named(shell, QLineEdit, "PIN"), "1111")
    press(shell, "Sit down")
    settled(qtbot, shell)
    assert "This is not the PIN of this person." in said(shell)
    named(shell, QComboBox, "Who sits here").setCurrentText("Dr A. Voorbeeld")
    type_into(named(shell, QLineEdit, "PIN"), PIN)
    press(shell, "Sit down")
    settled(qtbot, shell)
    press(shell, "Let go: B. Proef")
    settled(qtbot, shell)
    assert kept.people is not None
    assert [each.name for each in kept.people.present()] == ["Dr A. Voorbeeld"]


def test_that_a_new_case_sleeps_and_says_why_until_somebody_sits_here(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    add(qtbot, settings(opened, kept), "Dr A. Voorbeeld", "chair")
    shell = opened(kept)
    new = named(shell, QAbstractButton, "New case")
    assert not new.isEnabled()
    assert new.toolTip().startswith("Nobody has sat down ")
    assert kept.people is not None
    kept.people.sit_down(kept.people.known()[0].id, "")
    shell.desk.seated.emit()
    assert new.isEnabled()
    assert not new.toolTip()


def test_that_somebody_is_renamed_given_a_pin_let_go_and_brought_back(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = settings(opened, kept)
    add(qtbot, shell, "Dr A. Voorbeeld", "chair", PIN)
    add(qtbot, shell, "B. Proef", "nurse")
    press(shell, "Change: B. Proef")
    line = named(shell, QLineEdit, "Name")
    assert line.text() == "B. Proef"
    line.clear()
    type_into(line, "B. Andersom")
    named(shell, QComboBox, "Role").setCurrentText("coordinator")
    type_into(named(shell, QLineEdit, "Another PIN, if wanted"), "1357")
    press(shell, "Keep")
    settled(qtbot, shell)
    qtbot.waitUntil(lambda: "B. Andersom · coordinator" in said(shell))
    assert "B. Proef" not in said(shell)
    assert not named(shell, QLineEdit, "Name").text()
    press(shell, "Change: B. Andersom")
    press(shell, "Let go: B. Andersom")
    settled(qtbot, shell)
    assert not named(shell, QLineEdit, "Name").text()
    qtbot.waitUntil(lambda: "Let go; the audit trail keeps their names:" in said(shell))
    press(shell, "Bring back: B. Andersom")
    settled(qtbot, shell)
    assert kept.people is not None
    assert [(each.name, each.has_pin) for each in kept.people.present()] == [
        ("B. Andersom", True),
        ("Dr A. Voorbeeld", True),
    ]
    press(shell, "Change: Dr A. Voorbeeld")
    named(shell, QAbstractButton, "Without a PIN from now on").click()
    press(shell, "Keep")
    settled(qtbot, shell)
    assert sits(shell) == "Sits here: Dr A. Voorbeeld, chair."
    qtbot.waitUntil(lambda: "Dr A. Voorbeeld · chair · no PIN" in said(shell))


def test_that_a_desk_that_was_locked_asks_again_who_sits_there(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = settings(opened, kept)
    add(qtbot, shell, "Dr A. Voorbeeld", "chair", PIN)
    people, witness = kept.people, kept.witness
    assert people is not None
    assert witness is not None
    shell.desk.say("The summary was made.", passing=False)
    stand_up(shell.desk, shell.standing)
    assert people.seated is None
    assert people.role is Role.VIEWER
    assert witness.actor.name != "Dr A. Voorbeeld"
    quiet(qtbot, shell)
    (bar,) = shell.findChildren(QLabel, "notice")
    assert bar.text().startswith("Nobody has sat down yet")
    assert sits(shell).startswith("Nobody has sat down yet")
    people.sit_down(people.known()[0].id, PIN)
    shell.desk.seated.emit()
    assert bar.text() == "The summary was made."
    shell.desk.say("Something else.", passing=False)
    shell.desk.seated.emit()
    assert bar.text() != "The summary was made."


def test_that_who_sits_down_while_the_language_changes_sits_there(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell, people, go_on = settings(opened, kept), kept.people, Signal()
    assert people is not None
    add(qtbot, shell, "Dr A. Voorbeeld", "chair")
    add(qtbot, shell, "B. Proef", "nurse")
    shell.desk.do(lambda: go_on.wait(20), lambda _: None)
    named(shell, QComboBox, "Who sits here").setCurrentText("B. Proef")
    press(shell, "Sit down")
    preferences = shell.desk.preferences
    shell.desk.preferred.emit(replace(preferences, language="nl"))
    go_on.set()
    settled(qtbot, shell)
    assert people.role is Role.NURSE
    assert sits(shell) == "Zit hier: B. Proef, verpleegkundige."


def stands(shell: Shell) -> str:
    (found,) = shell.findChildren(QLabel, "rule-set-stands")
    return found.text()


def quiet(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: not shell.desk.busy)


def test_that_two_people_activate_the_rule_set_and_the_line_below_says_so(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = settings(opened, kept)
    quiet(qtbot, shell)
    (below,) = shell.findChildren(QLabel, "rule-set")
    assert below.text().endswith("not activated here")
    assert "is not yet activated here" in stands(shell)
    assert not named(shell, QAbstractButton, "Propose this rule set").isEnabled()
    add(qtbot, shell, "Dr A. Voorbeeld", "chair", PIN)
    add(qtbot, shell, "B. Proef", "coordinator", "1357")
    quiet(qtbot, shell)
    (bar,) = shell.findChildren(QLabel, "notice")
    assert "is not yet activated here" in bar.text()
    press(shell, "Propose this rule set")
    quiet(qtbot, shell)
    assert "Proposed by Dr A. Voorbeeld on " in stands(shell)
    second = named(shell, QComboBox, "Second person")
    assert [second.itemText(each) for each in range(second.count())] == ["B. Proef · coordinator"]
    type_into(named(shell, QLineEdit, "PIN of the second person"), "1111")
    press(shell, "Confirm")
    quiet(qtbot, shell)
    assert "This is not the PIN of this person." in said(shell)
    type_into(named(shell, QLineEdit, "PIN of the second person"), "1357")
    press(shell, "Confirm")
    quiet(qtbot, shell)
    assert "is activated here. Proposed by Dr A. Voorbeeld on " in stands(shell)
    assert "Confirmed by B. Proef on " in stands(shell)
    (below,) = shell.findChildren(QLabel, "rule-set")
    assert not below.text().endswith("activated here")
    (bar,) = shell.findChildren(QLabel, "notice")
    assert "is activated here" in bar.text()


def test_that_what_a_role_may_not_do_sleeps_and_says_why(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = settings(opened, kept)
    add(qtbot, shell, "Dr A. Voorbeeld", "chair")
    commands = shell.desk.commands
    shell.go(Place.QUEUE)
    assert commands[ActionId.NEW_CASE].isEnabled()
    add_viewer_and_sit(qtbot, shell)
    assert not commands[ActionId.NEW_CASE].isEnabled()
    assert commands[ActionId.NEW_CASE].toolTip() == "Your role may read cases but not change them."
    assert commands[ActionId.GO_QUEUE].isEnabled()
    shell.go(Place.SETTINGS)
    offered = {each.text: each.asleep for each in entries(shell.desk, tuple)}
    assert offered[shell.desk.look.text("shell.command.withdraw")]
    assert not offered[shell.desk.look.text("shell.command.filter")]


def add_viewer_and_sit(qtbot: QtBot, shell: Shell) -> None:
    shell.go(Place.SETTINGS)
    add(qtbot, shell, "C. Lezer", "reader")
    named(shell, QComboBox, "Who sits here").setCurrentText("C. Lezer")
    press(shell, "Sit down")
    settled(qtbot, shell)


def test_that_the_key_leads_to_where_somebody_sits_down(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = opened(kept)
    shell.desk.commands[ActionId.SEAT].trigger()
    settled(qtbot, shell)
    assert sits(shell)


def test_that_opening_a_case_is_witnessed(opened: OpenShell, kept: DeskServices, qtbot: QtBot) -> None:
    shell = opened(kept)
    case = kept.queue.rows()[0].id
    shell.desk.open_case(case)
    settled(qtbot, shell)
    last = events(kept)[-1]
    assert (last.what, last.case) == (Deed.OPENED, case)


def test_that_a_search_is_one_line_once_it_rests_and_does_not_say_what_was_typed(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = opened(kept)
    search = RestedSearch(shell.desk, lambda: 2)
    for typed in ("k", "ka", "kan"):
        search.typed(typed)
    assert Deed.SEARCHED not in {each.what for each in events(kept)}
    (rest,) = search.findChildren(QTimer)
    assert (rest.isActive(), rest.interval()) == (True, REST_MS)
    rest.stop()
    rest.timeout.emit()
    settled(qtbot, shell)
    found = [each for each in events(kept) if each.what is Deed.SEARCHED]
    assert [each.object for each in found] == ["found:2"]
    search.typed("x")
    search.typed(" ")
    settled(qtbot, shell)
    assert not search.waiting
