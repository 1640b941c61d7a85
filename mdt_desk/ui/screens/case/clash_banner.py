"""What somebody else changed meanwhile: both values of each fact, and a button for either."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.state import ClashShown
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, label
from mdt_desk.ui.widgets.scroll import empty


class ClashBanner(QFrame):
    """Signals ``resolved`` with a path, and whether the value entered here is kept."""

    resolved = Signal(str, bool)

    def __init__(self, look: Look) -> None:
        """Stay hidden until there is a clash, or something was taken over."""
        super().__init__()
        self._look = look
        self._clashes: tuple[ClashShown, ...] = ()
        self.setProperty("banner", True)
        self.setProperty("tone", "soon")
        space = look.tokens.space
        self._merged = label("", wrap=True)
        self._rows = QVBoxLayout()
        self._heading = label(look.text("case.saving.conflict"), Role.LABEL, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        column.addWidget(self._heading)
        column.addLayout(self._rows)
        column.addWidget(self._merged)
        self.hide()

    def show_clashes(self, clashes: Sequence[ClashShown], merged: str) -> None:
        """Draw the facts on which two people differ."""
        self._merged.setText(merged)
        self._merged.setVisible(bool(merged))
        self._heading.setVisible(bool(clashes))
        self.setVisible(bool(clashes or merged))
        if tuple(clashes) == self._clashes:
            return
        self._clashes = tuple(clashes)
        empty(self._rows)
        for clash in clashes:
            row = self._row(clash)
            self._rows.addWidget(row)
            row.show()

    def _row(self, clash: ClashShown) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(clash.words, wrap=True), 1)
        for key, mine in (("mine", True), ("theirs", False)):
            text = self._look.text(f"case.saving.{key}")
            choose = button(text, name=f"{text}: {clash.words}")
            choose.clicked.connect(partial(self.resolved.emit, clash.path, mine))
            row.addWidget(choose)
        return made
