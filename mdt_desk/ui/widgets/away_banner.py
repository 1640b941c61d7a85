"""The calm sentences that stand above every screen while something cannot be done."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.moments import short_moment
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.prose import Prose


class Banner(QFrame):
    """Hidden while there is nothing to say; nobody can put it away, because it stays true."""

    def __init__(self, look: Look, tone: Tone, name: str) -> None:
        """Say nothing yet; ``name`` is the object's."""
        super().__init__()
        self._look = look
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


class AwayBanner(Banner):
    """Stands there while the server does not answer."""

    def __init__(self, look: Look) -> None:
        """Say nothing yet."""
        super().__init__(look, Tone.SOON, "server-away")

    def show_away(self, since: datetime | None) -> None:
        """Say since which local time the server does not answer; None: it does."""
        moment = "" if since is None else short_moment(since, self._look.texts)
        self.show_words(self._look.text("server_desk.away", moment=moment) if moment else "")
