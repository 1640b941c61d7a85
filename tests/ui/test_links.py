"""The link to images: seen as typed, opened by a press, and only where nothing is started by it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.actions import Place
from mdt_desk.ui.addresses import address_in, place_of
from mdt_desk.ui.desk import Desk
from mdt_desk.ui.links import Links
from mdt_desk.ui.look import Look
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.link_button import LinkButton
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, said
from tests.ui.patients import NOW, YILMAZ, patient


class Pressed:
    """A system that notes what it is asked to open."""

    def __init__(self, *, opens: bool = True) -> None:
        self.asked: list[str] = []
        self._opens = opens

    def __call__(self, url: QUrl) -> bool:
        self.asked.append(url.toString())
        return self._opens


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("https://pacs.example.org/study?id=1&series=2", "pacs.example.org"),
        ("MRI: http://pacs.example.org/7, made in Voorbeeld.", "pacs.example.org"),
        ("first javascript:alert(1), then https://pacs.example.org", "pacs.example.org"),
        ("file:///images/mri.dcm", "mri.dcm"),
        ("file:///images/study", "study"),
    ],
)
def test_that_an_address_is_found_in_what_was_typed(text: str, place: str) -> None:
    found = address_in(text)
    assert found is not None
    assert place_of(found) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PACS, number 4711",
        "javascript:alert(1)",
        "ftp://pacs.example.org/1",
        "http://",
        "https://somebody:secret@pacs.example.org/",
        "file://server/share/mri.dcm",
        "file:///images/viewer.exe",
        "file:///images/start.sh",
        "https://" + "a" * 5_000,
    ],
)
def test_that_anything_else_cannot_be_opened(text: str) -> None:
    assert address_in(text) is None


def test_that_the_button_says_where_it_leads_and_goes_with_the_address(qtbot: QtBot, look: Look) -> None:
    made = LinkButton(look)
    qtbot.addWidget(made)
    made.show_text("https://pacs.example.org/<b>?a=1&b=2")
    assert not made.isHidden()
    name = look.text("case.images.open", place="pacs.example.org")
    with qtbot.waitSignal(made.wanted) as wanted:
        named(made, QAbstractButton, name).click()
    assert wanted.args[0].toString() == "https://pacs.example.org/"
    made.show_text("no address")
    assert made.isHidden()


@pytest.fixture
def shell(empty_desk: DeskServices, opened: OpenShell, tmp_path: Path) -> Shell:
    """A window with a case whose images are in a file that is there."""
    image = tmp_path / "mri.png"
    image.write_bytes(b"-")
    text = f"<b>MRI</b> {QUrl.fromLocalFile(str(image)).toString()}"
    case = with_fact(patient(YILMAZ), "referral.images", text)
    identity = list_case(empty_desk.queue, empty_desk.new_id, case, NOW).id
    found = opened(empty_desk)
    found.desk.open_case(identity)
    return found


def test_that_the_case_offers_to_open_its_images_and_shows_the_text_as_typed(
    shell: Shell, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not shell.desk.busy)
    shell.go(Place.CASE)
    assert named(shell, QAbstractButton, "Open the images at mri.png").isEnabled()
    areas = [each.toPlainText() for each in shell.findChildren(QPlainTextEdit)]
    assert [each for each in areas if each.startswith("<b>MRI</b> file://")]


@pytest.mark.parametrize("there", [True, False])
def test_that_only_what_is_there_is_opened(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot, tmp_path: Path, *, there: bool
) -> None:
    shell = opened(empty_desk)
    image = tmp_path / "mri.png"
    if there:
        image.write_bytes(b"-")
    system = Pressed()
    desk: Desk = shell.desk
    Links(desk, system).follow(QUrl.fromLocalFile(str(image)))
    qtbot.waitUntil(lambda: not desk.busy)
    assert len(system.asked) == there
    assert ("mri.png cannot be opened here." in said(shell)) is not there


def test_that_a_system_that_cannot_open_it_is_said(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(empty_desk)
    system = Pressed(opens=False)
    Links(shell.desk, system).follow(QUrl("https://pacs.example.org/1"))
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert system.asked == ["https://pacs.example.org/1"]
    assert "pacs.example.org cannot be opened here." in said(shell)
