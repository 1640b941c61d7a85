"""The insights on the screen: counted while one works, stopped when asked, and sent out as files."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QProgressBar, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from mdt_desk.domain.advice import Clock
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import Decision, Meeting, MeetingId, MeetingState
from mdt_desk.domain.readiness import ReadinessState
from mdt_desk.exchange.insight_sheets import CsvSheets
from mdt_desk.i18n import load_texts
from mdt_desk.ui.screens.insights.screen import InsightsScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.usecases.insight_tables import Part
from mdt_desk.usecases.insight_tools import InsightsOrder, InsightTools
from mdt_desk.usecases.insights import AT_ONCE, Findings
from mdt_desk.usecases.ports import DeskServices
from mdt_desk.usecases.preferences import Theme
from tests.ui.conftest import OpenShell
from tests.ui.finding import clipped, named, nameless, press, said
from tests.ui.patients import NOW

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'


class Slow:
    """A hindsight that waits before each chunk until it is let go."""

    leading = "erasmus-2022"

    def __init__(self) -> None:
        self.gate = threading.Semaphore(0)
        self.judged = 0

    def let(self, count: int) -> None:
        for _ in range(count):
            self.gate.release()

    def nesms(self, _case: Case, _at: datetime) -> int | None:
        return 2

    def readiness(self, _case: Case, _at: datetime) -> ReadinessState:
        self.gate.acquire()
        self.judged += 1
        return ReadinessState.READY

    def clocks(self, _case: Case, _until: datetime) -> tuple[Clock, ...]:
        return ()


class Drawn:
    """Charts and papers that remember on which thread they were made."""

    def __init__(self) -> None:
        self.threads: set[str] = set()

    def svg(self, _part: Part, _findings: Findings, _theme: Theme, _language: str) -> bytes:
        self.threads.add(threading.current_thread().name)
        return SVG

    def insights(self, order: InsightsOrder, file: Path) -> Path:
        file.write_text(order.language, encoding="utf-8")
        return file


@pytest.fixture
def desk(filled_desk: DeskServices) -> DeskServices:
    """Fifty decisions over two years about the four patients."""
    queue, new_id = filled_desk.queue, filled_desk.new_id
    cases = queue.rows()
    for week in range(13):
        start = NOW - timedelta(days=30 * week + 1)
        meeting = Meeting(
            id=MeetingId(new_id()),
            starts_at=start,
            agenda=tuple(each.id for each in cases),
            state=MeetingState.HELD,
        )
        queue.keep_meeting(meeting)
        for number, each in enumerate(cases, start=1):
            at = start + timedelta(minutes=6 * number)
            queue.keep_decision(
                Decision(case_id=each.id, meeting_id=meeting.id, decided_at=at, own_words="Irradiate.")
            )
    return filled_desk


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.let(1000)


@pytest.fixture
def shown() -> list[Path]:
    return []


@pytest.fixture
def shell(opened: OpenShell, desk: DeskServices) -> Shell:
    return opened(desk)


@pytest.fixture
def drawn() -> Drawn:
    return Drawn()


@pytest.fixture
def view(
    qtbot: QtBot, shell: Shell, slow: Slow, drawn: Drawn, tmp_path: Path, shown: list[Path]
) -> Iterator[QWidget]:
    tools = InsightTools(hindsight=slow, charts=drawn, papers=drawn, sheets=CsvSheets(texts=load_texts))
    screen = InsightsScreen(shell.desk, tools, tmp_path / "papers", shown.append)
    made = screen.build(shell.desk.look)
    made.resize(1180, 640)
    made.show()
    screen.enter()
    yield made
    slow.let(1000)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    made.close()
    made.deleteLater()


def judged(view: QWidget) -> int:
    return named(view, QProgressBar, "Cases judged").value()


def test_that_counts_stand_at_once_and_judging_goes_on_behind_them(
    qtbot: QtBot, view: QWidget, slow: Slow
) -> None:
    qtbot.waitUntil(lambda: "Meetings\n13" in said(view))
    assert "0 of 52 cases judged" in said(view)
    slow.let(AT_ONCE)
    qtbot.waitUntil(lambda: judged(view) == AT_ONCE)
    slow.let(1000)
    qtbot.waitUntil(lambda: "cases judged" not in said(view))
    assert "52 of 52 cases" in said(view)


def test_that_judging_stops_when_asked_and_goes_on_when_asked(
    qtbot: QtBot, view: QWidget, slow: Slow, shell: Shell
) -> None:
    qtbot.waitUntil(lambda: "cases judged" in said(view))
    press(view, "Stop")
    slow.let(AT_ONCE)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert slow.judged == AT_ONCE
    assert f"speak of {AT_ONCE} of 52" in said(view)
    slow.let(1000)
    press(view, "Go on")
    qtbot.waitUntil(lambda: "52 of 52 cases" in said(view))


def test_that_years_narrow_everything(qtbot: QtBot, view: QWidget, slow: Slow) -> None:
    slow.let(1000)
    qtbot.waitUntil(lambda: "52 of 52 cases" in said(view))
    years = named(view, QComboBox, "From")
    assert [years.itemText(at) for at in range(years.count())] == ["2025", "2026"]
    years.setCurrentIndex(1)
    years.activated.emit(1)
    qtbot.waitUntil(lambda: "Meetings\n11" in said(view))
    assert "44 of 44 cases" in said(view)


def test_that_every_figure_has_its_table_and_is_drawn_off_the_window(
    qtbot: QtBot, view: QWidget, slow: Slow, drawn: Drawn, shell: Shell
) -> None:
    slow.let(1000)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert drawn.threads
    assert threading.main_thread().name not in drawn.threads
    table = named(view, QTableWidget, "Meetings and cases by month")
    assert (table.item(0, 0).text(), table.rowCount()) == ("Nov 2025", 13)  # type: ignore[union-attr]  # a cell that is there
    assert named(view, QTableWidget, "Own survival by NESMS").rowCount() == 4
    assert nameless(view) == []
    assert clipped(view) == []


@pytest.mark.parametrize(
    "out",
    [
        ("PDF", "insights", "en"),
        ("Spreadsheet", "insights", "Key figures"),
        ("Anonymous registry", "registry", "nesms"),
    ],
)
def test_that_it_leaves_as_a_file(
    qtbot: QtBot,
    view: QWidget,
    slow: Slow,
    shell: Shell,
    tmp_path: Path,
    shown: list[Path],
    out: tuple[str, str, str],
) -> None:
    button, name, holds = out
    slow.let(1000)
    qtbot.waitUntil(lambda: "52 of 52 cases" in said(view))
    press(view, button)
    qtbot.waitUntil(lambda: not shell.desk.busy)
    (file,) = (tmp_path / "papers").iterdir()
    assert file.name.startswith(name)
    assert holds in file.read_text(encoding="utf-8-sig")
    assert shown == ([file] if button == "PDF" else [])


def test_that_an_empty_queue_says_that_there_are_no_meetings(
    qtbot: QtBot, opened: OpenShell, empty_desk: DeskServices, tmp_path: Path
) -> None:
    shell = opened(empty_desk)
    tools = empty_desk.insights
    assert tools is not None
    screen = InsightsScreen(shell.desk, tools, tmp_path, lambda _file: None)
    made = screen.build(shell.desk.look)
    made.show()
    screen.enter()
    # It is said from the start, and still once everything was read: until then the screen is drawn.
    qtbot.waitUntil(lambda: not shell.desk.busy)
    assert "There are no meetings yet" in said(made)
    made.close()
    made.deleteLater()
