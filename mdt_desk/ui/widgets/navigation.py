"""The slim column on the left: where one is, and where one can go."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout

from mdt_desk.ui.actions import SPECS, ActionId, Place, shown_shortcut
from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look

ENTRIES: Final = (
    (Place.QUEUE, ActionId.GO_QUEUE),
    (Place.CASE, ActionId.GO_CASE),
    (Place.MEETING, ActionId.GO_MEETING),
    (Place.PRINT, ActionId.GO_PRINT),
    (Place.FOLLOW, ActionId.GO_FOLLOW),
    (Place.HELP, ActionId.GO_HELP),
    (Place.SETTINGS, ActionId.GO_SETTINGS),
)
_FIRST_BELOW: Final = Place.HELP
_WITHIN: Final = {Place.CLOSE: Place.MEETING, Place.INSIGHTS: Place.FOLLOW} | dict.fromkeys(
    (Place.IMPORT, Place.EXPORT), Place.QUEUE
)
_WIDTH: Final = 96


class Navigation(QFrame):
    """Signals ``went`` with the place that was chosen."""

    went = Signal(object)

    def __init__(self, look: Look, places: Iterable[Place]) -> None:
        """Show an entry for each of the places that exist."""
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(look.text("shell.navigation"))
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[Place, QToolButton] = {}
        column = QVBoxLayout(self)
        space = look.tokens.space
        column.setContentsMargins(space.tiny, space.medium, space.tiny, space.small)
        column.setSpacing(space.tiny)
        column.addWidget(_mark(look), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(space.medium)
        offered = set(places)
        for place, action in ENTRIES:
            if place is _FIRST_BELOW:
                column.addStretch()
            if place in offered:
                column.addWidget(self._entry(look, place, action))

    def show_place(self, place: Place) -> None:
        """Mark where one is; a place without an entry of its own belongs to another's, the start to none."""
        entry = self._buttons.get(_WITHIN.get(place, place))
        self._group.setExclusive(entry is not None)
        for each in self._buttons.values():
            each.setChecked(each is entry)

    def _entry(self, look: Look, place: Place, action: ActionId) -> QToolButton:
        spec = SPECS[action]
        made = QToolButton()
        name = look.text(f"shell.place.{place}")
        made.setText(name)
        made.setAccessibleName(name)
        made.setToolTip(f"{look.text(spec.key)} ({shown_shortcut(spec.shortcut)})")
        made.setIcon(
            icon(spec.icon, look.tokens.nav_text, active=look.tokens.nav_active_text, sizes=(22, 44))
        )
        made.setIconSize(QSize(22, 22))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setFixedSize(_WIDTH - 2 * look.tokens.space.tiny, 62)
        made.clicked.connect(lambda: self.went.emit(place))
        self._group.addButton(made)
        self._buttons[place] = made
        return made


def _mark(look: Look) -> QLabel:
    made = QLabel()
    made.setPixmap(picture("mdt-desk", look.tokens.nav_text, 40, 2.0))
    made.setAccessibleName(look.text("app.name"))
    return made
