"""A page of the manual to read: our own Markdown and pictures, in the width there is, and nothing from elsewhere."""

from typing import Any, Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.help.state import ManualPage
from mdt_desk.ui.theme import FAMILIES

_WIDEST: Final = 860
_LEAST: Final = 240
_BESIDE: Final = 28
"""What stands beside a picture: margins and the scroll bar."""

_READ: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
)

_TYPED: Final = QTextFormat.Property.FontFixedPitch.value
"""What Qt marks words with that are to be typed."""


class ManualText(QTextBrowser):
    """One page.

    Signals:
        followed: the name of another page whose link was chosen.

    """

    followed = Signal(str)

    def __init__(self, look: Look, page: ManualPage) -> None:
        """Set the page; its pictures are drawn to the width that it is given."""
        super().__init__()
        self._page = page
        self._wide = 0
        self._ground = look.tokens.raised
        self._space_above, self._space_below = look.tokens.space.large, look.tokens.space.small
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(page.title)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(look.tokens.space.medium)
        self.anchorClicked.connect(self._follow)
        self._write(_WIDEST)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401  # as Qt declares it: whatever the page needs
        """Return a picture of the manual in the width there is, and nothing else."""
        place = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not place.isRelative():
            return None
        image = QImage(str(self._page.folder / place.path()))
        wide = round(self._wide * self.devicePixelRatioF())
        if image.width() > wide:
            image = image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pictures anew when the width changed, and stay at the line that was read."""
        super().resizeEvent(event)
        wide = max(_LEAST, min(_WIDEST, self.viewport().width() - _BESIDE))
        if wide != self._wide:
            bar = self.verticalScrollBar()
            part = bar.value() / max(1, bar.maximum())
            self._write(wide)
            bar.setValue(round(part * bar.maximum()))

    def _write(self, wide: int) -> None:
        self._wide = wide
        self.document().setMarkdown(f"# {self._page.title}\n\n{self._page.words}", _READ)
        block = self.document().begin()
        while block.isValid():
            self._space(block)
            for fragment in _fragments(block):
                if fragment.charFormat().hasProperty(_TYPED):
                    self._dress(fragment)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space(self, block: QTextBlock) -> None:
        """Give headings and paragraphs room, and let commands go on on the next line."""
        form = QTextBlockFormat()
        heading = block.blockFormat().headingLevel() > 0
        if block.textList() is None and QTextCursor(block).currentTable() is None:
            form.setTopMargin(self._space_above if heading else 0)
            form.setBottomMargin(self._space_below if block.text() else 0)
        form.setNonBreakableLines(False)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(form)

    def _dress(self, fragment: QTextFragment) -> None:
        """Give words to be typed the face of everything else, on a ground: not every computer has another face."""
        face = QTextCharFormat()
        face.setFontFamilies(list(FAMILIES))
        face.setFontFixedPitch(False)
        face.setBackground(QColor(self._ground))
        cursor = QTextCursor(self.document())
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(face)

    def _follow(self, link: QUrl) -> None:
        if link.isRelative():
            self.followed.emit(link.path())


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """Return the pieces of a block as they are before any of them is changed."""
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found
