"""Everything about one row of a list: what is wrong, what changes, or two people side by side."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.lists.state import Detail
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, Surface, button, label
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in, empty
from mdt_desk.usecases.importing import Choice

_WIDTH: Final = 420


class DetailView(QFrame):
    """Signals ``chose`` with a `Choice`."""

    chose = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown: Detail | None = None
        self.setProperty("surface", Surface.CARD.value)
        self.setFixedWidth(_WIDTH)
        space = look.tokens.space
        area, self._column = column_in(spacing=space.small)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(look.text("lists.detail.name"))
        self._buttons = {each: button(look.text(f"lists.choose.{each}"), Kind.CHOICE) for each in Choice}
        self._choosing = QWidget()
        row = QVBoxLayout(self._choosing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.tiny)
        for choice, made in self._buttons.items():
            made.setCheckable(True)
            made.clicked.connect(partial(self._choose, choice))
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.medium, space.tiny, space.medium)
        column.setSpacing(space.small)
        column.addWidget(area, 1)
        column.addWidget(self._choosing)

    def show_detail(self, detail: Detail | None) -> None:
        """Show a row; a choice that was made does not move anything."""
        self._choosing.setVisible(detail is not None and detail.choosing)
        if detail is not None:
            for choice, made in self._buttons.items():
                made.setChecked(detail.choice is choice)
        before, self._shown = self._shown, detail
        if (
            before is not None
            and detail is not None
            and before.number == detail.number
            and before.told == detail.told
        ):
            return
        empty(self._column)
        if detail is None:
            return
        self._column.addWidget(Prose(detail.title, Role.LABEL))
        if detail.said:
            self._column.addWidget(Prose(detail.said, Role.BODY, muted=True))
        for each in detail.problems:
            self._column.addWidget(Prose(each, Role.BODY))
        if detail.told:
            self._column.addWidget(self._table(detail))
        self._column.addStretch()

    def focus_choice(self) -> None:
        """Put the keyboard on the choice, where there is one."""
        if self._choosing.isVisible():
            next(iter(self._buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _table(self, detail: Detail) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.tokens.space.medium)
        grid.setVerticalSpacing(self._look.tokens.space.tiny)
        two = bool(detail.before)
        for at, heading in enumerate(("", detail.before, detail.after) if two else ("", detail.after)):
            grid.addWidget(label(heading, Role.CAPTION, muted=True), 0, at)
            grid.setColumnStretch(at, 1)
        for row, told in enumerate(detail.told, start=1):
            texts = (told.label, told.before, told.after) if two else (told.label, told.after)
            for at, text in enumerate(texts):
                differs = two and at == len(texts) - 1 and told.after not in {"", told.before}
                role = Role.CAPTION if at == 0 else Role.LABEL if differs else Role.BODY
                grid.addWidget(Prose(text, role, muted=at == 0), row, at, Qt.AlignmentFlag.AlignTop)
        return made

    def _choose(self, choice: Choice, _checked: bool = False) -> None:
        self.chose.emit(choice)
