"""What to find out first: a calm list of missing facts, each a way to its field; its place is there before it is."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import label
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.pressable import Pressable
from mdt_desk.ui.widgets.short import plain_tip
from mdt_desk.ui.widgets.wrapped import wrapped
from mdt_desk.ui.wording.worth import MOST, WorthLine, WorthShown

_LETTERS: Final = 66
"""Letters of average width: where so many have room, what a fact settles stands on one line, else on two."""


class WorthList(QWidget):
    """As tall as its room asks for, whatever stands in it. Signals ``chosen`` with the path of a fact."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        space = look.tokens.space
        self._sign = label("", Role.CAPTION, muted=True)
        self._note = label("", Role.CAPTION, muted=True, wrap=True)
        self._slots = tuple(_Slot(look) for _ in range(MOST))
        self._searching = False
        heading = QHBoxLayout()
        heading.addWidget(label(look.text("worth.heading"), Role.TITLE))
        heading.addStretch()
        heading.addWidget(self._sign)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for each in self._slots:
            each.hide()
            each.clicked.connect(lambda _=False, slot=each: self.chosen.emit(slot.fact))
            rows.addWidget(each)
        inside = QGridLayout()
        inside.addLayout(rows, 0, 0)
        inside.addWidget(self._note, 0, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.tiny)
        column.addLayout(heading)
        column.addLayout(inside)

    @property
    def searching(self) -> bool:
        """Tell whether the list is still being worked out."""
        return self._searching

    def show_worth(self, shown: WorthShown) -> None:
        """Draw the list; a line that stays where it was keeps the keyboard."""
        self._searching = shown.searching
        self._sign.setText(shown.sign)
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        for number, slot in enumerate(self._slots):
            slot.keep_place(number < shown.room)
            slot.setVisible(number < len(shown.lines))
            if number < len(shown.lines):
                slot.show_line(shown.lines[number])


class _Slot(Pressable):
    """The place of one line, of the same height with any line in it."""

    def __init__(self, look: Look) -> None:
        space = look.tokens.space
        column = QVBoxLayout()
        column.setContentsMargins(space.small, space.tiny, space.small, space.tiny)
        column.setSpacing(0)
        self._name, self._settles = Elided(Role.LABEL), _Settles()
        column.addWidget(self._name)
        column.addWidget(self._settles)
        super().__init__(column, look.text("worth.heading"), kind="row")
        self.fact = ""

    def keep_place(self, keep: bool) -> None:
        """Leave the place free while there is no line."""
        policy = self.sizePolicy()
        if policy.retainSizeWhenHidden() is not keep:
            policy.setRetainSizeWhenHidden(keep)
            self.setSizePolicy(policy)

    def show_line(self, line: WorthLine) -> None:
        """Show another line."""
        self.fact = line.fact
        self._name.show_text(line.name)
        self._settles.setText(line.settles)
        self._settles.setAccessibleName(line.settles)
        self.setAccessibleName(line.spoken)
        self.setToolTip(plain_tip(line.spoken))


class _Settles(QLabel):
    """A text in a fixed number of lines, which its width alone decides."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", Role.CAPTION.value)
        self.setProperty("muted", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        return self._lines(width) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(80, self.fontMetrics().lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        high = self.fontMetrics().lineSpacing()
        lines = wrapped(self.text(), self.font(), self.width(), self._lines(self.width()))
        for number, line in enumerate(lines):
            area = self.rect().adjusted(0, number * high, 0, 0)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), line)
        painter.end()

    def _lines(self, width: int) -> int:
        return 1 if width >= _LETTERS * self.fontMetrics().averageCharWidth() else 2
