"""The first screen and the help."""

from dataclasses import replace

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.i18n import Texts
from mdt_desk.ui.actions import ACTIONS, Place, shown_shortcut
from mdt_desk.ui.screens.help.presenter import help_state
from mdt_desk.ui.screens.start.presenter import start_state
from mdt_desk.ui.screens.start.state import Way
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said
from tests.ui.patients import EVERYBODY, patient
from tests.ui.services import filled


def with_rehearsal(services: DeskServices) -> DeskServices:
    def rehearse() -> None:
        filled(services, [patient(each) for each in EVERYBODY])

    return replace(services, rehearse=rehearse)


def test_that_an_empty_queue_starts_with_a_choice(empty_desk: DeskServices, opened: OpenShell) -> None:
    words = said(opened(with_rehearsal(empty_desk)))
    assert "Welcome to MDT Desk" in words
    assert "It does not diagnose or decide" in words


def test_that_a_rehearsal_fills_the_queue_with_synthetic_patients(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(with_rehearsal(empty_desk))
    press(shell, "Rehearse with synthetic patients")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "1 case cannot wait for the meeting." in said(shell)


def test_that_an_empty_queue_says_what_to_do(empty_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(with_rehearsal(empty_desk))
    press(shell, "Begin with an empty queue")
    assert "The queue is empty" in said(shell)


def test_that_a_queue_for_real_patients_offers_no_rehearsal(texts: Texts) -> None:
    assert [each.way for each in start_state(texts, can_rehearse=False).offers] == [Way.EMPTY]


def test_that_a_rehearsal_that_cannot_be_made_is_told_in_a_sentence(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise SiteError("settings.not_written", file="queue.db", why="disk full")

    shell = opened(replace(empty_desk, rehearse=refuse))
    press(shell, "Rehearse with synthetic patients")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "disk full" in said(shell)
    assert "Welcome to MDT Desk" in said(shell)


def test_that_a_filled_queue_starts_with_the_queue(filled_desk: DeskServices, opened: OpenShell) -> None:
    assert "Welcome to MDT Desk" not in said(opened(with_rehearsal(filled_desk)))


def test_that_the_help_lists_every_shortcut(texts: Texts) -> None:
    shortcuts = help_state(texts, shown_shortcut).chapters[0]
    listed = {row[1] for row in shortcuts.rows}
    assert {texts.get(each.key) for each in ACTIONS if each.shortcut} <= listed


def test_that_the_tables_of_the_help_are_complete(texts: Texts) -> None:
    _, differential, referred, methods = help_state(texts, shown_shortcut).chapters
    assert [sum(bool(row[side]) for row in differential.rows) for side in (0, 1)] == [5, 12]
    assert len(referred.rows) == 6
    assert [len(row) for row in methods.rows] == [5, 5, 5, 5]
    assert all(each.source for each in (differential, referred, methods))


def test_that_the_help_turns_to_the_chapter_chosen(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.go(Place.HELP)
    named(shell, QListWidget, "Contents").setCurrentRow(2)
    assert "Sacroiliac joints" in said(shell)
    assert "Erasmus MC protocol, January 2022, background, table 3." in said(shell)
