"""The chair's hour: driven by keys, one case after another, with nothing filled in for the team."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from mdt_desk.domain.meeting import CaseId, CaseState
from mdt_desk.ui.actions import SPECS, ActionId, Place
from mdt_desk.usecases.ports import DeskServices
from tests.ui.finding import hit, named, press, said, strike, type_into
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import RADIOLOGIST, Opened, planned


def by_keys(opened: Opened, action: ActionId) -> None:
    strike(opened.shell, SPECS[action].shortcut)
    opened.settle()


def option(opened: Opened, text: str) -> None:
    field = named(opened.shell, QLineEdit, "Search an option")
    type_into(field, text)
    hit(field, Qt.Key.Key_Return)
    assert field.selectedText() == text  # the next one is typed over it


def test_that_an_hour_is_chaired_from_the_keyboard_and_ends_signed(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, [RADIOLOGIST], held=False)
    opened = at_table(filled_desk)
    shell, queue = opened.shell, filled_desk.queue
    by_keys(opened, ActionId.BEGIN_MEETING)
    pace = shell.findChild(QLabel, "pace")
    assert isinstance(pace, QLabel)

    # The urgent case: an operation without a surgeon at the table is conditional, and that is seen before recording.
    option(opened, "Decompression")
    assert "recorded as conditional" in said(shell)
    type_into(opened.area("Condition"), "If the MRI shows compression.")
    facts = named(shell, QComboBox, "Fact that brings the case back")
    row = next(at for at in range(facts.count()) if facts.itemText(at) == "Albumin")
    facts.activated.emit(row)
    first = opened.current
    by_keys(opened, ActionId.RECORD_NEXT)
    (kept,) = queue.decisions(case=first)
    assert kept.conditional_for_quorum
    assert kept.wakes_on == ("labs.albumin_g_per_l",)
    assert opened.current != first
    assert named(shell, QLineEdit, "Search an option").text() == ""

    # A suggested sentence is inserted, taken back by a key, and the case is deferred with a reason.
    inserting = next(each for each in buttons(opened) if each.startswith("Insert: "))
    press(shell, inserting)
    assert opened.session.pad().draft.own_words
    by_keys(opened, ActionId.TAKE_BACK)
    assert opened.session.pad().draft.own_words == ""
    second = opened.current
    press(shell, "Defer")
    type_into(named(shell, QLineEdit, "Reason to defer"), "The biopsy is not back.")
    by_keys(opened, ActionId.RECORD_NEXT)

    # Dissent, alternatives and an action with owner and day.
    type_into(opened.area("In the team's own words"), "Irradiate.")
    type_into(opened.area("Alternatives considered"), "Surgery.")
    type_into(opened.area("Dissent"), "The radiologist would wait.")
    for name, text in (
        ("Action 1: what", "Order CT"),
        ("Action 1: owner", "B. Proef"),
        ("Action 1: due", "+7"),
    ):
        line = named(shell, QLineEdit, name)
        line.setFocus()
        type_into(line, text)
        hit(line, Qt.Key.Key_Return)
    third = opened.current
    by_keys(opened, ActionId.RECORD_NEXT)
    (decided,) = queue.decisions(case=third)
    assert [(each.text, each.owner, str(each.due)) for each in decided.actions] == [
        ("Order CT", "B. Proef", "2026-12-02")
    ]
    assert decided.dissent == "The radiologist would wait."

    _project(opened)
    _sign(opened)
    _see_what_is_carried(opened, second)


def _project(opened: Opened) -> None:
    """Show the room what was decided, by number and by arrow, blank it, and come back to the last case."""
    last = opened.current
    by_keys(opened, ActionId.ROOM)
    room = opened.room.room
    assert room is not None
    hit(room, Qt.Key.Key_3)
    hit(room, Qt.Key.Key_Return)
    opened.settle()
    assert room.sheet.place.text() == "3 / 4"
    assert "Irradiate." in room.sheet.decision.shown_text()
    hit(room, Qt.Key.Key_B)
    hit(room, Qt.Key.Key_B)
    hit(room, Qt.Key.Key_Right)
    opened.settle()
    hit(room, Qt.Key.Key_Escape)
    opened.settle()
    assert opened.room.room is None
    assert opened.current == last


def _sign(opened: Opened) -> None:
    """Decide the last case; then the check list, and a name."""
    shell = opened.shell
    type_into(opened.area("In the team's own words"), "Follow.")
    by_keys(opened, ActionId.RECORD)
    assert "4 of 4 decided" in said(shell)
    by_keys(opened, ActionId.CLOSE_MEETING)
    type_into(named(shell, QLineEdit, "Name of who signs"), "A. Voorbeeld")
    hit(named(shell, QLineEdit, "Name of who signs"), Qt.Key.Key_Return)
    opened.settle()
    assert "Signed by A. Voorbeeld" in said(shell)


def _see_what_is_carried(opened: Opened, second: CaseId) -> None:
    """Find what was deferred on the next agenda, and the action carried there."""
    shell, later = opened.shell, opened.services.queue.get(second)
    assert later.state is CaseState.OPEN
    assert later.meeting is not None
    shell.desk.meeting_wanted.emit(later.meeting)
    opened.go(Place.MEETING)
    assert opened.current == second
    assert "Deferred 25 Nov 2026: The biopsy is not back." in said(shell)
    press(shell, "To do")
    assert "Order CT" in said(shell)


def buttons(opened: Opened) -> list[str]:

    return [each.accessibleName() for each in opened.shell.findChildren(QAbstractButton) if each.isVisible()]
