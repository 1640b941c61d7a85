"""Every screen fits: no text is cut at any scale a screen may have, and none breaks under what people type."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.ui.actions import Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.pictures import settle
from mdt_desk.ui.screens.settings.view import SettingsView
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.basics import fill_paragraph, paragraph
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import OpenShell
from tests.ui.finding import clipped, press
from tests.ui.meeting.desk import planned

SCALES = {"100 %": QSize(1920, 1080), "150 %": QSize(1280, 720), "200 %": QSize(960, 540)}
"""What a screen of 1920 by 1080 leaves to the program at each scale."""


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


def test_that_the_people_and_their_rules_fit_beside_the_settings(
    opened: OpenShell, tmp_path: Path, last: ExitStack
) -> None:
    settings = FixedSettings(Preferences(language="nl"))
    services = last.enter_context(open_desk(tmp_path / "queue.db", settings))
    people = services.people
    assert people is not None
    for number, role in enumerate((Role.CHAIR, Role.COORDINATOR), start=1):
        name = f"Dr {number} Voorbeeld-Langenaam van der Proef"
        somebody = Account(id=AccountId(UUID(int=number)), name=name, role=role, has_pin=True)
        people.add(somebody, "2468")
    found = opened(services)
    people.sit_down(AccountId(UUID(int=1)), "2468")
    found.resize(SCALES["150 %"])
    found.go(Place.SETTINGS)
    settle(found)
    press(found, found.desk.look.text("activation.propose"))
    settle(found)
    assert clipped(found) == []
    area = found.findChildren(SettingsView)[0].findChildren(QScrollArea)[0]
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.usefixtures("dressed")
def test_that_a_text_that_is_cut_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("Far too long for its place", window)
    label.setFixedWidth(20)
    window.show()
    assert len(clipped(window)) == 1


def test_that_an_empty_paragraph_asks_for_no_room(qtbot: QtBot, look: Look) -> None:
    made = paragraph("", 460)
    qtbot.addWidget(made)
    assert made.height() == 0
    fill_paragraph(made, look.text("app.name"))
    assert made.height() >= made.fontMetrics().height()
