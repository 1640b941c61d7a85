"""A text as tall as it needs to be, up to a limit; a longer one scrolls in its place, also from the keyboard."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from mdt_desk.ui.widgets.prose import Prose

_BAR = 14


class Capped(QScrollArea):
    """Holds a text; what stands below it stays in sight however long the text is."""

    def __init__(self, name: str, *, most: int) -> None:
        """Show nothing yet; the text takes at most ``most`` pixels."""
        super().__init__()
        self._most = most
        self._prose = Prose("")
        self._prose.setProperty("surface", "scroll")
        self.setWidget(self._prose)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        self._prose.show_text(text)
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        tall = self._prose.heightForWidth(width)
        if tall > self._most:
            self._prose.setMinimumHeight(self._prose.heightForWidth(width - _BAR))
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        else:
            self._prose.setMinimumHeight(0)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return min(tall, self._most)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, min(self._most, self.fontMetrics().height()))
