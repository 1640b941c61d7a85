"""Room mode on one screen and on two: keys, names, the decision as it is written, and the presenter's window."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from mdt_desk.ui.actions import ActionId
from mdt_desk.ui.screens.meeting.draft import Part, written
from mdt_desk.ui.screens.meeting.pad import drafted
from mdt_desk.ui.screens.room.presenter import room_state
from mdt_desk.ui.screens.room.presenter_window import PresenterWindow
from mdt_desk.ui.screens.room.screen import RoomScreen
from mdt_desk.ui.screens.room.stage import Wall, walls
from mdt_desk.ui.screens.room.state import PresenterState
from mdt_desk.ui.screens.room.window import RoomWindow
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.meetings import hold_meeting
from tests.ui.finding import hit, named, nameless, press, said, type_into
from tests.ui.meeting.desk import Opened


def two_screens() -> Sequence[Wall]:
    """The one screen of the test, and a projector to the right of it."""
    own = walls()[0]
    projector = replace(own, name="projector", area=own.area.translated(own.area.width(), 0))
    return [own, projector]


@pytest.fixture
def one(opened: Opened) -> Opened:
    """Room mode with one screen."""
    opened.do(ActionId.ROOM)
    return opened


@pytest.fixture
def two(opened: Opened) -> Opened:
    """Room mode with a screen for the presenter; names were chosen to be shown."""
    meeting = opened.meeting
    hold_meeting(opened.services.queue, meeting.id, names_shown=True)
    opened.room.deleteLater()
    opened.settle()
    RoomScreen(opened.shell.desk, opened.session, two_screens)
    opened.shell.desk.changed.emit()
    opened.settle()
    opened.do(ActionId.ROOM)
    return opened


def window(opened: Opened) -> RoomWindow:
    found = opened.room.room
    assert found is not None
    return found


def presenter(opened: Opened) -> PresenterWindow:
    found = opened.room.presenter
    assert found is not None
    return found


def everything_said(widget: QWidget) -> str:
    parts = [each.text() for each in widget.findChildren(QLabel)]
    parts += [each.accessibleName() for each in widget.findChildren(QWidget)]
    return "\n".join([*parts, widget.windowTitle(), widget.accessibleName()])


def test_that_f5_shows_the_case_on_the_table(one: Opened) -> None:
    room = window(one)
    assert room.isVisible()
    assert room.isFullScreen()
    assert room.sheet.place.text() == "1 / 4"
    assert room.sheet.title.text().startswith("1 · Patient ")


def test_that_one_screen_never_names_anybody_whatever_the_meeting_chose(one: Opened) -> None:
    hold_meeting(one.services.queue, one.meeting.id, names_shown=True)
    one.shell.desk.changed.emit()
    one.settle()
    for _ in one.table.gathered.sheets:
        said_in_room = everything_said(window(one))
        for sheet in one.table.gathered.sheets:
            patient = sheet.stored.case.patient
            assert str(patient.family_name) not in said_in_room
            assert str(patient.hospital_number) not in said_in_room
        hit(window(one), Qt.Key.Key_Right)
    assert one.room.presenter is None


def test_that_two_screens_show_names_only_when_the_meeting_chose_so(two: Opened) -> None:
    name = str(two.table.gathered.sheets[0].stored.case.patient.family_name)
    assert name in window(two).sheet.title.text()
    hold_meeting(two.services.queue, two.meeting.id, names_shown=False)
    two.shell.desk.changed.emit()
    two.settle()
    assert name not in everything_said(window(two))
    assert name in said(presenter(two))


def test_that_no_window_title_names_anybody(two: Opened) -> None:
    titles = window(two).windowTitle() + presenter(two).windowTitle() + two.shell.windowTitle()
    for sheet in two.table.gathered.sheets:
        assert str(sheet.stored.case.patient.family_name) not in titles


def test_that_the_arrows_go_to_the_next_and_the_previous_case(one: Opened) -> None:
    room = window(one)
    hit(room, Qt.Key.Key_Right)
    assert room.sheet.place.text() == "2 / 4"
    assert one.current == one.meeting.agenda[1]
    hit(room, Qt.Key.Key_Left)
    assert room.sheet.place.text() == "1 / 4"


def test_that_a_number_and_enter_jump(one: Opened) -> None:
    room = window(one)
    hit(room, Qt.Key.Key_3)
    assert "Go to 3" in everything_said(room)
    hit(room, Qt.Key.Key_Return)
    assert room.sheet.place.text() == "3 / 4"


def test_that_a_number_that_is_not_on_the_agenda_goes_nowhere(one: Opened) -> None:
    for key in (Qt.Key.Key_9, Qt.Key.Key_9, Qt.Key.Key_Return):
        hit(window(one), key)
    assert window(one).sheet.place.text() == "1 / 4"


def test_that_b_blanks_the_room(one: Opened) -> None:
    room = window(one)
    hit(room, Qt.Key.Key_B)
    black = room.grab().toImage()
    assert {black.pixelColor(x, y).name() for x in range(0, 200, 20) for y in range(0, 200, 20)} == {
        "#000000"
    }
    hit(room, Qt.Key.Key_B)
    assert room.grab().toImage().pixelColor(2, 2).name() != "#000000"


def test_that_escape_leaves_and_nothing_is_lost(one: Opened) -> None:
    room = window(one)
    hit(room, Qt.Key.Key_Right)
    hit(room, Qt.Key.Key_Escape)
    assert one.room.room is None
    assert not room.isVisible()
    assert one.current == one.meeting.agenda[1]


def test_that_long_texts_are_turned_with_the_down_arrow_and_then_the_next_case_comes(one: Opened) -> None:
    case, queue = one.current, one.services.queue
    change_fact(
        queue,
        case,
        "referral.question",
        "<b>why</b> " * 450,
        expected_version=queue.get(case).version,
        at=one.services.clock.now(),
    )
    one.shell.desk.changed.emit()
    one.settle()
    sheet = window(one).sheet
    pages = sheet.pages()
    assert pages > 2
    for page in range(1, pages):
        hit(window(one), Qt.Key.Key_Down)
        assert (sheet.page(), sheet.place.text()) == (page, "1 / 4")
    hit(window(one), Qt.Key.Key_Down)
    assert (sheet.page(), sheet.place.text()) == (0, "2 / 4")


def test_that_the_decision_is_shown_as_it_is_written(one: Opened) -> None:
    pad = one.session.pad()
    one.session.put(drafted(pad, written(pad.draft, Part.OWN_WORDS, "Radiotherapy <tomorrow>")))
    assert "Radiotherapy <tomorrow>" in window(one).sheet.decision.shown_text()
    assert "Being written" in window(one).sheet.standing.text()


def test_that_a_conditional_decision_is_said_in_the_room(one: Opened) -> None:
    pad = one.session.pad()
    one.session.put(drafted(pad, replace(pad.draft, options=("decompression",))))
    assert "recorded as conditional" in window(one).sheet.decision.accessibleName()


def test_that_wish_and_comorbidity_are_shown_first_also_when_nobody_recorded_them(one: Opened) -> None:
    table = one.table
    facts = room_state(table, table.texts, names_allowed=False).facts
    assert [each.name for each in facts[:2]] == ["Wish of the patient", "Comorbidity"]
    assert [each.value for each in facts[:2]] == ["not recorded", "not recorded"]


def test_that_the_presenter_sees_identity_next_case_attendance_and_clock(two: Opened) -> None:
    words = said(presenter(two))
    first, second = (each.stored.case.patient for each in two.table.gathered.sheets[:2])
    assert str(first.family_name) in words
    assert str(first.hospital_number) in words
    assert f"Next: 2. {second.family_name}" in words
    assert "08:01" in words
    assert "At the table" in words


def test_that_the_presenters_window_steers_the_room(two: Opened) -> None:
    press(presenter(two), "Next")
    assert window(two).sheet.place.text() == "2 / 4"
    hit(presenter(two), Qt.Key.Key_Left)
    assert window(two).sheet.place.text() == "1 / 4"
    press(presenter(two), "Blank the room")
    assert "The room sees nothing" in said(presenter(two))


def test_that_the_presenter_sees_whole_what_the_room_turns_pages_of(two: Opened) -> None:
    own, room = presenter(two), window(two)
    words = said(own)
    assert room.sheet.pages() > 1
    for paged in (room.sheet.question, room.sheet.facts, room.sheet.advice):
        for line in paged.accessibleName().splitlines():
            assert line.partition(": ")[2].strip() in words


def test_that_an_empty_table_is_said_to_the_presenter(two: Opened) -> None:
    presenter(two).show_state(PresenterState(heading="1"))
    assert "Nobody is entered" in said(presenter(two))
    presenter(two).show_state(PresenterState(heading="1", attendance=("Dr. Proef",)))
    assert "Nobody is entered" not in said(presenter(two))


def test_that_notes_belong_to_their_case_and_are_typed_without_steering_the_room(two: Opened) -> None:
    notes = named(presenter(two), QPlainTextEdit, "Notes: only on this screen, not kept")
    type_into(notes, "b 2 ask about stairs")
    assert window(two).sheet.place.text() == "1 / 4"
    press(presenter(two), "Next")
    assert notes.toPlainText() == ""
    press(presenter(two), "Previous")
    assert notes.toPlainText() == "b 2 ask about stairs"


def test_that_the_presenters_controls_have_names_and_none_is_for_a_screen_that_is_not_there(
    two: Opened,
) -> None:
    assert nameless(presenter(two)) == []
    assert "Another screen (S)" not in said(presenter(two))
    before = window(two)
    hit(presenter(two), Qt.Key.Key_S)
    assert window(two) is before


def test_that_another_theme_keeps_the_notes_in_sight(two: Opened) -> None:
    type_into(named(presenter(two), QPlainTextEdit, "Notes: only on this screen, not kept"), "ask her")
    two.shell.desk.preferred.emit(two.services.settings.current())
    two.settle()
    assert (
        named(presenter(two), QPlainTextEdit, "Notes: only on this screen, not kept").toPlainText()
        == "ask her"
    )


def test_that_a_projector_pulled_out_behind_the_lock_brings_nothing_back(two: Opened) -> None:
    for each in (window(two), presenter(two)):
        each.hide()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.screenRemoved.emit(app.primaryScreen())
    assert two.room.room is None
    assert two.room.presenter is None


def test_that_closing_the_window_closes_the_room(two: Opened) -> None:
    room = window(two)
    two.shell.close()
    two.bot.waitUntil(lambda: not two.shell.isVisible())
    assert not room.isVisible()


def test_that_the_room_follows_another_language(one: Opened) -> None:
    preferences = one.services.settings.current()
    one.services.settings.save(replace(preferences, language="nl"))
    one.shell.desk.preferred.emit(one.services.settings.current())
    one.settle()
    assert window(one).sheet.title.text().startswith("1 · Patiënt ")
