"""The application around the window: what it remembers and what it hears."""

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, qWarning
from pytestqt.qtbot import QtBot

from mdt_desk.bootstrap.rehearsal import open_staged_rehearsal
from mdt_desk.ui.app import caught_mistakes, heard_messages, meeting_ahead
from mdt_desk.usecases.meetings import plan_meeting
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Preferences, Theme
from tests.ui.conftest import OpenShell, leave
from tests.ui.patients import NOW


def test_that_the_window_comes_back_where_it_stood(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, tmp_path: Path
) -> None:
    memory = tmp_path / "window.ini"
    first = opened(filled_desk, memory)
    first.setGeometry(QRect(10, 20, first.minimumWidth(), 655))
    leave(qtbot, first)
    second = opened(filled_desk, memory)
    assert second.size() == first.size()


def test_that_what_is_remembered_of_the_window_names_nobody(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, tmp_path: Path
) -> None:
    memory = tmp_path / "window.ini"
    shell = opened(filled_desk, memory)
    shell.desk.open_case(filled_desk.queue.rows()[0].id)
    leave(qtbot, shell)
    qtbot.waitUntil(memory.exists)
    kept = memory.read_text(encoding="utf-8")
    assert "geometry" in kept
    assert "lmaz" not in kept


def test_that_a_message_of_qt_is_logged_by_who_speaks_and_without_what_it_quotes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with heard_messages(), caplog.at_level(logging.WARNING):
        qWarning("QFile::open: /tmp/Yılmaz.pdf is not there")
        qWarning("Yılmaz is loose")
    assert "QFile::open" in caplog.text
    assert len(caplog.records) == 2
    assert "lmaz" not in caplog.text


def test_that_a_mistake_nobody_caught_is_said_and_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said: list[BaseException] = []
    error = ValueError("Yılmaz, Ayşe")
    before = sys.excepthook
    with caught_mistakes(said.append), caplog.at_level(logging.WARNING):
        sys.excepthook(ValueError, error, None)
    assert said == [error]
    assert "ValueError" in caplog.text
    assert "Yılmaz" not in caplog.text
    assert sys.excepthook is before


def test_that_the_meeting_of_today_is_worked_towards_until_it_is_closed(empty_desk: DeskServices) -> None:
    assert f"{meeting_ahead(empty_desk):%a %d %b %H:%M}" == "Wed 25 Nov 08:00"
    earlier_today = NOW.replace(hour=7)
    plan_meeting(
        empty_desk.queue, empty_desk.new_id, empty_desk.settings.current(), NOW, starts_at=earlier_today
    )
    assert meeting_ahead(empty_desk) == earlier_today


def test_that_a_rehearsal_is_staged_in_the_language_and_theme_that_were_chosen() -> None:
    chosen = Preferences(language="en", theme=Theme.DARK, hospital="a real hospital")
    with open_staged_rehearsal(chosen) as services:
        (meeting,) = services.queue.meetings()
        assert set(meeting.agenda) == {each.id for each in services.queue.rows()}
        assert len(meeting.agenda) >= 10
        assert services.rehearsing
        kept = services.settings.current()
        assert (kept.language, kept.theme) == ("en", Theme.DARK)
        assert kept.hospital != "a real hospital"
