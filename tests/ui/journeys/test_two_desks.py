"""Two desks on a real server: they change the same fact, the second chooses, the server goes away and comes back."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.audit import Actor
from mdt_desk.ui.app import open_shell
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.cases import list_case
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences
from tests.ui.conftest import clear_away
from tests.ui.desks.conftest import Opened
from tests.ui.finding import said
from tests.ui.patients import YILMAZ, patient

if TYPE_CHECKING:
    from mdt_desk.usecases.addresses import ServerAddress
    from tests.servers import Server

KARNOFSKY = "Karnofsky score"


@pytest.fixture
def desks(
    address: "ServerAddress",
    dressed: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Opened, Opened]]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shells: list[Shell] = []
    with ExitStack() as stack:
        for who in ("Nurse De Vries", "Coordinator Proef"):
            settings = FixedSettings(Preferences(language="en"))
            services: DeskServices = stack.enter_context(open_desk(address, settings))
            assert services.witness is not None
            services.witness.actor = Actor(name=who)
            if not shells:
                list_case(services.queue, services.new_id, patient(YILMAZ), services.clock.now())
            shells.append(open_shell(dressed, services))
        one, other = (Opened(shell=each, bot=qtbot) for each in shells)
        yield one, other
        for each in shells:
            clear_away(qtbot, each)


def test_that_two_desks_work_on_one_case_through_a_choice_and_an_outage(
    desks: tuple[Opened, Opened], server: "Server", address: "ServerAddress"
) -> None:
    nurse, other = desks
    queue = nurse.shell.desk.services.queue
    case = queue.rows()[0].id

    # Both open the same case, and each is told of the other.
    nurse.open(case)
    other.open(case)
    nurse.look()
    assert nurse.elsewhere() == "Coordinator Proef has this case open too"

    # Both change the same fact; the second sees before, mine and theirs, with who and when, and chooses.
    nurse.type(KARNOFSKY, "50")
    other.type(KARNOFSKY, "40")
    shown = said(other.panel)
    assert "Nurse De Vries" in shown
    assert "50" in shown
    assert queue.get(case).case.condition.karnofsky == 50
    next(each for each in other.panel.findChildren(QPushButton) if each.text() == "Keep mine").click()
    other.rest()
    assert queue.get(case).case.condition.karnofsky == 40
    nurse.look()
    assert nurse.line(KARNOFSKY).text() == "40"

    # The server goes away: a banner, what was known stays, what is typed waits.
    hidden = server.folder / "hidden"
    with server.by_hand() as hand:
        server.socket.rename(hidden)
        hand.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [address.database]
        )
    try:
        nurse.look()
        assert nurse.banner.isVisibleTo(nurse.shell)
        nurse.type(KARNOFSKY, "30")
        assert "Not saved" in said(nurse.shell)
        assert nurse.line(KARNOFSKY).text() == "30"
    finally:
        hidden.rename(server.socket)

    # It is back: the banner is gone, and what was typed is kept without anybody doing anything.
    nurse.look()
    nurse.bot.waitUntil(lambda: not nurse.banner.isVisibleTo(nurse.shell))
    nurse.rest()
    assert queue.get(case).case.condition.karnofsky == 30
    other.look()
    assert other.line(KARNOFSKY).text() == "30"
