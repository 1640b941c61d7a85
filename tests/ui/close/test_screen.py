"""The end of a meeting: what is open is said, a name locks it, and the documents come of it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit

from mdt_desk.domain.meeting import ActionId as Action
from mdt_desk.domain.meeting import ActionItem, CaseId, MeetingState
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.screens.close.view import CloseView
from mdt_desk.ui.sentences import Notice
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.meetings import decide, defer, plan_meeting
from mdt_desk.usecases.ports import DeskServices, LetterOrder, MeetingFile
from tests.ui.finding import hit, named, nameless, press, said, spoken_name, type_into
from tests.ui.meeting.conftest import OpenMeeting
from tests.ui.meeting.desk import Opened, planned
from tests.ui.services import PlainDocuments


class FullDisk(PlainDocuments):
    """Documents on a disk that is full."""

    def minutes(self, _order: MeetingFile, file: Path) -> Path:
        raise SiteError("store.full", file=file.name)


class Watched(PlainDocuments):
    """Remembers what was ordered."""

    def __init__(self) -> None:
        self.minutes_of: list[MeetingFile] = []
        self.letters: list[LetterOrder] = []

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        self.minutes_of.append(order)
        return super().minutes(order, file)

    def letter(self, order: LetterOrder, file: Path) -> Path:
        self.letters.append(order)
        return super().letter(order, file)


class Slow(Watched):
    """Takes its time about every document: until ``may`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.may = Event()

    def minutes(self, order: MeetingFile, file: Path) -> Path:
        assert self.may.wait(timeout=10)
        return super().minutes(order, file)

    def letter(self, order: LetterOrder, file: Path) -> Path:
        assert self.may.wait(timeout=10)
        return super().letter(order, file)


def decide_all(opened: Opened, but: Iterable[CaseId] = ()) -> None:
    """Decide everything completely, except some cases."""
    for case in opened.meeting.agenda:
        if case not in set(but):
            decision = replace(
                opened.table.decision(case),
                own_words="Radiotherapy.",
                responsible_physician="Dr. Proef",
                informs_patient="Dr. Proef",
                informs_gp="Dr. Proef",
            )
            decide(
                opened.services.queue,
                opened.services.assess,
                decision,
                leading=opened.table.gathered.leading,
            )
    opened.shell.desk.changed.emit()
    opened.settle()


def sign(opened: Opened, name: str = "A. Voorbeeld") -> None:
    field = named(opened.shell, QLineEdit, "Name of who signs")
    type_into(field, name)
    hit(field, Qt.Key.Key_Return)
    opened.settle()


def signing(opened: Opened) -> QAbstractButton:
    return named(opened.shell, QAbstractButton, "Sign and close")


@pytest.fixture
def closing(opened: Opened) -> Opened:
    """The check list of a meeting in which nothing was decided yet."""
    opened.do(ActionId.CLOSE_MEETING)
    return opened


def test_that_every_case_without_a_decision_is_listed_with_two_identifiers(closing: Opened) -> None:
    words = said(closing.shell)
    assert words.count("No decision, and not deferred.") == 4
    for sheet in closing.table.gathered.sheets:
        assert str(sheet.stored.case.patient.family_name) in words
        assert str(sheet.stored.case.patient.hospital_number) in words


def test_that_nobody_can_sign_before_every_case_has_a_decision(closing: Opened) -> None:
    assert "4 cases still need a decision or a reason to defer." in said(closing.shell)
    sign(closing)
    assert not signing(closing).isEnabled()
    assert closing.meeting.state is MeetingState.HELD


def test_that_nobody_signs_without_a_name(closing: Opened) -> None:
    decide_all(closing)
    assert not signing(closing).isEnabled()
    type_into(named(closing.shell, QLineEdit, "Name of who signs"), "   ")
    assert not signing(closing).isEnabled()


def test_that_a_point_leads_back_to_its_decision(closing: Opened) -> None:
    second = closing.meeting.agenda[1]
    name = next(
        spoken_name(each)
        for each in closing.shell.findChildren(QAbstractButton)
        if spoken_name(each).startswith("To the decision of 2. ")
    )
    press(closing.shell, name)
    closing.settle()
    assert closing.current == second
    assert named(closing.shell, QPlainTextEdit, "Reasons").isVisible()


def test_that_what_is_incomplete_is_listed_and_does_not_keep_from_signing(closing: Opened) -> None:
    first = closing.meeting.agenda[0]
    decide_all(closing)
    decision = closing.table.gathered.decisions[first]
    item = ActionItem(id=Action(closing.services.new_id()), text="Order <b>MRI</b>")
    decide(
        closing.services.queue,
        closing.services.assess,
        replace(decision, informs_gp=None, actions=(item,)),
        leading=closing.table.gathered.leading,
    )
    closing.shell.desk.changed.emit()
    closing.settle()
    words = said(closing.shell)
    assert "Nobody informs the GP." in words
    assert "Nobody owns the action: Order <b>MRI</b>" in words
    assert "No date for the action: Order <b>MRI</b>" in words
    sign(closing)
    assert closing.meeting.state is MeetingState.CLOSED


def test_that_what_is_written_but_not_recorded_is_said(opened: Opened) -> None:
    decide_all(opened)
    type_into(named(opened.shell, QLineEdit, "Action 1: what"), "x")
    type_into(named(opened.shell, QLineEdit, "Action 1: due"), "soon")
    opened.do(ActionId.CLOSE_MEETING)
    assert "Something is written that is not recorded." in said(opened.shell)
    type_into(named(opened.shell, QLineEdit, "Name of who signs"), "A. Voorbeeld")
    assert not signing(opened).isEnabled()


def test_that_a_leaflet_that_was_not_given_leads_to_the_printer(closing: Opened) -> None:
    decide_all(closing)
    name = next(
        spoken_name(each)
        for each in closing.shell.findChildren(QAbstractButton)
        if spoken_name(each).startswith("Print the leaflet for ")
    )
    places: list[object] = []
    closing.shell.desk.going.connect(places.append)
    press(closing.shell, name)
    closing.settle()
    assert places == [Place.PRINT]
    assert closing.shell.desk.case == closing.current


def test_that_a_signature_locks_the_meeting_and_makes_its_minutes(closing: Opened) -> None:
    decide_all(closing)
    sign(closing, "  A. Voorbeeld ")
    meeting = closing.meeting
    assert (meeting.state, meeting.signed_by) == (MeetingState.CLOSED, "A. Voorbeeld")
    (file,) = closing.papers.iterdir()
    assert file.name == "minutes-20261125-0801.pdf"
    made = closing.shell.findChild(QLabel, "minutes-made")
    assert isinstance(made, QLabel)
    assert made.text() == f"Saved as {file}"
    assert "Signed by A. Voorbeeld, Wed 25 Nov 08:01" in said(closing.shell)


def test_that_deferred_cases_go_to_the_next_meeting(closing: Opened) -> None:
    last = closing.meeting.agenda[-1]
    decide_all(closing, but=[last])
    defer(closing.services.queue, closing.meeting.id, last, "No tissue yet", closing.services.clock.now())
    closing.shell.desk.changed.emit()
    closing.settle()
    assert "1 deferred case is listed for the next meeting." in said(closing.shell)
    this = closing.meeting.id
    sign(closing)
    later = closing.services.queue.get(last).meeting
    assert later is not None
    assert later != this
    assert closing.services.queue.meeting(later).agenda == (last,)


def test_that_minutes_that_cannot_be_written_say_why_and_can_be_made_again(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    planned(filled_desk)
    opened = at_table(replace(filled_desk, documents=FullDisk()))
    decide_all(opened)
    opened.do(ActionId.CLOSE_MEETING)
    sign(opened)
    assert "The disk is full" in said(opened.shell)
    assert opened.meeting.state is MeetingState.CLOSED
    assert named(opened.shell, QAbstractButton, "Make the minutes").isVisible()


def test_that_every_decided_case_gets_one_letter_and_a_deferred_one_none(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    documents = Watched()
    planned(filled_desk)
    opened = at_table(replace(filled_desk, documents=documents))
    last = opened.meeting.agenda[-1]
    decide_all(opened, but=[last])
    defer(opened.services.queue, opened.meeting.id, last, "No tissue yet", opened.services.clock.now())
    opened.do(ActionId.CLOSE_MEETING)
    sign(opened)
    press(opened.shell, "Make the letters")
    opened.bot.waitUntil(lambda: "3 letters saved" in said(opened.shell))
    assert [each.sheet.stored.id for each in documents.letters] == list(opened.meeting.agenda[:-1])
    assert [each.meeting.state for each in documents.minutes_of] == [MeetingState.CLOSED]
    names = sorted(each.name for each in opened.papers.rglob("letter-*.pdf"))
    assert names == [f"letter-{number:02}-20261125-0801.pdf" for number in (1, 2, 3)]


def test_that_documents_that_come_late_are_not_shown_as_those_of_another_meeting(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    slow = Slow()
    planned(filled_desk)
    opened = at_table(replace(filled_desk, documents=slow))
    decide_all(opened)
    opened.do(ActionId.CLOSE_MEETING)
    queue, now = filled_desk.queue, filled_desk.clock.now()
    later = plan_meeting(queue, filled_desk.new_id, filled_desk.settings.current(), now)
    slow.may.set()
    sign(opened)
    slow.may.clear()
    view = opened.shell.findChild(CloseView)
    assert isinstance(view, CloseView)
    view.minutes_wanted.emit()
    view.letters_wanted.emit()
    spoken: list[Notice] = []
    opened.shell.desk.noticed.connect(spoken.append)
    opened.session.choose(later.id)
    opened.bot.waitUntil(lambda: opened.table.gathered.meeting.id == later.id)
    slow.may.set()
    opened.settle()
    for name in ("minutes-made", "letters-made"):
        made = opened.shell.findChild(QLabel, name)
        assert isinstance(made, QLabel)
        assert made.text() == ""
    assert len(slow.letters) == 1
    assert [each.text.split()[0] for each in spoken] == ["Saved", "1"]


def test_that_no_file_name_holds_a_patients_name(closing: Opened) -> None:
    decide_all(closing)
    sign(closing)
    press(closing.shell, "Make the letters")
    closing.bot.waitUntil(lambda: "4 letters saved" in said(closing.shell))
    names = " ".join(str(each.relative_to(closing.papers)) for each in closing.papers.rglob("*")).lower()
    for sheet in closing.table.gathered.sheets:
        patient = sheet.stored.case.patient
        for identity in (patient.family_name, patient.given_name, patient.hospital_number):
            assert str(identity).lower() not in names


def test_that_a_meeting_without_cases_has_nothing_to_sign(
    filled_desk: DeskServices, at_table: OpenMeeting
) -> None:
    meeting = planned(filled_desk)
    filled_desk.queue.keep_meeting(replace(meeting, agenda=()))
    opened = at_table(filled_desk)
    opened.do(ActionId.CLOSE_MEETING)
    assert "This meeting has no cases" in said(opened.shell)
    sign(opened)
    assert opened.meeting.state is MeetingState.HELD


def test_that_every_control_of_the_check_list_says_its_name(closing: Opened) -> None:
    assert nameless(closing.shell) == []
    decide_all(closing)
    sign(closing)
    assert nameless(closing.shell) == []


def test_that_one_goes_back_to_the_meeting(closing: Opened) -> None:
    press(closing.shell, "Back to the meeting")
    closing.settle()
    assert named(closing.shell, QPlainTextEdit, "Reasons").isVisible()


def test_that_an_addendum_is_written_under_a_name_and_the_minutes_are_made_anew(closing: Opened) -> None:
    watched = Watched()
    object.__setattr__(closing.services, "documents", watched)
    decide_all(closing)
    sign(closing)
    closing.settle()
    assert [each.meeting.addenda for each in watched.minutes_of] == [()]
    type_into(named(closing.shell, QPlainTextEdit, "What is added"), "The level is L2 <b>.")
    add = named(closing.shell, QAbstractButton, "Add to the minutes")
    assert not add.isEnabled()
    type_into(named(closing.shell, QLineEdit, "Name of who adds it"), "B. Proef")
    add.click()
    closing.settle()
    shown = closing.shell.findChild(QLabel, "addenda")
    assert isinstance(shown, QLabel)
    assert shown.text().endswith("B. Proef: The level is L2 <b>.")
    assert named(closing.shell, QPlainTextEdit, "What is added").toPlainText() == ""
    press(closing.shell, "Make the minutes")
    closing.settle()
    (addendum,) = watched.minutes_of[-1].meeting.addenda
    assert (addendum.by, addendum.text) == ("B. Proef", "The level is L2 <b>.")


def test_that_a_closed_meeting_is_found_again_with_its_minutes(closing: Opened) -> None:
    decide_all(closing)
    sign(closing)
    closing.go(Place.MEETING)
    press(closing.shell, "Minutes and addenda")
    closing.settle()
    assert "Signed by A. Voorbeeld" in said(closing.shell)
