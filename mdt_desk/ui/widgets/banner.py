"""A sentence that stands above other things as long as it is true."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.prose import Prose


class Banner(QFrame):
    """Hidden while there is nothing to say; nobody can put it away, because it stays true."""

    def __init__(self, look: Look, tone: Tone, name: str) -> None:
        """Say nothing yet; ``name`` is the object's."""
        super().__init__()
        self.setProperty("banner", True)
        self.setProperty("tone", tone.value)
        self.setObjectName(name)
        space = look.tokens.space
        sign = label()
        sign.setPixmap(picture(TONE_ICONS[tone], look.tokens.tones[tone].text, 18, 2.0))
        self._words = Prose("")
        row = QHBoxLayout(self)
        row.setContentsMargins(space.medium, space.tiny, space.medium, space.tiny)
        row.setSpacing(space.small)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say a sentence; empty: there is nothing to say."""
        if words:
            self._words.show_text(words)
            self.setAccessibleName(words)
        self.setVisible(bool(words))
