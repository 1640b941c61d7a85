"""Children side by side in as many equal columns as the width allows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget


class Columns(QWidget):
    """A grid that counts its columns anew when it is resized; a wide child takes a row of its own."""

    def __init__(
        self,
        children: Sequence[QWidget],
        *,
        least: int,
        most: int,
        gap: int,
        wide: frozenset[QWidget] = frozenset(),
    ) -> None:
        """Lay children out; a column is at least ``least`` pixels wide, and there are at most ``most``."""
        super().__init__()
        self._children = tuple(children)
        self._wide = wide
        self._least = least
        self._most = most
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap // 2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange(1)

    def count(self) -> int:
        """Return the number of columns now."""
        return self._count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._grid.horizontalSpacing()
        fit = (event.size().width() + gap) // (self._least + gap)
        self._arrange(max(1, min(self._most, fit)))

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        for child in self._children:
            self._grid.removeWidget(child)
        for column in range(max(count, self._count)):
            self._grid.setColumnStretch(column, 1 if column < count else 0)
            self._grid.setColumnMinimumWidth(column, 0)
        self._count = count
        row = column = 0
        for child in self._children:
            if child in self._wide:
                row += 1 if column else 0
                self._grid.addWidget(child, row, 0, 1, count, Qt.AlignmentFlag.AlignTop)
                row, column = row + 1, 0
                continue
            self._grid.addWidget(child, row, column, Qt.AlignmentFlag.AlignTop)
            column += 1
            if column == count:
                row, column = row + 1, 0
