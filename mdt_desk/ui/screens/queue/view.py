"""Draw the state of the queue, and say what the user wants."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Empty, QueueState, Scope
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, icon_button, label
from mdt_desk.ui.widgets.blank_slate import BlankSlate
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.ui.widgets.urgent_lane import UrgentLane

_NARROWEST_FILTER = 150
_WIDEST_FILTER = 300


class QueueView(QWidget):
    """Intents are signals.

    Signals:
        opened, chosen: a case.
        typed: the text of the filter.
        scoped: a `Scope`.
        sorted: a `Column`.
        new_wanted, chase_wanted, again_wanted, settings_wanted: nothing more.

    """

    opened = Signal(object)
    chosen = Signal(object)
    typed = Signal(str)
    scoped = Signal(object)
    sorted = Signal(object)
    new_wanted = Signal()
    chase_wanted = Signal()
    again_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the screen out, empty."""
        super().__init__()
        self._look = look
        self._lane = UrgentLane(look)
        self._warning = label("", wrap=True)
        self._warning.setObjectName("refused-cases")
        self._warning.setProperty("badge", True)
        self._warning.setProperty("tone", Tone.SOON.value)
        self._filter = self._filter_field()
        self._scopes: dict[Scope, QPushButton] = {}
        self._counted = label("", Role.CAPTION, muted=True)
        self._counted.setObjectName("counted")
        self._table = CaseTable(look)
        self._blank = BlankSlate(look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        space = look.tokens.space
        column.setContentsMargins(space.large, space.tiny, space.large, space.small)
        column.setSpacing(space.medium)
        column.addWidget(self._warning)
        column.addWidget(self._lane)
        column.addLayout(self._tools())
        column.addWidget(self._stack, 1)
        self._lane.opened.connect(self.opened)
        self._lane.settings_wanted.connect(self.settings_wanted)
        self._table.opened.connect(self.opened)
        self._table.chosen.connect(self.chosen)
        self._table.sorted.connect(self.sorted)
        self._blank.wanted.connect(self._blank_wanted)
        self._empty = Empty.LOADING
        self._focus_wanted = False

    def show_state(self, state: QueueState) -> None:
        """Draw a state; what did not change keeps focus and place."""
        self._lane.show_lane(state.lane, state.urgent, state.calls)
        self._warning.setText("\n".join(state.warnings))
        self._warning.setVisible(bool(state.warnings))
        if self._filter.text() != state.typed:
            self._filter.setText(state.typed)
        for scope, text in state.scopes:
            self._scopes[scope].setText(text)
            self._scopes[scope].setChecked(scope is state.scope)
        self._counted.setText(state.counted)
        self._table.show_rows(state.rows, state.column, descending=state.descending)
        self._empty = state.empty
        if state.problem:
            self._blank.show_problem(state.problem)
        elif state.empty is not Empty.NO:
            self._blank.show_reason(state.empty)
        blank = bool(state.problem) or state.empty is not Empty.NO
        self._stack.setCurrentWidget(self._blank if blank else self._table)
        if self._focus_wanted:
            self.focus_table()

    def offer_actions(self, actions: Sequence[QAction]) -> None:
        """Offer what can be done with the chosen case in the table's own menu."""
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._table.addActions(actions)

    def case(self) -> CaseId | None:
        """Return the chosen case."""
        return self._table.case()

    def focus_table(self) -> None:
        """Put the keyboard on the table, now or as soon as there is one; without one, on what can be done."""
        self._focus_wanted = self._stack.currentWidget() is not self._table
        if self._focus_wanted:
            self._blank.focus_button()
        else:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _filter_field(self) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self._look.text("queue.filter.name"))
        made.setPlaceholderText(self._look.text("queue.filter.hint"))
        made.setMinimumWidth(_NARROWEST_FILTER)
        made.setMaximumWidth(_WIDEST_FILTER)
        made.setClearButtonEnabled(True)
        sign = QAction(icon("search", self._look.tokens.muted), "", made)
        made.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        made.textEdited.connect(self.typed)
        made.textChanged.connect(lambda text: None if text else self.typed.emit(text))
        made.returnPressed.connect(self.focus_table)
        return made

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.tiny)
        row.addWidget(self._filter, 1)
        row.addSpacing(self._look.tokens.space.small)
        group = QButtonGroup(self)
        for scope in Scope:
            made = button(self._look.text(f"queue.scope.{scope}"), Kind.QUIET)
            made.setCheckable(True)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda _=False, chosen=scope: self.scoped.emit(chosen))
            group.addButton(made)
            self._scopes[scope] = made
            row.addWidget(made)
        row.addStretch()
        row.addWidget(self._counted)
        row.addSpacing(self._look.tokens.space.small)
        chase = icon_button(
            icon("copy", self._look.tokens.text), self._look.text("shell.command.chase_list"), size=20
        )
        chase.clicked.connect(self.chase_wanted)
        row.addWidget(chase)
        new = button(
            self._look.text("shell.command.new_case"),
            Kind.PRIMARY,
            icon=icon("plus", self._look.tokens.on_accent),
        )
        new.clicked.connect(self.new_wanted)
        row.addWidget(new)
        return row

    def _blank_wanted(self) -> None:
        if self._empty is Empty.NO_CASES:
            self.new_wanted.emit()
        elif self._empty is Empty.NOTHING_FOUND:
            self._filter.clear()
            self.scoped.emit(Scope.ALL)
        else:
            self.again_wanted.emit()
