"""The lane above the queue: who cannot wait for the meeting, what is due when, and whom to call now."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.icons import TONE_ICONS, icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Call, UrgentCard
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, card, label

_CARD_WIDTH = 316
_CALLS_WIDTH = 368


class UrgentLane(QFrame):
    """Signals ``opened`` with the case of a card, and ``settings_wanted`` when nobody to call is known."""

    opened = Signal(object)
    settings_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Lay the lane out, empty."""
        super().__init__()
        self._look = look
        self._shown: tuple[object, ...] | None = None
        self.setAccessibleName(look.text("queue.lane.name"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.tokens.space.medium)

    def show_lane(self, sentence: str, cards: tuple[UrgentCard, ...], calls: tuple[Call, ...]) -> None:
        """Draw the lane again when something in it changed; otherwise leave the keyboard where it is."""
        if self._shown == (sentence, cards, calls):
            return
        self._shown = (sentence, cards, calls)
        _empty(self._row)
        self.setVisible(bool(sentence))
        self._row.addWidget(self._cards(sentence, cards), 1)
        if cards:
            self._row.addWidget(self._calls(calls))

    def _cards(self, sentence: str, cards: tuple[UrgentCard, ...]) -> QWidget:
        tone = cards[0].tone if cards else Tone.CALM
        holder, column = card(spacing=self._look.tokens.space.small)
        column.addLayout(self._heading(sentence, tone))
        if cards:
            column.addWidget(self._scrolled(cards))
        return holder

    def _heading(self, sentence: str, tone: Tone) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.small)
        sign = QLabel()
        sign.setPixmap(picture(TONE_ICONS[tone], self._look.tokens.text, 18, 2.0))
        row.addWidget(sign)
        row.addWidget(label(sentence, Role.LABEL), 1)
        return row

    def _scrolled(self, cards: tuple[UrgentCard, ...]) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("surface", "scroll")
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.tokens.space.small)
        for each in cards:
            row.addWidget(self._card(each))
        row.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(inner.sizeHint().height() + 14)
        return area

    def _card(self, shown: UrgentCard) -> QFrame:
        made, column = card(tone=shown.tone, spacing=2)
        made.setFixedWidth(_CARD_WIDTH)
        made.setAccessibleName(shown.spoken)
        top = QHBoxLayout()
        sign = QLabel()
        colour = self._look.tokens.tones[shown.tone].text
        sign.setPixmap(picture(TONE_ICONS[shown.tone], colour, 16, 2.0))
        top.addWidget(sign)
        top.addWidget(label(shown.due, Role.LABEL), 1)
        opener = button(
            self._look.text("queue.lane.open"),
            Kind.LINK,
            icon=icon("arrow-right", colour),
            name=self._look.text("queue.lane.open_case", patient=shown.patient),
        )
        opener.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        opener.clicked.connect(partial(self._open, shown))
        top.addWidget(opener)
        column.addLayout(top)
        column.addWidget(_clipped(shown.patient, Role.LABEL))
        column.addWidget(_clipped(shown.action, Role.BODY))
        column.addWidget(_clipped(shown.source, Role.CAPTION))
        return made

    def _open(self, shown: UrgentCard, _checked: bool = False) -> None:
        self.opened.emit(shown.id)

    def _calls(self, calls: tuple[Call, ...]) -> QFrame:
        made, column = card(spacing=self._look.tokens.space.tiny)
        made.setFixedWidth(_CALLS_WIDTH)
        row = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(picture("phone", self._look.tokens.text, 18, 2.0))
        row.addWidget(sign)
        row.addWidget(label(self._look.text("queue.calls.title"), Role.LABEL), 1)
        column.addLayout(row)
        if calls:
            column.addLayout(self._numbers(calls))
            column.addStretch()
            return made
        column.addWidget(label(self._look.text("queue.calls.none"), wrap=True))
        enter = button(self._look.text("queue.calls.enter"), Kind.LINK)
        enter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        enter.clicked.connect(self.settings_wanted)
        column.addWidget(enter)
        column.addStretch()
        return made

    def _numbers(self, calls: tuple[Call, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        for each in calls:
            upper, lower = QHBoxLayout(), QHBoxLayout()
            upper.addWidget(_clipped(each.role, Role.BODY), 1)
            upper.addWidget(label(each.hours, Role.CAPTION, muted=True))
            number = label(each.telephone, Role.LABEL)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lower.addWidget(number, 1)
            lower.addWidget(label(each.verified, Role.CAPTION, muted=True))
            column.addLayout(upper)
            column.addLayout(lower)
            column.addSpacing(self._look.tokens.space.small)
        return column


def _clipped(text: str, role: Role) -> QLabel:
    made = label(text, role)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
