"""A small table of numbers that the keyboard can walk and a screen reader can read; nothing in it is edited."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

_ROW = 26
_TALLEST = 9


class FiguresTable(QTableWidget):
    """Signals ``taken`` with the number of the row that somebody went to."""

    taken = Signal(int)

    def __init__(self, name: str, headings: Sequence[str], *, tallest: int = _TALLEST) -> None:
        """Show no rows yet; a table with more than ``tallest`` rows scrolls."""
        super().__init__(0, len(headings))
        self._tallest = tallest
        self._quiet = False
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setTextAlignment(_side(at))
            self.setHorizontalHeaderItem(at, item)
        self.currentCellChanged.connect(self._went)

    def show_rows(self, rows: Sequence[Sequence[str]], chosen: int = -1) -> None:
        """Show these rows; ``chosen`` is the one in hand."""
        self._quiet = True
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_side(at))
                item.setToolTip("")
                self.setItem(number, at, item)
        if chosen >= 0:
            whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.setCurrentCell(chosen, 0, whole)
        shown = min(max(len(rows), 1), self._tallest)
        self.setFixedHeight(shown * _ROW + self.horizontalHeader().sizeHint().height() + 6)
        self._quiet = False

    def _went(self, row: int, *_where: int) -> None:
        if not self._quiet and row >= 0:
            self.taken.emit(row)


def _side(at: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if at else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
