"""Whether the case can wait, why, and its deadlines."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone, restyle
from mdt_desk.ui.widgets.basics import badge, label
from mdt_desk.ui.wording.urgency import ClockShown, UrgencyShown, Waiting

_TONES: Final = {
    Waiting.URGENT: Tone.URGENT,
    Waiting.OPEN_URGENT: Tone.SOON,
    Waiting.OPEN: Tone.OPEN,
    Waiting.CALM: Tone.CALM,
}


class UrgencyCard(QFrame):
    """A sentence with an icon, its reasons, and a row for each clock."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown: UrgencyShown | None = None
        self.setProperty("surface", "card")
        space = look.tokens.space
        self._icon = QLabel()
        self._sentence = label("", Role.LABEL, wrap=True)
        self._why = label("", Role.CAPTION, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(space.small)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._sentence, 1)
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(space.tiny)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addLayout(self._clocks)

    def show_urgency(self, urgency: UrgencyShown) -> None:
        """Draw whether the case can wait."""
        if urgency == self._shown:
            return
        self._shown = urgency
        tone = _TONES[urgency.waiting]
        self.setProperty("tone", tone.value)
        restyle(self)
        for each in (self._sentence, self._why):
            restyle(each)
        self._icon.setPixmap(picture(TONE_ICONS[tone], self._look.tokens.tones[tone].text, 20, 2.0))
        self._sentence.setText(urgency.sentence)
        because = self._look.text("case.urgency.because", reasons="; ".join(urgency.because))
        missing = self._look.text("case.urgency.missing", facts=", ".join(urgency.missing))
        why = [because] if urgency.because else []
        why += [missing] if urgency.missing else []
        self._why.setText("\n".join(why))
        self._why.setVisible(bool(why))
        while (item := self._clocks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for clock in urgency.running:
            self._clocks.addWidget(self._clock(clock))
        for words in urgency.stopped:
            self._clocks.addWidget(label(words, Role.CAPTION, wrap=True))

    def _clock(self, clock: ClockShown) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(clock.action, wrap=True))
        words.addWidget(label(clock.until, Role.CAPTION, wrap=True))
        row.addLayout(words, 1)
        spoken = f"{clock.action}: {clock.span}, {clock.until}"
        mark = badge(clock.span, Tone.URGENT if clock.overdue else Tone.SOON, name=spoken)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        return made
