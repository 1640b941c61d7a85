"""A bar that says one sentence without stopping anybody: no window opens, nothing has to be clicked away."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from mdt_desk.ui.icons import TONE_ICONS, icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.sentences import Notice
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, icon_button, label, set_tone

_PASSES_AFTER_MS: Final = 8_000


class NoticeBar(QFrame):
    """Hidden until there is something to say; a later sentence takes the place of an earlier one."""

    def __init__(self, look: Look) -> None:
        """Lay the bar out, empty."""
        super().__init__()
        self._look = look
        self.setProperty("banner", True)
        self._sign = QLabel()
        self._text = label("", Role.BODY, wrap=True)
        self._text.setObjectName("notice")
        self._notice: Notice | None = None
        self._do = button(look.text("shell.notice.close"), Kind.QUIET)
        self._do.clicked.connect(self._done)
        self._away = icon_button(icon("close", look.tokens.text), look.text("shell.notice.close"), size=14)
        self._away.clicked.connect(self.hide)
        self.passing = QTimer(self)
        self.passing.setSingleShot(True)
        self.passing.setInterval(_PASSES_AFTER_MS)
        self.passing.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.tokens.space.medium, look.tokens.space.tiny, look.tokens.space.tiny, 4)
        row.setSpacing(look.tokens.space.small)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._do)
        row.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Say a sentence; an error stays until somebody puts it away."""
        colours = self._look.tokens.tones[notice.tone]
        self._sign.setPixmap(picture(notice.sign or TONE_ICONS[notice.tone], colours.text, 18, 2.0))
        self._away.setIcon(icon("close", colours.text))
        self._away.setIconSize(QSize(14, 14))
        self._text.setText(notice.text)
        self._notice = notice
        self._do.setText(notice.do)
        self._do.setAccessibleName(notice.do)
        self._do.setVisible(bool(notice.do))
        self.setAccessibleName(notice.text)
        set_tone(self, notice.tone)
        self.show()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count: what nobody could see, behind a lock, did not pass."""
        self._count()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no longer."""
        self.passing.stop()
        super().hideEvent(event)

    @property
    def standing(self) -> Notice | None:
        """The notice that nobody put away yet, if it is not one that passes."""
        said = self._notice
        return None if said is None or said.passing or self.isHidden() else said

    def _count(self) -> None:
        self.passing.stop()
        if self.isVisible() and self._notice is not None and self._notice.passing:
            self.passing.start()

    def _done(self) -> None:
        said, self._notice = self._notice, None
        self.hide()
        if said is not None and said.act is not None:
            said.act()
