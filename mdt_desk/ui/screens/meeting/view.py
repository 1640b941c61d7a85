"""Draw the state of the meeting, and say what the user wants."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.actions import ActionId, Commands
from mdt_desk.ui.asleep import follow_action
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.attendance_view import AttendanceView
from mdt_desk.ui.screens.meeting.decision_view import DecisionView
from mdt_desk.ui.screens.meeting.discussion_view import DiscussionView
from mdt_desk.ui.screens.meeting.header_view import HeaderView
from mdt_desk.ui.screens.meeting.order_view import OrderView
from mdt_desk.ui.screens.meeting.state import MeetingState
from mdt_desk.ui.screens.meeting.to_do_view import ToDoView
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.agenda_list import AgendaList
from mdt_desk.ui.widgets.basics import Kind, Surface, button, icon_button, label
from mdt_desk.ui.widgets.both_panel import BothPanel
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.keyboard import holds_keyboard
from mdt_desk.ui.widgets.prose import Prose

_SIDE = 296
_NARROW_SIDE = 200
_NARROW = 1000
"""Below this width the agenda gives room to the case and the decision."""
_DISCUSSION = 290


class _Side(QFrame):
    """Agenda or attendance, whichever is wanted, and below them who is missing at the table."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._narrow = False
        self.setProperty("surface", Surface.CARD.value)
        self.setFixedWidth(_SIDE)
        self.agenda = AgendaList(look)
        self.agenda.chosen.connect(lambda case: self.wished.emit(intents.MoveTo(case=case)))
        self.agenda.dropped.connect(
            lambda case, beside, behind: self.wished.emit(
                intents.Drop(case=case, beside=beside, behind=behind)
            )
        )
        self.to_do = ToDoView(look)
        self.to_do.wished.connect(self.wished)
        self._attendance = AttendanceView(look)
        self._attendance.wished.connect(self.wished)
        self._tabs = tuple(
            self._tab(at, f"meeting.tab.{each}") for at, each in enumerate(("agenda", "people", "to_do"))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._agenda_page())
        self._stack.addWidget(self._attendance)
        self._stack.addWidget(self.to_do)
        self._quorum = Prose("", Role.CAPTION, muted=True)
        self._quorum.setObjectName("quorum")
        group = QButtonGroup(self)
        row = Flow(gap=look.tokens.space.tiny)
        for each in self._tabs:
            group.addButton(each)
            row.addWidget(each)
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.small, space.small, space.small, space.small)
        column.setSpacing(space.small)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addWidget(self._quorum)
        self._tabs[0].setChecked(True)

    def show_state(self, state: MeetingState) -> None:
        text = self._look.text
        self._tabs[0].setText(text("meeting.tab.agenda_counted", count=len(state.agenda)))
        self._tabs[1].setText(state.attendance.counted)
        self._tabs[2].setText(text("meeting.tab.to_do_counted", count=len(state.to_do)))
        self._fit()
        self.to_do.show_actions(state.to_do)
        self.agenda.show_lines(state.agenda, state.current)
        self._attendance.show_attendance(state.attendance, locked=state.table_locked)
        self._quorum.show_text(state.attendance.quorum)
        for each in self._moves:
            each.setEnabled(not state.table_locked and state.current is not None)

    def be_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        tabs = sum(each.sizeHint().width() for each in self._tabs)
        space = self._look.tokens.space
        wide = max(_SIDE, tabs + 2 * space.tiny + 2 * space.small + 4)
        self.setFixedWidth(_NARROW_SIDE if self._narrow else wide)

    def _agenda_page(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.agenda, 1)
        foot = QHBoxLayout()
        foot.addWidget(label(self._look.text("meeting.agenda.order"), Role.CAPTION, muted=True), 1)
        self._moves: list[QAbstractButton] = []
        for by, name, sign in ((-1, "earlier", "arrow-up"), (1, "later", "arrow-down")):
            made_button = icon_button(
                icon(sign, self._look.tokens.muted), self._look.text(f"meeting.agenda.{name}"), size=16
            )
            made_button.clicked.connect(lambda _=False, step=by: self.wished.emit(intents.Reorder(by=step)))
            foot.addWidget(made_button)
            self._moves.append(made_button)
        column.addLayout(foot)
        propose = button(
            self._look.text("order.propose"),
            Kind.QUIET,
            icon=icon("queue", self._look.tokens.text),
            name=self._look.text("shell.command.propose_order"),
        )
        propose.clicked.connect(lambda: self.wished.emit(intents.ProposeOrder()))
        self._moves.append(propose)
        column.addWidget(propose)
        return made

    def _tab(self, at: int, key: str) -> QPushButton:
        made = button(self._look.text(key), Kind.QUIET)
        made.setCheckable(True)
        made.clicked.connect(lambda: self._stack.setCurrentIndex(at))
        return made


