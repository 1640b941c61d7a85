"""The secretary's journeys through the queue, as a screen reader would take them."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from mdt_desk.assets import resource
from mdt_desk.domain.meeting import CaseState
from mdt_desk.ui.actions import ActionId
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.row import Cell, Column
from mdt_desk.ui.screens.queue.tools import QueueTools
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.cell_delegate import CellDelegate
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import OnCall
from tests.ui.conftest import OpenShell
from tests.ui.finding import column, hit, named, press, said, type_into
from tests.ui.services import StandingClock


def table(shell: Shell) -> QTableView:
    return named(shell, QTableView, "Cases")


def names(shell: Shell) -> list[str]:
    return column(table(shell), "Patient")


def choose(shell: Shell, name: str) -> None:
    table(shell).selectRow(names(shell).index(name))


def do(shell: Shell, qtbot: QtBot, action: ActionId) -> None:
    shell.desk.commands[action].trigger()
    qtbot.waitUntil(lambda: not shell.desk.work.busy)


def test_that_every_case_stands_in_the_queue(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    assert sorted(names(shell)) == [
        "Arslan, Mehmet <b>",
        "Yılmaz, Ayşe",
        "de Voorbeeld, Jan",
        "Łukasz, Piotr",
    ]


def test_that_the_case_that_cannot_wait_stands_first(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    assert names(shell)[0] == "Yılmaz, Ayşe"
    assert column(table(shell), "Urgency")[0] == "overdue 2 h 40 min"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("yilmaz", ["Yılmaz, Ayşe"]),
        ("LUKASZ", ["Łukasz, Piotr"]),
        ("ayse 1958", ["Yılmaz, Ayşe"]),
        ("kidney t12", ["Łukasz, Piotr"]),
        ("4711003", ["de Voorbeeld, Jan"]),
    ],
)
def test_that_typing_finds_a_case_whatever_its_accents(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, typed: str, found: list[str]
) -> None:
    shell = opened(filled_desk)
    type_into(named(shell, QLineEdit, "Filter the queue"), typed)
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert names(shell) == found


def test_that_a_filter_that_finds_nothing_can_be_undone_in_one_step(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    type_into(named(shell, QLineEdit, "Filter the queue"), "nobody")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert "Nothing found" in said(shell)
    press(shell, "Show all cases")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert len(names(shell)) == 4


def test_that_the_lane_names_who_cannot_wait_and_what_is_due(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    words = said(opened(filled_desk))
    assert "1 case cannot wait for the meeting." in words
    assert "MRI of the whole spine" in words
    assert "Overdue 2 h 40 min" in words


def test_that_the_lane_says_so_when_nobody_can_be_called(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    assert "No on-call numbers have been entered" in said(shell)
    press(shell, "Enter on-call numbers")
    assert "Whom colleagues call now" in said(shell)


def test_that_the_lane_shows_whom_to_call_and_doubts_old_numbers(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    entries = (
        OnCall(
            role="Spine surgeon",
            telephone="+44 20 7946 0123",
            hours="day and night",
            verified_on=date(2026, 11, 2),
        ),
        OnCall(
            role="Radiation oncologist",
            telephone="+44 20 7946 0124",
            hours="Mon-Fri",
            verified_on=date(2026, 3, 2),
        ),
    )
    filled_desk.settings.save(replace(filled_desk.settings.current(), on_call=entries))
    words = said(opened(filled_desk))
    assert "+44 20 7946 0123" in words
    assert "tried 2 Nov 2026" in words
    assert "last tried 2 Mar 2026: check" in words


def test_that_enter_opens_the_chosen_case(filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    with qtbot.waitSignal(shell.desk.opening) as opening:
        hit(table(shell), Qt.Key.Key_Return)
    chosen = filled_desk.queue.get(opening.args[0]).case
    assert chosen.patient.given_name == "Piotr"


def test_that_the_lane_opens_its_case(filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot) -> None:
    shell = opened(filled_desk)
    with qtbot.waitSignal(shell.desk.opening) as opening:
        press(shell, "Open the case of Yılmaz, Ayşe")
    assert filled_desk.queue.get(opening.args[0]).case.patient.given_name == "Ayşe"


def test_that_a_heading_sorts_and_sorts_back(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    header = table(shell).horizontalHeader()
    header.sectionClicked.emit(1)
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert names(shell) == ["Arslan, Mehmet <b>", "de Voorbeeld, Jan", "Łukasz, Piotr", "Yılmaz, Ayşe"]
    header.sectionClicked.emit(1)
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    assert names(shell) == ["Yılmaz, Ayşe", "Łukasz, Piotr", "de Voorbeeld, Jan", "Arslan, Mehmet <b>"]


def test_that_cases_go_on_the_agenda_and_move_in_it(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    for name in ("Łukasz, Piotr", "Yılmaz, Ayşe"):
        choose(shell, name)
        do(shell, qtbot, ActionId.ON_AGENDA)
    (meeting,) = filled_desk.queue.meetings()
    choose(shell, "Yılmaz, Ayşe")
    do(shell, qtbot, ActionId.MOVE_UP)
    qtbot.waitUntil(lambda: names(shell) == ["Yılmaz, Ayşe", "Łukasz, Piotr"])
    moved = filled_desk.queue.meeting(meeting.id).agenda
    assert moved == tuple(reversed(meeting.agenda))


def test_that_a_case_leaves_the_agenda_again(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    do(shell, qtbot, ActionId.ON_AGENDA)
    choose(shell, "Łukasz, Piotr")
    do(shell, qtbot, ActionId.ON_AGENDA)
    assert filled_desk.queue.meetings()[0].agenda == ()


def test_that_moving_a_case_that_is_on_no_agenda_is_answered_in_a_sentence(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    do(shell, qtbot, ActionId.MOVE_UP)
    assert "Put the case on an agenda first" in said(shell)


def test_that_a_new_case_opens_at_once(filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot) -> None:
    shell = opened(filled_desk)
    with qtbot.waitSignal(shell.desk.opening):
        press(shell, "New case")
    assert len(filled_desk.queue.rows()) == 5


def test_that_a_queue_that_cannot_be_read_says_so_and_offers_to_try_again(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    filled_desk.queue.close()  # type: ignore[attr-defined]  # pull the file away under the window
    do(shell, qtbot, ActionId.REFRESH)
    words = said(shell)
    assert "The queue cannot be read" in words
    assert "Traceback" not in words
    press(shell, "Try again")


def test_that_what_is_typed_as_markup_is_shown_as_it_was_typed(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    assert "Arslan, Mehmet <b>" in said(shell)
    shown = table(shell)
    row = names(shell).index("Arslan, Mehmet <b>")
    shown.entered.emit(shown.model().index(row, 1))
    assert "Mehmet &lt;b&gt;" in shown.toolTip()


def test_that_the_clocks_run_on_while_the_queue_stands_open(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    opener = named(shell, QPushButton, "Open the case of Yılmaz, Ayşe")
    opener.setFocus()
    assert isinstance(filled_desk.clock, StandingClock)
    filled_desk.clock.at += timedelta(minutes=25)
    (ticking,) = [each for each in shell.findChildren(QTimer) if each.interval() == 30_000]
    ticking.timeout.emit()
    assert column(table(shell), "Urgency")[0] == "overdue 3 h 05 min"
    assert "Overdue 3 h 05 min" in said(shell)
    assert named(shell, QPushButton, "Open the case of Yılmaz, Ayşe") is opener


def test_that_a_withdrawn_case_leaves_the_queue_and_can_be_taken_back(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    do(shell, qtbot, ActionId.ON_AGENDA)
    choose(shell, "Łukasz, Piotr")
    do(shell, qtbot, ActionId.WITHDRAW)
    assert "Łukasz, Piotr" not in names(shell)
    press(shell, "Take back")
    qtbot.waitUntil(lambda: "Łukasz, Piotr" in names(shell))
    qtbot.waitUntil(lambda: not shell.desk.busy)
    (lukasz,) = filled_desk.queue.rows("lukasz")
    assert lukasz.state is CaseState.OPEN
    assert filled_desk.queue.meetings()[0].agenda == (lukasz.id,)


def test_that_a_closed_case_leaves_the_queue(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    choose(shell, "Łukasz, Piotr")
    do(shell, qtbot, ActionId.CLOSE_CASE)
    assert filled_desk.queue.rows("lukasz")[0].state is CaseState.CLOSED


def test_that_what_is_missing_is_copied_by_referrer_and_without_a_name(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    QGuiApplication.clipboard().clear()
    press(shell, "Copy what is still missing, per referrer")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    press(shell, "Copy everything")
    qtbot.waitUntil(lambda: not shell.desk.work.busy)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Still needed before the meeting of Wednesday 25 November 2026, 08:00:")
    assert "General practitioner\n- 4711003: Responsible physician" in copied
    assert not [each for each in ("Voorbeeld, Jan", "Yılmaz", "Arslan", "Łukasz") if each in copied]


def test_that_the_table_offers_what_can_be_done_with_a_case(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    offered = [each.text() for each in table(opened(filled_desk)).actions()]
    assert "Withdraw the case" in offered
    assert "Discuss earlier" in offered


def test_that_the_questions_of_the_rehearsal_are_read_whole_in_a_small_window(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    shell = opened(filled_desk)
    shell.resize(1280, 720)
    shown = table(shell)
    drawn, at = shown.itemDelegate(), list(Column).index(Column.QUESTION)
    assert isinstance(drawn, CellDelegate)
    script = json.loads(resource("demo", "rehearsal.json").read_text(encoding="utf-8"))
    referrals = [each["case"]["referral"] for each in script["patients"]]
    asked = [said for each in referrals for said in each.get("question", {}).values()]
    assert len(asked) > 20
    room = QRect(0, 0, shown.columnWidth(at), shown.rowHeight(0))
    assert [each for each in asked if not drawn.shows_whole(Cell(text=each), room)] == []
    assert not drawn.shows_whole(Cell(text="enkele woorden " * 40), room)
    assert drawn.shows_whole(Cell(text="Wordt gelezen…"), room)


def test_that_a_filter_that_is_shown_is_not_taken_for_one_that_was_typed(qtbot: QtBot, look: Look) -> None:
    tools, heard = QueueTools(look), list[str]()
    qtbot.addWidget(tools)
    tools.typed.connect(heard.append)
    tools.show_typed("yil")
    tools.show_typed("")
    assert heard == []
    field = tools.findChild(QLineEdit)
    assert field is not None
    type_into(field, "y")
    field.clear()
    assert heard == ["y", ""]
