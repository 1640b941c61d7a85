"""Filter a large queue in the real window, and beside it ask the same of the engine alone; for `benchmarks.queue`.

``python -m benchmarks.filtering FILE ROUNDS`` prints seconds, those of the program and of the reference in turn. Closed
cases are shown too, so that the filter goes over all of them.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.measuring import seconds
from mdt_desk.bootstrap.desk import open_desk
from mdt_desk.bootstrap.place import key_keeper
from mdt_desk.bootstrap.settings import FixedSettings
from mdt_desk.domain.meeting import CaseState
from mdt_desk.store.cipher import connect
from mdt_desk.ui.app import application, open_shell
from mdt_desk.ui.screens.queue.screen import QueueScreen
from mdt_desk.ui.shell import Shell
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.usecases.filters import Filter
from mdt_desk.usecases.keys import QueueKey
from mdt_desk.usecases.preferences import Preferences

_TYPED: Final = (
    "bebe",
    "corda",
    "gan",
    "juker",
    "nesor",
    "isju",
    "marlo",
    "pihol",
    "elfri",
    "dagan",
    "lomar",
)
_SIZE: Final = (1366, 768)
_QUIET_SECONDS: Final = 2.0
_FOUND: Final = "SELECT rowid FROM queue_found WHERE queue_found MATCH ?"
_PAGE: Final = (
    "SELECT * FROM queue_line l JOIN case_file c ON c.id = l.case_id"
    " LEFT JOIN meeting m ON m.id = c.meeting_id LEFT JOIN agenda_item a ON a.case_id = l.case_id"
    " WHERE l.number IN ({})"
)


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        self.times += event.type() is QEvent.Type.Paint
        return False


def rest(app: QApplication, shell: Shell) -> None:
    """Wait until nothing is under way, and for a while nothing new was."""
    quiet = time.perf_counter()
    while time.perf_counter() - quiet < _QUIET_SECONDS:
        app.processEvents()
        if shell.desk.busy:
            quiet = time.perf_counter()


def filtered(app: QApplication, shell: Shell, table: CaseTable, field: QLineEdit, typed: str) -> float:
    """Return the seconds from a text in the filter until other rows are painted."""
    painted, model = Painted(table.viewport()), table.model()
    changed: list[int] = []
    model.modelReset.connect(lambda: changed.append(painted.times))
    start = time.perf_counter()
    field.setText(typed)
    field.textEdited.emit(typed)
    while not changed or painted.times <= changed[-1]:
        # As the program waits: a loop that never sleeps would take the interpreter from the thread that finds.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    took = time.perf_counter() - start
    rest(app, shell)
    return took


def alone(file: Path, key: QueueKey, typed: str, table: CaseTable) -> float:
    """Return the seconds that the engine takes for the same, and one repaint."""
    connection = connect(file, key, read_only=True)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def ask() -> None:
        found = [each[0] for each in connection.execute(_FOUND, (f'"{typed}"',))]
        page = found[:200]
        connection.execute(_PAGE.format(", ".join("?" * len(page))), page).fetchall()
        table.viewport().repaint()

    ask()
    took = seconds(ask)
    connection.close()
    return took


def main() -> None:
    """Take both in turn."""
    file, rounds = Path(sys.argv[1]), int(sys.argv[2])
    key = key_keeper(file).without_asking()
    if key is None:
        raise SystemExit("the queue has no key")
    copy = file.with_name("copy.db")
    copy.write_bytes(file.read_bytes())
    app = application()
    with open_desk(file, FixedSettings(Preferences()), key=key, witnessed=False) as services:
        shell = open_shell(app, replace(services, rulebooks=None))
        shell.resize(*_SIZE)
        queue = next(each for each in shell.desk.children() if isinstance(each, QueueScreen))
        queue.show_filter(Filter(states=frozenset(CaseState)))
        rest(app, shell)
        (table,) = shell.findChildren(CaseTable)
        (field,) = (each for each in shell.findChildren(QLineEdit) if each.isVisible())
        for each in range(rounds + 1):
            typed = _TYPED[each % len(_TYPED)]
            both = filtered(app, shell, table, field, typed), alone(copy, key, typed, table)
            if each:
                print(*both)
        shell.close()
        rest(app, shell)


if __name__ == "__main__":
    main()
