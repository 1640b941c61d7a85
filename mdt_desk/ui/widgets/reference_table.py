"""A table to read: headings, rows, thin lines; its cells wrap, nothing scrolls sideways."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Surface, label, rule


class ReferenceTable(QFrame):
    """Built once for its rows."""

    def __init__(self, look: Look, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Lay out the table; the columns share the width, a column of short words takes little of it."""
        super().__init__()
        self.setProperty("surface", Surface.CARD.value)
        space = look.tokens.space
        grid = QGridLayout(self)
        grid.setContentsMargins(space.large, space.medium, space.large, space.medium)
        grid.setHorizontalSpacing(space.wide)
        grid.setVerticalSpacing(space.small)
        for at, heading in enumerate(headings):
            grid.addWidget(label(heading, Role.LABEL, wrap=True), 0, at, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(at, _weight([heading, *(row[at] for row in rows)]))
        for number, row in enumerate(rows):
            line = 2 * number + 1
            grid.addWidget(rule(), line, 0, 1, len(headings))
            for at, text in enumerate(row):
                grid.addWidget(_cell(text, first=at == 0), line + 1, at, Qt.AlignmentFlag.AlignTop)


def _cell(text: str, *, first: bool) -> QLabel:
    made = label(text, Role.LABEL if first else Role.BODY, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _weight(texts: Sequence[str]) -> int:
    return max(3, min(12, max(len(text) for text in texts) // 5))
