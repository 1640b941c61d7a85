"""Chosen things as chips that can be put away, each with what it is."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.short import caption, tip


class Chips(QWidget):
    """A row of buttons; pressing one says that it is no longer wanted."""

    def __init__(self, look: Look, key: str, dropped: Callable[[str], None], *, sign: str = "close") -> None:
        """Show nothing yet; ``key`` names a chip for a screen reader, with what it is as ``text``."""
        super().__init__()
        self._look = look
        self._key = key
        self._sign = sign
        self._dropped = dropped
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._flow = Flow(gap=look.tokens.space.tiny)
        self.setLayout(self._flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show identity and text of each chip."""
        if tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        self._flow.clear()
        for identity, text in chips:
            self._flow.addWidget(self._chip(identity, text))
        self.setVisible(bool(chips))
        self.updateGeometry()

    def _chip(self, identity: str, text: str) -> QPushButton:
        made = QPushButton(caption(text, 64))
        made.setProperty("kind", "chip")
        made.setIcon(icon(self._sign, self._look.tokens.text))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setAccessibleName(self._look.text(self._key, text=text))
        made.setToolTip(tip(text))
        made.clicked.connect(partial(self._drop, identity))
        return made

    def _drop(self, identity: str, _checked: bool = False) -> None:
        self._dropped(identity)
