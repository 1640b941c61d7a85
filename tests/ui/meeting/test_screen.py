"""A meeting as its secretary holds it, found by accessible names, on the real queue."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from mdt_desk.domain.case import value_at
from mdt_desk.domain.meeting import ActionId as Action
from mdt_desk.domain.meeting import (
    ActionItem,
    Decision,
    DeviationReason,
    Discipline,
    Meeting,
    MeetingId,
    MeetingState,
    sign,
)
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.decision_view import DecisionView
from mdt_desk.ui.screens.meeting.discussion import ASKED
from mdt_desk.ui.screens.meeting.draft import EMPTY
from mdt_desk.ui.screens.meeting.pad import BLANK, drafted
from mdt_desk.ui.screens.meeting.screen import MeetingScreen
from mdt_desk.ui.screens.meeting.view import MeetingView
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.keyboard import reached_before
from mdt_desk.usecases.cases import change_fact
from mdt_desk.usecases.meetings import close_meeting, decide, defer, plan_meeting
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import leave
from tests.ui.finding import hit, named, nameless, press, said, spoken_name, tabbed, type_into
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import RADIOLOGIST, SURGEON, Opened, clock_of, planned

LONG = ("<b>bold</b> <img src='file:///etc/passwd'> مرحبا 😀 & " * 200)[:5000]


def choose(opened: Opened, option: str) -> None:
    """Type an option and press Enter, as the secretary does."""
    field = named(opened.shell, QLineEdit, "Search an option")
    field.clear()
    type_into(field, option)
    hit(field, Qt.Key.Key_Return)
    field.clear()


def go_to(opened: Opened, name: str) -> None:
    sheets = opened.table.gathered.sheets
    found = next(each for each in sheets if each.stored.case.patient.family_name == name)
    opened.session.move_to(found.stored.id)
    opened.settle()


def saved(opened: Opened) -> str:
    found = opened.shell.findChild(QLabel, "decision-saved")
    assert isinstance(found, QLabel)
    return found.text()


def test_that_nothing_is_chosen_or_filled_in_at_any_case(opened: Opened) -> None:
    for sheet in opened.table.gathered.sheets:
        opened.session.move_to(sheet.stored.id)
        assert opened.session.pad().draft == EMPTY
        options = named(opened.shell, QListWidget, "Options")
        spoken = [
            str(options.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(options.count())
        ]
        assert not [each for each in spoken if each.endswith("chosen")]
        texts = [each.toPlainText() for each in opened.shell.findChildren(QPlainTextEdit)]
        texts += [each.text() for each in opened.shell.findChildren(QLineEdit)]
        recorded = [value_at(sheet.stored.case, path) for path in ASKED]
        assert [each for each in texts if each and each not in recorded] == []
    assert opened.services.queue.decisions() == ()


def test_that_every_code_of_the_vocabulary_can_be_chosen(opened: Opened) -> None:
    for code in ACTIONS:
        opened.session.table()
        press_code(opened, code)
    assert opened.session.pad().draft.options == tuple(ACTIONS)


def press_code(opened: Opened, code: str) -> None:
    options = named(opened.shell, QListWidget, "Options")
    text = opened.shell.desk.look.text(f"action.{code}")
    row = next(at for at in range(options.count()) if options.item(at).text() == text)
    options.setCurrentRow(row)
    hit(options, Qt.Key.Key_Space)


def test_that_a_decision_is_recorded_with_everything_written(opened: Opened) -> None:
    go_to(opened, "Łukasz")
    choose(opened, "Stereotactic radiotherapy")
    for name, text in (
        ("In the team's own words", "Stereotactic radiotherapy of T12."),
        ("Reasons", "Single painful lesion."),
        ("Condition", "If the MRI shows no compression."),
        ("Alternatives considered", "1 × 8 Gy."),
        ("Dissent", "None."),
    ):
        type_into(opened.area(name), text)
    for name in ("Responsible physician", "Informs the patient", "Informs the GP"):
        type_into(named(opened.shell, QLineEdit, name), "Dr. Proef")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.options == ("sbrt",)
    assert kept.own_words == "Stereotactic radiotherapy of T12."
    assert kept.reasons == "Single painful lesion."
    assert kept.condition == "If the MRI shows no compression."
    assert kept.alternatives == "1 × 8 Gy."
    assert kept.dissent == "None."
    assert (kept.responsible_physician, kept.informs_patient, kept.informs_gp) == ("Dr. Proef",) * 3
    assert saved(opened) == "Recorded 08:01"


def test_that_what_is_written_is_recorded_after_a_pause(opened: Opened) -> None:
    type_into(opened.area("In the team's own words"), "Wait for tissue.")
    assert saved(opened) == "Being written; recorded when you pause"
    assert opened.kept() is None
    opened.bot.waitUntil(lambda: opened.kept() is not None)


def test_that_going_to_the_next_case_records_this_one(opened: Opened) -> None:
    first = opened.current
    type_into(opened.area("In the team's own words"), "Wait.")
    opened.do(ActionId.AGENDA_NEXT)
    assert opened.current != first
    assert [each.own_words for each in opened.services.queue.decisions(case=first)] == ["Wait."]
    assert opened.area("In the team's own words").toPlainText() == ""
    opened.do(ActionId.AGENDA_PREVIOUS)
    assert opened.area("In the team's own words").toPlainText() == "Wait."


def test_that_recording_can_go_on_to_the_next_case(opened: Opened) -> None:
    first = opened.current
    type_into(opened.area("In the team's own words"), "Wait.")
    opened.do(ActionId.RECORD_NEXT)
    assert opened.current == opened.table.gathered.sheets[1].stored.id
    assert opened.services.queue.decisions(case=first)


def test_that_words_alone_without_a_decision_are_said_not_to_be_recorded(opened: Opened) -> None:
    type_into(opened.area("Reasons"), "Because.")
    opened.do(ActionId.RECORD)
    assert saved(opened).startswith("Not recorded: choose an option")
    assert opened.kept() is None


def resumed(opened: Opened, later: Meeting, gate: Event, first: Callable[[], object] = bool) -> None:
    """Go to another meeting that is read slowly, write about the first one again meanwhile, and pause."""
    case, session = opened.current, opened.session

    def slowly() -> None:
        assert gate.wait(timeout=10)
        first()

    opened.shell.desk.work.run(slowly, lambda _outcome: None)
    session.choose(later.id)
    session.move_to(case)
    session.put(drafted(session.pad(), replace(EMPTY, own_words="Wait.")))
    session.keep()
    gate.set()
    opened.settle()
    assert opened.meeting.id == later.id


def test_that_what_was_written_for_a_meeting_is_not_shown_as_recorded_at_another(opened: Opened) -> None:
    queue, this, case = opened.services.queue, opened.meeting, opened.current
    later = replace(
        this, id=MeetingId(opened.services.new_id()), starts_at=this.starts_at + timedelta(days=7)
    )
    queue.keep_meeting(later)
    shown: list[Decision | None] = []
    opened.session.changed.connect(
        lambda: shown.append(opened.table.pad(case).recorded) if opened.meeting.id == later.id else None
    )
    resumed(opened, later, Event())
    assert shown
    assert not any(shown)
    assert [each.meeting_id for each in queue.decisions(case=case)] == [this.id]
    assert opened.table.pad(case) == BLANK
    assert dict(opened.table.gathered.decisions) == {}


def test_that_what_could_not_be_recorded_meanwhile_is_there_again_at_its_own_meeting(opened: Opened) -> None:
    queue, this, case = opened.services.queue, opened.meeting, opened.current
    later = replace(
        this, id=MeetingId(opened.services.new_id()), starts_at=this.starts_at + timedelta(days=7)
    )
    queue.keep_meeting(later)
    heard: list[Notice] = []
    opened.shell.desk.noticed.connect(heard.append)
    resumed(opened, later, Event(), lambda: queue.keep_meeting(sign(this, "A. Voorbeeld", this.starts_at)))
    assert [each.text for each in heard] == [
        "This meeting is signed and closed; it cannot be changed any more."
    ]
    assert opened.table.pad(case) == BLANK
    opened.session.choose(this.id)
    opened.settle()
    assert opened.table.pad(case).draft.own_words == "Wait."


def test_that_what_could_not_be_recorded_is_there_again_after_another_meeting(opened: Opened) -> None:
    queue, now, this = opened.services.queue, opened.services.clock.now(), opened.meeting.id
    later = plan_meeting(queue, opened.services.new_id, opened.services.settings.current(), now)
    case = opened.current
    type_into(opened.area("Reasons"), "Because.")
    opened.session.choose(later.id)
    opened.settle()
    assert opened.meeting.id == later.id
    opened.session.choose(this)
    opened.settle()
    opened.session.move_to(case)
    opened.settle()
    assert opened.area("Reasons").toPlainText() == "Because."
    opened.session.choose(later.id)
    opened.settle()
    opened.session.choose(this)
    opened.settle()
    opened.session.move_to(case)
    screen_wish(opened, intents.ToggleOption(code="sbrt"))
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert "Because." in repr(kept)


def test_that_closing_the_window_records_what_is_written(opened: Opened) -> None:
    case = opened.current
    type_into(opened.area("In the team's own words"), "Wait.")
    leave(opened.bot, opened.shell)
    assert [each.own_words for each in opened.services.queue.decisions(case=case)] == ["Wait."]


def test_that_an_operation_without_a_spine_surgeon_is_said_to_be_conditional_before_it_is_recorded(
    opened: Opened,
) -> None:
    choose(opened, "Decompression of the cord")
    assert opened.kept() is None
    assert "is recorded as conditional" in said(opened.shell)
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.conditional_for_quorum
    assert saved(opened).startswith("Recorded as conditional")


def test_that_an_operation_with_a_spine_surgeon_is_not_conditional(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, [SURGEON])
    opened = at_table(filled_desk)
    choose(opened, "Decompression of the cord")
    assert "is recorded as conditional" not in said(opened.shell)
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert not kept.conditional_for_quorum


def test_that_who_left_afterwards_was_still_there_for_the_decision(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, [SURGEON])
    opened = at_table(filled_desk)
    choose(opened, "Decompression of the cord")
    opened.do(ActionId.RECORD)
    clock_of(opened.services).at += timedelta(minutes=5)
    press(opened.shell, "Attendance")
    press(opened.shell, "A. Voorbeeld leaves")
    opened.settle()
    type_into(opened.area("Reasons"), "Cord signs.")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.reasons == "Cord signs."
    assert not kept.conditional_for_quorum


def test_that_a_departure_from_the_leading_guideline_asks_for_its_coded_reason(opened: Opened) -> None:
    departing = next(
        (sheet, code)
        for sheet in opened.table.gathered.sheets
        for advice in opened.table.advised(sheet)
        for code in ACTIONS[advice.action].excludes
        if advice.status == "applies" and advice.strength != "consider"
    )
    sheet, code = departing
    opened.session.move_to(sheet.stored.id)
    assert "Departs from" not in said(opened.shell)
    press_code(opened, code)
    assert "Departs from Erasmus MC protocol" in said(opened.shell)
    reasons = named(opened.shell, QComboBox, "Reason for departing from the guideline")
    assert reasons.currentText() == "Why? Choose a reason"
    reasons.setCurrentIndex(1)
    reasons.activated.emit(1)
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.deviates_from_leading
    assert kept.deviation is DeviationReason.PATIENTS_CHOICE


def test_that_a_suggested_sentence_is_inserted_dismissed_and_taken_back(opened: Opened) -> None:
    go_to(opened, "Yılmaz")
    words = opened.area("In the team's own words")
    inserting = [
        each
        for each in opened.shell.findChildren(QAbstractButton)
        if spoken_name(each).startswith("Insert: protocol: ")
    ]
    sentence = spoken_name(inserting[0]).removeprefix("Insert: ")
    assert sentence.startswith("protocol: ")
    inserting[0].click()
    assert words.toPlainText() == sentence
    press(opened.shell, "Undo the last suggestion")
    assert words.toPlainText() == ""
    opened.settle()
    press(opened.shell, f"Put away: {sentence}")
    assert sentence not in said(opened.shell)
    opened.do(ActionId.TAKE_BACK)
    assert sentence in said(opened.shell)
    assert opened.session.pad().draft.options == ()


def test_that_the_table_is_asked_for_wish_and_comorbidity(opened: Opened) -> None:
    go_to(opened, "Łukasz")
    assert said(opened.shell).count("Not recorded\n") + said(opened.shell).endswith("Not recorded") >= 2
    area = opened.area("Wish of the patient")
    area.setFocus()
    type_into(area, "No operation.")
    opened.area("Reasons").setFocus()
    area.clearFocus()
    opened.settle()
    stored = opened.services.queue.get(opened.current)
    assert value_at(stored.case, "wishes.preference") == "No operation."
    assert opened.area("Wish of the patient").toPlainText() == "No operation."


def test_that_what_was_told_of_one_patient_never_lands_at_the_next(opened: Opened) -> None:
    first = opened.current
    area = opened.area("Wish of the patient")
    opened.shell.activateWindow()
    area.setFocus()
    type_into(area, "Only radiotherapy.")
    opened.session.step(1)
    opened.settle()
    second = opened.services.queue.get(opened.current)
    assert value_at(second.case, "wishes.preference") != "Only radiotherapy."
    assert opened.area("Wish of the patient").toPlainText() != "Only radiotherapy."
    kept = value_at(opened.services.queue.get(first).case, "wishes.preference")
    assert kept == "Only radiotherapy."


def test_that_actions_are_added_with_owner_and_day_and_removed(opened: Opened) -> None:
    type_into(opened.area("In the team's own words"), "Wait.")
    type_into(named(opened.shell, QLineEdit, "Action 1: what"), "Order an MRI")
    type_into(named(opened.shell, QLineEdit, "Action 1: owner"), "B. Proef")
    due = named(opened.shell, QLineEdit, "Action 1: due")
    type_into(due, "+7")
    due.editingFinished.emit()
    assert due.text() == "02-12-2026"
    opened.settle()
    type_into(named(opened.shell, QLineEdit, "Action 2: what"), "Call the patient")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert [(each.text, each.owner, each.due) for each in kept.actions] == [
        ("Order an MRI", "B. Proef", date(2026, 12, 2)),
        ("Call the patient", None, None),
    ]
    press(opened.shell, "Remove action 1")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert [each.text for each in kept.actions] == ["Call the patient"]
    assert named(opened.shell, QLineEdit, "Action 1: what").text() == "Call the patient"
    assert named(opened.shell, QAbstractButton, "Remove action 1").toolTip() == "Remove action 1"


def test_that_a_number_of_days_becomes_a_day_however_slowly_its_line_is_left(opened: Opened) -> None:
    type_into(opened.area("In the team's own words"), "Wait.")
    type_into(named(opened.shell, QLineEdit, "Action 1: what"), "Order an MRI")
    due = named(opened.shell, Line, "Action 1: due")
    with opened.bot.waitSignal(due.typing.paused):
        type_into(due, "+7")
    due.editingFinished.emit()
    assert due.text() == "02-12-2026"
    due.clear()
    type_into(due, "+14")
    opened.do(ActionId.RECORD)
    assert due.text() == "09-12-2026"
    due.clear()
    type_into(due, "+21")
    opened.do(ActionId.AGENDA_NEXT)
    opened.do(ActionId.AGENDA_PREVIOUS)
    kept = opened.kept()
    assert kept is not None
    assert [each.due for each in kept.actions] == [date(2026, 12, 16)]


def test_that_tab_goes_through_an_action_and_takes_it_out_last(opened: Opened) -> None:
    type_into(named(opened.shell, QLineEdit, "Action 1: what"), "Order an MRI")
    opened.settle()
    assert tabbed(opened.shell, named(opened.shell, QLineEdit, "Informs the GP"), 9) == [
        "Informs the GP",
        "Action 1: what",
        "Action 1: owner",
        "Action 1: due",
        "Remove action 1",
        "Action 2: what",
        "Action 2: owner",
        "Action 2: due",
        "Reason to defer",
    ]


def test_that_a_known_name_is_reached_with_the_down_arrow(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, [SURGEON, RADIOLOGIST])
    opened = at_table(filled_desk)
    line = named(opened.shell, QLineEdit, "Informs the patient")
    type_into(line, "proef")
    hit(line, Qt.Key.Key_Down)
    assert line.text() == "B. Proef"
    assert opened.session.pad().draft.informs_patient == "B. Proef"


def test_that_an_action_with_a_wrong_day_is_not_recorded_and_says_so(opened: Opened) -> None:
    type_into(opened.area("In the team's own words"), "Wait.")
    type_into(named(opened.shell, QLineEdit, "Action 1: what"), "Order an MRI")
    type_into(named(opened.shell, QLineEdit, "Action 1: due"), "soon")
    opened.do(ActionId.RECORD)
    assert opened.kept() is None
    assert "A day such as 25-11-2026" in said(opened.shell)
    assert saved(opened) == "Not recorded: complete the actions first"


def test_that_an_action_of_an_earlier_meeting_is_carried_until_it_is_done(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    meeting = planned(filled_desk)
    case = meeting.agenda[0]
    earlier = plan_meeting(
        filled_desk.queue,
        filled_desk.new_id,
        filled_desk.settings.current(),
        filled_desk.clock.now(),
        meeting.starts_at - timedelta(days=7),
    )
    filled_desk.queue.keep_meeting(replace(earlier, agenda=(case,)))
    item = ActionItem(id=Action(filled_desk.new_id()), text="Ask for old images", owner="B. Proef")
    old = defer(filled_desk.queue, earlier.id, case, "images", earlier.starts_at)
    filled_desk.queue.keep_decision(replace(old, actions=(item,)))
    filled_desk.queue.keep_meeting(
        replace(
            earlier, agenda=(case,), state=MeetingState.CLOSED, signed_by="A", signed_at=earlier.starts_at
        )
    )
    opened = at_table(filled_desk)
    assert "Ask for old images" in said(opened.shell)
    done = named(opened.shell, QAbstractButton, "Done: Ask for old images")
    assert reached_before(named(opened.shell, QLineEdit, "Action 1: what")) is done
    opened.shell.desk.know_reach(opened.shell.desk.now())
    assert not done.isEnabled()
    opened.shell.desk.know_reach(None)
    assert done.isEnabled()
    press(opened.shell, "Done: Ask for old images")
    opened.settle()
    assert "Ask for old images" not in said(opened.shell)
    (kept,) = filled_desk.queue.decisions(meeting=earlier.id)
    assert kept.actions[0].done_on == date(2026, 11, 25)


def test_that_a_case_is_deferred_with_a_reason_and_taken_up_again(opened: Opened) -> None:
    press(opened.shell, "Defer")
    assert saved(opened) == "Not recorded: why is the case deferred?"
    type_into(named(opened.shell, QLineEdit, "Reason to defer"), "No tissue yet")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.deferred_because == "No tissue yet"
    assert "listed for the next one" in said(opened.shell)
    press(opened.shell, "Decide after all")
    type_into(opened.area("In the team's own words"), "Radiotherapy.")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.deferred_because is None


def test_that_somebody_is_put_at_the_table_with_a_discipline(opened: Opened) -> None:
    press(opened.shell, "Attendance")
    type_into(named(opened.shell, QLineEdit, "Name"), "C. Test")
    disciplines = named(opened.shell, QComboBox, "Discipline")
    at = disciplines.findText("Radiology")
    disciplines.setCurrentIndex(at)
    disciplines.activated.emit(at)
    press(opened.shell, "Put this person at the table")
    opened.settle()
    (found,) = opened.meeting.attendees
    assert (found.name, found.discipline) == ("C. Test", Discipline.RADIOLOGY)
    assert found.arrived_at == opened.services.clock.now()
    assert "C. Test" in said(opened.shell)


def test_that_who_usually_comes_needs_one_press(filled_desk: DeskServices, at_table: OpenMeeting) -> None:
    meeting = planned(filled_desk)
    filled_desk.queue.keep_meeting(
        replace(
            meeting,
            id=MeetingId(UUID(int=99)),
            agenda=(),
            attendees=(SURGEON, RADIOLOGIST),
            state=MeetingState.CLOSED,
            signed_by="A. Voorbeeld",
            signed_at=meeting.starts_at,
            starts_at=meeting.starts_at - timedelta(days=7),
        )
    )
    opened = at_table(filled_desk)
    press(opened.shell, "Attendance")
    press(opened.shell, "A. Voorbeeld, Neurosurgery: is here")
    opened.settle()
    assert [each.name for each in opened.meeting.attendees] == ["A. Voorbeeld"]
    quorum = opened.shell.findChild(QLabel, "quorum")
    assert isinstance(quorum, QLabel)
    assert "Radiology" in quorum.text()
    assert "Neurosurgery" not in quorum.text()


def test_that_the_meeting_begins_and_the_room_sees_what_was_chosen(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk, held=False)
    opened = at_table(filled_desk)
    seen = [(opened.meeting.state, opened.meeting.names_shown)]
    for name in ("Start the meeting", "Room sees: Names of patients"):
        press(opened.shell, name)
        opened.settle()
        seen.append((opened.meeting.state, opened.meeting.names_shown))
    assert seen == [(MeetingState.PLANNED, False), (MeetingState.HELD, False), (MeetingState.HELD, True)]


def test_that_the_order_of_discussion_can_be_changed(opened: Opened) -> None:
    before = opened.meeting.agenda
    press(opened.shell, "Discuss this case later")
    opened.settle()
    assert opened.meeting.agenda == (before[1], before[0], *before[2:])
    assert opened.current == before[0]


def test_that_the_agenda_is_walked_by_its_list(opened: Opened) -> None:
    agenda = named(opened.shell, QListView, "Agenda")
    hit(agenda, Qt.Key.Key_Down)
    assert opened.current == opened.meeting.agenda[1]
    spoken = agenda.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("2, 08:09, ")


def test_that_the_agenda_says_how_far_the_team_is(opened: Opened) -> None:
    agenda = named(opened.shell, QListView, "Agenda")

    def spoken() -> str:
        return str(agenda.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))

    assert "not discussed yet" in spoken()
    type_into(opened.area("In the team's own words"), "Wait.")
    assert "being written, not recorded yet" in spoken()
    opened.do(ActionId.RECORD)
    assert "decided" in spoken()


def test_that_the_pace_is_told_by_the_clock_of_the_desk(opened: Opened) -> None:
    pace = opened.shell.findChild(QLabel, "pace")
    assert isinstance(pace, QLabel)
    clock_of(opened.services).at += timedelta(minutes=11)
    opened.session.changed.emit()
    assert pace.text() == "11:00 of 9:00 min · 3 min behind"


def test_that_hostile_text_shows_as_typed_and_breaks_no_layout(opened: Opened) -> None:
    wide = opened.shell.minimumSizeHint().width()
    for name in ("In the team's own words", "Reasons", "Condition"):
        opened.area(name).setPlainText(LONG)
    choose(opened, "Decompression of the cord")
    opened.do(ActionId.RECORD)
    kept = opened.kept()
    assert kept is not None
    assert kept.own_words == LONG.strip()
    assert opened.shell.minimumSizeHint().width() <= max(wide, 1024)
    assert opened.shell.width() == 1366


def test_that_no_tool_tip_takes_a_name_for_markup(filled_desk: DeskServices, at_table: OpenMeeting) -> None:
    planned(filled_desk, [replace(SURGEON, name="<b>A.</b> & <img src=x>")])
    opened = at_table(filled_desk)
    press(opened.shell, "Attendance")
    opened.settle()
    tips = [each.toolTip() for each in opened.shell.findChildren(QWidget) if "A." in each.toolTip()]
    assert tips
    assert all("&lt;b&gt;A." in each and "<img" not in each for each in tips)


def test_that_a_long_question_leaves_what_is_asked_in_sight(opened: Opened) -> None:
    queue, case = opened.services.queue, opened.current
    version, now = queue.get(case).version, opened.services.clock.now()
    change_fact(queue, case, "referral.question", LONG, expected_version=version, at=now)
    opened.shell.desk.changed.emit()
    opened.settle()
    wish = opened.area("Wish of the patient")
    assert wish.mapTo(opened.shell, wish.rect().bottomLeft()).y() < opened.shell.height()


def test_that_another_language_keeps_what_is_being_written(opened: Opened) -> None:
    type_into(opened.area("Reasons"), "half a sent")
    preferences = opened.services.settings.current()
    opened.services.settings.save(replace(preferences, language="nl", theme=Theme.DARK))
    opened.shell.desk.preferred.emit(opened.services.settings.current())
    opened.settle()
    assert opened.area("Redenen").toPlainText() == "half a sent"


def test_that_every_control_says_its_name(opened: Opened) -> None:
    assert nameless(opened.shell) == []
    press(opened.shell, "Attendance")
    assert nameless(opened.shell) == []


def test_that_a_signed_meeting_shows_and_changes_nothing(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    meeting = planned(filled_desk, [SURGEON])
    for each in meeting.agenda:
        defer(filled_desk.queue, meeting.id, each, "images", filled_desk.clock.now())
    close_meeting(
        filled_desk.queue,
        filled_desk.new_id,
        filled_desk.settings.current(),
        meeting.id,
        "A. Voorbeeld",
        filled_desk.clock.now(),
    )
    opened = at_table(filled_desk)
    opened.session.choose(meeting.id)
    opened.settle()
    assert "Signed by A. Voorbeeld" in said(opened.shell)
    assert opened.area("Reasons").isReadOnly()
    before = opened.session.pad()
    screen_wish(opened, intents.ToggleOption(code="sbrt"))
    assert opened.session.pad() == before


def screen_wish(opened: Opened, intent: intents.Intent) -> None:
    screen = opened.shell.desk.findChild(MeetingScreen)
    assert isinstance(screen, MeetingScreen)
    screen.wish(intent)


def test_that_no_meeting_and_no_case_are_said_in_a_sentence(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    opened = at_table(filled_desk)
    assert "No meeting has been planned yet" in said(opened.shell)
    press(opened.shell, "Go to the queue")


def test_that_the_agenda_is_made_as_a_document(opened: Opened) -> None:
    press(opened.shell, "Save the agenda as a document")
    opened.settle()
    (file,) = opened.papers.iterdir()
    assert file.name == "agenda-20261125-0801.pdf"
    assert str(file) in said(opened.shell)


def test_that_the_agenda_is_made_before_anybody_looked_at_the_meeting(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    opened = at_table(filled_desk)
    opened.do(ActionId.PRINT_AGENDA)
    assert "No meeting has been planned yet" in said(opened.shell)
    planned(filled_desk, held=False)
    opened.do(ActionId.PRINT_AGENDA)
    assert [each.name for each in opened.papers.iterdir()] == ["agenda-20261125-0801.pdf"]
    assert opened.session.gathered is None


def test_that_a_change_made_elsewhere_is_seen_and_what_is_written_stays(opened: Opened) -> None:
    first, second = opened.meeting.agenda[:2]
    type_into(opened.area("Reasons"), "half a sent")
    decision = opened.table.decision(second)
    decide(
        opened.services.queue,
        opened.services.assess,
        replace(decision, own_words="Decided elsewhere"),
        leading=opened.table.gathered.leading,
    )
    opened.shell.desk.changed.emit()
    opened.settle()
    assert opened.current == first
    assert opened.area("Reasons").toPlainText() == "half a sent"
    opened.session.move_to(second)
    assert opened.area("In the team's own words").toPlainText() == "Decided elsewhere"


def test_that_the_case_on_the_table_opens_in_the_case_screen(opened: Opened) -> None:
    asked: list[object] = []
    opened.shell.desk.opening.connect(asked.append)
    press(opened.shell, "Open the case")
    assert asked == [opened.current]


def test_that_the_place_for_papers_need_not_exist(opened: Opened) -> None:
    assert isinstance(opened.papers, Path)
    assert not opened.papers.exists()
    assert opened.shell.desk.look.text("meeting.begin")
    assert Place.MEETING in opened.shell.places
    assert isinstance(opened.area("Reasons"), QPlainTextEdit)


def in_hand() -> QWidget:
    """Return what has the keyboard."""
    held = QApplication.focusWidget()
    assert held is not None
    return held


def test_that_one_key_goes_from_agenda_to_discussion_to_decision_and_back(opened: Opened) -> None:
    view = opened.shell.findChild(MeetingView)
    assert isinstance(view, MeetingView)
    view.focus_agenda()
    seen = []
    for _ in range(3):
        hit(in_hand(), Qt.Key.Key_F6)
        seen.append(spoken_name(in_hand()))
    assert seen[:2] == ["Open the case", "Search an option"]
    hit(in_hand(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert spoken_name(in_hand()) == "Search an option"


def test_that_nothing_moves_sideways_or_down_while_a_decision_is_written(opened: Opened) -> None:
    view = opened.shell.findChild(DecisionView)
    words = opened.shell.findChild(QLabel, "decision-saved")
    assert isinstance(view, DecisionView)
    assert isinstance(words, QLabel)
    type_into(opened.area("In the team's own words"), "Wait.")
    opened.do(ActionId.RECORD)
    footer = words.parentWidget()
    assert footer is not None
    before = (view.geometry(), footer.geometry())
    type_into(opened.area("In the team's own words"), " For tissue.")
    opened.settle()
    assert named(opened.shell, QAbstractButton, "Discard changes").isVisible()
    assert saved(opened) == "Being written; recorded when you pause"
    assert (view.geometry(), footer.geometry()) == before


def test_that_the_next_case_begins_at_the_top_with_the_keyboard_in_sight(opened: Opened) -> None:
    first = named(opened.shell, QLineEdit, "Search an option")
    action = named(opened.shell, QLineEdit, "Action 1: what")
    type_into(opened.area("In the team's own words"), "Wait.")
    named(opened.shell, QScrollArea, "Decision").ensureWidgetVisible(action)
    action.setFocus()
    assert first.visibleRegion().isEmpty()
    opened.do(ActionId.RECORD_NEXT)
    assert not first.visibleRegion().isEmpty()
    assert in_hand() is first
    opened.area("In the team's own words").setFocus()
    opened.do(ActionId.AGENDA_PREVIOUS)
    assert in_hand() is opened.area("In the team's own words")


def test_that_an_option_is_found_by_the_everyday_name_of_its_topic(opened: Opened) -> None:
    choose(opened, "irradiation repeat")
    assert opened.session.pad().draft.options == ("rt_repeat_consider",)
    choose(opened, "operation preferred")
    assert opened.session.pad().draft.options == ("rt_repeat_consider", "surgery_preferred")
