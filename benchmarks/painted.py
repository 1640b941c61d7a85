"""Start the program in this process and leave it when rows of the queue are painted; for `benchmarks.queue`.

``python -m benchmarks.painted FILE UNTIL``: ``first`` rows that are painted; the table of the ``whole`` window; or the
window when it has rested (``settled``): its resident memory in bytes is printed, and it is closed as a user closes it.
"""

import os
import sys
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

_RESTED_MS = 6_000
Plain = QtWidgets.QApplication


def resident() -> int:
    """Return the resident memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class Watched(QtWidgets.QTableView):
    """A table as every other, that ends the process once it was painted with rows in it."""

    whole = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        super().paintEvent(event)
        if self.model().rowCount() and (self.accessibleName() or not Watched.whole):
            QTimer.singleShot(0, lambda: os._exit(0))


class Resting(Plain):
    """An application as every other, that tells what it takes once it has rested, and closes."""

    @staticmethod
    def exec() -> int:
        def close() -> None:
            print(resident(), flush=True)
            Resting.closeAllWindows()

        QTimer.singleShot(_RESTED_MS, close)
        return Plain.exec()


def main() -> int:
    """Put the watcher in the place of what it watches before the program is loaded."""
    file, until = sys.argv[1:]
    if until == "settled":
        QtWidgets.QApplication = Resting  # type: ignore[misc]  # only here: what the program starts is this
    else:
        Watched.whole = until == "whole"
        QtWidgets.QTableView = Watched  # type: ignore[misc]  # as above
    from mdt_desk.start import main as run

    return run(["--database", file])


if __name__ == "__main__":
    sys.exit(main())
