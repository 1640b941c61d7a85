"""Names that were typed before: the down arrow puts one after another into a line, and no list opens."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from mdt_desk.ui.widgets.fields import Line
from mdt_desk.ui.widgets.short import plain_tip
from mdt_desk.usecases.folding import fold

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class KnownNames(QObject):
    """One list of names for several lines."""

    def __init__(self, parent: QObject, hint: str) -> None:
        """Know nobody yet; ``hint`` says how names are reached."""
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._hint = hint
        self._begun = ""
        self._at = -1

    def know(self, names: tuple[str, ...]) -> None:
        """Take over the names."""
        self._names = names

    def serve(self, line: Line) -> None:
        """Offer in a line the names that hold what is typed there, all of them while it is empty."""
        line.setToolTip(plain_tip(self._hint))
        line.setAccessibleDescription(self._hint)
        line.typing.typed.connect(self._begin)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the next or the previous name into the line."""
        if isinstance(watched, Line) and event.type() is QEvent.Type.FocusIn:
            self._begin(watched.text())
        if (
            isinstance(watched, Line)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            found = [each for each in self._names if fold(self._begun) in fold(each)]
            if step and found and not watched.isReadOnly():
                self._at = (self._at + step) % len(found) if self._at >= 0 or step > 0 else len(found) - 1
                self._offer(watched, found[self._at])
                return True
        return super().eventFilter(watched, event)

    def _begin(self, text: str) -> None:
        self._begun, self._at = text, -1

    def _offer(self, line: Line, name: str) -> None:
        begun, at = self._begun, self._at
        line.setText(name)
        line.typing.edited(name)
        self._begun, self._at = begun, at
