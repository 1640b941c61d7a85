"""What to see before it goes wrong, one point at a time in one line."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from mdt_desk.ui.icons import icon, picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.queue.state import Duty, Point
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import Kind, button, icon_button, label
from mdt_desk.ui.widgets.elided import Elided
from mdt_desk.ui.widgets.short import tip


class AttentionStrip(QFrame):
    """Signals ``opened`` with a case, ``merging`` with two of them, ``put_away`` with a point."""

    opened = Signal(object)
    merging = Signal(object, object)
    put_away = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._points: tuple[Point, ...] = ()
        self._at = 0
        self._merging: QAction | None = None
        self.setAccessibleName(look.text("queue.attention.name"))
        self.setProperty("banner", True)
        self.setProperty("tone", Tone.SOON.value)
        colour = look.tokens.tones[Tone.SOON].text
        sign = QLabel()
        sign.setPixmap(picture("bell", colour, 16, 2.0))
        self._words = Elided(Role.BODY)
        self._words.setObjectName("attention")
        self._counted = label("", Role.CAPTION)
        self._next = icon_button(icon("chevron-right", colour), look.text("queue.attention.next"), size=16)
        self._next.clicked.connect(self._step)
        self._do = button("", Kind.LINK, name=look.text("queue.attention.open"))
        self._do.clicked.connect(self._act)
        self._away = icon_button(icon("close", colour), look.text("queue.attention.away"), size=14)
        self._away.clicked.connect(lambda: self.put_away.emit(self._points[self._at]))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.tokens.space.medium, 2, look.tokens.space.small, 2)
        row.setSpacing(look.tokens.space.small)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        for each in (self._do, self._counted, self._next, self._away):
            row.addWidget(each)
        self.hide()

    def follow_merging(self, action: QAction) -> None:
        """Let the way to merge sleep while its action does, and say why as that does."""
        self._merging = action
        action.changed.connect(self._draw)
        self._draw()

    def show_points(self, points: tuple[Point, ...]) -> None:
        """Show the first point, or the one that was in sight."""
        held = self._points[self._at] if self._points else None
        self._points = points
        self._at = points.index(held) if held in points else 0
        self.setVisible(bool(points))
        self._draw()

    def _step(self) -> None:
        self._at = (self._at + 1) % max(1, len(self._points))
        self._draw()

    def _draw(self) -> None:
        if not self._points:
            return
        point, text = self._points[self._at], self._look.text
        self._words.show_text(point.text)
        self._words.setToolTip(tip(point.text))
        self._counted.setText(text("queue.attention.counted", number=self._at + 1, total=len(self._points)))
        several = len(self._points) > 1
        self._counted.setVisible(several)
        self._next.setVisible(several)
        name = text(f"queue.attention.{point.duty}")
        asleep = self._merging if point.duty is Duty.MERGE else None
        worn = "" if asleep is None or asleep.isEnabled() else asleep.toolTip()
        self._do.setEnabled(not worn)
        self._do.setToolTip(worn)
        self._do.setAccessibleDescription(worn)
        self._do.setText(name)
        self._do.setAccessibleName(f"{name}: {point.text}")

    def _act(self) -> None:
        point = self._points[self._at]
        if point.duty is Duty.MERGE and point.other is not None:
            self.merging.emit(point.id, point.other)
        else:
            self.opened.emit(point.id)
