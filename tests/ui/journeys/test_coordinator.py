"""The coordinator's week, from a referral to minutes in the record, through the window alone."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot

from mdt_desk.domain.meeting import MeetingState
from mdt_desk.ui.actions import SPECS, ActionId, Place
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import column, hit, named, press, said, strike, type_into
from tests.ui.services import StandingClock


class Coordinator:
    """Somebody at the keyboard who waits until the window is done."""

    def __init__(self, shell: Shell, bot: QtBot) -> None:
        self.shell = shell
        self._bot = bot

    def rest(self) -> None:
        self._bot.waitUntil(lambda: not self.shell.desk.busy)

    def do(self, action: ActionId) -> None:
        strike(self.shell, SPECS[action].shortcut)
        self.rest()

    def press(self, name: str) -> None:
        press(self.shell, name)
        self.rest()

    def choose(self, name: str) -> None:
        table = named(self.shell, QTableView, "Cases")
        table.selectRow(column(table, "Patient").index(name))

    def type(self, field: str, text: str) -> None:
        found = named(self.shell, QLineEdit, field)
        found.clear()
        type_into(found, text)

    def write(self, field: str, text: str) -> None:
        type_into(named(self.shell, QPlainTextEdit, field), text)


def test_that_a_week_goes_from_the_queue_to_minutes_with_an_addendum(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    she, queue = Coordinator(shell, qtbot), filled_desk.queue

    # Monday: who cannot wait, what is missing, and what is asked of whom.
    assert "1 case cannot wait for the meeting." in said(shell)
    she.do(ActionId.CHASE_LIST)
    she.press("Copy everything")
    assert "General practitioner" in QGuiApplication.clipboard().text()
    she.press("Back to the queue")

    # Two cases go on the agenda, one is withdrawn by mistake and taken back.
    for name in ("Łukasz, Piotr", "Yılmaz, Ayşe"):
        she.choose(name)
        she.do(ActionId.ON_AGENDA)
    she.choose("Łukasz, Piotr")
    she.do(ActionId.WITHDRAW)
    she.press("Take back")
    (meeting,) = queue.meetings()
    assert len(meeting.agenda) == 2

    # What she looks at every day is saved under a name.
    she.press("On an agenda")
    she.do(ActionId.SAVE_FILTER)
    she.type("Name of the filter", "This week")
    she.press("Save")
    assert "Filter saved: This week" in said(shell)

    # Wednesday: the table, the order, the decisions.
    clock = filled_desk.clock
    assert isinstance(clock, StandingClock)
    clock.at = meeting.starts_at + timedelta(minutes=1)
    shell.go(Place.MEETING)
    she.rest()
    she.do(ActionId.PROPOSE_ORDER)
    assert "A proposed order" in said(shell)
    use = named(shell, QAbstractButton, "Use this order")
    she.press("Use this order" if use.isEnabled() else "Leave as it is")
    she.press("Start the meeting")
    for words in ("MRI first, then decide with the surgeon.", "Irradiate T12."):
        she.write("In the team's own words", words)
        for field in ("Responsible physician", "Informs the patient", "Informs the GP"):
            she.type(field, "Dr. Proef")
        she.do(ActionId.RECORD_NEXT)
    assert "2 of 2 decided" in said(shell)

    # Closing: what is open is said, a name locks it, minutes come out.
    she.do(ActionId.CLOSE_MEETING)
    she.type("Name of who signs", "A. Voorbeeld")
    hit(named(shell, QLineEdit, "Name of who signs"), Qt.Key.Key_Return)
    she.rest()
    assert queue.meeting(meeting.id).state is MeetingState.CLOSED
    made = shell.findChild(QLabel, "minutes-made")
    assert isinstance(made, QLabel)
    assert made.text().startswith("Saved as")

    # What the patient's doctor reads is made from what was signed, nothing typed twice.
    she.press("Make the letters")
    assert "2 letters saved" in said(shell)

    _correct(she, filled_desk, clock)


def _correct(she: Coordinator, services: DeskServices, clock: StandingClock) -> None:
    """Thursday: something was wrong; the addendum is dated and the minutes are printed again."""
    shell, queue = she.shell, services.queue
    (meeting,) = queue.meetings()
    made = shell.findChild(QLabel, "minutes-made")
    assert isinstance(made, QLabel)
    clock.at += timedelta(days=1)
    she.write("What is added", "The level is T12, not T11.")
    she.type("Name of who adds it", "B. Proef")
    she.press("Add to the minutes")
    she.press("Make the minutes")
    (addendum,) = queue.meeting(meeting.id).addenda
    assert (addendum.by, addendum.at) == ("B. Proef", clock.at)
    assert made.text().startswith("Saved as")
    shell.go(Place.QUEUE)
    she.rest()
    she.press("Show all cases")
    assert len(column(named(shell, QTableView, "Cases"), "Patient")) == 4
