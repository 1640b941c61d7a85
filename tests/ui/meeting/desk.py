"""A meeting for tests: four synthetic patients on the agenda, and a window with the meeting's places."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.meeting import Attendee, CaseId, Decision, Discipline, Meeting
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.look import Look
from mdt_desk.ui.printing import PrintJob, Sides
from mdt_desk.ui.screens.meeting.places import meeting_places
from mdt_desk.ui.screens.meeting.session import Session
from mdt_desk.ui.screens.meeting.table import Table
from mdt_desk.ui.screens.room.screen import RoomScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.theme import LIGHT
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.meetings import hold_meeting, plan_meeting, put_on_agenda, set_attendance
from mdt_desk.usecases.ports import DeskServices
from tests.ui.finding import named
from tests.ui.services import StandingClock

SURGEON = Attendee(name="A. Voorbeeld", discipline=Discipline.NEUROSURGERY)
RADIOLOGIST = Attendee(name="B. Proef", discipline=Discipline.RADIOLOGY)


def planned(services: DeskServices, attendees: Iterable[Attendee] = (), *, held: bool = True) -> Meeting:
    """Put every case on the agenda of the next meeting, and let it begin."""
    queue, now = services.queue, services.clock.now()
    meeting = plan_meeting(queue, services.new_id, services.settings.current(), now)
    for each in queue.rows():
        put_on_agenda(queue, meeting.id, each.id, now)
    set_attendance(queue, meeting.id, attendees)
    if held:
        hold_meeting(queue, meeting.id, names_shown=False)
    clock_of(services).at = meeting.starts_at + timedelta(minutes=1)
    return queue.meeting(meeting.id)


def clock_of(services: DeskServices) -> StandingClock:
    clock = services.clock
    assert isinstance(clock, StandingClock)
    return clock


class PaperTray:
    """A printer that keeps what is sent to it; ``job`` is what would be chosen in the system's dialog."""

    def __init__(self) -> None:
        self.job: PrintJob | None = PrintJob(printer="Tray", copies=1, sides=Sides.ONE)
        self.asked = 0
        self.sent: list[bytes] = []
        self.jobs: list[PrintJob] = []
        self.jammed = self.gone = False
        self.ready = Event()
        self.ready.set()

    def choose(self, parent: QWidget) -> PrintJob | None:
        assert parent.isVisible()
        if self.gone:
            raise SiteError("print.no_printer")
        self.asked += 1
        return self.job

    def send(self, document: bytes, job: PrintJob) -> None:
        assert self.ready.wait(timeout=10)
        if self.jammed:
            raise SiteError("print.refused", printer=job.printer)
        self.sent.append(document)
        self.jobs.append(job)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A window that shows the meeting."""

    shell: Shell
    services: DeskServices
    papers: Path
    bot: QtBot
    printers: PaperTray = field(default_factory=PaperTray)

    @property
    def session(self) -> Session:
        found = self.shell.desk.findChild(Session)
        assert isinstance(found, Session)
        return found

    @property
    def room(self) -> RoomScreen:
        found = self.shell.desk.findChild(RoomScreen)
        assert isinstance(found, RoomScreen)
        return found

    @property
    def meeting(self) -> Meeting:
        table = self.table
        return self.services.queue.meeting(table.gathered.meeting.id)

    @property
    def table(self) -> Table:
        found = self.session.table()
        assert found is not None
        return found

    @property
    def current(self) -> CaseId:
        assert self.session.current is not None
        return self.session.current

    def settle(self) -> None:
        """Wait until nothing that was asked for is waiting or running, and what was made is drawn."""
        self.bot.waitUntil(lambda: not self.shell.desk.busy)
        drawn = QTimer()
        drawn.setSingleShot(True)
        with self.bot.waitSignal(drawn.timeout):
            drawn.start(0)

    def do(self, action: ActionId) -> None:
        self.shell.desk.commands[action].trigger()
        self.settle()

    def go(self, place: Place) -> None:
        self.shell.go(place)
        self.settle()

    def kept(self) -> Decision | None:
        """Return what the queue holds about the case on the table."""
        found = self.services.queue.decisions(meeting=self.meeting.id, case=self.current)
        return found[0] if found else None

    def area(self, name: str) -> QPlainTextEdit:
        return named(self.shell, QPlainTextEdit, name)


def open_meeting(services: DeskServices, papers: Path, bot: QtBot) -> Opened:
    """Open a window on the meeting, and wait until it is read."""
    preferences = services.settings.current()
    shell = Shell(services, Look(texts=services.texts(preferences.language), tokens=LIGHT))
    shell.resize(1366, 768)
    opened = Opened(shell=shell, services=services, papers=papers, bot=bot)
    shell.offer(meeting_places(shell.desk, papers, opened.printers), tuple)
    shell.show()
    opened.go(Place.MEETING)
    return opened
