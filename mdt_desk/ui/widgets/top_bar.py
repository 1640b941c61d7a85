"""The bar above every screen: its title, the meeting it works towards, and what reaches everything."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton

from mdt_desk.ui.actions import ACTIONS, SPECS, ActionId, Commands, Group, shown_shortcut
from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, icon_button, label
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.usecases.preferences import Theme


class TopBar(QFrame):
    """Signals ``language_chosen`` with a code and ``theme_chosen`` with a `Theme`."""

    language_chosen = Signal(str)
    theme_chosen = Signal(object)

    def __init__(self, look: Look, languages: Iterable[str], commands: Commands) -> None:
        """Lay the bar out; title and meeting are filled in by `show_title` and `show_meeting`."""
        super().__init__()
        self.setProperty("surface", "bar")
        self._look = look
        self._title = label("", Role.TITLE)
        self._title.setObjectName("screen-title")
        self._meeting = Elided(muted=True)
        self._meeting.setObjectName("next-meeting")
        self._groups: list[QButtonGroup] = []
        row = QHBoxLayout(self)
        space = look.tokens.space
        row.setContentsMargins(space.large, space.small, space.medium, space.small)
        row.setSpacing(space.small)
        row.addWidget(self._title)
        row.addSpacing(space.large)
        row.addWidget(_drawn("calendar", look))
        row.addWidget(self._meeting, 1)
        row.addWidget(self._palette_button(commands))
        row.addSpacing(space.small)
        for each in self._language_buttons(languages):
            row.addWidget(each)
        row.addSpacing(space.small)
        row.addWidget(self._theme_button())
        row.addWidget(self._menu_button(commands))

    def show_title(self, text: str) -> None:
        self._title.setText(text)

    def show_meeting(self, text: str) -> None:
        self._meeting.show_text(text)

    def _palette_button(self, commands: Commands) -> QPushButton:
        shortcut = shown_shortcut(SPECS[ActionId.PALETTE].shortcut)
        text = self._look.text("shell.search", shortcut=shortcut)
        made = button(
            text, icon=icon("search", self._look.tokens.muted), name=self._look.text("shell.command.palette")
        )
        made.setObjectName("palette-button")
        made.clicked.connect(commands[ActionId.PALETTE].trigger)
        return made

    def _language_buttons(self, languages: Iterable[str]) -> list[QPushButton]:
        group = QButtonGroup(self)
        made: list[QPushButton] = []
        for code in languages:
            each = button(code.upper(), Kind.QUIET, name=self._look.text(f"language.{code}"))
            each.setToolTip(self._look.text(f"language.{code}"))
            each.setCheckable(True)
            each.setChecked(code == self._look.texts.language)
            each.clicked.connect(lambda _=False, chosen=code: self.language_chosen.emit(chosen))
            group.addButton(each)
            made.append(each)
        return made

    def _theme_button(self) -> QToolButton:
        made = icon_button(icon("theme", self._look.tokens.text), self._look.text("shell.command.theme"))
        menu = QMenu(made)
        group = QActionGroup(menu)
        for theme in Theme:
            action = QAction(self._look.text(f"shell.theme.{theme}"), menu)
            action.setCheckable(True)
            action.setChecked(theme is self._look.tokens.name)
            action.triggered.connect(lambda _=False, chosen=theme: self.theme_chosen.emit(chosen))
            group.addAction(action)
            menu.addAction(action)
        return _with_menu(made, menu)

    def _menu_button(self, commands: Commands) -> QToolButton:
        made = icon_button(icon("menu", self._look.tokens.text), self._look.text("shell.menu"))
        menu = QMenu(made)
        for group in Group:
            part = menu.addMenu(self._look.text(f"shell.group.{group}"))
            part.addActions([commands[spec.id] for spec in ACTIONS if spec.group is group])
        return _with_menu(made, menu)


def _with_menu(made: QToolButton, menu: QMenu) -> QToolButton:
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setIconSize(QSize(20, 20))
    return made


def _drawn(name: str, look: Look) -> QLabel:
    made = QLabel()
    made.setPixmap(picture(name, look.tokens.muted, 18, 2.0))
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return made
