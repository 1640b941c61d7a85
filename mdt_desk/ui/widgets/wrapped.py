"""A text in so many lines: broken as its script breaks, and only the last line cut off where that is not enough."""

from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

_REMEMBERED: Final = 4_000
_BETWEEN: Final = " ·"
"""What stands between two parts need not stand at the end of a line."""


@lru_cache(_REMEMBERED)
def wrapped(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return a text, its line breaks as spaces, in at most ``most`` lines of ``width`` pixels."""
    whole = " ".join(text.split())
    metrics = QFontMetrics(font)
    if most <= 1 or metrics.horizontalAdvance(whole) <= width:
        return (metrics.elidedText(whole, Qt.TextElideMode.ElideRight, width),) if whole else ()
    units = whole.encode("utf-16-le")  # as Qt counts letters
    starts = _starts(whole, font, width, most)
    lines = [units[2 * first : 2 * last].decode("utf-16-le") for first, last in pairwise(starts)]
    rest = units[2 * starts[-1] :].decode("utf-16-le").strip()
    shown = (each.strip().removesuffix(_BETWEEN) for each in lines)
    return (*shown, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))


def _starts(text: str, font: QFont, width: int, most: int) -> list[int]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[int] = []
    layout.beginLayout()
    while len(found) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(line.textStart())
    layout.endLayout()
    return found
