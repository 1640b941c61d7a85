"""What the coordinator does in the queue beside reading it: narrow, save, drag, merge, refer, record, chase."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event, current_thread
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QTableView
from pytestqt.qtbot import QtBot

from mdt_desk.domain.assessment import Assessment
from mdt_desk.domain.meeting import CaseState, Decision
from mdt_desk.ui.actions import ActionId, Place
from mdt_desk.ui.screens.queue.tools import QueueTools
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.usecases.cases import change_fact, list_case
from mdt_desk.usecases.filters import saved_filters
from mdt_desk.usecases.meetings import close_meeting, decide, plan_meeting, put_on_agenda
from mdt_desk.usecases.ports import DeskServices, StoredCase
from tests.ui.conftest import OpenShell
from tests.ui.finding import column, hit, named, press, said, type_into
from tests.ui.patients import EVERYBODY, NOW, YILMAZ, patient
from tests.ui.services import filled

BERG = {
    **YILMAZ,
    "patient": {**YILMAZ["patient"], "family_name": "van der Berg", "hospital_number": "4711007"},
}


def names(shell: Shell) -> list[str]:
    return column(named(shell, QTableView, "Cases"), "Patient")


def choose(shell: Shell, name: str) -> None:
    named(shell, QTableView, "Cases").selectRow(names(shell).index(name))


@pytest.fixture
def do(qtbot: QtBot) -> Callable[[Shell, ActionId], None]:
    def trigger(shell: Shell, action: ActionId) -> None:
        shell.desk.commands[action].trigger()
        qtbot.waitUntil(lambda: not shell.desk.busy)

    return trigger


Do = Callable[[Shell, ActionId], None]


def case_of(services: DeskServices, name: str) -> StoredCase:
    (found,) = services.queue.rows(name)
    return found


@pytest.mark.parametrize("typed", ["van der Berg", "vanderberg", "berg", "BERG der"])
def test_that_a_name_with_prefixes_is_found_as_typed(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, typed: str
) -> None:
    list_case(filled_desk.queue, filled_desk.new_id, patient(BERG), NOW)
    shell = opened(filled_desk)
    type_into(named(shell, QLineEdit, "Filter the queue"), typed)
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert names(shell) == ["van der Berg, Ayşe"]


def test_that_kinds_narrow_the_queue_together_and_are_cleared_at_once(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, do: Do
) -> None:
    shell = opened(filled_desk)
    do(shell, ActionId.NARROW)
    press(shell, "Urgency: Cannot wait")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert names(shell) == ["Yılmaz, Ayşe"]
    press(shell, "Readiness: Ready")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert "Nothing found" in said(shell)
    press(shell, "Clear all filters")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert len(names(shell)) == 4


def test_that_a_filter_is_saved_chosen_and_deleted_again(
    filled_desk: DeskServices, opened: OpenShell, do: Do, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    search = named(shell, QLineEdit, "Filter the queue")
    type_into(search, "kidney")
    do(shell, ActionId.SAVE_FILTER)
    field = named(shell, QLineEdit, "Name of the filter")
    type_into(field, "Kidneys")
    hit(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "Filter saved: Kidneys" in said(shell)
    search.clear()
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert len(names(shell)) == 4
    tools = shell.findChild(QueueTools)
    assert isinstance(tools, QueueTools)
    entries = {each.text(): each for each in tools.saved_menu().actions()}
    entries["Kidneys"].trigger()
    qtbot.waitUntil(lambda: names(shell) == ["Łukasz, Piotr"])
    assert search.text() == "kidney"
    entries["Delete: Kidneys"].trigger()
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert saved_filters(filled_desk.queue.notes) == {}


def test_that_escape_leaves_a_question_unanswered(
    filled_desk: DeskServices, opened: OpenShell, do: Do
) -> None:
    shell = opened(filled_desk)
    do(shell, ActionId.SAVE_FILTER)
    hit(named(shell, QLineEdit, "Name of the filter"), Qt.Key.Key_Escape)
    assert not [
        each
        for each in shell.findChildren(QLineEdit)
        if each.accessibleName() == "Name of the filter" and each.isVisible()
    ]
    assert saved_filters(filled_desk.queue.notes) == {}


def test_that_a_case_is_dragged_to_another_place_on_the_agenda(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    queue = filled_desk.queue
    meeting = plan_meeting(queue, filled_desk.new_id, filled_desk.settings.current(), NOW)
    for each in queue.rows():
        put_on_agenda(queue, meeting.id, each.id, NOW)
    before = queue.meeting(meeting.id).agenda
    shell = opened(filled_desk)
    press(shell, "On an agenda")
    table = named(shell, CaseTable, "Cases")
    table.horizontalHeader().sectionClicked.emit(9)
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert names(shell)[0] == "Yılmaz, Ayşe"
    table.selectRow(3)
    drop(table, 0, upper=True)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert queue.meeting(meeting.id).agenda == (before[3], *before[:3])
    drop(table, 3, upper=False)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert queue.meeting(meeting.id).agenda == before


def drop(table: CaseTable, row: int, *, upper: bool) -> None:
    """Let the chosen row fall on the upper or lower half of another."""
    rect = table.visualRect(table.model().index(row, 1))
    at = QPointF(rect.center().x(), rect.top() + 3 if upper else rect.bottom() - 3)
    event = QDropEvent(
        at,
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    table.dropEvent(event)


def test_that_a_case_is_moved_by_the_keyboard(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    queue = filled_desk.queue
    meeting = plan_meeting(queue, filled_desk.new_id, filled_desk.settings.current(), NOW)
    for each in queue.rows():
        put_on_agenda(queue, meeting.id, each.id, NOW)
    before = queue.meeting(meeting.id).agenda
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    hit(named(shell, QTableView, "Cases"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert queue.meeting(meeting.id).agenda == (before[1], before[0], *before[2:])


def test_that_a_death_asks_for_its_day_and_refuses_what_is_none(
    filled_desk: DeskServices, opened: OpenShell, do: Do, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    do(shell, ActionId.DIED)
    field = named(shell, QLineEdit, "Date of death, such as 18-11-2026")
    for typed in ("soon", "24-11-2026"):
        field.clear()
        type_into(field, typed)
        hit(field, Qt.Key.Key_Return)
        assert "not later than today" in said(shell)
    field.clear()
    type_into(field, "22-11-2026")
    hit(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    lukasz = case_of(filled_desk, "lukasz")
    assert lukasz.state is CaseState.CLOSED
    assert str(lukasz.case.patient.died_on) == "2026-11-22"


def test_that_a_closed_case_is_shown_on_demand_and_put_back(
    filled_desk: DeskServices, opened: OpenShell, do: Do, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    do(shell, ActionId.CLOSE_CASE)
    assert "Łukasz, Piotr" not in names(shell)
    do(shell, ActionId.NARROW)
    press(shell, "State: Closed")
    qtbot.waitUntil(lambda: names(shell) == ["Łukasz, Piotr"])
    assert column(named(shell, QTableView, "Cases"), "Urgency") == ["Closed"]
    choose(shell, "Łukasz, Piotr")
    do(shell, ActionId.REOPEN)
    assert case_of(filled_desk, "lukasz").state is CaseState.OPEN


def test_that_a_case_is_referred_again_with_a_new_question(
    filled_desk: DeskServices, opened: OpenShell, do: Do, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    do(shell, ActionId.REFER_AGAIN)
    field = named(shell, QLineEdit, "What is asked of the meeting this time?")
    type_into(field, "New pain at L1?")
    press(shell, "Refer again")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert case_of(filled_desk, "lukasz").case.referral.question == "New pain at L1?"


def test_that_two_of_one_name_are_told_apart_and_a_duplicate_is_merged_and_taken_back(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    case = patient(YILMAZ)
    twin = replace(case, patient=replace(case.patient, hospital_number="4711099", given_name="Ayse"))
    list_case(filled_desk.queue, filled_desk.new_id, twin, NOW)
    shell = opened(filled_desk)
    words = said(shell)
    assert "The same patient twice?" in words
    assert "Yılmaz, Ayşe · 12-03-1958 · 4711001" in words
    assert "Yılmaz, Ayse · 12-03-1958 · 4711099" in words
    press(shell, next(each for each in buttons(shell) if each.startswith("Merge…")))
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert "4711099" in named(shell, QComboBox, "The other case").currentText()
    press(shell, "Merge")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert len(filled_desk.queue.rows("yilmaz", (CaseState.OPEN,))) == 1
    assert "Hospital number" in said(shell)
    press(shell, "Take back")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert len(filled_desk.queue.rows("yilmaz", (CaseState.OPEN,))) == 2


def buttons(shell: Shell) -> list[str]:
    from PySide6.QtWidgets import QAbstractButton

    return [each.accessibleName() for each in shell.findChildren(QAbstractButton) if each.isVisible()]


def test_that_one_referrer_is_asked_for_what_that_referrer_can_give(
    filled_desk: DeskServices, opened: OpenShell, do: Do
) -> None:
    shell = opened(filled_desk)
    do(shell, ActionId.CHASE_LIST)
    referrers = named(shell, QListWidget, "Referrers")
    rows = [referrers.item(at).text() for at in range(referrers.count())]
    referrers.setCurrentRow(rows.index("General practitioner (1)"))
    press(shell, "Copy for this referrer")
    copied = QGuiApplication.clipboard().text()
    assert "General practitioner\n- 4711003" in copied
    assert "4711001" not in copied
    press(shell, "Back to the queue")
    assert len(names(shell)) == 4


def test_that_a_condition_that_has_come_says_so_in_the_queue_and_lists_the_case(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    queue, services = filled_desk.queue, filled_desk
    last = NOW - timedelta(days=5)
    lukasz = case_of(services, "lukasz")
    meeting = plan_meeting(queue, services.new_id, services.settings.current(), last, starts_at=last)
    put_on_agenda(queue, meeting.id, lukasz.id, last)
    decision = Decision(
        case_id=lukasz.id,
        meeting_id=meeting.id,
        decided_at=last,
        own_words="Irradiate.",
        condition="If the lesion grows, operate.",
        wakes_on=("imaging.ct_spine_at",),
    )
    decide(queue, services.assess, decision, leading="erasmus-2022")
    close_meeting(queue, services.new_id, services.settings.current(), meeting.id, "A. Voorbeeld", last)
    version = queue.get(lukasz.id).version
    change_fact(queue, lukasz.id, "imaging.ct_spine_at", NOW, expected_version=version, at=NOW)
    shell = opened(services)
    assert said(shell).count("If the lesion grows, operate.") == 1
    row = names(shell).index("Łukasz, Piotr")
    assert column(named(shell, QTableView, "Cases"), "Meeting")[row] == "Wed 25 Nov"
    assert queue.get(lukasz.id).state is CaseState.OPEN


def test_that_an_ad_hoc_meeting_is_called_from_the_queue_and_comes_to_hand(
    filled_desk: DeskServices, opened: OpenShell, do: Do, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Yılmaz, Ayşe")
    do(shell, ActionId.AD_HOC)
    (meeting,) = filled_desk.queue.meetings()
    assert meeting.ad_hoc
    press(shell, "Go to the meeting")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "Mon 23 Nov 2026, 10:40 (ad hoc)" in named(shell, QComboBox, "Meeting").currentText()
    press(shell, "Start the meeting")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert case_of(filled_desk, "yilmaz").case.treatment.ad_hoc_consultation_at == NOW
    shell.go(Place.QUEUE)
    qtbot.waitUntil(lambda: not shell.desk.busy)


def test_that_a_long_queue_is_shown_at_once_and_says_what_is_still_being_judged(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    base = [patient(each) for each in EVERYBODY]
    many = [
        replace(base[at % 4], patient=replace(base[at % 4].patient, hospital_number=str(5_000_000 + at)))
        for at in range(24)
    ]
    shown = Event()

    def assess(*given: Any, **named: Any) -> Assessment:  # noqa: ANN401  # as the port is called
        if current_thread().name.startswith("judging"):
            assert shown.wait(60)
        return empty_desk.assess(*given, **named)

    shell = opened(replace(filled(empty_desk, many), assess=assess))
    try:
        assert named(shell, QTableView, "Cases").model().rowCount() == 24
        assert "still being judged" in said(shell)
    finally:
        shown.set()
    qtbot.waitUntil(lambda: "still being judged" not in said(shell))
    assert "Being judged" not in column(named(shell, QTableView, "Cases"), "Urgency")