class MeetingView(QWidget):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the screen out, empty."""
        super().__init__()
        self._look = look
        self._header = HeaderView(look)
        self._side = _Side(look)
        self._discussion = DiscussionView(look)
        self._discussion.setMinimumWidth(_DISCUSSION)
        self._decision = DecisionView(look)
        self._order = OrderView(look)
        for part in (self._header, self._side, self._discussion, self._decision, self._order):
            part.wished.connect(self.wished)
        self._warning = label("", wrap=True)
        self._warning.setObjectName("unread-cases")
        self._warning.setProperty("badge", True)
        self._warning.setProperty("tone", Tone.SOON.value)
        self._words = label("", Role.TITLE, wrap=True)
        self._words.setObjectName("meeting-empty")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._to_queue = button(look.text("meeting.empty.do"), icon=icon("queue", look.tokens.text))
        self._to_queue.clicked.connect(lambda: self.wished.emit(intents.GoToQueue()))
        space = look.tokens.space
        table = QHBoxLayout()
        table.setContentsMargins(0, 0, 0, 0)
        table.setSpacing(space.medium)
        table.addWidget(self._side)
        table.addWidget(self._discussion, 3)
        table.addWidget(self._decision, 4)
        table.addWidget(self._order, 7)
        self._order.hide()
        full = QWidget()
        full.setLayout(table)
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self._blank())
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, space.tiny, space.large, space.small)
        column.setSpacing(space.small)
        column.addWidget(self._header)
        column.addWidget(self._warning)
        column.addWidget(self._stack, 1)
        for keys, by in (("F6", 1), ("Shift+F6", -1)):
            jump = QShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText), self)
            jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            jump.activated.connect(lambda step=by: self._next_pane(step))

    @property
    def preparing(self) -> tuple[QWidget, ...]:
        """Return what changes the meeting itself, and knows nothing of who sits here."""
        return (*self._header.preparing, self._order.accepting)

    @property
    def finishing(self) -> tuple[QWidget, ...]:
        """Return what records that something was done."""
        return (self._side.to_do.inside, self._decision.carried)

    @property
    def both(self) -> BothPanel:
        """Return where one chooses between two desks."""
        return self._decision.both

    def follow(self, commands: Commands) -> None:
        """Let the agenda be dragged, ordered and printed only while that may be done."""
        self._side.agenda.follow_moves(commands[ActionId.MOVE_UP])
        follow_action(self._header.agenda, commands[ActionId.PRINT_AGENDA])

    def show_state(self, state: MeetingState) -> None:
        """Draw a state; what did not change keeps keyboard and place."""
        self._header.setVisible(state.header.meeting is not None)
        self._header.show_header(state.header)
        self._warning.setText("\n".join(state.unread))
        self._warning.setVisible(bool(state.unread))
        self._side.show_state(state)
        if state.case is not None:
            self._discussion.show_case(
                state.case, locked=state.decision.locked, asked_locked=state.asked_locked
            )
            self._decision.show_decision(state.decision)
            self._decision.turn_to(state.case.id)
        ordering = state.order is not None
        if state.order is not None:
            self._order.show_order(state.order)
        self._order.setVisible(ordering)
        for each in (self._discussion, self._decision):
            each.setVisible(not ordering)
        loading = self._look.text("meeting.loading") if state.loading else ""
        self._words.setText(state.problem or state.empty or loading)
        self._to_queue.setVisible(not state.loading)
        self._stack.setCurrentIndex(1 if self._words.text() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.be_narrow(event.size().width() < _NARROW)

    def show_pace(self, text: str) -> None:
        self._header.show_pace(text)

    def focus_agenda(self) -> None:
        self._side.agenda.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_order(self) -> None:
        """Put the keyboard on the answer to a proposed order."""
        self._order.focus_answer()

    def focus_options(self) -> None:
        self._decision.focus_options()

    def _next_pane(self, by: int) -> None:
        """Put the keyboard into the next pane: agenda, discussion, decision."""
        panes: tuple[QWidget, ...] = (self._side, self._discussion, self._decision)
        here = next((place for place, pane in enumerate(panes) if holds_keyboard(pane)), -1)
        to = panes[(here + by) % len(panes)] if here >= 0 or by > 0 else panes[-1]
        if to is self._side:
            self.focus_agenda()
        elif to is self._decision:
            self.focus_options()
        else:
            self._discussion.focus_first()

    def _blank(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.addStretch()
        column.addWidget(self._words)
        column.addWidget(self._to_queue, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return made
