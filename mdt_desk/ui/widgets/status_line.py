"""The line below every screen: what the program is not for, whether everything is kept, which rules speak."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Surface, badge, label, set_tone
from mdt_desk.ui.widgets.elided import Elided

_LETTERS: Final = 60


class StatusLine(QFrame):
    """One line of small print, always there."""

    def __init__(self, look: Look, *, rehearsing: bool) -> None:
        """Say the status of the program; the rest is filled in by `show_saved` and `show_rules`."""
        super().__init__()
        self._look, self._rehearsing = look, rehearsing
        self.setProperty("surface", Surface.FOOT.value)
        self._saved_icon = QLabel()
        self._saved = label("", Role.CAPTION, muted=True)
        self._saved.setObjectName("saved-state")
        self._rules = label("", Role.CAPTION, muted=True)
        self._rules.setObjectName("rule-set")
        self._seat_icon = _drawn("person", look)
        self._seat = Elided(Role.CAPTION, letters=_LETTERS)
        self._seat.setObjectName("seat")
        self._status = label(look.text("status.demonstration"), Role.CAPTION)
        self._status.setObjectName("demonstration")
        row = QHBoxLayout(self)
        space = look.tokens.space
        row.setContentsMargins(space.large, space.tiny, space.large, space.tiny)
        row.setSpacing(space.small)
        for each in (_drawn("info", look), self._status):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        if rehearsing:
            row.addSpacing(space.medium)
            row.addWidget(badge(look.text("shell.rehearsal"), Tone.INFO), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(space.medium)
        row.addWidget(self._seat_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._seat, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_seat("")
        row.addStretch()
        for each in (self._saved_icon, self._saved):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(space.medium)
        self._backup = label("", Role.CAPTION, muted=True)
        self._backup.setObjectName("backup-state")
        row.addWidget(self._backup, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(space.wide)
        row.addWidget(self._rules, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_status(self, text: str) -> None:
        """Say whether this is a demonstration, or who answers for clinical use."""
        self._status.setText(text)

    def show_seat(self, text: str) -> None:
        """Say who sits here, in which role; an empty text: nobody is asked."""
        self._seat.show_text(text)
        for each in (self._seat_icon, self._seat):
            each.setVisible(bool(text))

    def show_saved(self, pending: int) -> None:
        """Say whether something is still being kept; of a rehearsal nothing is."""
        for each in (self._saved_icon, self._saved):
            each.setVisible(not self._rehearsing)
        self._saved.setText(self._look.text("shell.saving" if pending else "shell.saved"))
        name = "refresh" if pending else "saved"
        self._saved_icon.setPixmap(picture(name, self._look.tokens.muted, 16, 2.0))

    def show_waiting(self, text: str) -> None:
        """Say that nothing can be kept now."""
        self._saved.setText(text)
        self._saved_icon.setPixmap(picture("soon", self._look.tokens.muted, 16, 2.0))

    def show_backup(self, text: str, tone: Tone | None) -> None:
        """Say when the last backup was made, or in a tone of its own that the last attempt failed."""
        self._backup.setText(text)
        self._backup.setProperty("badge", tone is not None)
        set_tone(self._backup, tone)

    def show_rules(self, text: str) -> None:
        self._rules.setText(text)


def _drawn(name: str, look: Look) -> QLabel:
    made = QLabel()
    made.setPixmap(picture(name, look.tokens.muted, 16, 2.0))
    return made
