"""The lane above the queue: who cannot wait for the meeting, what is due when, and whom to call now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mdt_desk.ui.icons import TONE_ICONS, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Call, UrgentCard
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, card, label
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.urgent_card import UrgentCardView

_CALLS_WIDTH = 368
_BAR = 14
_LETTERS = 34


class UrgentLane(QFrame):
    """Signals ``opened`` with the case of a card, and ``settings_wanted`` when nobody to call is known.

    ``more_wanted``: the cases that did not fit into the lane are to be shown.
    """

    opened = Signal(object)
    settings_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the lane out, empty."""
        super().__init__()
        self._look = look
        self._cards: dict[object, UrgentCardView] = {}
        self._shown: tuple[object, ...] | None = None
        self._shown_calls: tuple[Call, ...] | None = None
        self.setAccessibleName(look.text("queue.lane.name"))
        self._sign = QLabel()
        self._sentence = Elided(Role.LABEL)
        self._sentence.setObjectName("lane-sentence")
        self._more = button("", Kind.LINK, name=look.text("queue.lane.more", count=0))
        self._more.clicked.connect(self.more_wanted)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._calls, self._call_lines = card(spacing=look.tokens.space.tiny)
        self._calls.setFixedWidth(_CALLS_WIDTH)
        holder, column = card(spacing=look.tokens.space.small)
        heading = QHBoxLayout()
        heading.setSpacing(look.tokens.space.small)
        heading.addWidget(self._sign)
        heading.addWidget(self._sentence, 1)
        heading.addWidget(self._more)
        column.addLayout(heading)
        column.addWidget(self._area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.tokens.space.medium)
        row.addWidget(holder, 1)
        row.addWidget(self._calls)

    def show_lane(
        self, sentence: str, cards: tuple[UrgentCard, ...], calls: tuple[Call, ...], more: int = 0
    ) -> None:
        """Draw the lane; while the same cases are in it only words change and the keyboard stays."""
        if self._shown == (shown := (sentence, cards, calls, more)):
            return
        self._shown = shown
        self._more.setVisible(more > 0)
        self._more.setText(self._look.text("queue.lane.more", count=more))
        self._more.setAccessibleName(self._more.text())
        self.setVisible(bool(sentence))
        self._sentence.show_text(sentence)
        tone = cards[0].tone if cards else Tone.CALM
        self._sign.setPixmap(picture(TONE_ICONS[tone], self._look.tokens.text, 18, 2.0))
        if [each.id for each in cards] != list(self._cards):
            self._build_cards(cards)
        for each in cards:
            self._cards[each.id].show_card(each)
        self._area.setVisible(bool(cards))
        self._calls.setVisible(bool(cards))
        if calls != self._shown_calls:
            self._shown_calls = calls
            self._build_calls(calls)

    def _build_cards(self, cards: tuple[UrgentCard, ...]) -> None:
        inner = QWidget()
        inner.setProperty("surface", "scroll")
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.tokens.space.small)
        self._cards = {each.id: UrgentCardView(self._look, each) for each in cards}
        for view in self._cards.values():
            view.opened.connect(self.opened)
            row.addWidget(view)
        row.addStretch()
        self._area.setWidget(inner)
        self._area.setMinimumHeight(inner.sizeHint().height() + _BAR)

    def _build_calls(self, calls: tuple[Call, ...]) -> None:
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.tiny)
        column.addLayout(self._calls_heading())
        for each in calls:
            column.addLayout(self._number(each))
        if not calls:
            column.addWidget(label(self._look.text("queue.calls.none"), wrap=True))
            enter = button(self._look.text("queue.calls.enter"), Kind.LINK)
            enter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            enter.clicked.connect(self.settings_wanted)
            column.addWidget(enter)
        column.addStretch()
        before = self._call_lines.takeAt(0)
        old = before.widget() if before is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
        self._call_lines.addWidget(lines)

    def _calls_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(picture("phone", self._look.tokens.text, 18, 2.0))
        row.addWidget(sign)
        row.addWidget(label(self._look.text("queue.calls.title"), Role.LABEL), 1)
        return row

    @staticmethod
    def _number(call: Call) -> QVBoxLayout:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        role = Elided(Role.BODY)
        role.show_text(call.role)
        upper.addWidget(role, 1)
        hours = Elided(Role.CAPTION, muted=not call.on_duty, letters=_LETTERS)
        hours.show_text(call.hours)
        upper.addWidget(hours)
        number = label(call.telephone, Role.LABEL)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lower.addWidget(number, 1)
        lower.addWidget(label(call.verified, Role.CAPTION, muted=True))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(upper)
        column.addLayout(lower)
        return column
