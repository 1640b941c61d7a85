"""The table of the queue: fixed rows, columns that never measure their content, all from the keyboard."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from mdt_desk.ui.look import Look
from mdt_desk.ui.models.queue_model import CELL, COLUMNS, QueueModel
from mdt_desk.ui.screens.queue.row import Column, Row, Rows
from mdt_desk.ui.widgets.cell_delegate import ROW_HEIGHT, TALL_ROW, CellDelegate
from mdt_desk.ui.widgets.row_drag import drag_while, landing, make_draggable
from mdt_desk.ui.widgets.short import tip

if TYPE_CHECKING:
    from mdt_desk.domain.meeting import CaseId

# Pixels of each column in a narrow, a usual and a wide window; the question takes what is left.
_WIDTHS: Final = {
    Column.URGENCY: (162, 162, 220),
    Column.PATIENT: (146, 176, 250),
    Column.PRIMARY: (76, 76, 150),
    Column.LEVEL: (58, 58, 68),
    Column.NEUROLOGY: (98, 116, 180),
    Column.NESMS: (62, 62, 76),
    Column.SINS: (68, 68, 80),
    Column.BILSKY: (62, 62, 80),
    Column.MEETING: (74, 80, 140),
    Column.READINESS: (132, 132, 230),
}
_USUAL_FROM: Final = 1_200
_WIDE_FROM: Final = 1_500
_CONFIRMS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CaseTable(QTableView):
    """Signals ``opened`` and ``chosen`` with a case, ``sorted`` with a column whose heading was clicked.

    ``dropped``: a case, the one next to which it was dropped, and whether behind that one.
    """

    opened = Signal(object)
    chosen = Signal(object)
    sorted = Signal(object)
    dropped = Signal(object, object, bool)

    def __init__(self, look: Look) -> None:
        """Lay the table out, empty."""
        super().__init__()
        self._cases = QueueModel(look, self)
        self.setModel(self._cases)
        self._drawn = CellDelegate(look, self)
        self.setItemDelegate(self._drawn)
        self.setAccessibleName(look.text("queue.table"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        make_draggable(self)
        self._lay_out_headers()
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._hint)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def show_rows(self, rows: Rows, column: Column, *, descending: bool) -> None:
        """Show rows in their order and keep the chosen case chosen."""
        held = self._held()
        self._cases.show(rows)
        at = None if held is None else self._cases.place_of(held.number)
        if at is None and len(rows):
            at = 0
        if at is not None and at != self.currentIndex().row():
            self.selectRow(at)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(COLUMNS.index(column), order)

    def follow_moves(self, action: QAction) -> None:
        """Let no row be taken up while the agenda may not be changed."""
        drag_while(self, action)

    def case(self) -> "CaseId | None":
        """Return the chosen case."""
        held = self._held()
        return None if held is None else held.id

    def refresh(self, first: int, last: int) -> None:
        """Draw rows that were read meanwhile."""
        self._cases.refresh(first, last)

    def _held(self) -> Row | None:
        return self._cases.row_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter open the chosen case; the arrows are Qt's own."""
        if Qt.Key(event.key()) in _CONFIRMS:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the chosen case was dropped; the rows follow once it was moved."""
        index, behind = landing(self, event.position().toPoint())
        held, beside = self._held(), self._cases.row_at(index.row())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if held is not None and beside is not None and held.id != beside.id:
            self.dropped.emit(held.id, beside.id, behind)

    def in_sight(self) -> tuple[int, ...]:
        """Return the lines whose rows are in sight."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return self._cases.numbers(first, last if last >= 0 else self._cases.rowCount() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns more room when there is more."""
        before, now = _room(event.oldSize().width()), _room(event.size().width())
        if before != now:
            self._set_sizes(now)
        super().resizeEvent(event)

    def _set_sizes(self, room: int) -> None:
        """Give the rows more height where the columns have little room."""
        for column, widths in _WIDTHS.items():
            self.setColumnWidth(COLUMNS.index(column), widths[room])
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT if room else TALL_ROW)

    def _lay_out_headers(self) -> None:
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumSectionSize(48)
        self._set_sizes(0)
        across.setSectionResizeMode(COLUMNS.index(Column.QUESTION), QHeaderView.ResizeMode.Stretch)
        across.sectionClicked.connect(lambda at: self.sorted.emit(COLUMNS[at]))

    def _open(self, index: QModelIndex) -> None:
        row = self._cases.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)

    def _choose(self, now: QModelIndex) -> None:
        row = self._cases.row_at(now.row())
        self.chosen.emit(None if row is None else row.id)

    def _hint(self, index: QModelIndex) -> None:
        """Say a cell in full while the pointer rests on it; as plain text."""
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        shown = index.data(Qt.ItemDataRole.DisplayRole)
        whole = said == shown and self._drawn.shows_whole(index.data(CELL), self.visualRect(index))
        self.setToolTip("" if whole else tip(said))
        if not self.toolTip():
            QToolTip.hideText()


def _room(width: int) -> int:
    """Return which widths of the columns a table of so many pixels takes."""
    return (width >= _USUAL_FROM) + (width >= _WIDE_FROM)
