"""Every score as a row that opens to its items, points, what is missing, and its source."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Surface, frame, label
from mdt_desk.ui.widgets.effects_view import Effects, EffectsView
from mdt_desk.ui.widgets.pressable import opening_row
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.small_icon import small_picture
from mdt_desk.ui.wording.effects import EffectsShown
from mdt_desk.ui.wording.scores import ScoreShown


class ScoreRow(QWidget):
    """One score; closed it is a line, open it shows how the value came about, and tells with ``turned``."""

    turned = Signal(str, bool)

    def __init__(self, look: Look, score: ScoreShown) -> None:
        """Show a score, closed."""
        super().__init__()
        self._look = look
        self._score: ScoreShown | None = None
        self._effects: EffectsShown | None = None
        self._explanation: EffectsView | None = None
        self._mark = label("")
        self._name = label("", Role.LABEL, wrap=True)
        self._value = label("", Role.LABEL)
        self._words = label("", Role.CAPTION, muted=True, wrap=True)
        space = look.tokens.space
        self.head = opening_row(look, self._mark, (self._name, self._words), self._value)
        self.head.toggled.connect(self._turn)
        self.head.toggled.connect(lambda opened: self.turned.emit(score.score, opened))
        self._detail = QVBoxLayout()
        self._detail.setContentsMargins(space.wide, 0, 0, space.small)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._detail)
        self.show_score(score)

    def show_score(self, score: ScoreShown) -> None:
        """Draw a score; it stays open or closed."""
        if score == self._score:
            return
        self._score = score
        self._name.setText(score.name)
        self._value.setText(score.value)
        self._words.setText(
            score.outside or score.decides or " · ".join(x for x in (score.place, score.band) if x)
        )
        self._turn(self.head.isChecked())

    def show_effects(self, effects: EffectsShown | None) -> None:
        """Say what would change this score, below its items while it is open."""
        self._effects = effects
        if self._explanation is not None:
            self._explanation.show_effects(effects)

    def _turn(self, opened: bool) -> None:
        score = self._score
        if score is None:
            return
        key = "case.score.close_detail" if opened else "case.score.open_detail"
        self.head.setAccessibleName(self._look.text(key, score=score.spoken))
        name = "chevron-down" if opened else "chevron-right"
        self._mark.setPixmap(small_picture(name, self._look.tokens.muted, 14))
        empty(self._detail)
        self._explanation = None
        if opened:
            self._explanation = EffectsView(self._look, self._effects)
            detail = score_detail(self._look, score, self._explanation)
            self._detail.addWidget(detail)
            detail.show()


class ScorePanel(QWidget):
    """All scores below each other; ``turned`` tells which was opened or closed."""

    turned = Signal(str, bool)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._rows: dict[str, ScoreRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_scores(self, scores: Sequence[ScoreShown]) -> None:
        """Draw the scores; rows stay open or closed."""
        for score in scores:
            if score.score in self._rows:
                self._rows[score.score].show_score(score)
            else:
                made = ScoreRow(self._look, score)
                made.turned.connect(self.turned)
                self._rows[score.score] = made
                self._column.addWidget(made)
                made.show()
        shown = {each.score for each in scores}
        for name, row in self._rows.items():
            row.setVisible(name in shown)

    def show_effects(self, effects: Effects) -> None:
        """Say in the open rows what would change their scores."""
        for name, row in self._rows.items():
            row.show_effects(effects.get(name))

    def open(self, score: str) -> ScoreRow | None:
        """Open a score's row and return it."""
        row = self._rows.get(score)
        if row is not None:
            row.head.setChecked(True)
        return row

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()


def score_detail(look: Look, score: ScoreShown, explanation: EffectsView) -> QFrame:
    """Return items with points, what is missing, notes and source of one score, above its explanation."""
    made = frame(Surface.RAISED)
    space = look.tokens.space
    grid = QGridLayout(made)
    grid.setContentsMargins(space.medium, space.small, space.medium, space.small)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for item in score.items:
        row = grid.rowCount()
        grid.addWidget(label(item.name, wrap=True), row, 0)
        points = label(item.points, Role.LABEL, muted=item.open)
        grid.addWidget(points, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    texts = [score.outside, *score.notes]
    if score.missing:
        texts.append(f"{look.text('case.score.missing')}: {', '.join(score.missing)}")
    texts.append(f"{look.text('case.score.reference')}: {score.reference}")
    for text in texts:
        if text:
            grid.addWidget(label(text, Role.CAPTION, muted=True, wrap=True), grid.rowCount(), 0, 1, 2)
    grid.addWidget(explanation, grid.rowCount(), 0, 1, 2)
    return made
