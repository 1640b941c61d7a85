"""Names that were typed before, offered again while somebody types one."""

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from mdt_desk.ui.widgets.fields import Line


class KnownNames(QObject):
    """One list of names for several lines."""

    def __init__(self, parent: QObject) -> None:
        """Know nobody yet."""
        super().__init__(parent)
        self._model = QStringListModel(self)

    def know(self, names: tuple[str, ...]) -> None:
        """Take over the names."""
        if tuple(self._model.stringList()) != names:
            self._model.setStringList(list(names))

    def serve(self, line: Line) -> None:
        """Offer names in a line, whatever part of one is typed."""
        completer = QCompleter(self._model, line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(line.typing.edited)
        line.setCompleter(completer)
