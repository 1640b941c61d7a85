"""The coordinator asks about patients and ticks off what was done, from the keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QRadioButton
from pytestqt.qtbot import QtBot

from mdt_desk.domain.follow_up import NotCarriedOut, months_after
from mdt_desk.domain.meeting import ActionId, ActionItem, Decision, Meeting, MeetingId, MeetingState
from mdt_desk.ui.actions import ActionId as Does
from mdt_desk.ui.screens.follow.state import CARRIED_OUT, Answered, Asks, Chose, Died, Spoke, Took, Topic
from mdt_desk.ui.screens.follow.view import FollowView
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import hit, named, press, said, type_into
from tests.ui.patients import NOW

DECIDED = NOW - timedelta(days=130)


@pytest.fixture
def desk(filled_desk: DeskServices) -> DeskServices:
    """A desk on which two patients were decided about four months ago."""
    queue, new_id = filled_desk.queue, filled_desk.new_id
    cases = queue.rows()[:2]
    meeting = Meeting(
        id=MeetingId(new_id()),
        starts_at=DECIDED,
        agenda=tuple(each.id for each in cases),
        state=MeetingState.HELD,
    )
    queue.keep_meeting(meeting)
    for number, each in enumerate(cases):
        action = ActionItem(
            id=ActionId(new_id()), text=f"Book {number}", owner="dr. B.", due=date(2026, 8, 1)
        )
        queue.keep_decision(
            Decision(
                case_id=each.id,
                meeting_id=meeting.id,
                decided_at=DECIDED + timedelta(minutes=number),
                own_words="Irradiate.",
                actions=(action,),
            )
        )
    return filled_desk


@pytest.fixture
def shell(qtbot: QtBot, opened: OpenShell, desk: DeskServices) -> Shell:
    made = opened(desk)
    made.desk.commands[Does.GO_FOLLOW].trigger()
    qtbot.waitUntil(lambda: not made.desk.busy and "months after" in said(made))
    type_into(named(made, QLineEdit, "Who asks"), "A. Voorbeeld")
    return made


def waiting(shell: Shell) -> int:
    return named(shell, QListWidget, "Patients to ask about, longest due first").count()


def answer(shell: Shell, question: str, key: Qt.Key) -> None:
    hit(named(shell, QRadioButton, question), key)


def test_that_three_keys_answer_about_a_patient_and_the_next_comes(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    assert waiting(shell) == 2
    answer(shell, "Alive: 1  Yes", Qt.Key.Key_1)
    answer(shell, "Walking: 1  Yes", Qt.Key.Key_2)
    answer(shell, "Treatment done: 1  Yes", Qt.Key.Key_3)
    qtbot.waitUntil(lambda: waiting(shell) == 1)
    (told,) = desk.queue.aftermath.follow_ups()
    assert (told.months, told.alive, told.walking, told.treatment_done) == (3, True, False, None)
    assert told.asked_by == "A. Voorbeeld"


def test_that_whom_somebody_took_while_an_answer_was_kept_stays_in_hand_with_what_was_answered(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    queue = desk.queue
    late = queue.rows()[2]
    meeting = Meeting(
        id=MeetingId(desk.new_id()), starts_at=DECIDED, agenda=(late.id,), state=MeetingState.HELD
    )
    queue.keep_meeting(meeting)
    queue.keep_decision(
        Decision(
            case_id=late.id,
            meeting_id=meeting.id,
            decided_at=DECIDED + timedelta(minutes=9),
            own_words="Irradiate.",
        )
    )
    shell.desk.commands[Does.GO_FOLLOW].trigger()
    qtbot.waitUntil(lambda: not shell.desk.busy and waiting(shell) == 3)
    view = shell.findChild(FollowView)
    assert isinstance(view, FollowView)
    listed = named(shell, QListWidget, "Patients to ask about, longest due first")
    view.wished.emit(Spoke(asks=Asks.ALIVE, value=True))
    view.wished.emit(Spoke(asks=Asks.WALKING, value=True))
    view.wished.emit(Spoke(asks=Asks.TREATMENT_DONE, value=True))
    view.wished.emit(Took(key=f"{late.id}-3"))
    view.wished.emit(Spoke(asks=Asks.ALIVE, value=True))
    qtbot.waitUntil(lambda: waiting(shell) == 2)
    assert listed.currentRow() == 1
    view.wished.emit(Spoke(asks=Asks.WALKING, value=False))
    view.wished.emit(Spoke(asks=Asks.TREATMENT_DONE, value=True))
    qtbot.waitUntil(lambda: waiting(shell) == 1)
    told = {each.case_id: each.walking for each in queue.aftermath.follow_ups()}
    assert told[late.id] is False
    assert len(told) == 2


def wish(shell: Shell, *intents: object) -> None:
    view = shell.findChild(FollowView)
    assert isinstance(view, FollowView)
    for each in intents:
        view.wished.emit(each)


def test_that_an_answer_pressed_again_while_it_is_being_kept_is_sent_once(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    last = Spoke(asks=Asks.TREATMENT_DONE, value=True)
    wish(shell, Spoke(asks=Asks.ALIVE, value=True), Spoke(asks=Asks.WALKING, value=True), last)
    assert shell.desk.work.keeping == 1
    wish(shell, last, Spoke(asks=Asks.TREATMENT_DONE, value=False), Died(on=DECIDED.date()))
    assert shell.desk.work.keeping == 1
    qtbot.waitUntil(lambda: waiting(shell) == 1 and not shell.desk.busy)
    assert [each.treatment_done for each in desk.queue.aftermath.follow_ups()] == [True]


@pytest.mark.parametrize(("topic", "value"), [(Topic.CARRIED_OUT, CARRIED_OUT), (Topic.ACTIONS, True)])
def test_that_any_other_answer_is_sent_once_too(
    qtbot: QtBot, shell: Shell, topic: Topic, value: object
) -> None:
    wish(shell, Chose(topic=topic), Answered(value=value), Answered(value=value))
    assert shell.desk.work.keeping == 1
    qtbot.waitUntil(lambda: not shell.desk.busy)


def test_that_an_answer_that_was_not_kept_can_be_given_again(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    wish(shell, Spoke(asks=Asks.ALIVE, value=False), Died(on=(NOW + timedelta(days=9)).date()))
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert desk.queue.aftermath.follow_ups() == ()
    wish(shell, Died(on=(DECIDED + timedelta(days=40)).date()))
    qtbot.waitUntil(lambda: waiting(shell) == 1)


def test_that_a_death_asks_for_its_day_and_keeps_it_in_the_case(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    answer(shell, "Alive: 1  Yes", Qt.Key.Key_2)
    field = named(shell, QLineEdit, "Died on")
    type_into(field, "31-02-2026")
    hit(field, Qt.Key.Key_Return)
    assert desk.queue.aftermath.follow_ups() == ()
    field.clear()
    died = months_after(DECIDED.date(), 2)
    type_into(field, f"{died:%d-%m-%Y}")
    hit(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: waiting(shell) == 1)
    (told,) = desk.queue.aftermath.follow_ups()
    assert told.alive is False
    assert desk.queue.get(told.case_id).case.patient.died_on == died


def test_that_nothing_is_kept_while_nobody_says_who_asks(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    who = named(shell, QLineEdit, "Who asks")
    who.clear()
    who.textEdited.emit("")
    answer(shell, "Alive: 1  Yes", Qt.Key.Key_3)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert desk.queue.aftermath.follow_ups() == ()
    assert waiting(shell) == 2


def test_that_one_key_says_why_a_decision_was_not_carried_out(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    press(shell, "What is asked: Carried out? (2)")
    press(shell, "The patient got worse")
    qtbot.waitUntil(lambda: "Carried out? (1)" in words(shell))
    (told,) = desk.queue.aftermath.executions()
    assert (told.carried_out, told.because) == (False, NotCarriedOut.CONDITION_WORSENED)


def test_that_an_action_is_ticked_off_and_can_be_taken_back(
    qtbot: QtBot, shell: Shell, desk: DeskServices
) -> None:
    press(shell, "What is asked: Actions (2)")
    press(shell, "Done today")
    qtbot.waitUntil(lambda: "Actions (1)" in words(shell))
    done = [item for each in desk.queue.decisions() for item in each.actions if item.done_on]
    assert [each.done_on for each in done] == [shell.desk.now().date()]


def test_that_both_tabs_lead_to_each_other(qtbot: QtBot, shell: Shell) -> None:
    press(shell, "After the meeting: Insights")
    qtbot.waitUntil(lambda: "Meetings\n1" in said(shell))
    press(shell, "After the meeting: Follow-up")
    qtbot.waitUntil(lambda: "months after" in said(shell))
    qtbot.waitUntil(lambda: not shell.desk.busy)


def words(shell: Shell) -> str:
    return "\n".join(each.text() for each in shell.findChildren(QRadioButton) if each.isVisibleTo(shell))
