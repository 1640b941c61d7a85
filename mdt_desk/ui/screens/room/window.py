"""The projector's window: the sheet over the whole screen, the number being typed, and black when it is blanked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.locking import ROOM_WINDOW
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.room.keyed import KeyedWindow
from mdt_desk.ui.screens.room.remote import Remote
from mdt_desk.ui.screens.room.sheet import RoomSheet, letters, unit_of
from mdt_desk.ui.screens.room.state import RoomState
from mdt_desk.ui.theme import palette, stylesheet


class RoomWindow(KeyedWindow):
    """What the room sees."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet; the title of the window names nobody. ``look`` wears the theme for projectors."""
        super().__init__()
        self.setObjectName(ROOM_WINDOW)
        self._look = look
        self.setWindowTitle(look.text("room.window"))
        self.setAccessibleName(look.text("room.window"))
        self.setPalette(palette(look.tokens))
        self.setStyleSheet(stylesheet(look.tokens))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setMinimumSize(640, 360)
        self.sheet = RoomSheet(look)
        self.sheet.setParent(self)
        self._over = _Over(look)
        self._over.setParent(self)

    def show_state(self, state: RoomState) -> None:
        self.sheet.show_state(state)

    def show_remote(self, remote: Remote) -> None:
        """Show the number being typed, or black."""
        self._over.show_remote(remote)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.sheet.setGeometry(self.rect())
        self._over.setGeometry(self.rect())


class _Over(QWidget):
    """Lies over the sheet: a number being typed, or black."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._remote = Remote()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_remote(self, remote: Remote) -> None:
        self._remote = remote
        text = self._look.text
        spoken = text("room.jump", number=remote.typed) if remote.typed else ""
        self.setAccessibleName(text("room.blank") if remote.blank else spoken)
        self.setVisible(remote.blank or bool(remote.typed))
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._remote.blank:
            painter.fillRect(self.rect(), QColor(Qt.GlobalColor.black))
        if self._remote.typed:
            self._draw_number(painter)
        painter.end()

    def _draw_number(self, painter: QPainter) -> None:
        unit = unit_of(self.height())
        tokens = self._look.tokens
        painter.setFont(letters(unit * 1.5, bold=True))
        words = self._look.text("room.jump", number=self._remote.typed)
        wide = painter.fontMetrics().horizontalAdvance(words) + 3 * unit
        box = self.rect().adjusted(self.width() - wide - unit, self.height() - 4 * unit, -unit, -unit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
