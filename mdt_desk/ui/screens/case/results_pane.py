"""What the program says beside the form: urgency, scores, what to find out, advice, survival, the other models."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.state import ResultsShown
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.advice_view import AdviceView
from mdt_desk.ui.widgets.basics import Surface, badge, card, frame, label
from mdt_desk.ui.widgets.curve_view import CurveView
from mdt_desk.ui.widgets.effects_view import Effects, EffectsView
from mdt_desk.ui.widgets.prognosis_panel import PrognosisPanel
from mdt_desk.ui.widgets.score_badge import ScoreBadge
from mdt_desk.ui.widgets.score_panel import ScorePanel, score_detail
from mdt_desk.ui.widgets.urgency_card import UrgencyCard
from mdt_desk.ui.widgets.worth_list import WorthList
from mdt_desk.ui.wording.scores import KEY_SCORES, ScoreShown
from mdt_desk.ui.wording.worth import WorthShown


class ResultsPane(QWidget):
    """Draws results; what is opened stays open while they change.

    Signals:
        turned: key of an advice, or a score, and whether it was opened.
        fact_wanted: a missing fact whose field is to be shown.

    """

    turned = Signal(str, bool)
    fact_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self.setAccessibleName(look.text("case.pane.results"))
        space = look.tokens.space
        self._urgency = UrgencyCard(look)
        self._key = KeyScores(look)
        self._differences = label("", Role.LABEL, wrap=True)
        self._stale = badge(look.text("case.results.stale"), Tone.OPEN)
        self._advice = AdviceView(look)
        self._curve = CurveView(look)
        self._prognosis = PrognosisPanel(look)
        self._worth = WorthList(look)
        self._worth.chosen.connect(self.fact_wanted)
        self._others = ScorePanel(look)
        for each in (self._key, self._advice, self._others):
            each.turned.connect(self.turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, space.small, 0)
        column.setSpacing(space.medium)
        column.addWidget(self._urgency)
        column.addWidget(self._key)
        self._worth_box, inside = card()
        inside.addWidget(self._worth)
        self._worth_box.hide()
        column.addWidget(self._worth_box)
        heading = QHBoxLayout()
        heading.addWidget(label(look.text("case.advice.heading"), Role.TITLE))
        heading.addStretch()
        heading.addWidget(self._stale)
        column.addLayout(heading)
        column.addWidget(self._differences)
        column.addWidget(self._advice)
        column.addWidget(self._boxed("case.curve.heading", self._curve))
        column.addWidget(self._boxed("prognosis.heading", self._prognosis))
        self._box = self._boxed("case.score.others", self._others)
        column.addWidget(self._box)
        column.addStretch()

    def show_results(self, results: ResultsShown | None) -> None:
        """Draw results; None: the first answer is still being worked out."""
        self.setVisible(results is not None)
        if results is None:
            return
        self._stale.setVisible(not results.fresh)
        self._urgency.show_urgency(results.urgency)
        key = [each for each in results.scores if each.score in KEY_SCORES]
        others = [each for each in results.scores if each.score not in KEY_SCORES]
        self._key.show_scores(key)
        self._key.show_effects(results.effects)
        self._differences.setText(results.differences)
        self._advice.show_cards(results.cards)
        self._advice.show_effects(results.effects)
        self._curve.show_curve(results.curve.picture, results.curve.caption, results.curve.points)
        self._prognosis.show_prognosis(results.prognosis)
        self._others.show_scores(others)
        self._others.show_effects(results.effects)
        self._box.setVisible(bool(others))

    def show_worth(self, worth: WorthShown) -> None:
        """Draw what to find out first; nothing to say: no card."""
        self._worth.show_worth(worth)
        self._worth_box.setVisible(bool(worth.room or worth.lines or worth.note))

    def focus_first(self) -> None:
        """Put the keyboard on the first thing that can be opened."""
        self._key.focus_first()

    def _boxed(self, key: str, inside: QWidget) -> QFrame:
        made, column = card()
        column.addWidget(label(self._look.text(key), Role.TITLE))
        column.addWidget(inside)
        return made


class KeyScores(QWidget):
    """The three scores of every discussion side by side; pressing one shows its items below them."""

    turned = Signal(str, bool)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._open = ""
        self._scores: dict[str, ScoreShown] = {}
        self._effects: Effects = {}
        self._explanation: EffectsView | None = None
        self._badges: dict[str, ScoreBadge] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(look.tokens.space.small)
        self._detail = frame(Surface.RAISED)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.tokens.space.small)
        self._column.addLayout(self._row)
        self._column.addWidget(self._detail)
        self._detail.hide()
        for name in KEY_SCORES:
            made = ScoreBadge(look)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, chosen=name: self._turn(chosen))
            self._badges[name] = made
            self._row.addWidget(made, 1)

    def show_scores(self, scores: list[ScoreShown]) -> None:
        before = self._scores.get(self._open)
        self._scores = {each.score: each for each in scores}
        for name, made in self._badges.items():
            made.setVisible(name in self._scores)
            if name in self._scores:
                made.show_score(self._scores[name])
        if self._scores.get(self._open) != before:
            self._draw()

    def show_effects(self, effects: Effects) -> None:
        self._effects = effects
        if self._explanation is not None:
            self._explanation.show_effects(effects.get(self._open))

    def focus_first(self) -> None:
        self._badges[KEY_SCORES[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self, chosen: str) -> None:
        before, self._open = self._open, chosen if self._badges[chosen].isChecked() else ""
        for name, made in self._badges.items():
            made.setChecked(name == self._open)
        self._draw()
        if before and before != self._open:
            self.turned.emit(before, False)
        if self._open:
            self.turned.emit(self._open, True)

    def _draw(self) -> None:
        self._column.removeWidget(self._detail)
        self._detail.hide()
        self._detail.deleteLater()
        score = self._scores.get(self._open)
        self._explanation = EffectsView(self._look, self._effects.get(self._open)) if score else None
        if score and self._explanation:
            self._detail = score_detail(self._look, score, self._explanation)
        else:
            self._detail = frame(Surface.RAISED)
        self._column.addWidget(self._detail)
        self._detail.setVisible(score is not None)
