"""One score at a glance: its value, or the range still possible with what decides it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, restyle
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.pressable import Pressable
from mdt_desk.ui.wording.scores import ScoreShown


class ScoreBadge(Pressable):
    """A card with name, value and band; pressing it asks for the items. Texts take the size of their roles."""

    def __init__(self, look: Look, *, interactive: bool = True) -> None:
        """Show nothing yet."""
        self._name = label("", Role.CAPTION, muted=True)
        self._place = label("", Role.CAPTION, muted=True)
        self._value = label("", Role.DISPLAY)
        self._words = label("", Role.CAPTION, wrap=True)
        space = look.tokens.space
        top = QHBoxLayout()
        top.addWidget(self._name)
        top.addStretch()
        top.addWidget(self._place)
        column = QVBoxLayout()
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._value)
        column.addWidget(self._words)
        column.addStretch()
        super().__init__(column)
        if not interactive:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_score(self, score: ScoreShown) -> None:
        """Draw a score; one that is still open has a dashed border and says what decides it."""
        self._name.setText(score.name)
        self._place.setText(score.place)
        self._value.setText(score.value)
        self._words.setText(score.outside or score.decides or score.band)
        self.setAccessibleName(score.spoken)
        if self.property("open") != score.open:
            self.setProperty("open", score.open)
            restyle(self)
