"""What somebody will do: a row each with owner and day, an empty row to begin another, and what is still to be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.meeting import ActionId
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.draft import ActionPart
from mdt_desk.ui.screens.meeting.state import ActionShown, CarriedAction
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import button, icon_button, label
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.keyboard import reached_before, walk_through
from mdt_desk.ui.widgets.known_names import KnownNames
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import empty

_DAY_WIDTH = 140


class _Row(QWidget):
    """One action; ``action`` is None until something is typed into it."""

    wished = Signal(object)

    def __init__(self, look: Look, names: KnownNames) -> None:
        super().__init__()
        self._look = look
        self.action: ActionId | None = None
        self._lines: dict[ActionPart, Line] = {}
        for part in ActionPart:
            line = Line("")
            line.setPlaceholderText(look.text(f"meeting.action.{part}.hint"))
            line.typing.typed.connect(partial(self._write, part))
            line.typing.finished.connect(partial(self._leave, part))
            self._lines[part] = line
        names.serve(self._lines[ActionPart.OWNER])
        self._lines[ActionPart.DUE].setFixedWidth(_DAY_WIDTH)
        self._away = icon_button(icon("close", look.tokens.muted), "", size=14)
        self._away.clicked.connect(self._drop)
        self._problem = label("", Role.CAPTION, wrap=True)
        self._problem.setProperty("problem", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, look.tokens.space.tiny)
        grid.setHorizontalSpacing(look.tokens.space.tiny)
        grid.setVerticalSpacing(look.tokens.space.tiny)
        grid.setColumnStretch(0, 1)
        what = QHBoxLayout()
        what.addWidget(self._lines[ActionPart.TEXT], 1)
        what.addWidget(self._away)
        grid.addLayout(what, 0, 0, 1, 3)
        grid.addWidget(self._lines[ActionPart.OWNER], 1, 0)
        grid.addWidget(self._lines[ActionPart.DUE], 1, 1, 1, 2)
        grid.addWidget(self._problem, 2, 0, 1, 3)
        self.show_action(None, locked=False)

    def be_number(self, number: int) -> None:
        """Say in every name which action this is."""
        for part, line in self._lines.items():
            line.setAccessibleName(self._look.text(f"meeting.action.{part}.spoken", number=number))
        remove = self._look.text("meeting.action.remove", number=number)
        self._away.setAccessibleName(remove)
        self._away.setToolTip(remove)

    def show_action(self, shown: ActionShown | None, *, locked: bool) -> None:
        """Show an action, or with None an empty row."""
        self.action = shown.id if shown else None
        texts = (shown.text, shown.owner, shown.due) if shown else ("", "", "")
        for (part, line), text in zip(self._lines.items(), texts, strict=True):
            line.show_text(text, problem=shown is not None and shown.wrong is part)
            line.setReadOnly(locked)
        self._away.setVisible(shown is not None and not locked)
        self._problem.setText(shown.problem if shown else "")
        self._problem.setVisible(bool(self._problem.text()))

    @property
    def in_turn(self) -> tuple[QWidget, ...]:
        """What Tab goes through: taking the action out comes last, where no key meant for a name presses it."""
        return (*self._lines.values(), self._away)

    def _write(self, part: ActionPart, text: str) -> None:
        self.wished.emit(intents.WriteAction(action=self.action, part=part, text=text))

    def _leave(self, part: ActionPart, text: str) -> None:
        if self.action is not None:
            self.wished.emit(intents.WriteAction(action=self.action, part=part, text=text, left=True))

    def _drop(self) -> None:
        if self.action is not None:
            self.wished.emit(intents.DropAction(action=self.action))


class ActionsView(QWidget):
    """Signals ``wished`` with an intent. The row in which somebody types stays where it is."""

    wished = Signal(object)

    def __init__(self, look: Look, names: KnownNames) -> None:
        """Show one empty row."""
        super().__init__()
        self._look = look
        self._names = names
        self._rows: list[_Row] = []
        self._carried_shown: tuple[CarriedAction, ...] = ()
        self._above: QWidget | None = None
        self._done: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(look.tokens.space.tiny)
        self.carried = QWidget()
        self._carried = QVBoxLayout(self.carried)
        self._carried.setContentsMargins(0, 0, 0, 0)
        self._carried.setSpacing(2)
        self.carried.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.tokens.space.tiny)
        whole.addWidget(self.carried)
        whole.addLayout(self._column)

    def show_actions(
        self, actions: Sequence[ActionShown], carried: tuple[CarriedAction, ...], *, locked: bool
    ) -> None:
        """Show the actions, an empty row below them, and what is still to be done from earlier meetings."""
        rows: list[ActionShown | None] = [*actions, *([] if locked else [None])]
        before = self._carried_shown, tuple(self._rows)
        while len(self._rows) < len(rows):
            self._append()
        while len(self._rows) > len(rows):
            self._take_out(rows)
        for row, shown in zip(self._rows, rows, strict=True):
            row.show_action(shown, locked=locked)
        if carried != self._carried_shown:
            self._carried_shown = carried
            self._show_carried(carried)
        if before != (self._carried_shown, tuple(self._rows)):
            self._count()

    def _count(self) -> None:
        """Number the rows as they stand, and let Tab go through them where they stand."""
        for number, row in enumerate(self._rows, start=1):
            row.be_number(number)
        self._above = self._above or reached_before(self)
        turns = (each for row in self._rows for each in row.in_turn)
        walk_through((self._above, *self._done, *turns))

    def _append(self) -> None:
        made = _Row(self._look, self._names)
        made.wished.connect(self.wished)
        self._column.addWidget(made)
        self._rows.append(made)

    def _take_out(self, rows: Sequence[ActionShown | None]) -> None:
        """Take out a row whose action is gone, so that the others keep the keyboard."""
        wanted = {each.id for each in rows if each is not None}
        gone = next(
            (each for each in self._rows if each.action is not None and each.action not in wanted),
            self._rows[-1],
        )
        self._rows.remove(gone)
        gone.hide()
        gone.deleteLater()

    def _show_carried(self, carried: tuple[CarriedAction, ...]) -> None:
        empty(self._carried)
        self._done = []
        if carried:
            self._carried.addWidget(
                label(self._look.text("meeting.action.carried"), Role.CAPTION, muted=True)
            )
        for each in carried:
            self._carried.addWidget(self._carried_row(each))
        self.carried.setVisible(bool(carried))

    def _carried_row(self, shown: CarriedAction) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Prose(shown.text))
        words.addWidget(Prose(shown.detail, Role.CAPTION, muted=True))
        row.addLayout(words, 1)
        done = button(
            self._look.text("meeting.action.done"),
            icon=icon("check", self._look.tokens.text),
            name=self._look.text("meeting.action.done_spoken", text=shown.text),
        )
        done.clicked.connect(partial(self._finish, shown))
        row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        self._done.append(done)
        return made

    def _finish(self, shown: CarriedAction, _checked: bool = False) -> None:
        self.wished.emit(intents.FinishAction(meeting=shown.meeting, action=shown.id))
