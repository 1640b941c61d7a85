"""Work off the GUI thread: in the order asked, outcomes as values, nothing of a patient in the log."""

import logging
import threading
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from mdt_desk.domain.meeting import MeetingRefused
from mdt_desk.i18n import Texts
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.work import Done, Failed, Outcome, Work
from mdt_desk.usecases.errors import BugError, SiteError, UserError


def outcomes_of(qtbot: QtBot, work: Work, *verbs: object) -> list[Outcome[object]]:
    found: list[Outcome[object]] = []
    for each in verbs:
        assert callable(each)
        work.run(each, found.append)
    qtbot.waitUntil(lambda: len(found) == len(verbs))
    work.close()
    return found


def test_that_a_verb_runs_on_another_thread_and_is_answered_on_this_one(qtbot: QtBot) -> None:
    work = Work("test")
    threads: list[int] = []

    def then(outcome: Outcome[int]) -> None:
        assert isinstance(outcome, Done)
        threads.extend((outcome.value, threading.get_ident()))

    work.run(threading.get_ident, then)
    qtbot.waitUntil(lambda: len(threads) == 2)
    work.close()
    assert threads[1] == threading.get_ident() != threads[0]


def test_that_verbs_run_in_the_order_asked(qtbot: QtBot) -> None:
    done: list[int] = []
    outcomes_of(qtbot, Work("test"), *(partial(done.append, number) for number in range(20)))
    assert done == list(range(20))


def test_that_an_error_comes_back_as_a_value(qtbot: QtBot) -> None:
    error = UserError("store.no_case", case="1")

    def refuse() -> None:
        raise error

    assert outcomes_of(qtbot, Work("test"), refuse) == [Failed(error=error)]


def test_that_it_tells_how_much_is_waiting(qtbot: QtBot) -> None:
    work = Work("test")
    counts: list[int] = []
    work.pending.connect(counts.append)
    outcomes_of(qtbot, work, lambda: 1, lambda: 2)
    assert counts == [1, 2, 1, 0]
    assert not work.busy


def test_that_closing_finishes_what_was_asked(qtbot: QtBot) -> None:
    work, done = Work("test"), list[int]()
    assert qtbot is not None
    for number in range(5):
        work.run(partial(done.append, number), lambda _: None)
    work.close()
    assert done == [0, 1, 2, 3, 4]


def test_that_the_log_names_the_place_and_never_the_patient(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble() -> None:
        name = "Yılmaz"
        raise ValueError(f"{name} is not a number")

    with caplog.at_level(logging.WARNING):
        outcomes_of(qtbot, Work("test"), stumble)
    assert "ValueError at ui.test_work:stumble:" in caplog.text
    assert "Yılmaz" not in caplog.text


@pytest.mark.parametrize(
    "error",
    [
        SiteError("settings.not_written", file="f", why="w"),
        UserError("refused.case.same_number"),
        BugError("anything"),
        MeetingRefused("closed"),
        ZeroDivisionError(),
    ],
)
def test_that_every_error_has_a_sentence(error: BaseException, texts: Texts) -> None:
    said = sentence(error, texts)
    assert said.endswith(".")
    assert "Error(" not in said
