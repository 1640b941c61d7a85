"""The queue as an item model: the rows of a state, in their order; the presenter sorts and filters."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Cell, Column, Row

COLUMNS: Final = tuple(Column)
CELL: Final = Qt.ItemDataRole.UserRole
"""The role under which a delegate finds the whole cell."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class QueueModel(QAbstractTableModel):
    """Read-only; every row is there at once, made ready by the presenter."""

    def __init__(self, look: Look, parent: QObject) -> None:
        """Start empty, with headings in the language of the look."""
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._headings: Mapping[Column, str] = {each: look.text(f"queue.column.{each}") for each in COLUMNS}

    def show(self, rows: tuple[Row, ...]) -> None:
        """Replace the rows; views keep their place when only cells changed."""
        if [each.id for each in rows] == [each.id for each in self._rows]:
            self._rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def case_at(self, row: int) -> CaseId | None:
        """Return whose row this is; None: there is no such row."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, case_id: CaseId | None) -> int | None:
        """Return where a case stands now; None: it is not shown."""
        return next((at for at, each in enumerate(self._rows) if each.id == case_id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be taken up and dropped between others, never onto one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Cell | str | None:
        if not index.isValid():
            return None
        cell = self._rows[index.row()].cells[index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[COLUMNS[section]]
        return None


def _spoken(cell: Cell) -> str:
    return cell.spoken or ", ".join(each for each in (cell.text, cell.detail) if each)
