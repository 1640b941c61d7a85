"""Find words in the document that is shown, and go from one place to the next."""

from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import icon_button, label
from mdt_desk.ui.widgets.fields import Line

_WIDTH: Final = 150
_LEAST: Final = 84


class PdfSearch(QWidget):
    """A line to type in, how many places there are, and buttons to go through them."""

    def __init__(self, look: Look, document: QPdfDocument, view: QPdfView) -> None:
        """Search a document, and show the place in its view."""
        super().__init__()
        self._look = look
        self._document = document
        self._view = view
        self._model = QPdfSearchModel(self)
        self._model.setDocument(document)
        self._model.countChanged.connect(self._say)
        view.setSearchModel(self._model)
        self._line = Line(look.text("print.preview.search"))
        self._line.setPlaceholderText(look.text("print.preview.search"))
        self._line.setMinimumWidth(_LEAST)
        self._line.setMaximumWidth(_WIDTH)
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(self._seek)
        self._line.returnPressed.connect(lambda: self.go(1))
        self._found = label("", Role.CAPTION, muted=True)
        self._found.setObjectName("preview-found")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.tokens.space.tiny)
        row.addWidget(self._found)
        row.addWidget(self._line)
        for sign, name, by in (("arrow-up", "before", -1), ("arrow-down", "after", 1)):
            made = icon_button(icon(sign, look.tokens.text), look.text(f"print.preview.{name}"))
            made.clicked.connect(lambda _=False, by=by: self.go(by))
            row.addWidget(made)

    def begin(self) -> None:
        """Put the keyboard where words to find are typed."""
        self._line.setFocus()
        self._line.selectAll()

    def count(self) -> int:
        """Return how many places were found so far."""
        return self._model.rowCount(QModelIndex())

    def go(self, by: int) -> None:
        """Show the next place, or the one before; after the last comes the first."""
        found = self.count()
        if not found:
            return
        at = self._view.currentSearchResultIndex()
        to = (at + by) % found if at >= 0 else (0 if by > 0 else found - 1)
        self._view.setCurrentSearchResultIndex(to)
        place = self._model.resultAtIndex(to)
        self._view.pageNavigator().jump(place.page(), place.location(), 0)
        self._say()

    def _seek(self, typed: str) -> None:
        self._view.setCurrentSearchResultIndex(-1)
        self._model.setSearchString(typed.strip())
        self._say()

    def _say(self) -> None:
        if not self._model.searchString():
            self._found.setText("")
            return
        found, at = self.count(), self._view.currentSearchResultIndex()
        key = "place" if found and at >= 0 else "found"
        self._found.setText(self._look.text(f"print.preview.{key}", place=at + 1, count=found))
