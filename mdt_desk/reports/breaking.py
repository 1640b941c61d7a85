"""Where pages may end: a heading stays with what it leads to, a chapter begins where enough of a page is left."""

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether
from reportlab.platypus.doctemplate import NullActionFlowable

from mdt_desk.reports.flowables import Start

HALF_PAGE: Final = 330.0
"""Half of what a page holds, in points; a chapter begins below another where so much is left."""

_ABOVE_CHAPTER: Final = 26.0
_ENDLESS: Final = 9_999.0
_FEWEST: Final = 3
"""What leads and two parts, or more where more leads, are enough to begin with."""

_WITHIN: Final = 2
"""A page ends within the first or the second part of what is led to, or what leads moves with it."""


class Led(KeepTogether):
    """Keeps what leads, a heading say, with the first part of what it leads to, which may go on over pages.

    The last of ``flowables`` is led to; ``after`` follows it, and its first stays with it where that fits.
    Up to ``whole`` points of height all of it stays on one page.
    """

    _content: list[Flowable]

    def __init__(
        self,
        flowables: Sequence[Flowable],
        maxHeight: float | None = None,  # noqa: N803  # ReportLab's name
        *,
        after: Sequence[Flowable] = (),
        whole: float = 0,
    ) -> None:
        """Keep flowables; ReportLab itself makes one of what keeps with the next."""
        super().__init__([*flowables, *after], maxHeight)
        self._led: Final = len(self._content) - len(after) - 1
        self._whole: Final = whole

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  # ReportLab's names
        parts: list[Flowable] = super().split(aW, aH)
        stays = isinstance(parts[0], NullActionFlowable) or parts[0] is self._content[0]
        if stays or self._height(aW, len(self._content)) <= self._whole or not self._begins(aW, aH):
            return parts
        return list(self._content)

    def _begins(self, width: float, room: float) -> bool:
        """Tell whether what is led to begins in this room."""
        left = room - self._height(width, self._led)
        with_first = self._height(width, min(max(self._led + 1, _FEWEST), len(self._content)))
        body = self._content[self._led]
        if isinstance(body, KeepTogether) or left <= 0:
            return False
        return with_first <= room or self._goes_on(self._led, width, left)

    def _goes_on(self, place: int, width: float, room: float) -> bool:
        """Tell whether a page may end within what stands here, or within what follows it."""
        for each in self._content[place : place + _WITHIN]:
            if isinstance(each, KeepTogether) or room <= 0:
                return False
            if len(each.splitOn(self.canv, width, room)) > 1:
                return True
            room -= each.getSpaceBefore() + each.wrapOn(self.canv, width, _ENDLESS)[1]
        return False

    def _height(self, width: float, count: int) -> float:
        """Return the height of the first ``count`` flowables."""
        wanted = 0.0
        for place, each in enumerate(self._content[:count]):
            above = each.getSpaceBefore() if place else 0
            wanted += above + each.wrapOn(self.canv, width, _ENDLESS)[1] + each.getSpaceAfter()
        return wanted


def chapter(start: Start) -> list[Flowable]:
    """Return the beginning of a chapter: below the one before it where half a page is left, else on a new page."""
    start.spaceBefore = _ABOVE_CHAPTER
    return [CondPageBreak(HALF_PAGE), start]
