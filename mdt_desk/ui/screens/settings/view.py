"""Draw the settings: sections as cards in two columns, and a bar that saves."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mdt_desk.ui.asleep import in_holder
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.settings.state import Section, SettingsState
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, card, label
from mdt_desk.ui.widgets.setting_field import SettingField
from mdt_desk.ui.widgets.setting_fields import setting_field

_SHARES = {False: 5, True: 3}
"""How the width is shared between the sections on the left and those on the right."""
_WIDEST = 1360


class SettingsView(QWidget):
    """Signals ``edited`` with a key and the typed value, ``save_wanted``, ``discard_wanted``."""

    edited = Signal(str, object)
    save_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, look: Look, state: SettingsState, today: str) -> None:
        """Build a field for every setting; ``today`` is what "tried today" fills in."""
        super().__init__()
        self._look = look
        self._today = today
        self._fields: dict[str, SettingField] = {}
        self._sides: dict[bool, QVBoxLayout] = {}
        self._area = QScrollArea()
        self._said = label("", muted=True)
        self._said.setObjectName("settings-said")
        self._save = button(look.text("settings_screen.save"), Kind.PRIMARY)
        self._discard = button(look.text("settings_screen.discard"), Kind.QUIET)
        self._save.clicked.connect(self.save_wanted)
        self._discard.clicked.connect(self.discard_wanted)
        column, space = QVBoxLayout(self), look.tokens.space
        column.setContentsMargins(space.large, space.tiny, space.small, space.small)
        column.setSpacing(space.small)
        column.addWidget(self._scrolled(state), 1)
        column.addWidget(self._bar())
        self.show_state(state)

    def show_state(self, state: SettingsState) -> None:
        """Show what was typed and what is wrong with it."""
        for section in state.sections:
            for field in section.fields:
                self._fields[field.key].show_field(field)
        self._said.setText(state.said)
        self._save.setEnabled(state.changed)
        self._discard.setEnabled(state.changed)

    def add_card(self, card: QWidget, *, right: bool = True) -> None:
        """Put a part that is no setting under those of a side."""
        side = self._sides[right]
        side.insertWidget(side.count() - 1, card)

    def show_card(self, card: QWidget) -> None:
        """Bring such a part into sight."""
        QTimer.singleShot(0, card, lambda: self._area.ensureWidgetVisible(card))

    def focus_first(self) -> None:
        next(iter(self._fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_first_problem(self, state: SettingsState) -> None:
        """Bring the first field that cannot be saved into sight."""
        wrong = [each.key for section in state.sections for each in section.fields if each.problem]
        if wrong:
            self._area.ensureWidgetVisible(self._fields[wrong[0]])

    def _scrolled(self, state: SettingsState) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("surface", "scroll")
        inner.setMaximumWidth(_WIDEST)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, self._look.tokens.space.medium, 0)
        row.setSpacing(self._look.tokens.space.large)
        for right, share in _SHARES.items():
            side = QVBoxLayout()
            side.setSpacing(self._look.tokens.space.large)
            for section in state.sections:
                if section.right is right:
                    side.addWidget(self._section(section))
            side.addStretch()
            row.addLayout(side, share)
            self._sides[right] = side
        area = self._area
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _section(self, section: Section) -> QFrame:
        made, column = card(margin=self._look.tokens.space.large, spacing=self._look.tokens.space.medium)
        column.addWidget(label(section.title, Role.TITLE))
        column.addWidget(label(section.hint, Role.CAPTION, muted=True, wrap=True))
        for field in section.fields:
            shown = setting_field(self._look, field, self._today)
            shown.edited.connect(partial(self.edited.emit, field.key))
            self._fields[field.key] = shown
            column.addWidget(shown)
            if field.fixed:
                shown.setEnabled(False)
                said = self._look.text("settings_screen.fixed", setting=field.label)
                column.addWidget(label(said, Role.CAPTION, wrap=True))
        return made

    def _bar(self) -> QWidget:
        made = QWidget()
        beside = self._area.verticalScrollBar().sizeHint().width()
        made.setMaximumWidth(_WIDEST + beside)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, self._look.tokens.space.medium + beside, 0)
        row.setSpacing(self._look.tokens.space.small)
        row.addWidget(self._said, 1)
        row.addWidget(self._discard)
        self.saving = in_holder(self._save)
        row.addWidget(self.saving)
        return made
