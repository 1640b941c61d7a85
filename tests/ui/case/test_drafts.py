"""What is typed outlives the program: kept while typing goes on, offered again, and forgotten when it is saved."""

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mdt_desk.domain.case import IdSystem, LesionPain, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import CaseId
from mdt_desk.domain.neurology import Frankel
from mdt_desk.ui.actions import Place
from mdt_desk.ui.screens.case.draft_keeper import EVERY_MS
from mdt_desk.ui.screens.case.drafts import note_of, put_back, recovered, superseded, unsaved
from mdt_desk.ui.screens.case.memory import LEVEL, Draft, Recovered
from mdt_desk.ui.screens.case.screen import CaseScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.errors import SiteError
from mdt_desk.usecases.ports import DeskServices, NoteKind
from tests.ui.case.bench import CORD, NOW, Bench, case_of
from tests.ui.conftest import OpenShell, leave
from tests.ui.finding import hit, named, press, said, type_into
from tests.ui.services import desk_services

HOSTILE = "<b>x</b> \u202eمرحبا 😀 \\ \" ' \n & \x00" * 3


@pytest.fixture
def bench() -> Bench:
    return Bench(CORD).open()


def test_that_half_a_date_is_unsaved_and_a_taken_number_is_not(bench: Bench) -> None:
    bench.presenter.type("imaging.ct_spine_at", "18-11")
    bench.presenter.leave("labs.albumin_g_per_l", "34")
    assert dict(bench.presenter.unsaved()) == {"imaging.ct_spine_at": Draft(text="18-11")}


def test_that_what_was_taken_and_could_not_be_kept_is_unsaved(bench: Bench) -> None:
    bench.shelf.fails = SiteError("settings.not_written", file="queue", why="full")
    bench.presenter.leave("labs.albumin_g_per_l", "34,5")
    assert bench.presenter.unsaved() == {"labs.albumin_g_per_l": Draft(text="34.5")}


@pytest.mark.parametrize("text", ["3,5 g", HOSTILE, "x" * 5000])
def test_that_a_note_gives_back_every_letter(text: str) -> None:
    fields = {
        "labs.albumin_g_per_l": Draft(text=text),
        "patient.national_id": Draft(text="1234", part=IdSystem.BSN),
        LEVEL: Draft(text="T1"),
    }
    found = recovered(note_of(fields, NOW), case_of(CORD), NOW + timedelta(hours=1))
    assert found is not None
    assert (found.at, dict(found.fields)) == (NOW, fields)


@pytest.mark.parametrize(
    "note", [None, "", "{", "[]", "7", '{"at": 7}', '{"at": "2026-11-18", "typed": {"no.such": {}}}']
)
def test_that_a_note_that_cannot_be_read_offers_nothing(note: str | None) -> None:
    assert recovered(note, case_of(CORD), NOW) is None


def test_that_what_the_case_holds_already_is_not_offered() -> None:
    note = note_of({"condition.karnofsky": Draft(text="70")}, NOW)
    assert recovered(note, case_of(CORD), NOW) is None


def test_that_what_is_put_back_is_taken_where_it_can_be_read_and_undone_as_one_change(bench: Bench) -> None:
    fields = {
        "labs.albumin_g_per_l": Draft(text="34"),
        "imaging.ct_spine_at": Draft(text="18-11"),
        LEVEL: Draft(text="T1"),
    }
    bench.presenter.open(bench.shelf.kept, NOW, recovered=Recovered(at=NOW, fields=fields))
    assert "34" in "\n".join(bench.state.recovered.lines)
    bench.presenter.recover(back=True)
    assert bench.case.labs.albumin_g_per_l == 34
    assert bench.state.fields["imaging.ct_spine_at"].text == "18-11"
    assert bench.state.fields["imaging.ct_spine_at"].problem
    assert bench.state.lesions.typed == "T1"
    assert bench.state.recovered.heading == ""
    bench.presenter.undo()
    assert value_at(bench.case, "labs.albumin_g_per_l") is UNKNOWN


def test_that_what_is_let_go_is_no_longer_unsaved(bench: Bench) -> None:
    offered = Recovered(at=NOW, fields={LEVEL: Draft(text="T1")})
    bench.presenter.open(bench.shelf.kept, NOW, recovered=offered)
    assert bench.presenter.unsaved() == offered.fields
    bench.presenter.recover(back=False)
    assert bench.presenter.unsaved() == {}


def test_that_a_fact_changed_anew_is_not_put_back_over_it(bench: Bench) -> None:
    old = {"labs.albumin_g_per_l": Draft(text="34"), "imaging.ct_spine_at": Draft(text="18-11")}
    bench.presenter.open(bench.shelf.kept, NOW, recovered=Recovered(at=NOW, fields=old))
    bench.presenter.leave("labs.albumin_g_per_l", "41")
    bench.presenter.recover(back=True)
    assert bench.case.labs.albumin_g_per_l == 41


def test_that_nothing_on_offer_stays_nothing(bench: Bench) -> None:
    memory = bench.presenter.memory
    assert put_back(memory, NOW, bench.texts) is memory
    assert superseded(memory, LEVEL) is memory
    assert unsaved(memory, NOW, "en") == {}


def test_that_typing_is_kept_well_within_five_seconds_of_the_last_key() -> None:
    assert EVERY_MS < 5_000


