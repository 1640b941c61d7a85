"""A button that opens the address in a text, there while the text has one."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_desk.ui.addresses import address_in, place_of
from mdt_desk.ui.icons import icon
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.basics import Kind, button
from mdt_desk.ui.widgets.short import caption, tip
from mdt_desk.usecases.wording import label_of


class LinkButton(QWidget):
    """Signals ``wanted`` with a `QUrl`; it says where that leads before it is pressed."""

    wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        """Lead nowhere yet."""
        super().__init__()
        self._look = look
        self._url: QUrl | None = None
        named = label_of(look.texts, "referral.images")
        self._do = button("", Kind.LINK, icon=icon("export", look.tokens.accent), name=named)
        self._do.clicked.connect(self._want)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._do)
        row.addStretch()
        self.hide()

    def show_text(self, text: str) -> None:
        """Lead to the first address in a text; without one there is nothing to press."""
        self._url = address_in(text)
        if self._url is not None:
            words = self._look.text("case.images.open", place=caption(place_of(self._url), 48))
            self._do.setText(words)
            self._do.setAccessibleName(words.replace("&&", "&"))
            self._do.setToolTip(tip(self._url.toDisplayString()))
        self.setVisible(self._url is not None)

    def _want(self) -> None:
        if self._url is not None:
            self.wanted.emit(self._url)
