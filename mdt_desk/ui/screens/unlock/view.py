"""Draw what is asked before the queue is open: one card in the middle of the window."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.unlock.state import Do, PassphraseState, TroubleState
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, card, fill_paragraph, label, paragraph, set_tone

_WIDTH = 560
_LIST_HEIGHT = 150


class _Middle(QWidget):
    """A card in the middle of what is there."""

    def __init__(self, look: Look, sign: str) -> None:
        super().__init__()
        space = look.tokens.space
        self.card, self.column = card(margin=space.huge, spacing=space.medium)
        self.card.setFixedWidth(_WIDTH)
        mark = QLabel()
        mark.setPixmap(picture(sign, look.tokens.accent, 36, 2.0))
        self.column.addWidget(mark)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    @property
    def text_width(self) -> int:
        margins = self.column.contentsMargins()
        return _WIDTH - margins.left() - margins.right()


class PassphraseView(_Middle):
    """Signals ``given`` with what was typed, ``back``, ``suggest`` and ``rehearse``."""

    given = Signal(str)
    back = Signal()
    suggest = Signal()
    rehearse = Signal()

    def __init__(self, look: Look, state: PassphraseState) -> None:
        """Lay out what the state asks."""
        super().__init__(look, "lock")
        self._look = look
        self._field = QLineEdit(state.value)
        self._field.setAccessibleName(state.label)
        self._field.setEchoMode(_echo(hidden=state.hidden))
        self._field.returnPressed.connect(self._give)
        self._said = paragraph("", self.text_width)
        self._said.setProperty("muted", False)
        self._said.setObjectName("passphrase-said")
        self._said.setMargin(look.tokens.space.tiny)
        set_tone(self._said, Tone.URGENT)
        self._do = button(state.do, Kind.PRIMARY)
        self._do.clicked.connect(self._give)
        column, space = self.column, look.tokens.space
        column.addWidget(label(state.title, Role.TITLE))
        column.addWidget(paragraph(state.text, self.text_width))
        column.addSpacing(space.small)
        named = label(state.label, Role.LABEL)
        named.setBuddy(self._field)
        column.addWidget(named)
        column.addLayout(self._line(state))
        column.addWidget(self._said)
        column.addLayout(self._buttons(state))
        self.show_state(state)

    def show_state(self, state: PassphraseState) -> None:
        """Say what is wrong with what was typed, or that it is being tried."""
        fill_paragraph(self._said, state.said)
        self._said.setVisible(bool(state.said))
        self._field.setAccessibleDescription(state.said)
        self._field.setReadOnly(state.busy)
        self._do.setEnabled(not state.busy)
        if state.value and self._field.text() != state.value:
            self._field.setText(state.value)
        if not state.busy:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._field.selectAll()

    def show_said(self, said: str) -> None:
        """Say what went wrong, and let it be tried again."""
        fill_paragraph(self._said, said)
        self._said.show()
        self._field.setReadOnly(False)
        self._do.setEnabled(True)

    def _line(self, state: PassphraseState) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.small)
        row.addWidget(self._field, 1)
        if state.hidden:
            show = button(self._look.text("entrance.show"), Kind.QUIET)
            show.setCheckable(True)
            show.toggled.connect(lambda shown: self._field.setEchoMode(_echo(hidden=not shown)))
            row.addWidget(show)
        if state.suggest:
            other = button(state.suggest, Kind.QUIET)
            other.clicked.connect(self.suggest)
            row.addWidget(other)
        return row

    def _buttons(self, state: PassphraseState) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.small)
        for text, signal in ((state.back, self.back), (state.rehearse, self.rehearse)):
            if text:
                made = button(text, Kind.QUIET)
                made.clicked.connect(signal)
                row.addWidget(made)
        row.addStretch()
        row.addWidget(self._do)
        return row

    def _give(self) -> None:
        if self._do.isEnabled():
            self.given.emit(self._field.text())


class TroubleView(_Middle):
    """Signals ``acted`` with a `Do`, and ``chosen`` with the place of a backup in the list."""

    acted = Signal(object)
    chosen = Signal(int)

    def __init__(self, look: Look, state: TroubleState) -> None:
        """Lay out why the queue does not open, and what can be done."""
        super().__init__(look, "urgent")
        self._look = look
        self._buttons: dict[Do, QPushButton] = {}
        self._list = QListWidget()
        self._lost = paragraph("", self.text_width)
        self._lost.setObjectName("restore-lost")
        column = self.column
        column.addWidget(label(state.title, Role.TITLE))
        column.addWidget(_text(state.sentence, self.text_width))
        for each in state.steps:
            column.addWidget(paragraph(each, self.text_width))
        if state.backups_title:
            column.addWidget(self._backups(state))
            column.addWidget(self._lost)
        row = QHBoxLayout()
        row.setSpacing(look.tokens.space.small)
        for action in reversed(state.actions):
            primary = action is state.actions[0]
            made = button(action.text, Kind.PRIMARY if primary else Kind.QUIET)
            made.clicked.connect(partial(self._act, action.do))
            self._buttons[action.do] = made
            row.addWidget(made)
        row.insertStretch(0)
        column.addSpacing(look.tokens.space.small)
        column.addLayout(row)
        self.show_state(state)

    def show_state(self, state: TroubleState) -> None:
        """Show which backup is chosen and what putting it back would undo."""
        for made in self._buttons.values():
            made.setEnabled(not state.busy)
        if Do.RESTORE in self._buttons:
            self._buttons[Do.RESTORE].setEnabled(state.chosen is not None and not state.busy)
        fill_paragraph(self._lost, "\n".join(state.lost))
        self._lost.setVisible(bool(state.lost))
        if state.chosen is not None:
            with QSignalBlocker(self._list):
                self._list.setCurrentRow(state.chosen)

    def focus_first(self) -> None:
        self._buttons[Do.TRY_AGAIN].setFocus(Qt.FocusReason.OtherFocusReason)

    def _backups(self, state: TroubleState) -> QWidget:
        made = QFrame()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        title = label(state.backups_title, Role.LABEL)
        column.addWidget(title)
        self._list.addItems(list(state.backups))
        self._list.setAccessibleName(state.backups_title)
        self._list.setFixedHeight(_LIST_HEIGHT)
        self._list.setVisible(bool(state.backups))
        self._list.currentRowChanged.connect(self.chosen)
        title.setBuddy(self._list)
        column.addWidget(self._list)
        return made

    def _act(self, do: Do, _checked: bool = False) -> None:
        self.acted.emit(do)


def _echo(*, hidden: bool) -> QLineEdit.EchoMode:
    return QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal


def _text(text: str, width: int) -> QLabel:
    made = paragraph("", width)
    made.setProperty("muted", False)
    fill_paragraph(made, text)
    return made
