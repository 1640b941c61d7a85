"""The queue as an item model: the rows of a state, in their order; what sorts and filters is the database."""

from array import array
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.row import Cell, Column, Row, Rows

COLUMNS: Final = tuple(Column)
CELL: Final = Qt.ItemDataRole.UserRole
"""The role under which a delegate finds the whole cell."""

Index = QModelIndex | QPersistentModelIndex
_TAKEN_UP: Final = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
    | Qt.ItemFlag.ItemIsDragEnabled
)
"""What can be done with a row, put together once: a screenful asks for it hundreds of times."""
_NOWHERE: Final = QModelIndex()
_READING: Final = Cell(text="…")


class QueueModel(QAbstractTableModel):
    """Read-only; rows are put into words when they are looked at, and read some pages at a time."""

    def __init__(self, look: Look, parent: QObject) -> None:
        """Start empty, with headings in the language of the look."""
        super().__init__(parent)
        self._rows = Rows(array("q"))
        self._headings: Mapping[Column, str] = {each: look.text(f"queue.column.{each}") for each in COLUMNS}

    def show(self, rows: Rows) -> None:
        """Replace the rows; views keep their place when only cells changed."""
        same = rows.numbers == self._rows.numbers
        if same:
            self._rows = rows
            self.refresh(0, len(rows) - 1)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def refresh(self, first: int, last: int) -> None:
        """Say that rows can be looked at again."""
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def row_at(self, place: int) -> Row | None:
        """Return a row; None: there is none there, or it is being read."""
        return self._rows.at(place)

    def place_of(self, number: int) -> int | None:
        """Return where a line stands now; None: it is not shown."""
        return self._rows.place_of(number)

    def numbers(self, first: int, last: int) -> tuple[int, ...]:
        """Return the lines from one place to another."""
        return tuple(self._rows.numbers[max(0, first) : last + 1])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be taken up and dropped between others, never onto one."""
        return _TAKEN_UP if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Cell | str | None:
        if not index.isValid():
            return None
        row = self._rows.at(index.row())
        cell = _READING if row is None else row.cells[index.column()]
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
