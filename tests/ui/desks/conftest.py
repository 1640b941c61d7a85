"""Two desks on one queue, behind a server that can be switched off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.domain.audit import Actor
from mdt_desk.domain.meeting import CaseId
from mdt_desk.store.database import open_database
from mdt_desk.store.queue import Queue
from mdt_desk.store.trail import KeptTrail
from mdt_desk.ui.app import open_shell
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.watching import Watching
from mdt_desk.ui.widgets.both_panel import BothPanel
from mdt_desk.usecases.audited import AuditedQueue
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.reach import Reach
from mdt_desk.usecases.steady import HeldNotes, SteadyNotes, SteadyQueue
from mdt_desk.usecases.steady_desk import SteadyPresence, SteadyTrail
from mdt_desk.usecases.witness import Witness
from tests.flaky import Flaky, Here, Shared, Switch
from tests.queues import KEY
from tests.ui.conftest import clear_away
from tests.ui.finding import hit, named, type_into
from tests.ui.patients import EVERYBODY, NOW, patient
from tests.ui.services import desk_services, filled


@dataclass
class Opened:
    """One desk: its window, and how it is worked at."""

    shell: Shell
    bot: QtBot

    @property
    def watching(self) -> Watching:
        found = self.shell.desk.findChild(Watching)
        assert isinstance(found, Watching)
        return found

    @property
    def banner(self) -> QFrame:
        found = self.shell.findChild(QFrame, "server-away")
        assert isinstance(found, QFrame)
        return found

    @property
    def panel(self) -> BothPanel:
        return next(each for each in self.shell.findChildren(BothPanel) if each.isVisibleTo(self.shell))

    def rest(self) -> None:
        desk = self.shell.desk
        self.bot.waitUntil(lambda: not (desk.work.busy or desk.judging.busy or desk.paper.busy))

    def look(self) -> None:
        """Look at the server now, and wait until what was found is shown."""
        self.bot.waitUntil(lambda: not self.watching.work.busy)
        self.watching.look()
        self.bot.waitUntil(lambda: not self.watching.work.busy)
        self.rest()

    def open(self, case: CaseId) -> None:
        self.shell.desk.open_case(case)
        self.rest()
        self.look()

    def type(self, name: str, text: str) -> None:
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        type_into(line, text)
        hit(line, Qt.Key.Key_Return)
        self.rest()

    def line(self, name: str) -> QLineEdit:
        return named(self.shell, QLineEdit, name)

    def saved(self) -> str:
        found = self.shell.findChild(QLabel, "saved-state")
        assert isinstance(found, QLabel)
        return found.text()

    def elsewhere(self) -> str:
        found = [
            each for each in self.shell.findChildren(QLabel, "elsewhere") if each.isVisibleTo(self.shell)
        ]
        return found[0].text() if found else ""


@dataclass
class Server:
    """What both desks share; ``kept`` is the queue behind it."""

    switch: Switch
    shared: Shared
    kept: DeskServices
    trail: KeptTrail

    def desk(self, who: str) -> DeskServices:
        """Return what a desk has of this server, as it is put together for one."""
        reach = Reach(self.kept.clock, self.switch.changes)
        flaky = Flaky(self.kept.queue, self.switch)
        witness = Witness(
            SteadyTrail(Flaky(self.trail, self.switch), reach),
            self.kept.clock,
            who,
            Actor(name=who),
        )
        notes = SteadyNotes(flaky.notes, reach, HeldNotes(), who)
        queue = SteadyQueue(flaky, reach, notes)
        return replace(
            self.kept,
            queue=AuditedQueue(queue, witness),
            witness=witness,
            reach=reach,
            changes=self.switch.changes,
            presence=SteadyPresence(Here(who, self.shared, self.switch), reach),
            place="mdt@server.example/queue",
        )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    plain = desk_services(tmp_path, NOW)
    plain.settings.save(replace(plain.settings.current(), language="en"))
    plain.queue.close()  # type: ignore[attr-defined]  # opened again beside its trail
    database = open_database(tmp_path / "queue.db", KEY)
    with Queue(database) as queue:
        kept = filled(replace(plain, queue=queue), [patient(each) for each in EVERYBODY[:2]])
        yield Server(Switch(), Shared(), kept, KeptTrail(database))


@pytest.fixture
def at(server: Server, qtbot: QtBot, dressed: QApplication) -> Iterator[Callable[[str], Opened]]:
    """Open a desk of somebody."""
    windows: list[Shell] = []

    def open_at(who: str) -> Opened:
        shell = open_shell(dressed, server.desk(who))
        shell.resize(1366, 768)
        windows.append(shell)
        opened = Opened(shell=shell, bot=qtbot)
        opened.rest()
        opened.look()
        return opened

    yield open_at
    server.switch.on = True
    for each in windows:
        clear_away(qtbot, each)
