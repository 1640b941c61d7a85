"""The calm sentence that stands above every screen while the server does not answer."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.moments import short_moment
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.prose import Prose


class AwayBanner(QFrame):
    """Hidden while the server answers; nobody can put it away, because it stays true."""

    def __init__(self, look: Look) -> None:
        """Say nothing yet."""
        super().__init__()
        self._look = look
        self.setProperty("banner", True)
        self.setProperty("tone", Tone.SOON.value)
        self.setObjectName("server-away")
        space = look.tokens.space
        sign = label()
        sign.setPixmap(picture(TONE_ICONS[Tone.SOON], look.tokens.tones[Tone.SOON].text, 18, 2.0))
        self._words = Prose("")
        row = QHBoxLayout(self)
        row.setContentsMargins(space.medium, space.tiny, space.medium, space.tiny)
        row.setSpacing(space.small)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_away(self, since: datetime | None) -> None:
        """Say since which local time the server does not answer; None: it does."""
        if since is not None:
            words = self._look.text("server_desk.away", moment=short_moment(since, self._look.texts))
            self._words.show_text(words)
            self.setAccessibleName(words)
        self.setVisible(since is not None)
