"""Draw the ways to begin, side by side."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.start.state import Offer, StartState, Way
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import Kind, button, card, label, paragraph
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.scroll import column_in

_CARD_WIDTH = 380


class StartView(QWidget):
    """Signals ``chosen`` with a `Way`."""

    chosen = Signal(object)

    def __init__(self, look: Look, state: StartState) -> None:
        """Lay out the offers of the state."""
        super().__init__()
        self._look = look
        self._buttons: list[QPushButton] = []
        space = look.tokens.space
        offers = QHBoxLayout()
        offers.setSpacing(space.wide)
        offers.addStretch()
        for each in state.offers:
            offers.addWidget(self._offer(each, first=each is state.offers[0]))
        offers.addStretch()
        area, column = column_in(spacing=space.medium)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        column.setContentsMargins(space.large, space.huge, space.large, space.wide)
        column.addStretch(1)
        mark = QLabel()
        mark.setPixmap(picture("mdt-desk", look.tokens.text, 72, 2.0))
        centred = (mark, label(state.welcome, Role.DISPLAY), label(state.intro, muted=True))
        for part in centred:
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(space.large)
        column.addLayout(offers)
        for way, words in ((Way.SERVER, state.server), (Way.LANGUAGE, state.language)):
            if words:
                link = button(words, Kind.LINK)
                link.clicked.connect(partial(self._choose, way))
                column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        width = 2 * _CARD_WIDTH + space.wide
        intended = paragraph(state.intended, width, Role.CAPTION, centred=True)
        column.addWidget(intended, 0, Qt.AlignmentFlag.AlignHCenter)

    def focus_first(self) -> None:
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, offer: Offer, *, first: bool) -> QFrame:
        made, column = card(margin=self._look.tokens.space.wide, spacing=self._look.tokens.space.medium)
        made.setFixedWidth(_CARD_WIDTH)
        sign = QLabel()
        sign.setPixmap(picture(offer.icon, self._look.tokens.accent, 36, 2.0))
        column.addWidget(sign)
        column.addWidget(label(offer.title, Role.TITLE))
        column.addWidget(Prose(offer.text), 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        do = button(offer.do, Kind.PRIMARY if first else Kind.PLAIN)
        do.clicked.connect(partial(self._choose, offer.way))
        column.addWidget(do)
        self._buttons.append(do)
        return made

    def _choose(self, way: Way, _checked: bool = False) -> None:
        self.chosen.emit(way)
