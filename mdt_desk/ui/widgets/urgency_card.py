"""Whether the case can wait, why, and its deadlines."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone, restyle
from mdt_desk.ui.widgets.basics import Kind, badge, button, label
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.wording.urgency import ClockShown, UrgencyShown, Waiting

_TONES: Final = {
    Waiting.URGENT: Tone.URGENT,
    Waiting.OPEN_URGENT: Tone.SOON,
    Waiting.OPEN: Tone.OPEN,
    Waiting.CALM: Tone.CALM,
}
_FEW: Final = 3
"""Clocks, and missing facts, that are shown before somebody asks for all."""


class UrgencyCard(QFrame):
    """A sentence with an icon and the most urgent clocks; reasons and all clocks on request."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._shown: UrgencyShown | None = None
        self._open = False
        self.setProperty("surface", "card")
        space = look.tokens.space
        self._icon = label("")
        self._sentence = label("", Role.LABEL, wrap=True)
        self._why = label("", Role.CAPTION, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(space.small)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._sentence, 1)
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(space.tiny)
        self._more = button("", Kind.LINK)
        self._more.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addLayout(self._clocks)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_urgency(self, urgency: UrgencyShown) -> None:
        """Draw whether the case can wait."""
        if urgency == self._shown:
            return
        self._shown = urgency
        tone = _TONES[urgency.waiting]
        self.setProperty("tone", tone.value)
        restyle(self)
        for each in (self._sentence, self._why, self._more):
            self._stand_on(each)
        self._icon.setPixmap(picture(TONE_ICONS[tone], self._look.tokens.tones[tone].text, 20, 2.0))
        self._sentence.setText(urgency.sentence)
        self._draw(urgency)

    def _turn(self) -> None:
        self._open = not self._open
        if self._shown is not None:
            self._draw(self._shown)

    def _draw(self, urgency: UrgencyShown) -> None:
        text = self._look.text
        why = [urgency.restarted] if urgency.restarted else []
        if self._open and urgency.because:
            why.append(text("case.urgency.because", reasons="; ".join(urgency.because)))
        if urgency.missing and (self._open or not urgency.because):
            named = urgency.missing if self._open else urgency.missing[:_FEW]
            facts, left = ", ".join(named), len(urgency.missing) - len(named)
            facts = text("case.score.and_more", names=facts, count=left) if left else facts
            why.append(text("case.urgency.missing", facts=facts))
        self._why.setText("\n".join(why))
        self._why.setVisible(bool(why))
        empty(self._clocks)
        for clock in urgency.running if self._open else urgency.running[:_FEW]:
            self._clocks.addWidget(self._clock(clock))
        for words in urgency.stopped if self._open else ():
            self._clocks.addWidget(self._stand_on(label(words, Role.CAPTION, wrap=True)))
        count = len(urgency.running) + len(urgency.stopped)
        more = text("case.urgency.less") if self._open else text("case.urgency.more", count=count)
        self._more.setText(more)
        self._more.setAccessibleName(more)
        self._more.setVisible(bool(urgency.because or urgency.stopped) or count > _FEW)

    def _stand_on(self, part: QWidget) -> QWidget:
        """Give a text the colour that can be read on this card."""
        part.setProperty("ground", self.property("tone"))
        restyle(part)
        return part

    def _clock(self, clock: ClockShown) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._stand_on(label(clock.action, wrap=True)))
        words.addWidget(self._stand_on(label(clock.until, Role.CAPTION, wrap=True)))
        row.addLayout(words, 1)
        spoken = f"{clock.action}: {clock.span}, {clock.until}"
        mark = badge(clock.span, Tone.URGENT if clock.overdue else Tone.SOON, name=spoken)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        return made
