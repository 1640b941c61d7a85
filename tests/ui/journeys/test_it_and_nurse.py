"""IT sets the desk up on its first day; the nurse then hands a leaflet over. Both go through the window alone."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.ui.actions import SPECS, ActionId, Place
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import AgeLimits, MeetingChange, Weekday
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, press, said, strike, type_into


def fill(shell: Shell, name: str, text: str) -> None:
    line = named(shell, QLineEdit, name)
    line.setFocus()
    line.selectAll()
    type_into(line, text)


def pick(shell: Shell, name: str, text: str) -> None:
    box = named(shell, QComboBox, name)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_that_it_goes_from_the_first_start_to_a_desk_that_is_set(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(empty_desk)

    def idle() -> None:
        qtbot.waitUntil(lambda: not shell.desk.busy)

    # The first start: what this is, that it is a demonstration, and where to begin.
    qtbot.waitUntil(lambda: "Welcome to MDT Desk" in said(shell))
    words = said(shell)
    assert "It does not diagnose or decide" in words
    assert "demonstration: not for clinical use" in words
    press(shell, "Begin with an empty queue")
    idle()

    # Settings, by a few letters and Enter.
    strike(shell, SPECS[ActionId.PALETTE].shortcut)
    palette = named(shell, QLineEdit, "Search patients and actions")
    type_into(palette, "settings")
    hit(palette, Qt.Key.Key_Return)
    idle()

    # Hospital, whom colleagues call, the day of the meeting and its holiday, and how fast laboratory values age.
    fill(shell, "Hospital", "Ziekenhuis Voorbeeld")
    press(shell, "Add a number")
    qtbot.waitUntil(lambda: "Hours" in said(shell))
    for part, text in (("Role", "Spine surgeon"), ("Telephone", "12"), ("Hours", "day and night")):
        fill(shell, f"Number 1: {part}", text)
    fill(shell, "Number 1: Tried on", "20-11-2026")
    pick(shell, "Day of the meeting", "Thursday")
    press(shell, "Add a day")
    fill(shell, "Day 1: Meeting of", "26-11-2026")
    fill(shell, "Day 1: Moved to (empty: none)", "27-11-2026")
    fill(shell, "Day 1: Time", "09:30")
    fill(shell, "Ask again after: Laboratory", "14")

    # A telephone number that is none is refused beside its field, and nothing is kept.
    press(shell, "Save")
    idle()
    assert "Telephone: digits, spaces, hyphens and brackets" in said(shell)
    assert empty_desk.settings.current().on_call == ()
    fill(shell, "Number 1: Telephone", "+44 20 7946 0123")
    press(shell, "Save")
    idle()

    kept = empty_desk.settings.current()
    assert [each.role for each in kept.on_call] == ["Spine surgeon"]
    assert kept.meeting_weekday is Weekday.THURSDAY
    assert kept.meeting_changes[0] == MeetingChange(
        day=date(2026, 11, 26), moved_to=date(2026, 11, 27), at=kept.meeting_changes[0].at
    )
    assert kept.fact_ages == AgeLimits(labs=14)
    qtbot.waitUntil(lambda: "Friday 27 November 2026, 09:30" in said(shell))

    # Where the rules and the shortcuts stand.
    strike(shell, SPECS[ActionId.GO_HELP].shortcut)
    idle()
    assert "Ctrl+K" in said(shell)
    assert "Leave room mode" in said(shell)


def test_that_the_nurse_goes_from_a_number_nobody_tried_to_a_leaflet_given(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    stale = replace(filled_desk.settings.current(), contact_day=None, contact_night=None)
    filled_desk.settings.save(stale)
    shell = opened(filled_desk)

    def idle() -> None:
        qtbot.waitUntil(lambda: not shell.desk.busy)

    # The door is one key away; without numbers that somebody tried, no leaflet.
    strike(shell, SPECS[ActionId.GO_PRINT].shortcut)
    idle()
    press(shell, "Enter or try numbers in the settings")
    idle()
    for when, number in (
        ("Patients call in office hours", "+44 20 7946 0101"),
        ("Patients call in evenings, nights and weekends", "+44 20 7946 0102"),
    ):
        fill(shell, f"{when}: Name or department", "Polikliniek Voorbeeld")
        fill(shell, f"{when}: Telephone", number)
        fill(shell, f"{when}: Tried by", "B. Hulp-Demo")
        press(shell, f"{when}: Tried today")
    press(shell, "Save")
    idle()
    assert filled_desk.settings.current().contact_day is not None

    # Her patient by a few letters, with two identifiers; the leaflet is there.
    shell.go(Place.PRINT)
    idle()
    type_into(named(shell, QLineEdit, "Find a patient: name or number"), "yil")
    qtbot.waitUntil(lambda: "4711001" in said(shell))
    press(shell, "Yılmaz, Ayşe, born 12-03-1958 (68 yr) · no. 4711001")
    idle()
    assert "no. 4711001" in said(shell)

    # It was given, by whom, and the patient said it back in her own words.
    fill(shell, "Given by", "B. Hulp-Demo")
    press(shell, "Record that it was given")
    assert "Wallet card and teach-back: yes or no?" in said(shell)
    press(shell, "Wallet card given too: No")
    press(shell, "Teach-back done: Yes")
    press(shell, "Record that it was given")
    idle()
    assert "It is recorded that the leaflet was given." in said(shell)
    (given,) = filled_desk.queue.leaflets()
    assert given.teach_back is True
    assert given.given_by == "B. Hulp-Demo"
