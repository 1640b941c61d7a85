"""Every screen fits: no text is cut at any scale a screen may have, and none breaks under what people type."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.reading import with_fact
from mdt_desk.ui.actions import Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.pictures import settle
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.basics import fill_paragraph, paragraph
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import OnCall
from tests.ui.conftest import OpenShell
from tests.ui.finding import clipped, said
from tests.ui.meeting.desk import planned
from tests.ui.patients import LUKASZ, NOW, YILMAZ, patient
from tests.ui.services import filled

SCALES = {"100 %": QSize(1920, 1080), "150 %": QSize(1280, 720), "200 %": QSize(960, 540)}
"""What a screen of 1920 by 1080 leaves to the program at each scale."""

HOSTILE = "<b>bold</b> <img src='file:///etc/passwd'> &amp; \u202eمرحبا بالعالم\u202c 😀 "
LONG = (HOSTILE * 80)[:4000]
WORD = "W" * 2000


@pytest.fixture(params=["nl", "en"])
def shell(request: pytest.FixtureRequest, filled_desk: DeskServices, opened: OpenShell) -> Shell:
    """The window in each language, with a case in hand."""
    settings = filled_desk.settings
    settings.save(replace(settings.current(), language=request.param))
    found = opened(filled_desk)
    found.desk.open_case(filled_desk.queue.rows("yilmaz")[0].id)
    settle(found)
    return found


@pytest.mark.parametrize("scale", SCALES)
def test_that_no_text_is_cut_at_any_scale(filled_desk: DeskServices, shell: Shell, scale: str) -> None:
    planned(filled_desk)
    shell.resize(SCALES[scale])
    cut = {}
    for place in Place:
        shell.go(place)
        settle(shell)
        assert shell.size() == SCALES[scale]
        cut[place] = clipped(shell)
    assert {place: texts for place, texts in cut.items() if texts} == {}


def test_that_a_text_that_is_cut_is_seen(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("Far too long for its place", window)
    label.setFixedWidth(20)
    window.show()
    assert look.text("app.name")
    assert len(clipped(window)) == 1


def test_that_an_empty_paragraph_asks_for_no_room(qtbot: QtBot, look: Look) -> None:
    made = paragraph("", 460)
    qtbot.addWidget(made)
    assert made.height() == 0
    fill_paragraph(made, look.text("app.name"))
    assert made.height() >= made.fontMetrics().height()


@pytest.fixture
def hostile_desk(empty_desk: DeskServices) -> DeskServices:
    """A desk on which everything that people type is hostile."""
    case = patient(YILMAZ)
    for path, text in (
        ("patient.family_name", HOSTILE * 2),
        ("patient.given_name", WORD[:200]),
        ("patient.hospital_number", HOSTILE[:40]),
        ("referral.question", LONG),
        ("referral.referrer", HOSTILE),
        ("referral.responsible_physician", WORD[:300]),
        ("referral.images", LONG),
        ("condition.comorbidity", WORD),
        ("wishes.preference", LONG),
    ):
        case = with_fact(case, path, text)
    settings = empty_desk.settings
    typed = "".join(each for each in HOSTILE if each.isprintable()).strip()
    on_call = (OnCall(role=typed, telephone="+44 20 7946 0123", hours=typed, verified_on=NOW.date()),)
    settings.save(replace(settings.current(), hospital=typed, department=WORD[:300], on_call=on_call))
    services = filled(empty_desk, [patient(LUKASZ)])
    list_case(services.queue, services.new_id, case, NOW)
    planned(services)
    return services


def _could_be_markup(root: QWidget) -> Iterator[str]:
    """Return every text that Qt might take for markup where it is shown."""
    for each in root.findChildren(QLabel):
        plain = each.textFormat() is Qt.TextFormat.PlainText
        if each.isVisible() and not plain and "<" in each.text():
            yield each.text()[:80]
    for control in root.findChildren(QWidget):
        if "<b>" in control.toolTip() or "<img" in control.toolTip():
            yield f"tool tip: {control.toolTip()[:80]}"


@pytest.mark.parametrize("place", Place)
def test_that_hostile_text_shows_as_typed_and_breaks_no_layout(
    hostile_desk: DeskServices, opened: OpenShell, place: Place
) -> None:
    shell = opened(hostile_desk)
    shell.resize(1280, 720)
    rows = hostile_desk.queue.rows("bold")
    assert len(rows) == 1
    shell.desk.open_case(rows[0].id)
    settle(shell)
    shell.go(place)
    settle(shell)
    assert list(_could_be_markup(shell)) == []
    assert shell.size() == QSize(1280, 720)
    assert clipped(shell) == []
    sideways = [each for each in shell.findChildren(QScrollArea) if each.isVisible()]
    assert [each for each in sideways if each.horizontalScrollBar().isVisible()] == []
    if place in {Place.CASE, Place.MEETING, Place.CLOSE}:
        assert "<b>bold</b>" in said(shell)
