"""A PDF as it would come out of the printer, shown inside the window from memory: no file is left behind."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role
from mdt_desk.ui.widgets.basics import icon_button, label

_STEP: Final = 1.25
_LEAST: Final = 0.25
_MOST: Final = 4.0


class PdfPreview(QWidget):
    """Shows a document, or a sentence in its place."""

    def __init__(self, look: Look) -> None:
        """Show nothing yet."""
        super().__init__()
        self._look = look
        self._bytes = b""
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setAccessibleName(look.text("print.preview.name"))
        colours = QPalette(self.view.palette())
        colours.setBrush(QPalette.ColorRole.Dark, self.palette().brush(QPalette.ColorRole.Midlight))
        self.view.setPalette(colours)
        self._words = label("", Role.TITLE, muted=True, wrap=True)
        self._words.setObjectName("preview-words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("", Role.CAPTION, muted=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.tiny)
        column.addLayout(self._tools())
        column.addWidget(self._stack, 1)

    def show_document(self, document: bytes, words: str) -> None:
        """Show a document; without one the words say why there is none."""
        self._words.setText(words)
        self._stack.setCurrentWidget(self.view if document else self._words)
        if document == self._bytes:
            return
        self._bytes = document
        self._document.close()
        self._buffer.close()
        if document:
            self._buffer.setData(QByteArray(document))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
        pages = self._document.pageCount()
        self._count.setText(self._look.text("print.preview.pages", count=pages) if pages else "")

    def pages(self) -> int:
        """Return how many pages are shown."""
        return self._document.pageCount()

    def _tools(self) -> QHBoxLayout:
        text, colour = self._look.text, self._look.tokens.text
        row = QHBoxLayout()
        row.addWidget(label(text("print.preview.title"), Role.LABEL))
        row.addWidget(self._count)
        row.addStretch()
        for sign, name, verb in (
            ("minus", "smaller", lambda: self._zoom(1 / _STEP)),
            ("plus", "larger", lambda: self._zoom(_STEP)),
            ("case", "whole", self._fit),
        ):
            made = icon_button(icon(sign, colour), text(f"print.preview.{name}"))
            made.clicked.connect(verb)
            row.addWidget(made)
        return row

    def _zoom(self, by: float) -> None:
        before = self.view.zoomFactor()
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            page = self._document.pagePointSize(0)
            tall = self.view.viewport().height() / max(1.0, page.height())
            before = tall * 72 / self.view.logicalDpiY()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(_MOST, max(_LEAST, before * by)))

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
