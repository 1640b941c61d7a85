"""The case screen through its real widgets, found as a screen reader finds them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.spine import Level
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.sections import SECTIONS, SectionId
from mdt_desk.ui.screens.case.state import CaseScreenState, RecoveredShown
from mdt_desk.ui.screens.case.view import CaseView
from mdt_desk.ui.theme import DARK, LIGHT
from mdt_desk.ui.widgets.curtain import Curtain
from mdt_desk.ui.widgets.fact_field import FactField
from mdt_desk.ui.widgets.score_badge import ScoreBadge
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.wording import label_of
from tests.ui.case.bench import CORD, Bench
from tests.ui.finding import hit, named, nameless, press, said, type_into

Desk = Callable[..., "Room"]


class Room:
    """A case screen in a window, joined to its presenter as the program joins them."""

    def __init__(self, bench: Bench, view: CaseView) -> None:
        self.bench = bench
        self.view = view
        presenter = bench.presenter
        view.picked.connect(presenter.pick)
        view.typed.connect(presenter.type)
        view.paused.connect(presenter.pause)
        view.left.connect(presenter.leave)
        view.undo_wanted.connect(presenter.undo)
        view.redo_wanted.connect(presenter.redo)
        view.save_wanted.connect(presenter.save_again)
        view.level_chosen.connect(presenter.choose_level)
        view.lesion_added.connect(presenter.add_lesion)
        view.lesion_removed.connect(presenter.remove_lesion)
        view.lesions_declared.connect(presenter.declare_lesions)
        view.level_left.connect(presenter.leave_level)
        view.clash_resolved.connect(lambda path, mine: presenter.resolve(path, mine=mine))
        bench.listeners.append(view.show_state)

    def name(self, path: str) -> str:
        return label_of(self.bench.texts, path)

    def line(self, path: str) -> QLineEdit:
        return named(self.view, QLineEdit, self.name(path))

    def type(self, path: str, text: str) -> None:
        """Replace what stands in a line, and leave it."""
        line = self.line(path)
        line.setFocus()
        line.selectAll()
        hit(line, Qt.Key.Key_Backspace)
        type_into(line, text)
        hit(line, Qt.Key.Key_Return)

    def answer(self, path: str, key: str) -> QRadioButton:
        return named(self.view, QRadioButton, f"{self.name(path)}: {self.bench.texts.get(key)}")

    def field(self, path: str) -> FactField:
        return next(each for each in self.view.form.all_fields() if each.path == path)

    def press_keys(self, keys: str) -> None:
        QTest.keySequence(self.view.window(), QKeySequence(keys))


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication) -> Desk:
    """Open a case in a window of a given size."""
    assert dressed is not None
    kept: list[Room] = []

    def opened(
        tree: dict[str, Any] | None = None, language: str = "en", size: tuple[int, int] = (1270, 680)
    ) -> Room:
        bench = Bench(tree=tree, language=language)
        view = CaseView(Look(texts=bench.texts, tokens=LIGHT))
        made = Room(bench, view)
        kept.append(made)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        bench.open()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return made

    return opened


def unassessed(state: CaseScreenState) -> CaseScreenState:
    """Return what is shown of a case before it was first assessed."""
    fields = {path: replace(each, decides="") for path, each in state.fields.items()}
    return replace(state, results=None, timeline=(), fields=fields)


def longest(curtain: Curtain) -> QTimer:
    """Return what lifts a curtain behind which nothing comes."""
    (found,) = (each for each in curtain.findChildren(QTimer) if each.isSingleShot())
    return found


def test_that_no_field_is_seen_before_it_has_its_place(room: Desk, qtbot: QtBot) -> None:
    screen = room(CORD)
    view, bench = screen.view, screen.bench
    (curtain,) = view.findChildren(Curtain)
    qtbot.waitUntil(curtain.isHidden)
    fields = [each for each in view.form.all_fields() if each.isVisible()]
    view.show_state(unassessed(bench.state))
    assert curtain.isVisible()
    longest(curtain).stop()  # a busy machine may take longer than people are asked to wait
    covered = [view.rail, view.results, *fields[:3]]
    assert {curtain.geometry().contains(each.mapTo(view, QPoint(0, 0))) for each in covered} == {True}
    view.show_state(bench.state)
    qtbot.waitUntil(curtain.isHidden)
    lifted = [each.mapTo(view, QPoint(0, 0)) for each in fields]
    rested = QTimer(singleShot=True)
    with qtbot.waitSignal(rested.timeout):
        rested.start(0)
    assert [each.mapTo(view, QPoint(0, 0)) for each in fields] == lifted


def test_that_nobody_waits_behind_a_curtain_for_an_answer_that_does_not_come(
    room: Desk, qtbot: QtBot
) -> None:
    screen = room(CORD)
    (curtain,) = screen.view.findChildren(Curtain)
    qtbot.waitUntil(curtain.isHidden)
    screen.view.show_state(unassessed(screen.bench.state))
    assert curtain.isVisible()
    longest(curtain).timeout.emit()
    assert curtain.isHidden()
    screen.view.show_state(replace(unassessed(screen.bench.state), recovered=RecoveredShown(heading="More")))
    assert curtain.isHidden()
    screen.view.show_state(screen.bench.state)
    screen.view.show_state(unassessed(screen.bench.state))
    assert curtain.isVisible()


def test_that_a_slow_machine_covers_the_next_case_too(room: Desk, qtbot: QtBot) -> None:
    screen = room(CORD)
    (curtain,) = screen.view.findChildren(Curtain)
    qtbot.waitUntil(curtain.isHidden)
    screen.view.show_state(unassessed(screen.bench.state))
    screen.view.show_state(screen.bench.state)
    longest(curtain).timeout.emit()  # the answer is there, its places are not yet
    assert curtain.isHidden()
    screen.view.show_state(unassessed(screen.bench.state))
    assert curtain.isVisible()


def test_that_every_control_says_its_name(room: Desk) -> None:
    for language in ("nl", "en"):
        screen = room(CORD, language)
        screen.view.go_to(SectionId.REHABILITATION)
        screen.bench.presenter.choose_level(Level.T6)
        assert nameless(screen.view) == []


def test_that_every_fact_has_its_field_on_the_screen(room: Desk) -> None:
    screen = room(CORD)
    screen.view.go_to(SectionId.REHABILITATION)
    shown = {each.path for each in screen.view.form.all_fields()}
    assert {path for section in SECTIONS for path in section.facts} <= shown


def test_that_an_answer_changes_scores_and_is_kept(room: Desk) -> None:
    screen = room(CORD)
    nesms = next(
        each for each in screen.view.findChildren(ScoreBadge) if each.accessibleName().startswith("NESMS")
    )
    assert "1–2" in nesms.accessibleName()
    screen.type("labs.albumin_g_per_l", "40")
    assert "NESMS 2" in nesms.accessibleName()
    assert screen.bench.shelf.kept.case.labs.albumin_g_per_l == 40
    assert "Saved 10:00" in said(screen.view.header)


def test_that_typing_alone_moves_the_scores(room: Desk, qtbot: QtBot) -> None:
    screen = room(CORD)
    line = screen.line("labs.albumin_g_per_l")
    line.setFocus()
    type_into(line, "34,5")
    qtbot.waitUntil(lambda: screen.bench.case.labs.albumin_g_per_l == 34.5)
    assert line.text() == "34,5"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("labs.albumin_g_per_l", "3.5"),
        ("labs.albumin_g_per_l", "3,5"),
        ("labs.albumin_g_per_l", "abc"),
        ("labs.albumin_g_per_l", "-1"),
        ("patient.birth_date", "01-01-2030"),
    ],
)
def test_that_what_cannot_be_is_refused_in_one_sentence_at_its_field(
    room: Desk, path: str, text: str
) -> None:
    screen = room(CORD)
    before = screen.bench.case
    screen.type(path, text)
    field = screen.field(path)
    assert screen.line(path).text() == text
    assert screen.line(path).property("problem") is True
    sentences = [each.text() for each in field.findChildren(QLabel) if each.property("mark") == "problem"]
    assert [bool(each) for each in sentences] == [True]
    assert said(field).count(sentences[0]) == 1
    assert screen.bench.case == before
    others = [each for each in screen.view.form.all_fields() if each is not field]
    assert not any(
        each.property("mark") == "problem" and each.isVisible()
        for other in others
        for each in other.findChildren(QLabel)
    )


def test_that_a_level_t13_is_refused_at_its_field(room: Desk) -> None:
    screen = room(CORD)
    line = named(screen.view, QLineEdit, "Add a vertebra")
    type_into(line, "T13")
    hit(line, Qt.Key.Key_Return)
    assert line.text() == "T13"
    assert "‘T13’ is no vertebra" in said(screen.view.form.lesions)
    type_into(line, "")
    line.selectAll()
    type_into(line, "Th12")
    hit(line, Qt.Key.Key_Return)
    assert "Lesion at T12" in said(screen.view.form.lesions)
    assert line.text() == ""


def test_that_a_vertebra_clicked_in_the_picture_can_be_added_and_filled_in(room: Desk) -> None:
    screen = room(CORD)
    press(screen.view, "Vertebra L3, no lesion entered")
    press(screen.view, "Add L3")
    named(screen.view, QRadioButton, "Pain at this level: Mechanical").click()
    assert screen.bench.case.lesions is not UNKNOWN
    assert screen.bench.case.lesions[-1].pain == "mechanical"
    named(screen.view, QAbstractButton, screen.bench.state.lesions.marks[-1].spoken)
    press(screen.view, "Remove L3")
    assert [each.level for each in screen.bench.case.lesions] == ["T6"]


def test_that_no_lesions_is_an_answer_of_its_own(room: Desk) -> None:
    screen = room({})
    named(screen.view, QRadioButton, "Lesions of vertebrae: No lesions").click()
    assert screen.bench.case.lesions == ()


def test_that_ctrl_z_takes_back_and_ctrl_y_brings_again(room: Desk) -> None:
    screen = room(CORD)
    screen.answer("symptoms.lhermitte", "answer.yes").click()
    press(screen.view, "Undo")
    assert screen.answer("symptoms.lhermitte", "answer.not_entered").isChecked()
    screen.view.setFocus()
    screen.press_keys("Ctrl+Y")
    assert screen.answer("symptoms.lhermitte", "answer.yes").isChecked()


def test_that_what_is_undone_comes_into_sight(room: Desk, qtbot: QtBot) -> None:
    screen = room(CORD)
    screen.answer("wishes.accepts_surgery", "answer.no").click()
    screen.view.go_to(SectionId.WHO)
    press(screen.view, "Undo")
    area = screen.view.form.findChildren(QScrollArea)[0]
    field = screen.field("wishes.accepts_surgery")

    def in_sight() -> bool:
        top = field.mapTo(area.viewport(), QPoint(0, 0)).y()
        return 0 <= top <= area.viewport().height() - field.height()

    qtbot.waitUntil(in_sight)


def test_that_alt_and_a_number_jump_to_a_section(room: Desk, qtbot: QtBot) -> None:
    screen = room(CORD)
    area = screen.view.form.findChildren(QScrollArea)[0]
    bar = area.verticalScrollBar()
    for number, section in enumerate(SectionId, start=1):
        screen.press_keys(f"Alt+{number}")
        card = screen.view.form.cards[section]
        held = QApplication.focusWidget()
        assert held is not None
        assert card.isAncestorOf(held)
        qtbot.waitUntil(partial(on_top, card, area))
        assert screen.view.rail.marked() is section or bar.value() == bar.maximum()


def on_top(card: QWidget, area: QScrollArea) -> bool:
    """Tell whether a card begins at the top, or the end of the form is in sight."""
    bar = area.verticalScrollBar()
    return abs(card.mapTo(area.viewport(), QPoint(0, 0)).y()) <= 4 or bar.value() == bar.maximum()


def test_that_f6_walks_through_the_panes(room: Desk) -> None:
    screen = room(CORD)
    screen.view.focus_form()
    walked = []
    for keys in ("F6", "F6", "F6", "Shift+F6"):
        screen.press_keys(keys)
        held = QApplication.focusWidget()
        panes: dict[str, QWidget] = {
            "rail": screen.view.rail,
            "form": screen.view.form,
            "results": screen.view.results,
        }
        walked += [name for name, pane in panes.items() if held is not None and pane.isAncestorOf(held)]
    assert walked == ["results", "rail", "form", "rail"]


def test_that_every_field_is_reached_with_tab(room: Desk) -> None:
    screen = room(CORD)
    screen.bench.presenter.choose_level(Level.T6)
    screen.view.go_to(SectionId.REHABILITATION)
    screen.view.focus_form()
    reached: set[str] = set()
    for _ in range(600):
        held = QApplication.focusWidget()
        widget = held
        while widget is not None and not isinstance(widget, FactField):
            widget = widget.parentWidget()
        if isinstance(widget, FactField):
            reached.add(widget.path)
        if held is None:
            break
        held.nextInFocusChain()
        QTest.keyClick(held, Qt.Key.Key_Tab)
    assert {each.path for each in screen.view.form.all_fields()} - reached == set()


def test_that_the_foot_explains_the_field_in_hand(room: Desk) -> None:
    screen = room(CORD)
    screen.line("condition.ecog").setFocus()
    assert "Eastern Cooperative Oncology Group" in said(screen.view.form)


def test_that_the_last_section_opens_when_asked(room: Desk) -> None:
    screen = room(CORD)
    name = screen.name("rehabilitation.indication")
    assert name not in said(screen.view)
    press(screen.view, "Rehabilitation, info: Open section")
    assert name in said(screen.view)
    press(screen.view, "Rehabilitation, info: Close section")
    assert name not in said(screen.view)


def test_that_a_failure_to_save_is_said_and_tried_again(room: Desk) -> None:
    screen = room(CORD)
    screen.bench.shelf.fails = SiteError("store.full", file="queue.db")
    screen.type("labs.albumin_g_per_l", "40")
    assert "Not saved" in said(screen.view.header)
    assert screen.bench.texts.get("store.full", file="queue.db") in said(screen.view.header)
    (identity,) = (each for each in screen.view.header.findChildren(QLabel) if "4711" in each.text())
    assert identity.fontMetrics().horizontalAdvance(identity.text()) <= identity.width()
    assert screen.line("labs.albumin_g_per_l").text() == "40"
    screen.bench.shelf.fails = None
    press(screen.view, "Save again")
    assert screen.bench.shelf.kept.case.labs.albumin_g_per_l == 40


def test_that_two_values_of_one_fact_are_shown_with_a_button_for_each(room: Desk) -> None:
    screen = room(CORD)
    screen.bench.shelf.change("condition.karnofsky", 40)
    screen.type("condition.karnofsky", "80")
    words = screen.bench.state.clashes[0].spoken
    press(screen.view, f"Take theirs: {words}")
    assert screen.line("condition.karnofsky").text() == "40"
    assert not screen.view.banner.isVisible()


def test_that_a_key_score_opens_to_its_items(room: Desk) -> None:
    screen = room(CORD)
    badge = next(
        each for each in screen.view.findChildren(ScoreBadge) if each.accessibleName().startswith("SINS")
    )
    badge.click()
    assert "Fisher 2010" in said(screen.view.results)
    badge.click()
    assert "Fisher 2010" not in said(screen.view.results)


HOSTILE = ["<b>bold</b>", "<img src='file:///x.png'>", "x" * 5000, "שלום עולם", "😀🦴🩻", "a\tb & <two>"]


def test_that_hostile_text_shows_as_typed_and_breaks_no_layout(room: Desk) -> None:
    screen = room(CORD)
    least = screen.view.minimumSizeHint()
    presenter = screen.bench.presenter
    for text in HOSTILE:
        for path in (
            "patient.family_name",
            "patient.hospital_number",
            "referral.question",
            "wishes.preference",
        ):
            presenter.leave(path, text)
        assert screen.line("patient.family_name").text() == text
        assert named(screen.view, QPlainTextEdit, screen.name("wishes.preference")).toPlainText() == text
        assert screen.view.minimumSizeHint() == least
        assert not screen.view.grab().isNull()
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in screen.view.findChildren(QLabel))


def fits(area: QScrollArea, inside: QWidget) -> bool:
    return inside.width() <= area.viewport().width()


@pytest.mark.parametrize("size", [(1250, 640), (1800, 950)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_nothing_is_wider_than_its_pane(
    room: Desk, language: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    screen = room(CORD, language, size)
    screen.bench.presenter.choose_level(Level.T6)
    screen.view.go_to(SectionId.REHABILITATION)
    for area in screen.view.findChildren(QScrollArea):
        inside = area.widget()
        assert inside is not None
        qtbot.waitUntil(partial(fits, area, inside))
        assert inside.minimumSizeHint().width() <= area.viewport().width()


def test_that_the_program_can_be_worn_in_the_dark(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    bench = Bench(tree=CORD)
    view = CaseView(Look(texts=bench.texts, tokens=DARK))
    qtbot.addWidget(view)
    bench.listeners.append(view.show_state)
    bench.open()
    assert not view.grab().isNull()


def test_that_a_list_of_many_values_starts_with_not_entered(room: Desk) -> None:
    screen = room({})
    box = named(screen.view, QComboBox, screen.name("tumour.primary"))
    assert box.currentText() == "Not entered"
    hit(box, Qt.Key.Key_Down)
    assert screen.bench.case.tumour.primary == "breast"
