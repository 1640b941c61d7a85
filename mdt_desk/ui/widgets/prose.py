"""A text of any length and any script in the width there is: as typed, never as markup, broken where it must be."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from mdt_desk.ui.theme import Role
from mdt_desk.usecases.whole import kept_whole

_LEAST: Final = 80
_UNITS: Final = "utf-16-le"
_WHOLE: Final = "surrogatepass"


def typeset(text: str, font: QFont, width: float, *, lead: int = 0) -> QTextLayout:
    """Break a text into lines of at most ``width`` pixels, inside a word where it has no spaces.

    The first ``lead`` letters are bold; a dose is never broken.
    """
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout = QTextLayout(kept_whole(text).replace("\r\n", "\n").replace("\n", "\u2028"), font)
    layout.setTextOption(option)
    if lead:
        layout.setFormats([_bold(_units(text[:lead]))])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def line_text(layout: QTextLayout, number: int) -> str:
    """Return what stands on one line."""
    line = layout.lineAt(number)
    units = layout.text().encode(_UNITS, _WHOLE)
    return units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode(_UNITS, _WHOLE)


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it: an emoji is two."""
    return len(text.encode(_UNITS, _WHOLE)) // 2


def _bold(letters: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = 0, letters
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    found.format = form
    return found


def height_of(layout: QTextLayout) -> float:
    """Return the height of all lines, in pixels."""
    return layout.boundingRect().height()


class Prose(QLabel):
    """A label whose width never depends on its text; it grows downwards."""

    def __init__(self, text: str = "", role: Role = Role.BODY, *, muted: bool = False) -> None:
        """Show a text."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role.value)
        self.setProperty("muted", muted)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        tall = height_of(typeset(self.text(), self.font(), inner))
        return int(tall + 0.999) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        typeset(self.text(), self.font(), room.width()).draw(painter, QPointF(room.topLeft()))
        painter.end()
