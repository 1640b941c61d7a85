"""Moments drawn along a line and listed below it: what happened, now, and what is due."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.time_picture import TimePicture
from mdt_desk.ui.wording.timeline import TimeKind, TimeMark

_SIGNS: Final = {
    TimeKind.PAST: "●",
    TimeKind.NOW: "▶",
    TimeKind.PLANNED: "○",
    TimeKind.DUE: "◇",
    TimeKind.OVERDUE: "◆",
}


class TimeLine(QWidget):
    """A picture with a number a moment, and a row for each number; shape and word say what it is."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._marks: tuple[TimeMark, ...] | None = None
        self.setAccessibleName(look.text("case.timeline.name"))
        self._picture = TimePicture(look)
        self._grid = QGridLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.small)
        column.addWidget(self._picture)
        column.addLayout(self._grid)
        self._grid.setHorizontalSpacing(look.tokens.space.small)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(3, 1)

    def show_marks(self, marks: Sequence[TimeMark]) -> None:
        """Draw moments, earliest first."""
        if tuple(marks) == self._marks:
            return
        self._marks = tuple(marks)
        empty(self._grid)
        self._picture.show_marks(self._marks)
        self.setAccessibleDescription("; ".join(f"{each.moment} {each.name} {each.words}" for each in marks))
        for row, mark in enumerate(marks):
            strong = mark.kind in {TimeKind.NOW, TimeKind.OVERDUE}
            role = Role.LABEL if strong else Role.BODY
            sign = label(_SIGNS[mark.kind])
            sign.setProperty("mark", mark.kind.value)
            right = Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(label(str(row + 1), Role.CAPTION), row, 0, right)
            self._grid.addWidget(sign, row, 1)
            self._grid.addWidget(label(mark.moment, Role.CAPTION, muted=True), row, 2, right)
            self._grid.addWidget(label(mark.name, role, wrap=True), row, 3)
            self._grid.addWidget(label(mark.words, Role.CAPTION, muted=True), row, 4, right)
