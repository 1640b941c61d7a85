"""The line above the table: filter, quick choices, saved filters, and what can be made."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from mdt_desk.ui.actions import ActionId, Commands
from mdt_desk.ui.asleep import follow_action
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import QueueState, Scope
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, icon_button, label, next_step
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.short import caption

_NARROWEST_FILTER = 150
_WIDEST_FILTER = 300


class QueueTools(QWidget):
    """Intents are signals.

    Signals:
        typed: the text of the filter.
        entered: Enter was pressed in it.
        scoped: a `Scope`.
        narrowing: the groups of kinds are to be shown, or no longer.
        filter_chosen, filter_deleted: the name of a saved filter.
        saving, new_wanted: nothing more.
        asked: an `ActionId`.

    """

    typed = Signal(str)
    entered = Signal()
    scoped = Signal(object)
    narrowing = Signal(bool)
    filter_chosen = Signal(str)
    filter_deleted = Signal(str)
    saving = Signal()
    new_wanted = Signal()
    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the line out."""
        super().__init__()
        self._look = look
        self._saved_names: tuple[str, ...] = ()
        self._scopes: dict[Scope, QPushButton] = {}
        self._filter = self._filter_field()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._counted = label("", Role.CAPTION, muted=True)
        self._counted.setObjectName("counted")
        self._more = button(
            look.text("queue.narrow.show"),
            Kind.QUIET,
            icon=icon("chevron-down", look.tokens.text),
            name=look.text("shell.command.narrow"),
        )
        self._more.setCheckable(True)
        self._more.clicked.connect(self.narrowing)
        self._saved = icon_button(icon("filter", look.tokens.text), look.text("queue.saved.menu"), size=20)
        self._saved.clicked.connect(self.open_saved)
        self._lay_out()

    def show_state(self, state: QueueState) -> None:
        """Show what is typed, chosen and counted."""
        self.show_typed(state.typed)
        for scope, text in state.scopes:
            self._scopes[scope].setText(text)
            self._scopes[scope].setChecked(scope is state.scope)
        self._more.setChecked(state.narrowed)
        self._counted.setText(state.counted)
        self._saved_names = state.saved

    def show_typed(self, typed: str) -> None:
        """Show what is typed before what it finds was read."""
        if self._filter.text() != typed:
            with QSignalBlocker(self._filter):  # what is shown is not typed: it must not be asked for again
                self._filter.setText(typed)

    def follow(self, commands: Commands) -> None:
        """Let each button sleep while its action does, and say why as that does."""
        for action, made in self._of_actions.items():
            follow_action(made, commands[action])

    def focus_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def clear(self) -> None:
        self._filter.clear()

    def open_saved(self) -> None:
        """Open the list of saved filters under its button; arrows and Enter choose, Escape lets it be."""
        menu = self.saved_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._saved.mapToGlobal(QPoint(0, self._saved.height())))

    def saved_menu(self) -> QMenu:
        """Return the list of saved filters, and what can be done with them."""
        text = self._look.text
        menu = QMenu(self)
        menu.setAccessibleName(text("queue.saved.menu"))
        for name in self._saved_names:
            self._entry(menu, caption(name, 60), partial(self.filter_chosen.emit, name))
        if not self._saved_names:
            menu.addAction(text("queue.saved.none")).setEnabled(False)
        menu.addSeparator()
        self._entry(menu, text("queue.saved.save"), self.saving.emit)
        for name in self._saved_names:
            deleting = text("queue.saved.delete", name=caption(name, 60))
            self._entry(menu, deleting, partial(self.filter_deleted.emit, name))
        first = menu.actions()[0]
        if first.isEnabled():
            menu.setActiveAction(first)
        return menu

    @staticmethod
    def _entry(menu: QMenu, text: str, chosen: object) -> None:
        made = menu.addAction(text)
        made.triggered.connect(lambda _checked=False: chosen())  # type: ignore[operator]  # a callable of this class

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
        made.returnPressed.connect(self.entered)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.tokens.space.tiny)
        row.addWidget(self._filter, 1)
        row.addWidget(self._saved)
        choices = Flow(gap=self._look.tokens.space.tiny)
        row.addLayout(choices, 4)
        for scope in Scope:
            made = button(self._look.text(f"queue.scope.{scope}"), Kind.QUIET)
            made.setCheckable(True)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.clicked.connect(partial(self._scope, scope))
            self._group.addButton(made)
            self._scopes[scope] = made
            choices.addWidget(made)
        choices.addWidget(self._more)
        row.addWidget(self._counted)
        row.addSpacing(self._look.tokens.space.tiny)
        for each in self._makers():
            row.addWidget(each)

    def _makers(self) -> Sequence[QWidget]:
        text = self._look.text
        self._new = next_step(self._look, text("shell.command.new_case"), "plus")
        self._new.clicked.connect(self.new_wanted)
        self._of_actions: dict[ActionId, QAbstractButton] = {ActionId.NEW_CASE: self._new}
        others = (
            ("copy", ActionId.CHASE_LIST),
            ("import", ActionId.IMPORT_LIST),
            ("export", ActionId.EXPORT_LIST),
        )
        return *(self._action(sign, action) for sign, action in others), self._new

    def _action(self, sign: str, action: ActionId) -> QAbstractButton:
        name = self._look.text(f"shell.command.{action}")
        tokens = self._look.tokens
        made = icon_button(icon(sign, tokens.text, asleep=tokens.line_strong), name, size=20)
        made.clicked.connect(lambda: self.asked.emit(action))
        self._of_actions[action] = made
        return made

    def _scope(self, scope: Scope, _checked: bool = False) -> None:
        self._scopes[scope].setChecked(True)
        self.scoped.emit(scope)
