"""What would change one answer: each fact with its other values, below whatever else is known of that answer."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label, rule
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.wording.effects import EffectsShown

Effects = Mapping[str, EffectsShown]
"""What would change each open answer, by its key."""


class EffectsView(QWidget):
    """Draws effects; nothing while nobody asked for them."""

    def __init__(self, look: Look, shown: EffectsShown | None = None) -> None:
        """Show these effects."""
        super().__init__()
        self._look = look
        self._shown = shown
        self.setAccessibleName(look.text("effects.heading"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.tokens.space.tiny, 0, 0)
        self._column.setSpacing(3)
        self._fill()
        if shown is None:
            self.hide()

    def show_effects(self, shown: EffectsShown | None) -> None:
        """Draw effects, unless they stand here already."""
        if shown == self._shown:
            return
        self._shown = shown
        self._fill()
        self.setVisible(shown is not None)

    def _fill(self) -> None:
        empty(self._column)
        if self._shown is None:
            return
        self._add(rule())
        self._add(label(self._look.text("effects.heading"), Role.CAPTION, muted=True))
        before = ""
        for each in self._shown.lines:
            if each.stands != before:
                fact = label(each.stands, Role.CAPTION, wrap=True)
                fact.setProperty("strong", True)
                self._add(fact)
            before = each.stands
            then = label(each.then, Role.CAPTION, wrap=True)
            then.setAccessibleName(each.sentence)
            then.setIndent(self._look.tokens.space.small)
            self._add(then)
        if self._shown.note:
            self._add(label(self._shown.note, Role.CAPTION, muted=True, wrap=True))

    def _add(self, made: QWidget) -> None:
        self._column.addWidget(made)
        made.show()
