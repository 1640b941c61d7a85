"""The spine as a picture to point at: click a vertebra, or walk with the arrows and press Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mdt_desk.domain.spine import LEVELS, Level
from mdt_desk.domain.spine_column import COLUMN
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.short import plain_tip
from mdt_desk.ui.widgets.spine_painter import SpinePainter
from mdt_desk.ui.widgets.spine_plan import Plan
from mdt_desk.ui.wording.spine import SpineMark

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_Home: -len(LEVELS),
    Qt.Key.Key_End: len(LEVELS),
}


class _Vertebra(QAbstractButton):
    """What a screen reader and the keyboard meet of one vertebra; the picture below draws it."""

    stepped = Signal(int)

    def __init__(self, level: Level, picture: "SpinePicture") -> None:
        super().__init__(picture)
        self.level = level
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw nothing."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._picture.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._picture.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = next((by for key, by in _STEPS.items() if event.key() == key), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class SpinePicture(QWidget):
    """A side view of all vertebrae from C0 to S5, drawn as large as it is shown.

    Signals:
        chosen: a `Level`, when a vertebra is clicked or Enter is pressed on it.

    """

    chosen = Signal(object)

    def __init__(self, look: Look, *, interactive: bool = True) -> None:
        """Draw a spine without marks; one that is not interactive is a picture only."""
        super().__init__()
        self._look = look
        self._marks: tuple[SpineMark, ...] = ()
        self._current: Level | None = None
        self._hovered: Level | None = None
        self._interactive = interactive
        self._buttons: dict[Level, _Vertebra] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(interactive)
        self.setAccessibleName(look.text("case.spine.name"))
        if interactive:
            for each in COLUMN:
                self._add(each.level)
            self._walk_to(Level.T1)
        self.show_marks((), None)

    def show_marks(self, marks: Sequence[SpineMark], current: Level | None) -> None:
        """Show the affected vertebrae, and the one in hand."""
        self._marks = tuple(marks)
        self._current = current
        spoken = {each.level: each.spoken for each in marks}
        for level, button in self._buttons.items():
            button.setAccessibleName(spoken.get(level) or self._look.text("case.spine.free", level=level))
            button.setChecked(level is current)
        if not self._interactive:
            self.setAccessibleDescription("; ".join(spoken.values()))
        if current is not None and self._interactive:
            self._walk_to(current)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 500)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 340)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = next((each.level for each in self._buttons.values() if each.hasFocus()), None)
        SpinePainter(
            painter=painter,
            plan=self._plan(),
            tokens=self._look.tokens,
            font=self.font(),
            marks=self._marks,
            current=focused or self._current,
            hovered=self._hovered,
            focused=focused is not None,
        ).draw()
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        plan = self._plan()
        for each in COLUMN:
            if each.level in self._buttons:
                self._buttons[each.level].setGeometry(plan.rect(each).toAlignedRect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._interactive and event.button() is Qt.MouseButton.LeftButton:
            self._take(self._plan().nearest(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._plan().nearest(event.position()) if self._near(event.position()) else None)

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(None)

    def _plan(self) -> Plan:
        return Plan.within(self.width(), self.height(), max(0, self.font().pixelSize()))

    def _near(self, place: QPointF) -> bool:
        return self._interactive and place.x() < self._plan().captions_left

    def _hover(self, level: Level | None) -> None:
        if level is not self._hovered:
            self._hovered = level
            self.setToolTip(plain_tip(self._buttons[level].accessibleName() if level else ""))
            self.update()

    def _add(self, level: Level) -> None:
        made = _Vertebra(level, self)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self._take(level))
        made.stepped.connect(lambda by: self._step(level, by))
        self._buttons[level] = made

    def _step(self, level: Level, by: int) -> None:
        place = min(max(LEVELS.index(level) + by, 0), len(LEVELS) - 1)
        self._walk_to(LEVELS[place])
        self._buttons[LEVELS[place]].setFocus(Qt.FocusReason.TabFocusReason)

    def _walk_to(self, level: Level) -> None:
        """Make one vertebra the place where Tab enters the picture."""
        for each, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if each is level else Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._buttons[level])

    def _take(self, level: Level) -> None:
        self._walk_to(level)
        self._buttons[level].setFocus()
        self.chosen.emit(level)
