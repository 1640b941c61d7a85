"""Draw the thing in hand: who, what was decided, and what is asked, one key an answer."""

import re
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.follow.state import Answered, Answers, Asks, Card, Died, OpenCase, Said, Spoke
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, Surface, button, frame, label
from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.keyed_answers import KeyedAnswers
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import empty
from mdt_desk.ui.widgets.segments import Option, Segments

_TYPED: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)


def _day(typed: str) -> date | None:
    """Read a day as people write it; None: it is none."""
    found = _TYPED.fullmatch(typed.strip())
    try:
        return None if found is None else date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


class AsksView(QWidget):
    """The questions about a patient. Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the questions out below each other."""
        super().__init__()
        self._rows: dict[Asks, Segments] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.tokens.space.large)
        grid.setVerticalSpacing(look.tokens.space.medium)
        options = tuple(
            Option(value=value, text=f"{number}  {look.text(key)}")
            for number, (value, key) in enumerate(
                ((True, "answer.yes"), (False, "answer.no"), (UNKNOWN, "follow.not_known")), start=1
            )
        )
        self._labels: dict[Asks, QLabel] = {}
        for row, each in enumerate(Asks):
            name = look.text(f"follow.asks.{each}")
            made = Segments(options, name)
            made.chosen.connect(partial(self._say, each))
            self._rows[each] = made
            self._labels[each] = label(name, Role.LABEL)
            grid.addWidget(self._labels[each], row, 0)
            grid.addWidget(made, row, 1)
        self._day_label = label(look.text("follow.day"), Role.LABEL)
        self._day = Line(look.text("follow.day"), look.text("follow.day_how"))
        self._day.setMaximumWidth(180)
        self._day.setPlaceholderText(look.text("follow.day_how"))
        self._day.returnPressed.connect(self._enter_day)
        grid.addWidget(self._day_label, len(Asks), 0)
        grid.addWidget(self._day, len(Asks), 1)
        grid.setColumnStretch(2, 1)

    def show_answers(self, answers: Answers, *, asks_day: bool) -> None:
        """Show what was said so far; what follows from being alive is asked only of the living."""
        values = {
            Asks.ALIVE: answers.alive,
            Asks.WALKING: answers.walking,
            Asks.TREATMENT_DONE: answers.treatment_done,
        }
        for each, made in self._rows.items():
            made.show_value(values[each])
            shown = each is Asks.ALIVE or answers.alive is True
            made.setEnabled(shown)
            self._labels[each].setEnabled(shown)
        self._day.setVisible(asks_day)
        self._day_label.setVisible(asks_day)
        if not asks_day:
            self._day.show_text("")

    def focus_next(self, answers: Answers, *, asks_day: bool) -> None:
        """Put the keyboard on what is to be answered next."""
        if asks_day:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        said = {Asks.ALIVE: answers.alive, Asks.WALKING: answers.walking}
        first = next((each for each, value in said.items() if value is None), Asks.TREATMENT_DONE)
        self._rows[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, asks: Asks, value: Said) -> None:
        self.wished.emit(Spoke(asks=asks, value=value))

    def _enter_day(self) -> None:
        self.wished.emit(Died(on=_day(self._day.text())))


class CardView(QFrame):
    """Signals ``wished`` with an intent."""

    wished = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lay the card out, empty."""
        super().__init__()
        self.setProperty("surface", Surface.CARD.value)
        self._look = look
        self._said: tuple[str, ...] | None = None
        self._choices: object = None
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.wide, space.wide, space.wide, space.wide)
        column.setSpacing(space.medium)
        head = QHBoxLayout()
        self._name = label("", Role.TITLE, wrap=True)
        self._open = button(look.text("follow.open_case"), Kind.QUIET)
        self._open.clicked.connect(lambda: self.wished.emit(OpenCase()))
        head.addWidget(self._name, 1)
        head.addWidget(self._open)
        self._identity = label("", muted=True, wrap=True)
        inner = frame(Surface.RULE)
        self._paragraphs = QVBoxLayout()
        self._paragraphs.setSpacing(space.small)
        self._question = label("", Role.LABEL, wrap=True)
        self._asks = AsksView(look)
        self._asks.wished.connect(self.wished)
        self._answers = KeyedAnswers(look)
        self._answers.answered.connect(lambda value: self.wished.emit(Answered(value=value)))
        column.addLayout(head)
        column.addWidget(self._identity)
        column.addWidget(inner)
        column.addLayout(self._paragraphs)
        column.addWidget(self._question)
        column.addWidget(self._asks)
        column.addWidget(self._answers)
        column.addStretch()

    def show_card(self, card: Card) -> None:
        """Draw what is in hand."""
        self._name.setText(card.name)
        self._identity.setText(card.identity)
        if card.said != self._said:
            self._said = card.said
            empty(self._paragraphs)
            for text in card.said:
                self._paragraphs.addWidget(Prose(text))
        self._question.setText(card.question)
        self._question.setVisible(bool(card.question))
        self._asks.setVisible(card.answers is not None)
        if card.answers is not None:
            self._asks.show_answers(card.answers, asks_day=card.asks_day)
        choices = tuple((each.value, each.text) for each in card.choices)
        if (card.key, choices) != self._choices:
            self._choices = (card.key, choices)
            self._answers.offer(choices, card.question)
        self._answers.setVisible(bool(choices))

    @property
    def answering(self) -> tuple[QWidget, ...]:
        """Return what takes an answer."""
        return (self._asks, self._answers)

    def focus_question(self, card: Card) -> None:
        """Put the keyboard where the answer is given."""
        if card.answers is not None:
            self._asks.focus_next(card.answers, asks_day=card.asks_day)
        elif card.choices:
            self._answers.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)
