"""What happens to a text about a patient on the clipboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from mdt_desk.ui.clipboard import PassingClipboard, clipboard_of
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: object) -> Iterator[None]:  # noqa: ARG001  # the clipboard needs an application
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def test_that_a_text_goes_away_from_the_clipboard_after_a_while(qtbot: QtBot) -> None:
    clipboard = PassingClipboard(kept_ms=1)
    with qtbot.waitSignal(clipboard.cleared):
        clipboard.put("minutes of a patient")
        assert QGuiApplication.clipboard().text() == "minutes of a patient"
    assert QGuiApplication.clipboard().text() == ""


def test_that_what_somebody_copied_since_is_left_alone() -> None:
    clipboard = PassingClipboard()
    clipboard.put("minutes of a patient")
    QGuiApplication.clipboard().setText("a recipe")
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == "a recipe"


def test_that_nothing_lies_there_while_it_is_shut_and_what_was_put_then_comes_later() -> None:
    clipboard = PassingClipboard()
    clipboard.put("minutes of a patient")
    clipboard.shut(True)
    assert QGuiApplication.clipboard().text() == ""
    clipboard.shut(False)
    assert QGuiApplication.clipboard().text() == ""
    clipboard.shut(True)
    clipboard.put("minutes of another patient")
    assert QGuiApplication.clipboard().text() == ""
    clipboard.shut(False)
    assert QGuiApplication.clipboard().text() == "minutes of another patient"


def test_that_a_text_that_is_ready_when_the_desk_was_left_is_put_nowhere(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    clipboard = clipboard_of(shell.desk)
    shell.let_go()
    clipboard.put("minutes of a patient")
    assert QGuiApplication.clipboard().text() == ""
