"""The first sight of a start: what was seen last where it still stands, and never a stale urgency without saying so."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from mdt_desk.assets import rule_hash
from mdt_desk.ui.first_sight import NAME, put_away_first_sight, rows_now, show_first_sight
from mdt_desk.ui.screens.queue.row import Column
from mdt_desk.ui.screens.queue.screen import QueueScreen
from mdt_desk.ui.screens.queue.sighting import Sighting
from mdt_desk.usecases.ports import DeskServices
from tests.queues import KEY, open_queue
from tests.ui.conftest import OpenShell
from tests.ui.patients import NOW

HOLDS = "2026-11-23 12:00:00.000000"


def sight_of(services: DeskServices, opened: OpenShell, qtbot: QtBot) -> dict[str, Any]:
    """What a window keeps of its queue."""
    from dataclasses import replace

    kept: list[dict[str, Any]] = []
    shell = opened(replace(services, keep_sight=lambda tree: kept.append(dict(tree))))
    qtbot.waitUntil(lambda: not shell.desk.busy)
    screen = shell.desk.findChild(QueueScreen)
    assert screen is not None
    sighting = shell.desk.findChild(Sighting)
    assert sighting is not None
    sighting.keep()
    qtbot.waitUntil(lambda: bool(kept))
    sight = kept[-1]
    sight["rows"] = {str(number): row for number, row in sight["rows"].items()}
    return sight


def line(sight: dict[str, Any], number: int, *, stands: bool = True, **said: object) -> dict[str, Any]:
    seal = sight["rows"][str(number)]["seal"]
    return {"number": number, "seal": seal, "holds_until": HOLDS, "lane": 0, "stands": stands} | said


def test_that_rows_are_those_of_the_window_with_the_clocks_of_now(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    sight = sight_of(filled_desk, opened, qtbot)
    number = next(int(each) for each in sight["rows"])
    (cells,) = rows_now(sight, [line(sight, number)], NOW + timedelta(hours=1))
    assert cells[0] == ("overdue 3 h 40 min", "MRI of the whole spine", "urgent")
    assert cells[1] == ("Yılmaz, Ayşe", "12-03-1958 · 4711001", "")
    assert len(cells) == len(Column)


def test_that_a_row_that_changed_or_holds_no_longer_is_not_taken_for_known(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot
) -> None:
    sight = sight_of(filled_desk, opened, qtbot)
    number = next(int(each) for each in sight["rows"])
    later = datetime(2026, 11, 23, 13, tzinfo=UTC)
    for changed in (
        line(sight, number, stands=False),
        line(sight, number, seal="another"),
        {"number": 99} | {},
    ):
        (cells,) = rows_now(sight, [line(sight, number) | changed], NOW)
        assert cells == [("Being judged", "", "calm")]
    (urgent,) = rows_now(sight, [line(sight, number)], later)
    assert urgent[0][0].startswith("overdue")
    assert "being judged again" in urgent[0][1]
    (calm,) = rows_now(sight, [line(sight, number, lane=2)], later)
    assert calm[0] == ("Being judged", "", "calm")
    assert calm[1][0] == "Yılmaz, Ayşe"


def test_that_the_first_sight_is_painted_and_makes_room_for_the_window(
    filled_desk: DeskServices, opened: OpenShell, qtbot: QtBot, dressed: QApplication
) -> None:
    sight = sight_of(filled_desk, opened, qtbot)
    lines = [line(sight, int(each)) for each in sight["rows"]]
    window = show_first_sight(dressed, sight, rows_now(sight, lines, NOW))
    table = window.findChild(QTableView)
    assert table is not None
    assert table.model().rowCount() == 4
    assert window.isVisible()
    put_away_first_sight()
    assert not [
        each for each in QApplication.topLevelWidgets() if each.objectName() == NAME and each.isVisible()
    ]


def test_that_a_sight_that_another_version_kept_keeps_no_window_shut(tmp_path: Path) -> None:
    file = tmp_path / "queue.db"
    in_the_open = {"open": KEY.raw.hex(), "queue": KEY.salt.hex()}
    file.with_suffix(".keys").write_text(json.dumps(in_the_open), encoding="utf-8")
    sights: tuple[object, ...] = ({"stands_on": {"": rule_hash()}}, {"stands_on": [], "rows": 1}, [])
    for sight in sights:
        with open_queue(file) as queue:
            queue.lines.keep_sight(json.dumps(sight))
        script = f"from mdt_desk import start; print(start._first_sight(['--database', {str(file)!r}]))"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout == "None\n"
