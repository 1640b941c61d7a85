"""A card that is one button: it holds texts, obeys the stylesheet, and answers to mouse, Space and Enter."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from mdt_desk.ui.look import Look


class Pressable(QAbstractButton):
    """A button with a layout; its texts let the mouse through. The stylesheet knows it as ``pressable``."""

    def __init__(self, layout: QLayout, name: str = "", *, kind: str = "card") -> None:
        """Hold a layout; ``kind`` is how the stylesheet dresses it: ``card`` or ``row``."""
        super().__init__()
        self.setLayout(layout)
        self.setProperty("pressable", kind)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._column().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._column().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._column().heightForWidth(width) if self.hasHeightForWidth() else -1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Let the stylesheet draw ground and border."""
        option = QStyleOption()
        option.initFrom(self)
        if self.isChecked():
            option.state |= QStyle.StateFlag.State_On
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _column(self) -> QLayout:
        found = self.layout()
        if found is None:
            raise TypeError("A pressable card holds a layout.")
        return found


def opening_row(look: Look, mark: QWidget, words: Iterable[QWidget], end: QWidget) -> Pressable:
    """Return a row that opens and closes: a mark, words below each other, and at the end what it comes to."""
    space = look.tokens.space
    row = QHBoxLayout()
    row.setContentsMargins(space.tiny, space.tiny, space.small, space.tiny)
    row.setSpacing(space.small)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    for each in words:
        column.addWidget(each)
    row.addLayout(column, 1)
    row.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
    made = Pressable(row, kind="row")
    made.setCheckable(True)
    return made
