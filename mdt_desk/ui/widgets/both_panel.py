"""What somebody at another desk changed too: what it was, mine and theirs beside each other, a button for either."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdt_desk.ui.icons import TONE_ICONS, icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import button, icon_button, label
from mdt_desk.ui.widgets.prose import Prose
from mdt_desk.ui.widgets.short import plain_tip
from mdt_desk.ui.wording.both import DifferenceShown

_MOST = 232
"""Pixels: what is to be chosen leaves room for the form below it; the rest scrolls."""
_SHARES = ((0, 2), (1, 2), (2, 3), (4, 3))


class BothPanel(QFrame):
    """Part of a screen, never in the way of it.

    Signals:
        resolved: what a choice is about, and whether what was entered here is kept.
        seen: what was taken over need not be said any longer.

    """

    resolved = Signal(str, bool)
    seen = Signal()

    def __init__(self, look: Look, *, narrow: bool = False) -> None:
        """Stay hidden until two people differ, or something was taken over; ``narrow``: values below each other."""
        super().__init__()
        self._look = look
        self._narrow = narrow
        self._shown: tuple[DifferenceShown, ...] = ()
        self._choices: list[QPushButton] = []
        self._why = ""
        self.setProperty("banner", True)
        self.setProperty("tone", Tone.SOON.value)
        self.setAccessibleName(look.text("both.panel"))
        self._heading = Prose("", Role.LABEL)
        self._rows = _Rows()
        self._taken = Prose("")
        self._away = icon_button(
            icon("close", look.tokens.tones[Tone.SOON].text), look.text("both.seen"), size=14
        )
        self._away.clicked.connect(self.seen)
        self._lay_out()
        self.hide()

    def show_differences(self, shown: Sequence[DifferenceShown], taken: str = "") -> None:
        """Draw what differs, and say what was taken over."""
        self._taken_row.setVisible(bool(taken))
        self._taken.show_text(taken)
        self._head.setVisible(bool(shown))
        self.setVisible(bool(shown or taken))
        if tuple(shown) == self._shown:
            return
        self._shown = tuple(shown)
        self._heading.show_text(self._look.text("both.heading", count=len(shown)) if shown else "")
        self._rows.setVisible(bool(shown))
        self._rows.fill(self._inside())

    def sleep(self, why: str) -> None:
        """Let nobody choose, for a reason; with none let them. What differs can be read and put away meanwhile."""
        self._why = why
        for each in self._choices:
            self._hold(each)

    def _hold(self, choice: QPushButton) -> None:
        choice.setEnabled(not self._why)
        choice.setToolTip(plain_tip(self._why))
        choice.setAccessibleDescription(self._why)

    def _lay_out(self) -> None:
        space, look = self._look.tokens.space, self._look
        self._head, self._taken_row = QWidget(), QWidget()
        for holder, words, extra in (
            (self._head, self._heading, None),
            (self._taken_row, self._taken, self._away),
        ):
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(space.small)
            sign = label()
            sign.setPixmap(picture(TONE_ICONS[Tone.SOON], look.tokens.tones[Tone.SOON].text, 18, 2.0))
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
            if extra is not None:
                row.addWidget(extra, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.medium, space.small, space.medium, space.small)
        column.setSpacing(space.tiny)
        column.addWidget(self._head)
        column.addWidget(self._rows)
        column.addWidget(self._taken_row)

    def _inside(self) -> QWidget:
        self._choices = []
        made = QWidget()
        made.setProperty("surface", "scroll")
        grid = QGridLayout(made)
        space = self._look.tokens.space
        grid.setContentsMargins(0, 0, space.small, 0)
        grid.setHorizontalSpacing(space.medium)
        grid.setVerticalSpacing(space.tiny)
        if self._narrow:
            self._fill_narrow(grid)
            return made
        for column, share in _SHARES:
            grid.setColumnStretch(column, share)
        for column, key in ((1, "before"), (2, "mine"), (4, "theirs")):
            grid.addWidget(label(self._look.text(f"both.{key}"), Role.CAPTION), 0, column)
        for line, each in enumerate(self._shown, start=1):
            self._add(grid, line, each)
        return made

    def _fill_narrow(self, grid: QGridLayout) -> None:
        top, text = Qt.AlignmentFlag.AlignTop, self._look.text
        grid.setColumnStretch(1, 1)
        for number, each in enumerate(self._shown):
            line = 4 * number
            grid.addWidget(Prose(each.name, Role.LABEL), line, 0, 1, 3)
            theirs = text("both.value_of", value=each.theirs, whose=each.whose)
            values = (("before", each.before), ("mine", each.mine), ("theirs_short", theirs))
            for below, (key, words) in enumerate(values, start=1):
                grid.addWidget(label(text(f"both.{key}"), Role.CAPTION), line + below, 0, top)
                grid.addWidget(Prose(words), line + below, 1, top)
            grid.addWidget(self._choice("keep_mine", each, mine=True), line + 2, 2, top)
            grid.addWidget(self._choice("take_theirs", each, mine=False), line + 3, 2, top)

    def _choice(self, key: str, shown: DifferenceShown, *, mine: bool) -> QPushButton:
        text = self._look.text(f"both.{key}")
        made = button(text, name=f"{text}: {shown.spoken}")
        made.clicked.connect(partial(self.resolved.emit, shown.path, mine))
        self._choices.append(made)
        self._hold(made)
        return made

    def _add(self, grid: QGridLayout, line: int, shown: DifferenceShown) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Prose(shown.name, Role.LABEL), line, 0, top)
        theirs = self._look.text("both.value_of", value=shown.theirs, whose=shown.whose)
        for column, words in ((1, shown.before), (2, shown.mine), (4, theirs)):
            grid.addWidget(Prose(words), line, column, top)
        for column, key, mine in ((3, "keep_mine", True), (5, "take_theirs", False)):
            grid.addWidget(self._choice(key, shown, mine=mine), line, column, top)


class _Rows(QScrollArea):
    """As tall as what is inside, up to a limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(QWidget())
        self.hide()

    def fill(self, inside: QWidget) -> None:
        self.setWidget(inside)
        inside.show()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.widget()
        if inside is None:
            return 0
        tall = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return min(_MOST, tall)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(max(480, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))
