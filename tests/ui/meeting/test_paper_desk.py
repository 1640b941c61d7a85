"""Documents asked for from menu and palette: what is made, where it goes, and what is said when it cannot be."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from mdt_desk.ui.actions import ActionId
from mdt_desk.usecases.meetings import decide
from tests.ui.finding import said
from tests.ui.meeting.desk import Opened


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: object) -> Iterator[None]:  # noqa: ARG001  # the clipboard needs an application
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def decided(opened: Opened) -> None:
    """Record a decision about the first case."""
    services, first = opened.services, opened.meeting.agenda[0]
    decision = replace(opened.table.decision(first), own_words="Radiotherapy.")
    decide(services.queue, services.assess, decision, leading="erasmus-2022")


@pytest.mark.parametrize(
    ("action", "name", "content"),
    [
        (ActionId.PRINT_CASE_SHEET, "case-sheet-20261125-0801.pdf", "case sheet"),
        (ActionId.PRINT_SUMMARY, "summary-20261125-0801.pdf", "summary"),
        (ActionId.PRINT_FORMS, "forms-20261125-0801.pdf", "forms"),
        (ActionId.MINUTES_WORD, "minutes-20261125-0801.docx", "minutes for Word"),
    ],
)
def test_that_a_document_is_made_and_said_where(
    opened: Opened, action: ActionId, name: str, content: str
) -> None:
    decided(opened)
    opened.shell.desk.case = opened.meeting.agenda[0]
    opened.do(action)
    opened.bot.waitUntil(lambda: name in said(opened.shell))
    assert (opened.papers / name).read_text(encoding="utf-8") == content


def test_that_the_whole_minutes_are_copied(opened: Opened) -> None:
    opened.do(ActionId.COPY_MINUTES)
    opened.bot.waitUntil(lambda: "on the clipboard" in said(opened.shell))
    assert QGuiApplication.clipboard().text() == "minutes of 4 in en"


def test_that_the_minutes_of_one_case_hold_that_case_only(opened: Opened) -> None:
    decided(opened)
    opened.shell.desk.case = opened.meeting.agenda[0]
    opened.do(ActionId.COPY_CASE)
    opened.bot.waitUntil(lambda: "on the clipboard" in said(opened.shell))
    assert QGuiApplication.clipboard().text() == "minutes of 1 in en"


def test_that_without_a_decision_there_is_nothing_to_sum_up(opened: Opened) -> None:
    opened.shell.desk.case = opened.meeting.agenda[0]
    opened.do(ActionId.PRINT_SUMMARY)
    opened.bot.waitUntil(lambda: "there is nothing to sum up" in said(opened.shell))
    assert not list(opened.papers.glob("summary*"))


def test_that_without_a_case_in_hand_one_is_asked_for(opened: Opened) -> None:
    opened.shell.desk.case = None
    opened.do(ActionId.PRINT_CASE_SHEET)
    opened.bot.waitUntil(lambda: "Choose a case first." in said(opened.shell))


def test_that_a_text_does_not_stay_on_the_clipboard_when_the_program_closes(opened: Opened) -> None:
    opened.do(ActionId.COPY_MINUTES)
    opened.bot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    opened.shell.desk.leaving.emit()
    assert QGuiApplication.clipboard().text() == ""
