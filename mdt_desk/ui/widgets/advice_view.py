"""Advice as cards: a card a topic, a column a guideline, agreement said by word and icon; lines open."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.advice import Strength
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Surface, badge, frame, label, rule
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.effects_view import Effects, EffectsView
from mdt_desk.ui.widgets.pressable import Pressable
from mdt_desk.ui.widgets.small_icon import small_icon
from mdt_desk.ui.wording.advice import Agreement, ColumnShown, LineShown, TopicCard

AGREEMENT_TONES: Final = {
    Agreement.DIFFER: Tone.DIFFERS,
    Agreement.AGREE: Tone.INFO,
    Agreement.ADD: Tone.CALM,
    Agreement.SINGLE: Tone.CALM,
    Agreement.OPEN: Tone.OPEN,
}
AGREEMENT_ICONS: Final = {
    Agreement.DIFFER: "differs",
    Agreement.AGREE: "check",
    Agreement.ADD: "plus",
    Agreement.SINGLE: "info",
    Agreement.OPEN: "open",
}
_STRENGTH_ICONS: Final = {
    Strength.DO: "arrow-right",
    Strength.CONSIDER: "chevron-right",
    Strength.DO_NOT: "close",
}
_COLUMN: Final = 13
"""The least width of a column, in widths of the letter M."""


class AdviceLine(Pressable):
    """One action of one guideline; pressing it opens or closes its detail."""

    def __init__(self, look: Look, line: LineShown) -> None:
        """Show a line, closed."""
        self.line = line
        space, tokens = look.tokens.space, look.tokens
        row = QHBoxLayout()
        row.setContentsMargins(space.tiny, 3, space.tiny, 3)
        row.setSpacing(6)
        colour = tokens.muted if line.open else tokens.text
        row.addWidget(small_icon(_STRENGTH_ICONS[line.strength], colour), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.action, Role.BODY, muted=line.open, wrap=True))
        second = " · ".join(
            each
            for each in (
                line.strength_word if line.strength is not Strength.DO else "",
                look.text("case.advice.open") if line.open else "",
                line.variant,
            )
            if each
        )
        if second:
            words.addWidget(label(second, Role.CAPTION, muted=True, wrap=True))
        if line.deadline:
            tone = Tone.URGENT if line.late else Tone.SOON if line.soon else Tone.CALM
            mark = badge(line.deadline, tone)
            mark.setWordWrap(True)
            mark.setAlignment(Qt.AlignmentFlag.AlignLeft)
            words.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        if line.differs:
            colour = tokens.tones[Tone.DIFFERS].border
            row.addWidget(small_icon("differs", colour), 0, Qt.AlignmentFlag.AlignTop)
        super().__init__(row, look.text("case.advice.show", line=line.spoken), kind="row")
        self.setCheckable(True)


class AdviceCard(QFrame):
    """One topic. One line at a time is open, its detail below all columns; ``turned`` tells which."""

    turned = Signal(str, bool)

    def __init__(self, look: Look, card: TopicCard, opened: str = "") -> None:
        """Show a card; ``opened`` is the key of the line that is open."""
        super().__init__()
        self.card = card
        self._look = look
        self._detail: QFrame | None = None
        self._effects: Effects = {}
        self._explanation: EffectsView | None = None
        self.lines: list[AdviceLine] = []
        self.setProperty("surface", "card")
        space = look.tokens.space
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        self._column.setSpacing(space.small)
        self._column.addLayout(self._heading())
        for each in card.differences:
            self._column.addWidget(label(each, Role.CAPTION, wrap=True))
        least = self.fontMetrics().horizontalAdvance("M") * _COLUMN
        parts = [self._guideline(each) for each in card.columns]
        most = max(1, len(parts))
        self._column.addWidget(Columns(parts, least=least, most=most, gap=space.medium, even=True))
        if card.silent:
            self._column.addWidget(label(card.silent, Role.CAPTION, muted=True, wrap=True))
        for line in self.lines:
            line.setChecked(line.line.key == opened)
            line.clicked.connect(lambda _=False, chosen=line: self._open(chosen))
            if line.isChecked():
                self._show_detail(line.line)

    def opened(self) -> str:
        """Return the key of the line that is open, or nothing."""
        return next((each.line.key for each in self.lines if each.isChecked()), "")

    def show_effects(self, effects: Effects) -> None:
        """Say in the detail of the open line what would change it."""
        self._effects = effects
        if self._explanation is not None:
            self._explanation.show_effects(effects.get(self.opened()))

    def take_keyboard(self, key: str) -> None:
        """Put the keyboard on the line with this key, if it is here and has it not."""
        for line in self.lines:
            if line.line.key == key and not line.hasFocus():
                line.setFocus()

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.tiny)
        row.addWidget(label(self.card.name, Role.TITLE))
        row.addStretch()
        tone = AGREEMENT_TONES[self.card.agreement]
        colour = self._look.tokens.tones[tone].border if tone is Tone.DIFFERS else self._look.tokens.muted
        row.addWidget(small_icon(AGREEMENT_ICONS[self.card.agreement], colour))
        row.addWidget(badge(self.card.agreement_word, tone))
        return row

    def _guideline(self, column: ColumnShown) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{self.card.name}, {column.name}")
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        leading = self._look.text("case.advice.leading")
        name = label(f"{column.name} ({leading})" if column.leading else column.name, Role.CAPTION, wrap=True)
        name.setProperty("strong", True)
        inside.addWidget(name)
        inside.addWidget(rule())
        for each in column.lines:
            line = AdviceLine(self._look, each)
            self.lines.append(line)
            inside.addWidget(line)
        for gap in column.gaps:
            words = self._look.text("case.advice.gap", text=gap)
            inside.addWidget(label(words, Role.CAPTION, muted=True, wrap=True))
        inside.addStretch()
        return made

    def _open(self, chosen: AdviceLine) -> None:
        closed = [each for each in self.lines if each is not chosen and each.isChecked()]
        for line in closed:
            line.setChecked(False)
        if self._detail is not None:
            self._detail.hide()
            self._detail.deleteLater()
            self._detail = self._explanation = None
        if chosen.isChecked():
            self._show_detail(chosen.line)
        for line in (*closed, chosen):
            self.turned.emit(line.line.key, line.isChecked())

    def _show_detail(self, line: LineShown) -> None:
        self._explanation = EffectsView(self._look, self._effects.get(line.key))
        self._detail = line_detail(self._look, line, self._explanation)
        self._column.addWidget(self._detail)
        self._detail.show()


class AdviceView(QWidget):
    """All cards, or one sentence when no guideline says anything; ``turned`` tells which line was opened."""

    turned = Signal(str, bool)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._cards: dict[str, AdviceCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.tokens.space.small)
        self._none = label(look.text("case.advice.none"), muted=True, wrap=True)
        self._column.addWidget(self._none)

    def show_cards(self, cards: Sequence[TopicCard]) -> None:
        """Draw the cards in their order; what did not change stays as it is, open lines stay open."""
        self._none.setVisible(not cards)
        held = next(
            (line.line.key for each in self._cards.values() for line in each.lines if line.hasFocus()), ""
        )
        wanted = {each.topic for each in cards}
        for topic in [each for each in self._cards if each not in wanted]:
            self._drop(self._cards.pop(topic))
        for place, card in enumerate(cards, start=1):
            shown = self._cards.get(card.topic)
            if shown is None or shown.card != card:
                shown = self._renewed(card, shown)
            if self._column.indexOf(shown) != place:
                self._column.insertWidget(place, shown)
                shown.show()
            shown.take_keyboard(held)

    def show_effects(self, effects: Effects) -> None:
        """Say in the open lines what would change them."""
        for each in self._cards.values():
            each.show_effects(effects)

    def _renewed(self, card: TopicCard, before: AdviceCard | None) -> AdviceCard:
        """Return a new card in which the same line is open."""
        made = AdviceCard(self._look, card, before.opened() if before else "")
        made.turned.connect(self.turned)
        self._cards[card.topic] = made
        if before is not None:
            self._drop(before)
        return made

    def _drop(self, card: AdviceCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()


def line_detail(look: Look, line: LineShown, explanation: EffectsView) -> QFrame:
    """Return everything behind one line: why, what is missing, by when, how, where it stands, what changes it."""
    made = frame(Surface.RAISED)
    grid = QGridLayout(made)
    space = look.tokens.space
    grid.setContentsMargins(space.medium, space.small, space.medium, space.small)
    grid.setHorizontalSpacing(space.medium)
    grid.setVerticalSpacing(space.tiny)
    grid.setColumnStretch(1, 1)
    rows = (
        ("because", "\n".join(line.because)),
        ("missing", "\n".join(line.missing)),
        ("deadline", line.due or line.deadline),
        ("regimen", line.variant),
        ("detail", "\n".join(line.notes)),
        ("reference", line.reference),
        ("review", line.review),
    )
    grid.addWidget(label(line.action, Role.LABEL, wrap=True), 0, 0, 1, 2)
    for name, text in rows:
        if text:
            row = grid.rowCount()
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(look.text(f"case.advice.{name}"), Role.CAPTION, muted=True), row, 0, top)
            grid.addWidget(label(text, Role.CAPTION, wrap=True), row, 1)
    grid.addWidget(explanation, grid.rowCount(), 0, 1, 2)
    return made
