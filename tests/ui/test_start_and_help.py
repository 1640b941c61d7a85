"""The first screen and the help."""

from dataclasses import replace

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.assess import SCORES
from mdt_desk.domain.scores.external import EXTERNAL
from mdt_desk.i18n import Texts
from mdt_desk.ui.actions import ACTIONS, Place, shown_shortcut
from mdt_desk.ui.screens.help.presenter import help_state
from mdt_desk.ui.screens.help.state import Chapter
from mdt_desk.usecases.ports import DeskServices
from tests.ui.conftest import OpenShell
from tests.ui.finding import named, press, said


def test_that_an_empty_queue_starts_with_a_choice(empty_desk: DeskServices, opened: OpenShell) -> None:
    words = said(opened(empty_desk))
    assert "Welcome to MDT Desk" in words
    assert "It does not diagnose or decide" in words


def test_that_a_filled_queue_starts_with_the_queue(filled_desk: DeskServices, opened: OpenShell) -> None:
    assert "Welcome to MDT Desk" not in said(opened(filled_desk))


def test_that_an_empty_queue_says_what_to_do(empty_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(empty_desk)
    press(shell, "Begin with an empty queue")
    assert "The queue is empty" in said(shell)


def test_that_a_rehearsal_takes_the_place_of_the_window(
    empty_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(empty_desk)
    press(shell, "Rehearse with synthetic patients")
    qtbot.waitUntil(lambda: not shell.isVisible())
    assert shell.rehearsal_asked
    assert empty_desk.queue.rows() == ()


def test_that_a_rehearsal_never_looks_like_the_real_queue(
    filled_desk: DeskServices, opened: OpenShell
) -> None:
    told = "Rehearsal: nothing is kept"
    assert told not in said(opened(filled_desk))
    assert told in said(opened(replace(filled_desk, rehearsing=True)))


def test_that_the_help_lists_every_shortcut(texts: Texts) -> None:
    shortcuts = help_state(texts, shown_shortcut).chapters[0]
    listed = {row[1] for row in shortcuts.rows}
    assert {texts.get(each.key) for each in ACTIONS if each.shortcut} <= listed


def chapter_on_models(texts: Texts) -> Chapter:
    chapters = help_state(texts, shown_shortcut).chapters
    return next(each for each in chapters if each.title == texts.get("help.models.title"))


def test_that_the_tables_of_the_help_are_complete(texts: Texts) -> None:
    _, differential, referred, methods, models, scores = help_state(texts, shown_shortcut).chapters
    assert [sum(bool(row[side]) for row in differential.rows) for side in (0, 1)] == [5, 12]
    assert len(referred.rows) == 6
    assert [len(row) for row in methods.rows] == [5, 5, 5, 5]
    assert [row[0] for row in models.rows] == [
        *(texts.get(f"score.{each.id}.name") for each in SCORES),
        *(texts.get(f"value.ExternalModel.{each}") for each in EXTERNAL),
    ]
    assert max(int(row[2]) for row in scores.rows if row[2].isdecimal()) == 4
    assert [row[0] for row in scores.parts[0].rows] == ["0", "1a", "1b", "1c", "2", "3"]
    assert all(all(row) for row in models.rows)
    assert all(each.source for each in (differential, referred, methods, models))


def test_that_the_help_names_every_variable_of_a_model_that_is_not_computed(texts: Texts) -> None:
    models = chapter_on_models(texts)
    for score, row in zip(EXTERNAL.values(), models.rows[-len(EXTERNAL) :], strict=True):
        assert all(texts.get(each) in row[1] for each in score.others)
        assert row[2] == texts.get("help.models.elsewhere")
        assert score.reference in row[3]


def test_that_the_help_turns_to_the_chapter_chosen(filled_desk: DeskServices, opened: OpenShell) -> None:
    shell = opened(filled_desk)
    shell.go(Place.HELP)
    named(shell, QListWidget, "Contents").setCurrentRow(2)
    assert "Sacroiliac joints" in said(shell)
    assert "Erasmus MC protocol, January 2022, background, table 3." in said(shell)