def _typing(shell: Shell, qtbot: QtBot, case: CaseId, name: str, text: str) -> QLineEdit:
    shell.desk.open_case(case)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    line = named(shell, QLineEdit, name)
    line.setFocus()
    line.selectAll()
    type_into(line, text)
    return line


def test_that_a_note_is_forgotten_once_what_was_typed_is_saved(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell, notes = opened(filled_desk), filled_desk.queue.notes
    case = filled_desk.queue.rows("yilmaz")[0].id
    line = _typing(shell, qtbot, case, "CT of the spine done", "18-11")
    screen = shell.desk.findChild(CaseScreen)
    assert isinstance(screen, CaseScreen)
    with qtbot.waitSignal(screen.drafts.kept):
        screen.drafts.flush()
    assert "18-11" in (notes.recall(NoteKind.DRAFT, str(case)) or "")
    type_into(line, "-2026 14:30")
    hit(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    with qtbot.waitSignal(screen.drafts.kept):
        screen.drafts.flush()
    assert notes.recall(NoteKind.DRAFT, str(case)) is None


def test_that_another_case_does_not_cost_what_is_typed_in_this_one(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    first, other = (each.id for each in filled_desk.queue.rows()[:2])
    _typing(shell, qtbot, first, "CT of the spine done", "18-11")
    shell.desk.open_case(other)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    shell.desk.open_case(first)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "‘18-11’" in said(shell)
    press(shell, "Put it back")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert named(shell, QLineEdit, "CT of the spine done").text() == "18-11"


def test_that_closing_the_window_keeps_what_cannot_be_taken_yet(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    shell = opened(filled_desk)
    case = filled_desk.queue.rows("yilmaz")[0].id
    _typing(shell, qtbot, case, "CT of the spine done", "18-11")
    leave(qtbot, shell)
    assert "18-11" in (filled_desk.queue.notes.recall(NoteKind.DRAFT, str(case)) or "")


TYPIST = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from mdt_desk.ui.app import application, open_shell
from mdt_desk.ui.screens.case.screen import CaseScreen
from tests.ui.patients import NOW
from tests.ui.services import desk_services
from tests.ui.finding import named

services = desk_services(Path(sys.argv[1]), NOW)
app = application()
shell = open_shell(app, services)
shell.bring_later()
shell.desk.open_case(services.queue.rows("yilmaz")[0].id)
(screen,) = shell.desk.findChildren(CaseScreen)
screen.drafts.kept.connect(lambda: print("kept", flush=True))
typing = QTimer()
def key():
    if not shell.desk.busy:
        QTest.keyClick(named(shell, QLineEdit, "CT of the spine done"), "7")
typing.timeout.connect(key)
typing.start(40)
app.exec()
"""


@pytest.fixture
def killed(filled_desk: DeskServices, tmp_path: Path) -> Iterator[DeskServices]:
    """A desk whose program was killed while somebody typed without a pause."""
    filled_desk.queue.close()  # type: ignore[attr-defined]  # the other process takes the queue over
    around = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=around
    )
    assert typist.stdout is not None
    try:
        with selectors.DefaultSelector() as waiting:
            waiting.register(typist.stdout, selectors.EVENT_READ)
            assert waiting.select(timeout=60), "nothing was kept while typing went on"
            assert typist.stdout.readline() == "kept\n"
    finally:
        typist.send_signal(signal.SIGKILL)
        typist.wait()
        typist.stdout.close()
    assert typist.returncode == -signal.SIGKILL
    services = desk_services(tmp_path, NOW)
    yield services
    services.queue.close()  # type: ignore[attr-defined]  # as above


def test_that_typing_survives_a_kill_and_is_offered_again(
    killed: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    (note,) = killed.queue.notes.under(NoteKind.DRAFT).values()
    (typed,) = json.loads(note)["typed"].values()
    assert set(typed["text"]) == {"7"}
    shell = opened(killed)
    qtbot.waitUntil(lambda: "In 1 case something was typed" in said(shell))
    press(shell, "Open Yılmaz, Ayşe")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert shell.desk.case is not None
    assert f"CT of the spine done: ‘{typed['text']}’" in said(shell)
    press(shell, "Put it back")
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert named(shell, QLineEdit, "CT of the spine done").text() == typed["text"]
    shell.go(Place.QUEUE)


@pytest.mark.parametrize(
    ("path", "chosen", "words"),
    [
        ("symptoms.lhermitte", True, "Yes"),
        ("neurology.frankel", Frankel.C, "C"),
        ("lesions.T6.pain", LesionPain.NONE, "None"),
    ],
)
def test_that_what_was_chosen_and_could_not_be_kept_outlives_the_program(
    path: str, chosen: object, words: str
) -> None:
    bench = Bench(CORD).open()
    bench.shelf.fails = SiteError("settings.not_written", file="queue", why="full")
    bench.presenter.pick(path, chosen)
    note = note_of(bench.presenter.unsaved(), NOW)
    again = Bench(CORD)
    again.presenter.open(again.shelf.kept, NOW, None, recovered(note, again.shelf.kept.case, NOW))
    assert words in again.state.recovered.lines[0]
    again.presenter.recover(back=True)
    assert value_at(again.shelf.kept.case, path) == chosen
