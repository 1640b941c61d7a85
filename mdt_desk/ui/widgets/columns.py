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
        even: bool = False,
    ) -> None:
        """Lay children out; a column is at least ``least`` pixels wide, and there are at most ``most``.

        Where a child needs more than a column, it gets a row of its own; with ``even``, all get fewer columns.
        """
        super().__init__()
        self._children = tuple(children)
        self._wide = wide
        self._least = least
        self._even = even
        self._most = most
        self._count = 0
        self._wide_now: frozenset[QWidget] = frozenset()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap // 2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange(1, 0)

    def count(self) -> int:
        """Return the number of columns now."""
        return self._count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap, width = self._grid.horizontalSpacing(), event.size().width()
        least = self._least
        if self._even:
            least = max([least, *(each.minimumSizeHint().width() for each in self._children)])
        count = max(1, min(self._most, (width + gap) // (least + gap)))
        self._arrange(count, (width - gap * (count - 1)) // count)

    def _arrange(self, count: int, room: int) -> None:
        """Put the children into columns ``room`` pixels wide; one that needs more gets a row of its own."""
        wide = self._wide | {
            each for each in self._children if count > 1 and each.minimumSizeHint().width() > room
        }
        if (count, wide) == (self._count, self._wide_now):
            return
        for child in self._children:
            self._grid.removeWidget(child)
        for column in range(max(count, self._count)):
            self._grid.setColumnStretch(column, 1 if column < count else 0)
        self._count, self._wide_now = count, wide
        row = column = 0
        for child in self._children:
            if child in wide:
                row += 1 if column else 0
                self._grid.addWidget(child, row, 0, 1, count, Qt.AlignmentFlag.AlignTop)
                row, column = row + 1, 0
                continue
            self._grid.addWidget(child, row, column, Qt.AlignmentFlag.AlignTop)
            column += 1
            if column == count:
                row, column = row + 1, 0
