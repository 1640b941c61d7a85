"""The least that shows so many rows: a window of Qt with literal rows; ``ROWS settled`` prints its memory."""

import os
import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

COUNT = int(sys.argv[1])
SETTLED = sys.argv[2:] == ["settled"]
HEADS = (
    "Urgency",
    "Patient",
    "Primary",
    "Level",
    "Neurology",
    "NESMS",
    "SINS",
    "Bilsky",
    "Question",
    "Meeting",
    "Ready",
)
ROWS = [tuple(f"{head} {number}" for head in HEADS) for number in range(COUNT)]


class Literal(QAbstractTableModel):
    """Rows that stand in the program."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802, ARG002  # Qt's
        return COUNT

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802, ARG002  # Qt's
        return len(HEADS)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        return ROWS[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class Table(QTableView):
    """Ends the process once it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        super().paintEvent(event)
        QTimer.singleShot(1_000 if SETTLED else 0, leave)


def leave() -> None:
    """Go, and tell what was taken."""
    if SETTLED:
        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123  # pathlib would be measured too
            print(int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE"), flush=True)
    os._exit(0)


app = QApplication(["bare"])
window = QMainWindow()
table = Table()
table.setModel(Literal(table))
window.setCentralWidget(table)
window.resize(798, 768)  # what a screen in memory leaves of the program's window too
window.show()
app.exec()
