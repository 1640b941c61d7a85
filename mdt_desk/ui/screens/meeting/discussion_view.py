"""The case on the table: question, what the table is asked for, scores, and sentences of the protocol."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdt_desk.domain.meeting import CaseId
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.meeting import intents
from mdt_desk.ui.screens.meeting.since_view import SinceView
from mdt_desk.ui.screens.meeting.state import Asked, CaseShown, Suggestion
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, Surface, badge, button, frame, icon_button, label, rule, set_tone
from mdt_desk.ui.widgets.capped import Capped
from mdt_desk.ui.widgets.columns import Columns
from mdt_desk.ui.widgets.fields import Area
from mdt_desk.ui.widgets.keyboard import holds_keyboard
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.score_badge import ScoreBadge
from mdt_desk.ui.widgets.scroll import column_in

_ASKED_WIDTH: Final = 236
_QUESTION: Final = 112
_ROOM_FOR_LINES: Final = 8
"""So that two lines stand in a field without a bar to scroll them."""


class _AskedView(QFrame):
    """One fact that the table is asked for: what is recorded, or that nothing is; typed over at the table."""

    told = Signal(object)

    def __init__(self, look: Look, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._case: CaseId | None = None
        self.setProperty("surface", Surface.CARD.value)
        self._missing = badge(look.text("meeting.asked.missing"), Tone.SOON)
        self._area = Area(asked.name, look.text("meeting.asked.hint"), lines=2)
        self._area.setPlaceholderText(look.text("meeting.asked.hint"))
        self._area.setFixedHeight(self._area.maximumHeight() + _ROOM_FOR_LINES)
        self._area.typing.finished.connect(self._tell)
        space = look.tokens.space
        head = QHBoxLayout()
        head.addWidget(label(asked.name, Role.LABEL), 1)
        head.addWidget(self._missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        column.addLayout(head)
        column.addWidget(self._area)

    def show_asked(self, case: CaseId, asked: Asked, *, locked: bool) -> None:
        if case != self._case:
            self._area.clearFocus()
            self._case, self._asked = case, replace(asked, text="\0")
        self._area.setReadOnly(locked)
        if asked != self._asked:
            self._asked = asked
            self._missing.setVisible(not asked.recorded)
            if not (self._area.hasFocus() and self._area.toPlainText() != self._area.typing.shown):
                self._area.show_text(asked.text)

    def _tell(self, text: str) -> None:
        if self._case is not None:
            self.told.emit(intents.TellFact(case=self._case, path=self._asked.path, text=text))


class _SuggestionView(QWidget):
    """One sentence, with a button to insert it and one to put it away."""

    wished = Signal(object)

    def __init__(self, look: Look, shown: Suggestion, *, locked: bool) -> None:
        super().__init__()
        self.shown, self.locked = shown, locked
        text, tokens = look.text, look.tokens
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(tokens.space.tiny)
        words = QVBoxLayout()
        words.setContentsMargins(0, 4, 0, 0)
        words.setSpacing(0)
        words.addWidget(Prose(shown.sentence, muted=shown.open))
        if shown.detail:
            words.addWidget(Prose(shown.detail, Role.CAPTION, muted=True))
        row.addLayout(words, 1)
        if locked:
            return
        for key, sign, colour, intent in (
            ("insert", "plus", tokens.accent, intents.Insert(key=shown.key)),
            ("dismiss", "close", tokens.muted, intents.Dismiss(key=shown.key)),
        ):
            name = text(f"meeting.suggestion.{key}", sentence=shown.sentence)
            made = icon_button(icon(sign, colour), name, size=16 if key == "insert" else 14)
            made.clicked.connect(partial(self._wish, intent))
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            if key == "insert":
                self.setFocusProxy(made)

    def _wish(self, intent: intents.Intent, _checked: bool = False) -> None:
        self.wished.emit(intent)


class DiscussionView(QWidget):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show no case yet."""
        super().__init__()
        self._look = look
        self._shown: CaseShown | None = None
        self._locked = False
        self._asked: dict[str, _AskedView] = {}
        self._scores: list[ScoreBadge] = []
        self._rows: list[_SuggestionView] = []
        self._heading = Prose("", Role.TITLE)
        self._identity = Prose("", Role.CAPTION, muted=True)
        self._urgency = Prose("", Role.CAPTION)
        self._urgency.setProperty("badge", True)
        self._readiness = Prose("", Role.CAPTION, muted=True)
        self._since = SinceView(look)
        self._elsewhere = Prose("", Role.CAPTION, muted=True)
        self._elsewhere.setObjectName("elsewhere")
        self._question = Capped(look.text("meeting.case.question"), most=_QUESTION)
        self._source = Prose("", Role.CAPTION, muted=True)
        self._handled = label("", Role.CAPTION, muted=True)
        self._undo = button(
            look.text("meeting.suggestion.undo"),
            Kind.LINK,
            icon=icon("undo", look.tokens.accent),
            name=look.text("meeting.suggestion.undo_spoken"),
        )
        self._undo.clicked.connect(lambda: self.wished.emit(intents.TakeBack()))
        self._open = button(look.text("meeting.case.open"), Kind.LINK)
        self._open.clicked.connect(lambda: self.wished.emit(intents.OpenCase()))
        self._none = label(look.text("meeting.suggestion.none"), muted=True, wrap=True)
        area, self._column = column_in(spacing=look.tokens.space.small)
        self._column.setContentsMargins(0, 0, look.tokens.space.small, 0)  # air between the cards and the bar
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._lay_out()

    def show_case(self, shown: CaseShown, *, locked: bool, asked_locked: bool) -> None:
        """Draw the case; a field with the keyboard keeps what is typed."""
        self._show_asked(shown, locked=asked_locked)
        if shown == self._shown and locked == self._locked:
            return
        anew = self._shown is None or self._shown.suggestions != shown.suggestions or locked != self._locked
        self._shown, self._locked = shown, locked
        self._heading.show_text(shown.heading)
        self._identity.show_text(shown.identity)
        self._urgency.show_text(shown.urgency)
        self._urgency.setVisible(bool(shown.urgency))
        set_tone(self._urgency, Tone.URGENT if shown.urgent else Tone.SOON)
        self._readiness.show_text(shown.readiness)
        self._since.show_since(shown.since)
        self._elsewhere.show_text(shown.elsewhere)
        self._elsewhere.setVisible(bool(shown.elsewhere))
        self._question.show_text(shown.question)
        self._show_scores(shown)
        self._source.show_text(self._look.text("meeting.suggestion.source", guideline=shown.suggested_by))
        self._handled.setText(shown.handled)
        self._undo.setVisible(bool(shown.handled) and not locked)
        if anew:
            self._show_suggestions(shown.suggestions, locked=locked)

    def focus_first(self) -> None:
        """Put the keyboard at the way into the case."""
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        space, text = self._look.tokens.space, self._look.text
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self._identity)
        self._column.addWidget(self._urgency)
        self._column.addWidget(self._readiness)
        self._column.addWidget(self._elsewhere)
        self._column.addWidget(self._since)
        ask = frame(Surface.RAISED)
        inside = QVBoxLayout(ask)
        inside.setContentsMargins(space.medium, space.small, space.medium, space.small)
        inside.setSpacing(2)
        inside.addWidget(label(text("meeting.case.question"), Role.CAPTION, muted=True))
        inside.addWidget(self._question)
        self._column.addWidget(ask)
        self._asked_row = QVBoxLayout()
        self._column.addLayout(self._asked_row)
        self._score_row = QHBoxLayout()
        self._score_row.setSpacing(space.small)
        self._column.addLayout(self._score_row)
        top = QHBoxLayout()
        top.addWidget(label(text("meeting.suggestion.heading"), Role.LABEL))
        top.addStretch()
        top.addWidget(self._handled)
        top.addWidget(self._undo)
        self._column.addSpacing(space.tiny)
        self._column.addLayout(top)
        self._column.addWidget(self._source)
        self._column.addWidget(rule())
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(0)
        self._column.addLayout(self._suggestions)
        self._column.addWidget(self._none)
        self._column.addStretch()

    def _show_asked(self, shown: CaseShown, *, locked: bool) -> None:
        if not self._asked:
            self._asked = {each.path: _AskedView(self._look, each) for each in shown.asked}
            for view in self._asked.values():
                view.told.connect(self.wished)
            gap = self._look.tokens.space.small
            self._asked_row.addWidget(
                Columns(list(self._asked.values()), least=_ASKED_WIDTH, most=len(self._asked), gap=gap)
            )
        for each in shown.asked:
            self._asked[each.path].show_asked(shown.id, each, locked=locked)

    def _show_scores(self, shown: CaseShown) -> None:
        while len(self._scores) < len(shown.scores):
            made = ScoreBadge(self._look, interactive=False)
            self._scores.append(made)
            self._score_row.addWidget(made, 1)
        for place, view in enumerate(self._scores):
            view.setVisible(place < len(shown.scores))
        for view, score in zip(self._scores, shown.scores, strict=False):
            view.show_score(score)

    def _show_suggestions(self, suggestions: tuple[Suggestion, ...], *, locked: bool) -> None:
        """Keep the rows that stay, so that the keyboard goes on from where it was."""
        held = next((at for at, row in enumerate(self._rows) if holds_keyboard(row)), -1)
        stay = [row for row in self._rows if row.shown in suggestions and row.locked == locked]
        for row in self._rows:
            if row not in stay:
                self._suggestions.removeWidget(row)
                row.hide()
                row.deleteLater()
        kept = {row.shown: row for row in stay}
        self._rows = []
        for at, each in enumerate(suggestions):
            row = kept.get(each) or self._made(each, locked=locked)
            self._rows.append(row)
            if self._suggestions.indexOf(row) != at:
                self._suggestions.insertWidget(at, row)
        self._none.setVisible(not suggestions)
        if held >= 0 and self._rows and not locked:
            self._rows[min(held, len(self._rows) - 1)].setFocus()

    def _made(self, shown: Suggestion, *, locked: bool) -> _SuggestionView:
        made = _SuggestionView(self._look, shown, locked=locked)
        made.wished.connect(self.wished)
        return made
