"""What to find out first: a calm list of missing facts, each a way to its field."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.pressable import Pressable
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.wording.worth import WorthLine, WorthShown


class WorthList(QWidget):
    """Signals ``chosen`` with the path of a fact."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown = WorthShown()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._note = label("", Role.CAPTION, muted=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        column.addLayout(self._rows)
        column.addWidget(self._note)

    def show_worth(self, shown: WorthShown) -> None:
        """Draw the list; rows that stay the same are left alone, so that the keyboard stays where it is."""
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        if shown.lines == self._shown.lines:
            return
        self._shown = shown
        empty(self._rows)
        for each in shown.lines:
            made = self._row(each)
            self._rows.addWidget(made)
            made.show()

    def _row(self, line: WorthLine) -> Pressable:
        space = self._look.tokens.space
        column = QVBoxLayout()
        column.setContentsMargins(space.small, space.tiny, space.small, space.tiny)
        column.setSpacing(0)
        column.addWidget(label(line.name, Role.LABEL, wrap=True))
        column.addWidget(label(line.settles, Role.CAPTION, muted=True, wrap=True))
        made = Pressable(column, line.spoken, kind="row")
        made.clicked.connect(partial(self.chosen.emit, line.fact))
        return made
