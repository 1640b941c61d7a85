"""Draw the state of the queue, and say what the user wants."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.actions import ActionId, Commands
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import ChaseLine, Empty, Question, QueueState, Scope
from mdt_desk.ui.screens.queue.tools import QueueTools
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.ask_bar import AskBar
from mdt_desk.ui.widgets.attention_strip import AttentionStrip
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.blank_slate import BlankSlate
from mdt_desk.ui.widgets.case_table import CaseTable
from mdt_desk.ui.widgets.chase_page import ChasePage
from mdt_desk.ui.widgets.filter_chips import FilterChips
from mdt_desk.ui.widgets.urgent_lane import UrgentLane


class QueueView(QWidget):
    """Intents are signals, those of its parts among them: `tools`, `chips`, `strip`, `bar` and `chase`.

    Signals:
        opened, chosen: a case.
        scoped: a `Scope`.
        sorted: a `Column`.
        dropped: a case, the one next to which it was dropped, and whether behind that one.
        new_wanted, again_wanted, settings_wanted: nothing more.

    """

    opened = Signal(object)
    chosen = Signal(object)
    scoped = Signal(object)
    sorted = Signal(object)
    dropped = Signal(object, object, bool)
    new_wanted = Signal()
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
        self.tools = QueueTools(look)
        self.strip = AttentionStrip(look)
        self.chips = FilterChips(look)
        self.bar = AskBar(look)
        self.chase = ChasePage(look)
        self.table = CaseTable(look)
        self._blank = BlankSlate(look)
        self._stack = QStackedWidget()
        for each in (self.table, self._blank, self.chase):
            self._stack.addWidget(each)
        self._empty = Empty.LOADING
        self._focus_wanted = False
        self._asking = False
        self._lay_out()
        self._connect()

    def follow(self, commands: Commands) -> None:
        """Let everything that does what an action does sleep while that sleeps."""
        self.tools.follow(commands)
        self.table.follow_moves(commands[ActionId.MOVE_UP])
        self.strip.follow_merging(commands[ActionId.MERGE])

    def show_state(self, state: QueueState) -> None:
        """Draw a state; what did not change keeps focus and place."""
        self._lane.show_lane(state.lane, state.urgent, state.calls, state.more)
        self._warning.setText("\n".join(state.warnings))
        self._warning.setVisible(bool(state.warnings))
        self.strip.show_points(state.points)
        self.tools.show_state(state)
        self.chips.show_chips(state.chips)
        self.chips.setVisible(state.narrowed)
        self.table.show_rows(state.rows, state.column, descending=state.descending)
        self._empty = state.empty
        if state.problem:
            self._blank.show_problem(state.problem)
        elif state.empty is not Empty.NO:
            self._blank.show_reason(state.empty)
        blank = bool(state.problem) or state.empty is not Empty.NO
        if self._stack.currentWidget() is not self.chase:
            self._stack.setCurrentWidget(self._blank if blank else self.table)
        if self._focus_wanted:
            self.focus_table()

    def ask(self, question: Question | None) -> None:
        """Ask one thing above the table; with None the keyboard goes back to the table."""
        self.bar.show_question(question)
        if question is None and self._asking:
            self.focus_table()
        self._asking = question is not None

    def show_chase(self, lines: tuple[ChaseLine, ...]) -> None:
        """Show what is missing in place of the table."""
        self.chase.show_lines(lines)
        self._stack.setCurrentWidget(self.chase)
        self.chase.focus_list()

    def hide_chase(self) -> None:
        """Show the table again."""
        if self._stack.currentWidget() is self.chase:
            self._stack.setCurrentWidget(self.table if self._empty is Empty.NO else self._blank)
            self.focus_table()

    def offer_actions(self, actions: Sequence[QAction]) -> None:
        """Offer what can be done with the chosen case in the table's own menu."""
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions(actions)

    def case(self) -> CaseId | None:
        """Return the chosen case."""
        return self.table.case()

    def in_sight(self) -> tuple[int, ...]:
        """Return the lines whose rows are in sight."""
        return self.table.in_sight()

    def refresh(self, first: int, last: int) -> None:
        """Draw rows that were read meanwhile."""
        self.table.refresh(first, last)

    def focus_table(self) -> None:
        """Put the keyboard on the table, now or as soon as there is one; without one, on what can be done."""
        self._focus_wanted = self._stack.currentWidget() is self._blank
        if self._focus_wanted:
            self._blank.focus_button()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.tools.focus_filter()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        space = self._look.tokens.space
        column.setContentsMargins(space.large, space.tiny, space.large, space.small)
        column.setSpacing(space.small)
        for each in (self._warning, self._lane, self.strip, self.tools, self.chips, self.bar):
            column.addWidget(each)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._lane.opened.connect(self.opened)
        self._lane.settings_wanted.connect(self.settings_wanted)
        self._lane.more_wanted.connect(lambda: self.scoped.emit(Scope.URGENT))
        self.strip.opened.connect(self.opened)
        self.tools.scoped.connect(self.scoped)
        self.tools.new_wanted.connect(self.new_wanted)
        self.tools.entered.connect(self.focus_table)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self.chosen)
        self.table.sorted.connect(self.sorted)
        self.table.dropped.connect(self.dropped)
        self._blank.wanted.connect(self._blank_wanted)
        self.chase.back_wanted.connect(self.hide_chase)

    def _blank_wanted(self) -> None:
        if self._empty is Empty.NO_CASES:
            self.new_wanted.emit()
        elif self._empty is Empty.NOTHING_FOUND:
            self.tools.clear()
            self.scoped.emit(Scope.ALL)
        else:
            self.again_wanted.emit()
