"""A finished document in a window of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from mdt_desk.ui.paper_window import PaperWindow, Viewer
from mdt_desk.usecases.ports import DeskServices
from tests.reports.examples import LEAFLET, documents
from tests.ui.finding import hit, named, nameless, press
from tests.ui.meeting.conftest import OpenMeeting, at_table
from tests.ui.meeting.desk import Opened, planned

__all__ = ["at_table"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return documents(tmp_path).leaflet(LEAFLET, tmp_path / "leaflet-nl-20261123-1040.pdf")


@pytest.fixture
def desk(filled_desk: DeskServices, at_table: OpenMeeting) -> Iterator[Opened]:
    planned(filled_desk)
    opened = at_table(filled_desk)
    yield opened
    for each in shown():
        each.close()


def shown() -> list[PaperWindow]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, PaperWindow) and each.isVisible()
    ]


def show(opened: Opened, file: Path) -> tuple[Viewer, PaperWindow]:
    viewer = Viewer(opened.shell.desk, opened.printers)
    viewer.show(file)
    opened.settle()
    (window,) = shown()
    return viewer, window


def test_that_a_document_is_shown_with_the_name_of_its_file_and_every_control_says_its_own(
    desk: Opened, file: Path
) -> None:
    viewer, window = show(desk, file)
    assert window.windowTitle() == "leaflet-nl-20261123-1040.pdf – MDT Desk"
    assert window.preview.pages() == 1
    assert nameless(window) == []
    viewer.show(file)
    desk.settle()
    assert len(shown()) == 1


def test_that_what_is_shown_is_printed_as_it_is(desk: Opened, file: Path) -> None:
    _, window = show(desk, file)
    press(window, "Print…")
    desk.settle()
    assert desk.printers.sent == [file.read_bytes()]
    said = window.findChild(QLabel, "paper-said")
    assert isinstance(said, QLabel)
    assert said.text() == "1 document sent to Tray."


def test_that_it_says_that_there_is_no_printer_and_stands_whole_on_its_screen(
    desk: Opened, file: Path
) -> None:
    _, window = show(desk, file)
    desk.printers.gone = True
    press(window, "Print…")
    said = window.findChild(QLabel, "paper-said")
    assert isinstance(said, QLabel)
    assert said.text().startswith("This computer has no printer yet")
    assert window.height() < window.screen().availableSize().height()


def test_that_a_window_may_be_closed_while_it_prints(desk: Opened, file: Path) -> None:
    viewer, window = show(desk, file)
    desk.printers.ready.clear()
    press(window, "Print…")
    assert not named(window, QAbstractButton, "Print…").isEnabled()
    hit(window, Qt.Key.Key_Escape)
    assert shown() == []
    desk.printers.ready.set()
    desk.settle()
    assert len(desk.printers.sent) == 1
    viewer.show(file)
    desk.settle()
    assert len(shown()) == 1


def test_that_documents_close_with_the_desk(desk: Opened, file: Path) -> None:
    show(desk, file)
    desk.shell.desk.leaving.emit()
    assert shown() == []


def test_that_a_document_that_was_asked_for_twice_has_one_window(desk: Opened, file: Path) -> None:
    viewer = Viewer(desk.shell.desk, desk.printers)
    viewer.show(file)
    viewer.show(file)
    desk.settle()
    assert len(shown()) == 1


def test_that_a_document_that_is_ready_when_the_desk_was_left_is_not_shown_any_more(
    desk: Opened, file: Path
) -> None:
    viewer = Viewer(desk.shell.desk, desk.printers)
    viewer.show(file)
    desk.shell.let_go()
    desk.settle()
    assert shown() == []
