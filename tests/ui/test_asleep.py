"""What is awake is done, and what would be refused sleeps with its reason: in each role, and without a server."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.people import GIVEN, Account, AccountId, Role, Verb, may
from mdt_desk.ui.actions import ACTIONS, SPECS, ActionId, Group, Place
from mdt_desk.ui.reaching import entries
from mdt_desk.ui.seating import NEEDS
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.usecases.audited import AuditedDocuments
from mdt_desk.usecases.moving import Moving
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import OpenShell
from tests.ui.desks.conftest import Opened, Server, at, server
from tests.ui.finding import hit, named, spoken_name, type_into
from tests.ui.finding import said as texts_of
from tests.ui.keeping.test_moving import OneServer
from tests.ui.meeting.desk import planned
from tests.ui.patients import EVERYBODY, NOW, patient
from tests.ui.services import PlainDocuments, StandingClock, filled

__all__ = ["at", "server"]

LEFT_ALONE = frozenset(
    {
        ActionId.QUIT,
        ActionId.SEAT,
        ActionId.PALETTE,
        ActionId.ROOM,
        ActionId.FULL_SCREEN,
        ActionId.SAVED_FILTERS,
    }
)
"""What ends the window or opens another one or a menu, and needs nothing of anybody."""

LIST = "Family name\tHospital number\nVoorbeeld\t4711999\n"


@pytest.fixture
def kept(tmp_path: Path, last: ExitStack) -> DeskServices:
    """A whole desk in English: four patients on the agenda of a meeting, and one person in each role."""
    preferences = Preferences(language="en", hospital="Ziekenhuis Voorbeeld")
    opened = last.enter_context(open_desk(tmp_path / "queue.db", FixedSettings(preferences)))
    assert opened.witness is not None
    documents = AuditedDocuments(PlainDocuments(), opened.witness)
    services = replace(opened, clock=StandingClock(NOW), documents=documents)
    filled(services, [patient(each) for each in EVERYBODY])
    planned(services)
    people = services.people
    assert people is not None
    for number, role in enumerate(GIVEN, start=1):
        people.add(Account(id=AccountId(UUID(int=number)), name=f"P. {role}", role=role), "")
    return services


def sit(shell: Shell, role: Role) -> None:
    people = shell.desk.services.people
    assert people is not None
    people.sit_down(AccountId(UUID(int=GIVEN.index(role) + 1)), "")
    shell.desk.seated.emit()


def rest(qtbot: QtBot, shell: Shell) -> None:
    desk = shell.desk
    qtbot.waitUntil(lambda: not (desk.work.busy or desk.paper.busy))


def refusals(shell: Shell) -> tuple[str, ...]:
    """Return the sentences in which something is refused here."""
    text = shell.desk.look.text
    away = text("server.away", server="example")
    return (*(text(f"people.may_not.{each}") for each in Verb), text("people.nobody_sits"), away)


def done_everywhere(qtbot: QtBot, shell: Shell) -> list[tuple[str, str]]:
    """Do everything that is awake, each thing in the first place where it is; return what was refused."""
    said, went = list[Notice](), list[Place]()
    shell.desk.noticed.connect(said.append)
    shell.desk.going.connect(went.append)
    refused: list[tuple[str, str]] = []
    done = set(LEFT_ALONE) | {each.id for each in ACTIONS if each.group in {Group.GO, Group.LOOK}}
    QGuiApplication.clipboard().setText(LIST)
    for place in shell.places:
        shell.go(place)
        rest(qtbot, shell)
        for action in shell.desk.commands.awake():
            if action in done or SPECS[action].place not in {None, place}:
                continue
            done.add(action)
            said.clear()
            went.clear()
            shell.desk.commands[action].trigger()
            rest(qtbot, shell)
            refused += [(action.value, each.text) for each in said if each.text in refusals(shell)]
            if went:
                shell.go(place)
                rest(qtbot, shell)
    return refused


def test_that_what_is_awake_is_done(opened: OpenShell, kept: DeskServices, qtbot: QtBot) -> None:
    shell = opened(kept)
    sit(shell, Role.NURSE)
    shell.desk.open_case(kept.queue.rows("yilmaz")[0].id)
    rest(qtbot, shell)
    assert done_everywhere(qtbot, shell) == []


def test_that_what_a_role_may_not_do_sleeps_with_its_reason(opened: OpenShell, kept: DeskServices) -> None:
    shell = opened(kept)
    commands = shell.desk.commands
    for role in GIVEN:
        sit(shell, role)
        for place in (Place.QUEUE, Place.CASE, Place.MEETING):
            commands.enter(place)
            for action, verb in NEEDS.items():
                if not may(role, verb):
                    assert not commands[action].isEnabled()
                    assert commands[action].toolTip() == shell.desk.look.text(f"people.may_not.{verb}")


def test_that_everything_that_changes_sleeps_until_somebody_sits_down(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = opened(kept)
    shell.desk.open_case(kept.queue.rows("yilmaz")[0].id)
    rest(qtbot, shell)
    assert done_everywhere(qtbot, shell) == []
    assert {each for each in NEEDS if shell.desk.commands[each].isEnabled()} == set()


def test_that_what_is_awake_without_a_server_needs_none(
    server: Server, at: Callable[[str], Opened], qtbot: QtBot
) -> None:
    planned(server.kept)
    desk = at("One")
    shell = desk.shell
    desk.open(server.kept.queue.rows("yilmaz")[0].id)
    for place in shell.places:
        shell.go(place)
        rest(qtbot, shell)
    server.switch.on = False
    desk.look()
    assert done_everywhere(qtbot, shell) == []
    new = shell.desk.commands[ActionId.NEW_CASE]
    assert not new.isEnabled()
    assert new.toolTip() == shell.desk.look.text("server_desk.not_now")
    server.switch.on = True
    desk.look()
    shell.go(Place.QUEUE)
    assert new.isEnabled()


SLEEPING: dict[Place, tuple[tuple[type[QWidget], str, Verb], ...]] = {
    Place.QUEUE: (
        (QAbstractButton, "New case", Verb.EDIT_CASE),
        (QAbstractButton, "Bring in a list", Verb.EDIT_CASE),
    ),
    Place.CASE: ((QLineEdit, "Karnofsky score", Verb.EDIT_CASE),),
    Place.PRINT: ((QLineEdit, "Given by", Verb.GIVE_LEAFLET),),
    Place.CLOSE: ((QLineEdit, "Name of who signs", Verb.SIGN),),
    Place.IMPORT: ((QAbstractButton, "Choose a file…", Verb.EDIT_CASE),),
    Place.EXPORT: ((QAbstractButton, "Write the file", Verb.EXPORT),),
}
"""What stands on a screen and needs more than reading, by what it is called."""


def test_that_fields_and_buttons_sleep_with_what_they_need(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = opened(kept)
    shell.desk.open_case(kept.queue.rows("yilmaz")[0].id)
    rest(qtbot, shell)
    for place, parts in SLEEPING.items():
        shell.go(place)
        rest(qtbot, shell)
        for role in GIVEN:
            sit(shell, role)
            for kind, name, verb in parts:
                found = named(shell, kind, name)
                assert found.isEnabled() is may(role, verb), (role, place, name)
                assert found.isEnabled() or shell.desk.look.text(f"people.may_not.{verb}") in reasons(found)


def reasons(asleep: QWidget) -> set[str]:
    """Return what is said about something that sleeps, by itself and by what it stands in."""
    held: QWidget | None = asleep
    said = set()
    while held is not None:
        said.add(held.accessibleDescription())
        held = held.parentWidget()
    return said


def in_a_case(opened: OpenShell, kept: DeskServices, qtbot: QtBot) -> Shell:
    """Open a window in which a chair sits with a case in hand."""
    shell = opened(kept)
    sit(shell, Role.CHAIR)
    shell.desk.open_case(kept.queue.rows("yilmaz")[0].id)
    rest(qtbot, shell)
    return shell


def in_a_meeting(opened: OpenShell, kept: DeskServices, qtbot: QtBot) -> Shell:
    """Open a window at the meeting, before the chair."""
    shell = opened(kept)
    sit(shell, Role.CHAIR)
    shell.go(Place.MEETING)
    rest(qtbot, shell)
    return shell


def test_that_what_wakes_says_again_what_it_is_for(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = in_a_case(opened, kept, qtbot)
    line = named(shell, QLineEdit, "Add a vertebra")
    type_into(line, "T8")
    hit(line, Qt.Key.Key_Return)
    rest(qtbot, shell)
    remove = named(shell, QAbstractButton, "Remove T8")
    worn = line.accessibleDescription(), remove.toolTip()
    assert all(worn)
    sit(shell, Role.VIEWER)
    assert line.accessibleDescription() == shell.desk.look.text("people.may_not.edit_case")
    sit(shell, Role.CHAIR)
    assert (line.accessibleDescription(), remove.toolTip()) == worn


def test_that_nobody_takes_back_what_somebody_else_entered_and_may_not_change(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = in_a_case(opened, kept, qtbot)
    line = named(shell, QLineEdit, "Karnofsky score")
    line.clear()
    type_into(line, "30")
    hit(line, Qt.Key.Key_Return)
    rest(qtbot, shell)
    undo = named(shell, QAbstractButton, "Undo")
    assert undo.isEnabled()
    sit(shell, Role.VIEWER)
    assert not undo.isEnabled()
    sit(shell, Role.CHAIR)
    assert undo.isEnabled()


def test_that_what_was_written_waits_for_somebody_who_may_record_it(
    opened: OpenShell, kept: DeskServices, qtbot: QtBot
) -> None:
    shell = in_a_meeting(opened, kept, qtbot)
    type_into(named(shell, QPlainTextEdit, "In the team's own words"), "Wait.")
    sit(shell, Role.VIEWER)
    for action in (ActionId.AGENDA_NEXT, ActionId.AGENDA_PREVIOUS):
        shell.desk.commands[action].trigger()
        rest(qtbot, shell)
    assert kept.queue.decisions() == ()
    assert shell.desk.look.text("people.may_not.decide") in texts_of(shell)
    sit(shell, Role.CHAIR)
    qtbot.waitUntil(lambda: len(kept.queue.decisions()) == 1)
    rest(qtbot, shell)
    assert shell.desk.look.text("people.may_not.decide") not in texts_of(shell)


def test_that_what_keeps_and_moves_the_queue_sleeps_too(
    opened: OpenShell, kept: DeskServices, tmp_path: Path
) -> None:
    assert kept.keys is not None
    moving = Moving(OneServer(tmp_path), kept.witness, to_server=True)
    shell = opened(replace(kept, moving=moving))
    shell.go(Place.SETTINGS)
    for role in (Role.VIEWER, Role.CHAIR):
        sit(shell, role)
        for name in ("New passphrase, 12 characters or more", "Address that IT gave you"):
            assert named(shell, QLineEdit, name).isEnabled() is may(role, Verb.SETTINGS)
        assert named(shell, QAbstractButton, "Try the address").isEnabled() is may(role, Verb.SETTINGS)


def test_that_a_place_says_above_everything_what_the_role_may_not_do_there(
    opened: OpenShell, kept: DeskServices
) -> None:
    shell = opened(kept)
    sit(shell, Role.VIEWER)
    (banner,) = shell.findChildren(QWidget, "role-asleep")
    assert banner.isHidden()
    shell.go(Place.IMPORT)
    assert not banner.isHidden()
    assert spoken_name(banner) == "Your role may read cases but not change them."
    sit(shell, Role.CHAIR)
    assert banner.isHidden()


def test_that_nobody_drags_a_row_who_may_not_change_the_agenda(opened: OpenShell, kept: DeskServices) -> None:
    shell = opened(kept)
    (table,) = shell.findChildren(CaseTable)
    sit(shell, Role.VIEWER)
    assert not table.dragEnabled()
    sit(shell, Role.CHAIR)
    assert table.dragEnabled()


def test_that_the_palette_shows_what_sleeps_and_says_why_when_it_is_chosen(
    opened: OpenShell, kept: DeskServices
) -> None:
    shell = opened(kept)
    sit(shell, Role.VIEWER)
    said: list[Notice] = []
    shell.desk.noticed.connect(said.append)
    text = shell.desk.look.text
    (found,) = (each for each in entries(shell.desk, tuple) if each.text == text("shell.command.withdraw"))
    assert found.asleep
    found.chosen()
    assert [each.text for each in said] == [text("people.may_not.prepare_meeting")]


def test_that_what_sits_in_settings_still_works(opened: OpenShell, kept: DeskServices) -> None:
    shell = opened(kept)
    shell.go(Place.SETTINGS)
    assert named(shell, QComboBox, "Who sits here").isEnabled()
