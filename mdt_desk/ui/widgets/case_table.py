"""The table of the queue: fixed rows, columns that never measure their content, all from the keyboard."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.look import Look
from mdt_desk.ui.models.queue_model import COLUMNS, QueueModel
from mdt_desk.ui.screens.queue.state import Column, Row
from mdt_desk.ui.widgets.cell_delegate import ROW_HEIGHT, CellDelegate

_WIDTHS: Final = {
    Column.URGENCY: 182,
    Column.PATIENT: 178,
    Column.PRIMARY: 124,
    Column.LEVEL: 60,
    Column.NEUROLOGY: 132,
    Column.NESMS: 72,
    Column.SINS: 72,
    Column.BILSKY: 78,
    Column.QUESTION: 120,
    Column.MEETING: 104,
    Column.READINESS: 150,
}
_CONFIRMS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CaseTable(QTableView):
    """Signals ``opened`` and ``chosen`` with a case, ``sorted`` with a column whose heading was clicked."""

    opened = Signal(object)
    chosen = Signal(object)
    sorted = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the table out, empty."""
        super().__init__()
        self._cases = QueueModel(look, self)
        self.setModel(self._cases)
        self.setItemDelegate(CellDelegate(look, self))
        self.setAccessibleName(look.text("queue.table"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self._lay_out_headers()
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._hint)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_rows(self, rows: tuple[Row, ...], column: Column, *, descending: bool) -> None:
        """Show rows in their order and keep the chosen case chosen."""
        held = self.case()
        self._cases.show(rows)
        at = self._cases.row_of(held)
        if at is None and rows:
            at = 0
        if at is not None and at != self.currentIndex().row():
            self.selectRow(at)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(COLUMNS.index(column), order)

    def case(self) -> CaseId | None:
        """Return the chosen case."""
        return self._cases.case_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter open the chosen case; the arrows are Qt's own."""
        if Qt.Key(event.key()) in _CONFIRMS:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _lay_out_headers(self) -> None:
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumSectionSize(48)
        for at, column in enumerate(COLUMNS):
            across.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(at, _WIDTHS[column])
        across.setSectionResizeMode(COLUMNS.index(Column.QUESTION), QHeaderView.ResizeMode.Stretch)
        across.sectionClicked.connect(lambda at: self.sorted.emit(COLUMNS[at]))

    def _open(self, index: QModelIndex) -> None:
        case_id = self._cases.case_at(index.row())
        if case_id is not None:
            self.opened.emit(case_id)

    def _choose(self, now: QModelIndex) -> None:
        self.chosen.emit(self._cases.case_at(now.row()))

    def _hint(self, index: QModelIndex) -> None:
        """Say a cell in full while the pointer rests on it; as plain text."""
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        shown = index.data(Qt.ItemDataRole.DisplayRole)
        self.setToolTip("" if said == shown else _plain(said))
        if not self.toolTip():
            QToolTip.hideText()


def _plain(text: str) -> str:
    """Return a tool tip that Qt cannot take for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>"
