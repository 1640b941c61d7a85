"""A PDF as it would come out of the printer, shown inside the window from memory: no file is left behind."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.theme import Role, Tone
from mdt_desk.ui.widgets.basics import badge, icon_button, label
from mdt_desk.ui.widgets.flow import Flow
from mdt_desk.ui.widgets.pdf_search import PdfSearch

_STEP: Final = 1.25
_LEAST: Final = 0.25
_MOST: Final = 4.0


class PdfPreview(QWidget):
    """Shows any document of the program, or a sentence in its place.

    Keys, while the keyboard is inside: Ctrl+F seeks, F3 and Shift+F3 go on and back, Ctrl with plus, minus, 0 and 9
    enlarges, shrinks, shows the whole page and the whole width, Alt with Page Up and Page Down turns the page.
    """

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
        self.view.pageNavigator().currentPageChanged.connect(self._count_pages)
        self._drawing = self._drawing_sign()
        self.search = PdfSearch(look, self._document, self.view)
        self._words = label("", Role.TITLE, muted=True, wrap=True)
        self._words.setObjectName("preview-words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("", Role.CAPTION, muted=True)
        self._count.setObjectName("preview-page")
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
        self._draw_again()
        self._count_pages()

    @property
    def drawing(self) -> bool:
        """Tell whether what is in sight is still an empty page, because its letters are being drawn."""
        return self.isVisible() and not self._drawing.isHidden()

    def pages(self) -> int:
        """Return how many pages are shown."""
        return self._document.pageCount()

    def page(self) -> int:
        """Return the page in sight, counted from 1; 0 without a document."""
        return self.view.pageNavigator().currentPage() + 1 if self.pages() else 0

    def turn(self, by: int) -> None:
        """Go so many pages on, or back."""
        to = self.page() - 1 + by
        if 0 <= to < self.pages():
            self.view.pageNavigator().jump(to, QPointF(), 0)

    def _count_pages(self) -> None:
        pages = self.pages()
        words = self._look.text("print.preview.page", page=self.page(), count=pages) if pages else ""
        self._count.setText(words)

    def _drawing_sign(self) -> QLabel:
        """Return the words that stand on a page until it is drawn, which happens on a thread of the view's own."""
        made = badge(self._look.text("print.preview.drawing"), Tone.INFO)
        made.setObjectName("preview-drawing")
        made.hide()
        column = QVBoxLayout(self.view.viewport())
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
        for each in self.view.findChildren(QPdfPageRenderer):
            each.pageRendered.connect(made.hide)
        self.view.zoomFactorChanged.connect(self._draw_again)
        self.view.zoomModeChanged.connect(self._draw_again)
        return made

    def _draw_again(self) -> None:
        self._drawing.setVisible(bool(self.pages()))

    def _tools(self) -> QHBoxLayout:
        gap = self._look.tokens.space.tiny
        turning, row = Flow(gap=gap), Flow(gap=gap, at_end=True)
        turning.addWidget(label(self._look.text("print.preview.title"), Role.LABEL))
        turning.addWidget(self._tool("chevron-up", "previous", "Alt+PgUp", lambda: self.turn(-1)))
        turning.addWidget(self._count)
        turning.addWidget(self._tool("chevron-down", "next", "Alt+PgDown", lambda: self.turn(1)))
        row.addWidget(self.search)
        for sign, name, keys, verb in (
            ("minus", "smaller", "Ctrl+-", lambda: self._zoom(1 / _STEP)),
            ("plus", "larger", "Ctrl++", lambda: self._zoom(_STEP)),
            ("case", "whole", "Ctrl+0", lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitInView)),
            ("room", "wide", "Ctrl+9", lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)),
        ):
            row.addWidget(self._tool(sign, name, keys, verb))
        self._key("Ctrl+=").activated.connect(lambda: self._zoom(_STEP))
        self._key("Ctrl+F").activated.connect(self.search.begin)
        self._key("F3").activated.connect(lambda: self.search.go(1))
        self._key("Shift+F3").activated.connect(lambda: self.search.go(-1))
        whole = QHBoxLayout()
        whole.addLayout(turning, 1)
        whole.addLayout(row, 2)
        return whole

    def _tool(self, sign: str, name: str, keys: str, verb: Callable[[], None]) -> QToolButton:
        made = icon_button(icon(sign, self._look.tokens.text), self._look.text(f"print.preview.{name}"))
        made.setToolTip(f"{made.toolTip()} ({QKeySequence(keys).toString()})")
        made.clicked.connect(verb)
        self._key(keys).activated.connect(verb)
        return made

    def _key(self, keys: str) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _zoom(self, by: float) -> None:
        before = self.view.zoomFactor()
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            page = self._document.pagePointSize(0)
            tall = self.view.viewport().height() / max(1.0, page.height())
            before = tall * 72 / self.view.logicalDpiY()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(_MOST, max(_LEAST, before * by)))
