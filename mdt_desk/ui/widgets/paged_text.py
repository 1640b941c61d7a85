"""Texts in a place of fixed size: what does not fit comes on the next page, with a mark that there is more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QWidget

from mdt_desk.ui.icons import picture
from mdt_desk.ui.look import Look
from mdt_desk.ui.widgets.prose import line_text, typeset

_GAP: Final = 0.28
"""Between two paragraphs, as a share of the letters' size."""
_SLACK: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; its first ``lead`` letters are bold, ``muted`` steps back, ``heading`` stays with what follows."""

    text: str
    lead: int = 0
    muted: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of a paragraph: which it is there, how tall, and what stands above it."""

    layout: QTextLayout
    number: int
    height: float
    gap: float
    muted: bool
    heading: bool


class PagedText(QWidget):
    """Draws one page of its paragraphs in its own font; it never scrolls and never cuts a line."""

    def __init__(self, look: Look, *, columns: int = 1, kept: int = 1) -> None:
        """Show nothing yet; the text fills one column after another.

        A paragraph of at most ``kept`` lines is kept together.
        """
        super().__init__()
        self._look = look
        self._count = columns
        self._kept = kept
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._columns: list[list[_Line]] = []
        self._page = 0
        self._stale = True

    def show_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other texts."""
        if tuple(paragraphs) == self._paragraphs:
            return
        self._paragraphs = tuple(paragraphs)
        self.setAccessibleName("\n".join(each.text for each in paragraphs))
        self.renew()

    def renew(self) -> None:
        """Break the texts anew: font or size changed."""
        self._stale = True
        self.update()

    def pages(self) -> int:
        """Return how many pages the texts take in this place; at least one."""
        return max(1, -(-len(self._broken()) // self._count))

    def needed(self, most: float) -> float:
        """Return the height that one column of all texts needs, at most ``most``."""
        lines = [line for each in self._paragraphs for line in self._lines(each)]
        return min(most, sum(each.height for each in lines) + sum(each.gap for each in lines[1:]))

    def show_page(self, page: int) -> None:
        """Show a page, from 0; one past the last shows the last."""
        self._page = page
        self.update()

    def shown_text(self) -> str:
        """Return what stands on the page that is shown."""
        lines = [line for column in self._shown() for line in column]
        return "\n".join(line_text(each.layout, each.number) for each in lines)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._look.tokens
        for number, column in enumerate(self._shown()):
            top, left = 0.0, number * (self._wide() + self._between())
            for place, line in enumerate(column):
                top += line.gap if place else 0
                painter.setPen(QColor(tokens.muted if line.muted else tokens.text))
                drawn = line.layout.lineAt(line.number)
                drawn.draw(painter, QPointF(left, top - drawn.y()))
                top += line.height
        if self.pages() > 1:
            self._draw_mark(painter, self.pages())
        painter.end()

    def _draw_mark(self, painter: QPainter, pages: int) -> None:
        """Say on which page of how many one is, and that there is more."""
        tall = self.fontMetrics().height()
        foot = QRectF(0, self.height() - tall, self.width(), tall)
        words = self._look.text("room.page", page=self._at() + 1, pages=pages)
        tokens = self._look.tokens
        wide = self.fontMetrics().horizontalAdvance(words) + 1.6 * tall
        pill = QRectF(foot.right() - wide, foot.top(), wide, tall)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(pill, tall / 4, tall / 4)
        painter.setPen(QColor(tokens.on_accent))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(pill.adjusted(tall * 0.3, 0, 0, 0), int(middle | Qt.AlignmentFlag.AlignLeft), words)
        sign = "chevron-down" if self._at() + 1 < pages else "chevron-up"
        size = round(tall * 0.75)
        drawn = picture(sign, tokens.on_accent, size, 2.0)
        painter.drawPixmap(QPointF(pill.right() - size - tall * 0.15, pill.top() + (tall - size) / 2), drawn)

    def _at(self) -> int:
        return min(self._page, self.pages() - 1)

    def _shown(self) -> list[list[_Line]]:
        """Return the columns of the page that is shown."""
        first = self._at() * self._count
        return self._broken()[first : first + self._count]

    def _between(self) -> float:
        return float(self.fontMetrics().height())

    def _wide(self) -> float:
        return (self.width() - (self._count - 1) * self._between()) / self._count

    def _broken(self) -> list[list[_Line]]:
        """Return all columns of all pages; where there is more than a page, there is room for the mark."""
        if self._stale:
            self._stale = False
            broken = [self._lines(each) for each in self._paragraphs]
            self._columns = _filled(broken, self.height(), self._kept)
            if len(self._columns) > self._count:
                room = self.height() - self.fontMetrics().height() * 1.1
                self._columns = _filled(broken, room, self._kept)
        return self._columns

    def _lines(self, paragraph: Paragraph) -> list[_Line]:
        layout = typeset(paragraph.text.rstrip(), self.font(), self._wide(), lead=paragraph.lead)
        gap = self.fontMetrics().height() * _GAP
        return [
            _Line(
                layout=layout,
                number=number,
                height=layout.lineAt(number).height(),
                gap=0 if number else gap,
                muted=paragraph.muted,
                heading=paragraph.heading,
            )
            for number in range(layout.lineCount())
        ]


def _filled(paragraphs: Sequence[Sequence[_Line]], height: float, kept: int) -> list[list[_Line]]:
    """Share paragraphs out over columns of a height.

    A short paragraph is not broken, a heading is never last in its column, and a column has one line at least.
    """
    columns: list[list[_Line]] = [[]]
    left = height
    for lines in paragraphs:
        whole = len(lines) <= kept and sum(each.height for each in lines) <= height
        for chunk in [lines] if whole else [[each] for each in lines]:
            needed = _tall(chunk, first=not columns[-1])
            if columns[-1] and needed > left + _SLACK:
                taken = _headings(columns[-1])
                columns.append(taken)
                left = height - _tall(taken, first=True)
                needed = _tall(chunk, first=not taken)
            columns[-1].extend(chunk)
            left -= needed
    return columns if columns[0] else []


def _tall(lines: Sequence[_Line], *, first: bool) -> float:
    gaps = sum(each.gap for each in lines)
    return sum(each.height for each in lines) + gaps - (lines[0].gap if first and lines else 0)


def _headings(column: list[_Line]) -> list[_Line]:
    """Take the heading at the end of a column out of it, unless nothing else stands there."""
    return [column.pop()] if len(column) > 1 and column[-1].heading else []
